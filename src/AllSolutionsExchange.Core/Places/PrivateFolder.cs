using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Places;

/// <summary>Folders in which nobody else can read or replace the store.</summary>
internal static class PrivateFolder
{
    private const uint OwnerOnly = 0x1C0;   // 0700
    private const int AlreadyExists = 17;   // EEXIST

    /// <summary>Makes our own folder, or checks the one that is there.</summary>
    public static void Ensure(string folder, string? serviceAccount)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(folder)!);
        var isNew = IsWindows ? WindowsFolder.TryCreate(folder, serviceAccount) : TryCreateOnPosix(folder);
        if (isNew) return;
        CheckOwn(folder);
        if (IsWindows && serviceAccount is not null) WindowsFolder.Grant(folder, serviceAccount);
    }

    /// <summary>Refuses our own folder where somebody else made it, or where others have a right on it.</summary>
    public static void CheckOwn(string folder)
    {
        if (IsWindows)
        {
            WindowsFolder.Check(folder);
            return;
        }

        var status = StatusOf(folder);
        if (!status.IsOurs)
            throw Refused(folder, "belongs to another account, who could have put anything there");
        if (status.IsShared) throw Refused(folder, "is open to others");
    }

    /// <summary>
    /// Refuses a folder that an admin named where strangers could replace files in it: missing, another user's, or open to
    /// all without the sticky bit. It may be reached through a link. On Windows, where any account of the machine can undo the
    /// protection of a password that it can read, also one on which groups such as Users have a right.
    /// </summary>
    public static void CheckNamed(string folder)
    {
        if (!Directory.Exists(folder))
            throw new StorePlaceException("StoreFolderMissing", folder, $"There is no folder '{folder}'. Make it, for the account that runs the sync alone, or name another store with -Store.");
        if (IsWindows)
        {
            WindowsFolder.CheckNamed(folder);
            return;
        }

        var status = StatusOf(folder + "/.");
        if (!status.IsOurs) throw Refused(folder, "belongs to another account, who could replace the store");
        if (status.IsOpenToAll) throw Refused(folder, "may be written by everybody");
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static bool TryCreateOnPosix(string folder)
    {
        if (NativeMethods.mkdir(PosixStatus.PathBytes(folder), OwnerOnly) == 0) return true;
        var error = Marshal.GetLastWin32Error();
        if (error == AlreadyExists) return false;
        var cause = new Win32Exception(error);
        throw new StorePlaceException("StoreFolderRefused", folder, $"The folder '{folder}' cannot be made: {cause.Message}. Name a store elsewhere with -Store.", cause);
    }

    private static PosixStatus StatusOf(string folder)
    {
        var status = PosixStatus.Of(folder);
        return status is { IsFolder: true } found ? found : throw Refused(folder, "is not a folder, or a link to one");
    }

    private static StorePlaceException Refused(string folder, string reason) => new(
        "StoreFolderRefused", folder, $"The folder '{folder}' {reason}. Look at what is in it, remove it or make it yours alone (mode 0700), or name another store with -Store.");
}

using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>Folders in which nobody else can read or replace the store.</summary>
internal static class PrivateFolder
{
    private const uint OwnerOnly = 0x1C0; // 0700
    private const int AlreadyExists = 17; // EEXIST

    /// <summary>Makes our own folder, or checks the one that is there.</summary>
    public static void Ensure(string folder, string? serviceAccount)
    {
        Create(Path.GetDirectoryName(folder)!);
        var isNew = IsWindows ? WindowsFolder.TryCreate(folder, serviceAccount) : TryCreateOnPosix(folder);
        CheckOwn(folder, serviceAccount);
        if (!isNew)
        {
            Grant(folder, serviceAccount);
        }
    }

    /// <summary>
    /// Makes a folder and those above it where they are missing. On POSIX they are for this account alone, whatever the umask says.
    /// </summary>
    public static void Create(string folder)
    {
        try
        {
            if (IsWindows)
            {
                Directory.CreateDirectory(folder);
            }
            else
            {
                CreateOnPosix(Path.GetFullPath(folder));
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Failure(folder, exception);
        }
    }

    /// <summary>Gives the account that runs the sync access to a folder, where the system can.</summary>
    public static void Grant(string folder, string? serviceAccount)
    {
        if (IsWindows && serviceAccount is not null)
        {
            WindowsFolder.Grant(folder, serviceAccount);
        }
    }

    /// <summary>Refuses an account that cannot be given access to a store's folder.</summary>
    /// <exception cref="StoreLocationException">Windows does not know it, or it is a group; elsewhere any.</exception>
    public static void CheckAccount(string folder, string serviceAccount)
    {
        if (IsWindows)
        {
            WindowsAccount.SidOf(folder, serviceAccount);
        }
        else
        {
            throw new StoreLocationException(
                ErrorIds.AccountRefused,
                folder,
                "-ServiceAccount gives a Windows account access to the store, and on this system a store is for the account that made it "
                    + "alone.",
                $"Leave it out, and run this command as '{serviceAccount}', or as the account that runs the sync."
            );
        }
    }

    /// <summary>Whether our own folder is missing and can be made where it belongs.</summary>
    /// <exception cref="StoreLocationException">It is missing, and others can lead the way to it elsewhere.</exception>
    public static bool IsToBeMade(string folder)
    {
        if (Presence.Of(folder))
        {
            return false;
        }

        if (IsWindows)
        {
            WindowsFolder.CheckWay(folder, WindowsAccount.Current());
        }
        else
        {
            PosixTrail.Check(NearestAbove(folder), mayBeLink: true);
        }

        return true;
    }

    /// <summary>
    /// Refuses our own folder where somebody else made it, where others have a right on it, or where others can lead the way to it
    /// elsewhere.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="serviceAccount">The account that is to use it too, or null.</param>
    public static void CheckOwn(string folder, string? serviceAccount = null)
    {
        if (IsWindows)
        {
            WindowsFolder.Check(folder);
            if (serviceAccount is not null)
            {
                WindowsFolder.RequireUsableBy(folder, serviceAccount);
            }

            return;
        }

        var status = PosixTrail.Check(folder, mayBeLink: false);
        if (!status.IsOurs)
        {
            throw Refused(folder, "belongs to another account, who could have put anything there");
        }

        if (status.IsShared)
        {
            throw Refused(folder, "is open to others");
        }
    }

    /// <summary>
    /// Refuses a folder that an admin named where others could replace files in it: missing, another user's, one that a group or everybody
    /// may
    /// write to (sticky or not), or one to which others can lead the way elsewhere. On Windows, where any account of the machine can undo
    /// the
    /// protection of a password that it can read, also one on which groups such as Users have a right.
    /// </summary>
    /// <param name="folder">The folder.</param>
    /// <param name="serviceAccount">The account that is to use it too, or null.</param>
    public static void CheckNamed(string folder, string? serviceAccount = null)
    {
        if (!Presence.Of(folder))
        {
            throw Missing(folder);
        }

        if (IsWindows)
        {
            WindowsFolder.CheckNamed(folder, serviceAccount);
            return;
        }

        var status = PosixTrail.Check(folder, mayBeLink: true);
        if (!status.IsOurs)
        {
            throw Refused(folder, "belongs to another account, who could replace the store");
        }

        if (status.IsWritableByOthers)
        {
            throw Refused(folder, "may be written to by a group or by everybody, who could put files of their own beside the store's");
        }
    }

    internal static StoreLocationException Missing(string folder) =>
        new(
            ErrorIds.StoreFolderMissing,
            folder,
            $"There is no folder '{folder}'.",
            "Make it, for the account that runs the sync alone, or name another store with -Store."
        );

    internal static StoreLocationException Refused(string folder, string reason) =>
        new(
            ErrorIds.StoreFolderRefused,
            folder,
            $"The folder '{folder}' {reason}.",
            "Look at what is in it, remove it or make it yours alone (mode 0700), or name another store with -Store."
        );

    private static string NearestAbove(string folder)
    {
        var above = Path.GetDirectoryName(folder)!;
        while (!Presence.Of(above))
        {
            above = Path.GetDirectoryName(above)!;
        }

        return above;
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static void CreateOnPosix(string folder)
    {
        if (Presence.Of(folder))
        {
            return;
        }

        if (Path.GetDirectoryName(folder) is { } parent)
        {
            CreateOnPosix(parent);
        }

        TryCreateOnPosix(folder);
    }

    private static bool TryCreateOnPosix(string folder)
    {
        if (NativeMethods.mkdir(PosixStatus.PathBytes(folder), OwnerOnly) == 0)
        {
            return true;
        }

        var error = Marshal.GetLastWin32Error();
        return error == AlreadyExists ? false : throw Failure(folder, new Win32Exception(error));
    }

    private static StoreLocationException Failure(string folder, Exception cause) =>
        new(
            ErrorIds.StoreFolderRefused,
            folder,
            $"The folder '{folder}' cannot be made: {cause.Reason()}.",
            "Name a store elsewhere with -Store.",
            cause
        );
}

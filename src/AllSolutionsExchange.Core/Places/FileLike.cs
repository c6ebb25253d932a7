using System.ComponentModel;
using System.Runtime.InteropServices;
using Microsoft.Win32.SafeHandles;

namespace AllSolutionsExchange.Places;

/// <summary>
/// Makes the file that is to take another one's place. On POSIX it gets that one's owner, group and mode before it gets any content; on
/// Windows the replace itself keeps owner and access list.
/// </summary>
internal static class FileLike
{
    private const uint OwnerAlone = 0x180;      // 0600
    private const uint PermissionBits = 0xFFF;  // 07777
    private const uint AnyWrite = 0x92;         // 0222

    /// <summary>Makes a new empty file, in the place of one of that name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Whose rights it gets.</param>
    /// <returns>The file, open for writing.</returns>
    /// <exception cref="UnauthorizedAccessException">This account may not give a file these rights.</exception>
    /// <exception cref="IOException">It cannot be made, or the model is no plain file.</exception>
    public static FileStream Create(string path, string model)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows)) return new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        if (PosixStatus.Of(model) is not { IsFile: true } status)
            throw new IOException("It is not a plain file. Where it is a link, name what it leads to");
        File.Delete(path);
        var descriptor = NativeMethods.creat(PosixStatus.PathBytes(path), OwnerAlone);
        if (descriptor < 0) throw new IOException(LastError().Reason());
        var handle = new SafeFileHandle(new IntPtr(descriptor), ownsHandle: true);

        // The owner first, since a change of it clears bits of the mode.
        if (NativeMethods.fchown(handle, status.Owner, status.Group) == 0 && NativeMethods.fchmod(handle, status.Mode & PermissionBits) == 0)
            return new FileStream(handle, FileAccess.Write);
        var cause = LastError();
        handle.Dispose();
        throw new UnauthorizedAccessException($"The new file cannot get the owner and mode of the one that it replaces: {cause.Reason()}", cause);
    }

    /// <summary>
    /// Whether nobody may write to a file. .NET asks on POSIX what the mode lets this account do, and so calls another account's file
    /// read-only for root.
    /// </summary>
    public static bool IsReadOnly(string path) => RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
        ? new FileInfo(path) is { Exists: true, IsReadOnly: true }
        : PosixStatus.Of(path) is { IsFile: true } status && (status.Mode & AnyWrite) == 0;

    private static Win32Exception LastError() => new(Marshal.GetLastWin32Error());
}

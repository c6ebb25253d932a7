using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>
/// Writes the file that is to take another one's place. On POSIX it gets that one's owner, group and mode before it gets any content; on
/// Windows the replace itself keeps owner and access list.
/// </summary>
internal static class FileLike
{
    private const uint OwnerAlone = 0x180; // 0600
    private const uint PermissionBits = 0xFFF; // 07777
    private const uint AnyWrite = 0x92; // 0222

    /// <summary>Writes a new file durably, in the place of one of that name.</summary>
    /// <param name="path">The file.</param>
    /// <param name="model">Whose rights it gets.</param>
    /// <param name="content">What is to be in it.</param>
    /// <exception cref="UnauthorizedAccessException">This account may not give a file these rights.</exception>
    /// <exception cref="IOException">It cannot be made, or the model is not a plain file.</exception>
    public static void Write(string path, string model, byte[] content)
    {
        if (RuntimeInformation.IsOSPlatform(OSPlatform.Windows))
        {
            WriteOnWindows(path, content);
        }
        else
        {
            WriteOnPosix(path, model, content);
        }
    }

    /// <summary>
    /// Whether nobody may write to a file. .NET asks on POSIX what the mode lets this account do, and so calls another account's file
    /// read-only for root.
    /// </summary>
    public static bool IsReadOnly(string path) =>
        RuntimeInformation.IsOSPlatform(OSPlatform.Windows)
            ? new FileInfo(path) is { Exists: true, IsReadOnly: true }
            : PosixStatus.Of(path) is { IsFile: true } status && (status.Mode & AnyWrite) == 0;

    private static void WriteOnWindows(string path, byte[] content)
    {
        using var file = new FileStream(path, FileMode.Create, FileAccess.Write, FileShare.None);
        file.Write(content, 0, content.Length);
        file.Flush(flushToDisk: true);
    }

    private static void WriteOnPosix(string path, string model, byte[] content)
    {
        try
        {
            if (PosixStatus.Of(model) is not { IsFile: true } status)
            {
                throw new IOException("It is not a plain file. If it is a link, name the file that it leads to.");
            }

            File.Delete(path);
            var descriptor = NativeMethods.creat(PosixStatus.PathBytes(path), OwnerAlone);
            if (descriptor < 0)
            {
                throw PosixFile.LastError();
            }

            PosixFile.WriteAndClose(descriptor, file => TakeRights(file, status), content);
        }
        catch (Win32Exception exception)
        {
            throw new IOException(exception.Reason(), exception);
        }
    }

    private static void TakeRights(int descriptor, PosixStatus status)
    {
        // The owner first, since a change of it clears bits of the mode.
        var isTaken =
            NativeMethods.fchown(descriptor, status.Owner, status.Group) == 0
            && NativeMethods.fchmod(descriptor, status.Mode & PermissionBits) == 0;
        if (isTaken)
        {
            return;
        }

        var cause = PosixFile.LastError();
        throw new UnauthorizedAccessException(
            $"The new file cannot get the owner and mode of the one that it replaces: {cause.Reason()}.",
            cause
        );
    }
}

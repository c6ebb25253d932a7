using System.ComponentModel;
using System.Runtime.InteropServices;

namespace AllSolutionsExchange.Files;

/// <summary>
/// Files that only their owner may read (mode 0600; on Windows the folder's access list does it). A file appears under its
/// name whole or not at all, and never with wider rights for a moment.
/// </summary>
internal static class PrivateFile
{
    private const int AlreadyExists = 17; // EEXIST
    private const string Unfinished = ".part-";

    /// <summary>Makes a file if there is none.</summary>
    /// <returns>False where there already is one; it is left as it is.</returns>
    public static bool TryCreate(string path, byte[] content) =>
        IsWindows ? TryCreateOnWindows(path, content) : TryCreateOnPosix(path, content);

    /// <summary>
    /// Deletes the files of a folder whose making was cut short. Only for who makes files there alone. What is in use stays.
    /// </summary>
    public static void DeleteUnfinished(string folder)
    {
        foreach (var file in Directory.GetFiles(folder, $"*{Unfinished}*"))
        {
            try
            {
                File.Delete(file);
            }
            catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
            {
                // It harms nobody there.
            }
        }
    }

    /// <summary>Refuses an existing file that somebody else owns or may read.</summary>
    /// <exception cref="StoreLocationException">It is not private.</exception>
    public static void Check(string path)
    {
        if (IsWindows || PosixStatus.Of(path) is not { } status)
        {
            return;
        }

        if (!status.IsFile)
        {
            throw new StoreLocationException(ErrorIds.StoreFileRefused, path, $"'{path}' is not a plain file.", "Name another store.");
        }

        if (!status.IsOurs)
        {
            throw new StoreLocationException(
                ErrorIds.StoreFileRefused,
                path,
                $"'{path}' belongs to another account.",
                "Run as that account, or name another store with -Store."
            );
        }

        if (status.IsShared)
        {
            throw new StoreLocationException(
                ErrorIds.StoreFileRefused,
                path,
                $"Others may read '{path}'.",
                $"Find out who did, then take the right away: chmod 600 '{path}'."
            );
        }
    }

    private static bool IsWindows => RuntimeInformation.IsOSPlatform(OSPlatform.Windows);

    private static bool TryCreateOnPosix(string path, byte[] content)
    {
        var template = PosixStatus.PathBytes(path + Unfinished + "XXXXXX");
        var descriptor = NativeMethods.mkstemp(template);
        if (descriptor < 0)
        {
            throw Failure(path, PosixFile.LastError());
        }

        try
        {
            PosixFile.WriteAndClose(descriptor, static _ => { }, content);
            if (NativeMethods.link(template, PosixStatus.PathBytes(path)) == 0)
            {
                return true;
            }

            return PosixFile.LastError() is { NativeErrorCode: not AlreadyExists } error ? throw error : false;
        }
        catch (Win32Exception exception)
        {
            throw Failure(path, exception);
        }
        finally
        {
            File.Delete(System.Text.Encoding.UTF8.GetString(template, 0, template.Length - 1));
        }
    }

    private static StoreLocationException Failure(string path, Win32Exception cause) =>
        new(ErrorIds.StoreFileRefused, path, $"'{path}' cannot be made: {cause.Reason()}.", "Name another store with -Store.", cause);

    private static bool TryCreateOnWindows(string path, byte[] content)
    {
        var temporary = $"{path}{Unfinished}{Guid.NewGuid():N}";
        try
        {
            using (var file = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write, FileShare.None))
            {
                file.Write(content, 0, content.Length);
                file.Flush(flushToDisk: true);
            }

            File.Move(temporary, path);
            return true;
        }
        catch (IOException) when (File.Exists(path))
        {
            return false;
        }
        finally
        {
            File.Delete(temporary);
        }
    }
}

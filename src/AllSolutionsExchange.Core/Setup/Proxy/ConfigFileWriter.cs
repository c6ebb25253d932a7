using AllSolutionsExchange.Files;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>Reads a file, and replaces it as a whole: it is the old or the new one, never half of one.</summary>
/// <param name="beforeStep">Told of every step before it is done.</param>
internal sealed class ConfigFileWriter(Action<WriteStep>? beforeStep = null)
{
    /// <summary>The file's content.</summary>
    /// <exception cref="EwsProxyException">It is not there, or is in use, or may not be read.</exception>
    public static async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(
                path,
                FileMode.Open,
                FileAccess.Read,
                FileShare.Read | FileShare.Delete,
                bufferSize: 4096,
                useAsync: true
            );
            using var content = new MemoryStream();
            await file.CopyToAsync(content, 81920, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw Missing(path, exception);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(path, "read", exception);
        }
    }

    /// <summary>Carries out a change whose record is written by <paramref name="keep"/>.</summary>
    /// <param name="path">The file.</param>
    /// <param name="beforeHash">The hash of what was read.</param>
    /// <param name="after">The new content.</param>
    /// <param name="keep">Keeps the original and notes the write, both durably.</param>
    /// <param name="cancellationToken">Heeded until the new content takes the file's place.</param>
    /// <exception cref="EwsProxyException">The file was changed meanwhile, or cannot be written.</exception>
    public async Task ReplaceAsync(
        string path,
        string beforeHash,
        byte[] after,
        Action<Action<WriteStep>> keep,
        CancellationToken cancellationToken
    )
    {
        keep(Step);
        var swap = new ConfigFileSwap(path, beforeStep);
        await PutInAsync(path, swap, beforeHash, after, cancellationToken).ConfigureAwait(false);
        Step(WriteStep.CompareReplaced);
        var isTheirs = await swap.PutBackAsync(beforeHash, FileHash.Of(after)).ConfigureAwait(false);
        Step(WriteStep.DeleteReplaced);
        swap.Delete();
        if (isTheirs)
        {
            throw Changed(path);
        }

        Step(WriteStep.ReadBack);
        if (!(await ReadAsync(path, CancellationToken.None).ConfigureAwait(false)).SequenceEqual(after))
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileChanged,
                path,
                $"'{path}' does not hold what was written to it: something else changed it at once.",
                "See what is in it with Get-AsEwsProxy."
            );
        }
    }

    /// <summary>Refuses a file that somebody wants to stay as it is.</summary>
    /// <exception cref="EwsProxyException">It is read-only.</exception>
    public static void RefuseReadOnly(string path)
    {
        if (FileLike.IsReadOnly(path))
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileReadOnly,
                path,
                $"'{path}' is read-only, so somebody wants it to stay as it is.",
                $"Take the attribute off (Set-ItemProperty -LiteralPath '{path}' IsReadOnly $false) and run the command again."
            );
        }
    }

    internal static EwsProxyException Unavailable(string path, string verb, Exception exception) =>
        new(
            ErrorIds.ConfigFileUnavailable,
            path,
            $"'{path}' cannot be {verb}: {exception.Message.TrimEnd('.')}.",
            "Run PowerShell as an administrator of that server, and close what has the file open.",
            exception
        );

    // Whatever ends it here, nothing stays beside the file.
    private async Task PutInAsync(string path, ConfigFileSwap swap, string beforeHash, byte[] after, CancellationToken cancellationToken)
    {
        try
        {
            Step(WriteStep.WriteBeside);
            swap.WriteNew(after);
            Step(WriteStep.Compare);
            if (FileHash.Of(await ReadAsync(path, cancellationToken).ConfigureAwait(false)) != beforeHash)
            {
                throw Changed(path);
            }

            Step(WriteStep.Replace);
            swap.Replace();
        }
        catch
        {
            swap.Delete();
            throw;
        }
    }

    private static EwsProxyException Missing(string path, Exception exception) =>
        new ConfigFileSwap(path) is { IsAside: true } swap
            ? new(
                ErrorIds.ConfigFileMissing,
                path,
                $"There is no '{path}': a run that was cut short left it as '{swap.Old}'.",
                "Set-, Remove- or Restore-AsEwsProxy puts it back first.",
                exception
            )
            : new(
                ErrorIds.ConfigFileMissing,
                path,
                $"There is no '{path}'.",
                path.StartsWith(@"\\", StringComparison.Ordinal)
                    ? "See whether the server holds mailboxes and its administrative share can be reached, or name the file with -Path."
                    : "Check the path, or name a server with -Server.",
                exception
            );

    private void Step(WriteStep step) => beforeStep?.Invoke(step);

    private static EwsProxyException Changed(string path) =>
        new(
            ErrorIds.ConfigFileChanged,
            path,
            $"'{path}' was changed by somebody else in the meantime and was left so.",
            "Run the command again."
        );
}

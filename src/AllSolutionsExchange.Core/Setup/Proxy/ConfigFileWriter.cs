namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>The steps of a write, in their order. Between any two of them the process may end.</summary>
internal enum WriteStep
{
    /// <summary>The file as it was is kept.</summary>
    KeepOriginal,

    /// <summary>What will be done is noted.</summary>
    Record,

    /// <summary>The new content is written beside the file.</summary>
    WriteBeside,

    /// <summary>The file is compared with what was read.</summary>
    Compare,

    /// <summary>The new content takes the file's place.</summary>
    Replace,

    /// <summary>The file is read back.</summary>
    ReadBack,
}

/// <summary>Reads a file, and replaces it as a whole: at any moment it is the old or the new one.</summary>
/// <param name="beforeStep">Told of every step before it is done.</param>
internal sealed class ConfigFileWriter(Action<WriteStep>? beforeStep = null)
{
    /// <summary>The file's content.</summary>
    /// <exception cref="EwsProxyException">It is not there, or is in use, or may not be read.</exception>
    public async Task<byte[]> ReadAsync(string path, CancellationToken cancellationToken)
    {
        try
        {
            using var file = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read | FileShare.Delete, bufferSize: 4096, useAsync: true);
            using var content = new MemoryStream();
            await file.CopyToAsync(content, 81920, cancellationToken).ConfigureAwait(false);
            return content.ToArray();
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            throw new EwsProxyException("ConfigFileMissing", path, $"There is no '{path}'. See whether the server holds mailboxes and its administrative share can be reached, or name the file with -Path.", exception);
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
    /// <exception cref="EwsProxyException">The file is read-only, was changed meanwhile, or cannot be written.</exception>
    public async Task ReplaceAsync(string path, string beforeHash, byte[] after, Action<Action<WriteStep>> keep, CancellationToken cancellationToken)
    {
        RefuseReadOnly(path);
        keep(Step);
        var beside = path + ".new.config";
        Step(WriteStep.WriteBeside);
        WriteBeside(path, beside, after);
        Step(WriteStep.Compare);
        if (FileHash.Of(await ReadAsync(path, cancellationToken).ConfigureAwait(false)) != beforeHash)
        {
            File.Delete(beside);
            throw new EwsProxyException("ConfigFileChanged", path, $"'{path}' was changed by somebody else in the meantime and was left so. Run the command again.");
        }

        Step(WriteStep.Replace);
        Replace(path, beside);
        Step(WriteStep.ReadBack);
        if (!(await ReadAsync(path, CancellationToken.None).ConfigureAwait(false)).SequenceEqual(after))
            throw new EwsProxyException("ConfigFileChanged", path, $"'{path}' does not hold what was written to it: something else changed it at once. See what is in it with Get-AsEwsProxy.");
    }

    private void Step(WriteStep step) => beforeStep?.Invoke(step);

    private static void RefuseReadOnly(string path)
    {
        if (new FileInfo(path) is { Exists: true, IsReadOnly: true })
            throw new EwsProxyException("ConfigFileReadOnly", path, $"'{path}' is read-only, so somebody wants it to stay as it is. Take the attribute off (Set-ItemProperty -LiteralPath '{path}' IsReadOnly $false) and run the command again.");
    }

    // What a run that was killed left there is overwritten; a run that still goes on has it locked.
    private static void WriteBeside(string path, string beside, byte[] content)
    {
        try
        {
            using var file = new FileStream(beside, FileMode.Create, FileAccess.Write, FileShare.None);
            file.Write(content, 0, content.Length);
            file.Flush(flushToDisk: true);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw Unavailable(path, "written", exception);
        }
    }

    // On Windows the file keeps its access list and attributes.
    private static void Replace(string path, string beside)
    {
        try
        {
            File.Replace(beside, path, destinationBackupFileName: null);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            File.Delete(beside);
            throw Unavailable(path, "written", exception);
        }
    }

    private static EwsProxyException Unavailable(string path, string verb, Exception exception) => new(
        "ConfigFileUnavailable", path, $"'{path}' cannot be {verb}: {exception.Message.TrimEnd('.')}. Run PowerShell as an administrator of that server, and close what has the file open.", exception);
}

using AllSolutionsExchange.Files;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>
/// A file and the two that are beside it while it is replaced. ASP.NET loads neither, since they are not named web.config, and IIS
/// serves no *.config.
/// </summary>
/// <param name="path">The file.</param>
/// <param name="beforeStep">Told before another's content is put back.</param>
internal sealed class ConfigFileSwap(string path, Action<WriteStep>? beforeStep = null)
{
    /// <summary>Where the new content is written.</summary>
    public string New { get; } = path + ".new.config";

    /// <summary>Where the replaced file is until it has been compared.</summary>
    public string Old { get; } = path + ".old.config";

    /// <summary>Whether a run that was cut short left something, or another is at it.</summary>
    public bool HasLeftovers => File.Exists(New) || File.Exists(Old);

    /// <summary>Whether the file has no name but <see cref="Old"/>. On Windows a replace that is cut short can leave it so.</summary>
    public bool IsAside => !File.Exists(path) && File.Exists(Old);

    /// <summary>Writes the new content durably, in a file with the owner and the mode of the one that it replaces.</summary>
    public void WriteNew(byte[] content)
    {
        try
        {
            FileLike.Write(New, path, content);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConfigFileWriter.Unavailable(path, "written", exception);
        }
    }

    /// <summary>Puts the new content in the file's place. On Windows the file keeps its access list and attributes.</summary>
    public void Replace() => Replace(New, Old);

    /// <summary>Gives the file its name again.</summary>
    public void MoveBack()
    {
        try
        {
            if (IsAside)
            {
                File.Move(Old, path);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw ConfigFileWriter.Unavailable(path, "put back", exception);
        }
    }

    /// <summary>Puts back what was replaced, where that is not what it should have been: then somebody else wrote it.</summary>
    /// <param name="beforeHash">The hash of what should have been replaced.</param>
    /// <param name="afterHash">The hash of what replaced it.</param>
    /// <returns>Whether it was put back.</returns>
    public async Task<bool> PutBackAsync(string beforeHash, string afterHash)
    {
        var (replaced, free, expected, present) = (Old, New, beforeHash, afterHash);
        for (var isPutBack = false; ; isPutBack = true)
        {
            var theirs = await HashOfReplacedAsync(replaced).ConfigureAwait(false);
            if (theirs == expected)
            {
                return isPutBack;
            }

            beforeStep?.Invoke(WriteStep.PutBack);
            Replace(replaced, free);

            // They may have written once more: it ends when what comes out is what was put in last.
            (replaced, free, expected, present) = (free, replaced, present, theirs);
        }
    }

    /// <summary>Deletes what is beside the file. What is in use is left to the next run.</summary>
    public void Delete()
    {
        try
        {
            File.Delete(New);
            if (File.Exists(path))
            {
                File.Delete(Old);
            }
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            // It harms nobody there.
        }
    }

    private void Replace(string source, string target)
    {
        try
        {
            File.Replace(source, path, target);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            MoveBack();
            throw ConfigFileWriter.Unavailable(path, "written", exception);
        }
    }

    private async Task<string> HashOfReplacedAsync(string replaced)
    {
        try
        {
            return FileHash.Of(await ConfigFileWriter.ReadAsync(replaced, CancellationToken.None).ConfigureAwait(false));
        }
        catch (EwsProxyException exception)
        {
            throw new EwsProxyException(
                ErrorIds.ConfigFileUnavailable,
                path,
                $"'{path}' was replaced, but what it was until then cannot be read in '{replaced}', and so not compared.",
                "Close what has that file open and run the command again, which goes on from there.",
                exception
            );
        }
    }
}

using System.Management.Automation;

namespace AllSolutionsExchange.Binding;

/// <summary>A path of the file system as PowerShell reads it: from the session's current location and by its drives.</summary>
internal static class FilePath
{
    /// <summary>The full path. Nothing is looked up.</summary>
    /// <param name="session">The caller's session.</param>
    /// <param name="path">The path as it was given.</param>
    /// <param name="advice">What to give instead, in one sentence.</param>
    /// <exception cref="ValueException">It is not a path of the file system.</exception>
    public static string Full(SessionState session, string path, string advice)
    {
        try
        {
            var full = session.Path.GetUnresolvedProviderPathFromPSPath(path, out var provider, out _);
            return provider.Name == "FileSystem"
                ? full
                : throw new ValueException($"'{path}' is not a file: it is a path of {provider.Name}.", advice);
        }
        catch (Exception exception) when (exception is System.Management.Automation.DriveNotFoundException or ProviderNotFoundException)
        {
            // PowerShell takes whatever comes before a colon for a drive, and before two for a provider.
            throw Colon(path, advice, exception);
        }
    }

    /// <summary>What is said of a colon where none may be.</summary>
    public static ValueException Colon(string path, string advice, Exception? cause = null) =>
        new($"'{path}' names a drive that this session does not have, or a stream inside a file.", advice, cause);
}

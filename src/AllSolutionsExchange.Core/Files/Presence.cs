namespace AllSolutionsExchange.Files;

/// <summary>Whether something is there, kept apart from whether this account may see it.</summary>
internal static class Presence
{
    /// <summary>Whether there is a file, folder or link.</summary>
    /// <exception cref="StoreLocationException">It cannot be told: this account may not look, or the disk does not answer.</exception>
    public static bool Of(string path)
    {
        try
        {
            File.GetAttributes(path);
            return true;
        }
        catch (Exception exception) when (exception is FileNotFoundException or DirectoryNotFoundException)
        {
            return false;
        }
        catch (UnauthorizedAccessException exception)
        {
            throw Denied(path, exception);
        }
        catch (IOException exception)
        {
            throw new StoreLocationException(
                ErrorIds.StorePathRefused,
                path,
                $"'{path}' cannot be examined: {exception.Reason()}.",
                "Check the disk, or name another store with -Store.",
                exception
            );
        }
    }

    /// <summary>What is said where this account may not look.</summary>
    public static StoreLocationException Denied(string path, Exception cause) =>
        new(
            ErrorIds.StoreAccessDenied,
            path,
            $"This account may not read '{path}'.",
            "Run as the account that made the store. On Windows that account can give this one access: Set-AsExchangeParameter "
                + "-ServiceAccount DOMAIN\\name.",
            cause
        );
}

namespace AllSolutionsExchange.Exchange;

/// <summary>An account as an admin names it: DOMAIN\name, or a user principal name.</summary>
/// <param name="Domain">The domain before the backslash; null if there is none. A user principal name stays whole.</param>
/// <param name="Name">The name alone.</param>
public sealed record AccountName(string? Domain, string Name)
{
    /// <summary>Reads a name.</summary>
    /// <param name="text">The name as it was given.</param>
    /// <returns>Its parts.</returns>
    public static AccountName Parse(string text)
    {
        var name = text.Trim();
        var separator = name.IndexOf('\\');
        return separator < 0 ? new(null, name) : new(name.Substring(0, separator), name.Substring(separator + 1));
    }
}

namespace AllSolutionsExchange.Exchange;

/// <summary>
/// What is true of Exchange Online, as Microsoft has announced it (learn.microsoft.com: Deprecation of EWS in Exchange Online; of Basic
/// authentication).
/// </summary>
internal static class ExchangeOnline
{
    /// <summary>What an admin who points the coupling at it must know, in whole sentences.</summary>
    public const string Truth =
        "Basic authentication was switched off in Exchange Online in October 2022. Microsoft has been closing EWS there, tenant by "
        + "tenant, since October 2026 and ends it on 1 April 2027; Microsoft Graph replaces it. The coupling does not support "
        + "Exchange Online yet.";

    private static readonly string[] Hosts = ["outlook.com", "office365.com", "office365.us", "office.com", "outlook.cn", "outlook.de"];

    /// <summary>What to say of a host of Exchange Online; null for any other host.</summary>
    /// <param name="host">The host name, in lower case.</param>
    public static string? WarningFor(string host)
    {
        if (!Hosts.Any(online => host == online || host.EndsWith("." + online, StringComparison.Ordinal)))
        {
            return null;
        }

        return host.StartsWith("pod", StringComparison.Ordinal) && host.EndsWith(".outlook.com", StringComparison.Ordinal)
            ? $"'{host}' names a single server of Exchange Online, which is obsolete: mailboxes move away from it, and the address "
                + $"today is outlook.office365.com. {Truth}"
            : $"'{host}' is Exchange Online. {Truth}";
    }
}

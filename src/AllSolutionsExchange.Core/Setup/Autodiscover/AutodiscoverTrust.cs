namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>
/// To which hosts the credential may go: those that the first address leads to by itself, and those that the admin named.
/// </summary>
internal sealed class AutodiscoverTrust(AutodiscoverOptions options, AutodiscoverEndpoints endpoints)
{
    private readonly HashSet<string> _hosts = new(
        options.TrustedHosts.Concat(endpoints.Hosts).Select(Authority),
        StringComparer.OrdinalIgnoreCase
    );

    /// <summary>Lets the credential go to a host: one that the caller's own directory names.</summary>
    public void Add(Uri url) => _hosts.Add(url.Authority);

    /// <summary>Whether the credential may go there; never without TLS.</summary>
    public bool Has(Uri url) => string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && _hosts.Contains(url.Authority);

    // Without the port, where it is the one of https.
    private static string Authority(string host) => new Uri($"https://{host}").Authority;
}

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>Where Autodiscover is looked for, in the order that Microsoft documents (Autodiscover for Exchange, phases 1 to 3).</summary>
/// <param name="Hosts">Hosts, with port where it is not 443, that are asked over https.</param>
/// <param name="Redirector">What is asked without TLS and without a credential, for a redirect to https and nothing else; null asks none.</param>
internal sealed record AutodiscoverPlaces(IReadOnlyList<string> Hosts, Uri? Redirector)
{
    /// <summary>The places of an address; none where its domain cannot be a host. Service connection points of Active Directory and SRV records of DNS are not looked up.</summary>
    public static AutodiscoverPlaces Of(string address, string? server)
    {
        if (server is not null)
            return new AutodiscoverPlaces([server], Redirector: null);
        var domain = address.Substring(address.LastIndexOf('@') + 1).ToLowerInvariant();
        return Uri.CheckHostName(domain) == UriHostNameType.Dns
            ? new AutodiscoverPlaces([domain, "autodiscover." + domain], new Uri($"http://autodiscover.{domain}{PoxProtocol.Path}"))
            : new AutodiscoverPlaces([], Redirector: null);
    }
}

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>
/// Where Autodiscover is looked for, in the order that Microsoft documents (Autodiscover for Exchange, phases 1 to 3), behind the
/// service connection points of Active Directory.
/// </summary>
/// <param name="Domain">The domain whose service connection points are looked up first; null looks none up.</param>
/// <param name="Hosts">Hosts, with port if it is not 443, that are asked over https.</param>
/// <param name="Redirector">What is asked without TLS and without a credential, for a redirect to https and nothing else; null asks
/// none.</param>
/// <param name="ServiceRecord">The name of the SRV records in DNS that name a host at last; null looks none up.</param>
internal sealed record AutodiscoverEndpoints(string? Domain, IReadOnlyList<string> Hosts, Uri? Redirector, string? ServiceRecord)
{
    /// <summary>The endpoints of an address; none if its domain cannot be a host.</summary>
    public static AutodiscoverEndpoints Of(string address, string? server)
    {
        if (server is not null)
        {
            return new AutodiscoverEndpoints(Domain: null, [server], Redirector: null, ServiceRecord: null);
        }

        var domain = address.Substring(address.LastIndexOf('@') + 1).ToLowerInvariant();

        // A name that can be a host may be none with "autodiscover." before it: one of 250 characters, for example.
        return
            Uri.CheckHostName(domain) == UriHostNameType.Dns
            && Uri.TryCreate("https://" + domain, UriKind.Absolute, out _)
            && Uri.TryCreate($"http://autodiscover.{domain}{PoxProtocol.Path}", UriKind.Absolute, out var redirector)
            ? new AutodiscoverEndpoints(domain, [domain, "autodiscover." + domain], redirector, "_autodiscover._tcp." + domain)
            : new AutodiscoverEndpoints(Domain: null, [], Redirector: null, ServiceRecord: null);
    }
}

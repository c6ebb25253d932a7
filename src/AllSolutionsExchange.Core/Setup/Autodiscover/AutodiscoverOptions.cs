using System.Net;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>How <see cref="AutodiscoverSearch"/> asks.</summary>
public sealed record AutodiscoverOptions
{
    /// <summary>The account that asks by POX; null asks only what needs no sign-in.</summary>
    public NetworkCredential? Credential { get; init; }

    /// <summary>
    /// Hosts, as <c>host</c> or <c>host:port</c>, that a redirect may lead the credential to. Trusted without being named: the
    /// mailbox's domain, its autodiscover host, service connection points, and <see cref="Server"/>.
    /// </summary>
    public IReadOnlyList<string> TrustedHosts { get; init; } = [];

    /// <summary>
    /// The host, as <c>host</c> or <c>host:port</c>, that is asked instead of those that the domain names; null asks those.
    /// </summary>
    public string? Server { get; init; }

    /// <summary>
    /// The SHA-1 or SHA-256 thumbprint, in hexadecimal, of the one certificate that is accepted, trusted or not. Null
    /// accepts what the system trusts.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>
    /// Looks up the service connection points of Active Directory for a domain: the addresses of Autodiscover, the first choice first.
    /// They come from the caller's own directory, and the credential may go to them. Null looks none up.
    /// </summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<Uri>>>? LookUpConnectionPoints { get; init; }

    /// <summary>
    /// Looks up the SRV records of a name in DNS (RFC 2782): their hosts, as <c>host:port</c>, the first choice first. Null looks
    /// none up.
    /// </summary>
    public Func<string, CancellationToken, Task<IReadOnlyList<string>>>? LookUpServices { get; init; }

    /// <summary>The HTTP proxy that requests go through; null goes directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How long each request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);
}

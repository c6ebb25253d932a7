namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>A service connection point of Autodiscover, as it is in Active Directory.</summary>
/// <param name="Keywords">Its attribute keywords: the GUID that says what it is, and <c>Domain=</c> and <c>Site=</c> entries.</param>
/// <param name="Bindings">Its attribute serviceBindingInformation: the address of Autodiscover, or of another directory.</param>
public sealed record ConnectionPoint(IReadOnlyList<string> Keywords, IReadOnlyList<string> Bindings)
{
    private const string UrlKeyword = "77378F46-2C66-4aa9-A6A6-3E7A48B19596";
    private const string PointerKeyword = "67661d7F-8FC4-4fa7-BFAC-E1D7794C1F68";
    private const string DomainPrefix = "Domain=";
    private const string SitePrefix = "Site=";

    /// <summary>
    /// The LDAP filter that finds them below the configuration of the directory (learn.microsoft.com, Find Autodiscover endpoints by using
    /// SCP lookup in Exchange).
    /// </summary>
    public const string Filter = $"(&(objectClass=serviceConnectionPoint)(|(keywords={PointerKeyword})(keywords={UrlKeyword})))";

    /// <summary>
    /// The addresses of Autodiscover in the order in which they are asked: those of a site first, then those of none, then those of other
    /// sites.
    /// </summary>
    /// <param name="points">All that are in one directory.</param>
    /// <param name="site">The site of this computer; null if it is not known.</param>
    /// <returns>The addresses with TLS, each once: no other is asked.</returns>
    public static IReadOnlyList<Uri> Addresses(IEnumerable<ConnectionPoint> points, string? site) =>
        [
            .. points
                .Where(point => point.Has(UrlKeyword))
                .OrderBy(point => point.Distance(site))
                .SelectMany(point => point.Bindings)
                .Select(binding => Uri.TryCreate(binding, UriKind.Absolute, out var address) ? address : null)
                .OfType<Uri>()
                .Where(address => address.Scheme == Uri.UriSchemeHttps)
                .Distinct(),
        ];

    /// <summary>The server of the directory in which the points of a domain are, where this one says so.</summary>
    /// <param name="points">All that are in one directory.</param>
    /// <param name="domain">The domain of the mailbox.</param>
    /// <returns>The name of a server; null for none.</returns>
    public static string? DirectoryOf(IEnumerable<ConnectionPoint> points, string domain) =>
        Server(points.Where(point => point.Has(PointerKeyword) && point.Has(DomainPrefix + domain)));

    /// <summary>
    /// The server of the directory that is asked where this one names no address: a pointer that is for no domain in particular.
    /// </summary>
    /// <param name="points">All that are in one directory.</param>
    /// <returns>The name of a server; null for none.</returns>
    public static string? FallbackDirectory(IEnumerable<ConnectionPoint> points) =>
        Server(
            points.Where(point =>
                point.Has(PointerKeyword)
                && !point.Keywords.Any(keyword => keyword.StartsWith(DomainPrefix, StringComparison.OrdinalIgnoreCase))
            )
        );

    private static string? Server(IEnumerable<ConnectionPoint> pointers) =>
        pointers
            .SelectMany(pointer => pointer.Bindings)
            .Select(binding =>
                Uri.TryCreate(binding, UriKind.Absolute, out var address) && address.Scheme == "ldap" && address.Host.Length > 0
                    ? address.Authority
                    : null
            )
            .FirstOrDefault(server => server is not null);

    private bool Has(string keyword) => Keywords.Contains(keyword, StringComparer.OrdinalIgnoreCase);

    private int Distance(string? site) =>
        site is not null && Has(SitePrefix + site) ? 0
        : Keywords.Any(keyword => keyword.StartsWith(SitePrefix, StringComparison.OrdinalIgnoreCase)) ? 2
        : 1;
}

using System.Net;
using AllSolutionsExchange.Setup.Autodiscover;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Service connection points: which are meant, in what order, and what may be sent to them.</summary>
public sealed class ConnectionPointTests
{
    private const string Url = "77378f46-2c66-4aa9-a6a6-3e7a48b19596",
        Pointer = "67661D7F-8FC4-4FA7-BFAC-E1D7794C1F68";

    [Theory]
    [InlineData("Amsterdam", "https://amsterdam/a https://everywhere/a https://london/a")]
    [InlineData("amsterdam", "https://amsterdam/a https://everywhere/a https://london/a")]
    [InlineData("London", "https://london/a https://everywhere/a https://amsterdam/a")]
    [InlineData("Paris", "https://everywhere/a https://london/a https://amsterdam/a")]
    [InlineData(null, "https://everywhere/a https://london/a https://amsterdam/a")]
    public void The_own_site_comes_first_then_what_is_of_no_site(string? site, string expected)
    {
        ConnectionPoint[] points =
        [
            Point("https://london/a", Url, "Site=London"),
            Point("ldap://elsewhere", Pointer),
            Point("http://plain/a", Url, "Site=Amsterdam"),
            Point("https://everywhere/a", Url),
            Point("no address", Url),
            Point("https://amsterdam/a", Url, "Site=Amsterdam"),
            Point("https://everywhere/a", Url),
            new ConnectionPoint([Url], []),
            Point("https://another/a", "another keyword"),
        ];
        Assert.Equal(expected.Split(' '), ConnectionPoint.Addresses(points, site).Select(address => address.AbsoluteUri));
    }

    [Fact]
    public void A_pointer_leads_to_the_directory_of_its_domain_and_one_without_a_domain_comes_last()
    {
        ConnectionPoint[] points =
        [
            Point("LDAP://fallback.contoso.com", Pointer),
            Point("https://no.directory", Pointer, "Domain=fabrikam.com"),
            Point("LDAP://dc.fabrikam.com:3268/CN=Configuration", Pointer, "Domain=fabrikam.com"),
            Point("https://not.a.pointer", Url, "Domain=contoso.com"),
        ];
        Assert.Equal("dc.fabrikam.com:3268", ConnectionPoint.DirectoryOf(points, "FABRIKAM.com"));
        Assert.Null(ConnectionPoint.DirectoryOf(points, "contoso.com"));
        Assert.Equal("fallback.contoso.com", ConnectionPoint.FallbackDirectory(points));
        Assert.Null(ConnectionPoint.FallbackDirectory(points[1..]));
    }

    [Fact]
    public async Task They_are_asked_first_by_V2_and_by_POX()
    {
        var answers = new List<string>();
        var domains = new List<string>();
        using var search = new AutodiscoverSearch(
            new AutodiscoverOptions
            {
                Credential = new NetworkCredential("svc", "x"),
                LookUpConnectionPoints = (domain, _) =>
                {
                    domains.Add(domain);
                    return Task.FromResult<IReadOnlyList<Uri>>([
                        new("http://plain.invalid/Autodiscover/Autodiscover.xml"),
                        new("https://inner.invalid/Autodiscover/Autodiscover.xml"),
                    ]);
                },
            }
        );
        await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync("anna@Contoso.invalid", answers.Add, default));
        Assert.Equal(["contoso.invalid"], domains);
        var asked = answers.Select(answer => answer[..answer.IndexOf(": ", StringComparison.Ordinal)]).ToList();
        Assert.Equal(
            [
                "https://inner.invalid/autodiscover/autodiscover.json/v1.0/anna%40Contoso.invalid",
                "https://contoso.invalid/autodiscover/autodiscover.json/v1.0/anna%40Contoso.invalid",
            ],
            asked[..2]
        );
        Assert.Equal(
            ["https://inner.invalid/Autodiscover/Autodiscover.xml", "https://contoso.invalid/autodiscover/autodiscover.xml"],
            asked[3..5]
        );
        Assert.DoesNotContain(asked, place => place.Contains("plain", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_credential_goes_to_them_and_with_a_server_named_they_are_not_asked(bool isServerNamed)
    {
        await using var server = await SimulatedExchange.StartAsync(
            new SimulatorOptions { Mailboxes = ["user1@contoso.test"], Version = ExchangeVersion.Exchange2013 }
        );
        var isAsked = false;
        using var search = new AutodiscoverSearch(
            new AutodiscoverOptions
            {
                Server = isServerNamed ? $"localhost:{server.Url.Port}" : null,
                CertificateThumbprint = server.Thumbprint,
                Credential = new NetworkCredential("svc-allsolutions", server.Password, "CONTOSO"),
                LookUpConnectionPoints = (_, _) =>
                {
                    isAsked = true;
                    return Task.FromResult<IReadOnlyList<Uri>>([new($"https://127.0.0.1:{server.Url.Port}/autodiscover/autodiscover.xml")]);
                },
            }
        );
        var found = await search.FindAsync("user1@contoso.test", onAnswer: null, default);
        Assert.Equal(!isServerNamed, isAsked);
        Assert.StartsWith(
            $"Autodiscover POX (XML) at https://{(isServerNamed ? "localhost" : "127.0.0.1")}:",
            found.Source,
            StringComparison.Ordinal
        );
        Assert.Equal(1, server.Requests.CountWhere(request => request.HadAuthorization));
    }

    private static ConnectionPoint Point(string binding, params string[] keywords) => new(keywords, [binding]);
}

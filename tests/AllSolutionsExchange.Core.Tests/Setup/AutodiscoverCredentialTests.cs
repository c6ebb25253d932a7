using System.Net;
using System.Net.Sockets;
using System.Text;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;
using static AllSolutionsExchange.Tests.Setup.AutodiscoverCalls;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Where Autodiscover sends a credential. The same server under its other name is the other host of a redirect: one certificate
/// serves both.</summary>
public sealed class AutodiscoverCredentialTests
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_credential_follows_a_redirect_only_to_a_host_that_is_trusted(bool isTrusted)
    {
        var redirects = new Dictionary<string, string>();
        await using var server = await StartAsync(ExchangeVersion.Exchange2013, redirects);
        var other = $"127.0.0.1:{server.Url.Port}";
        redirects[User1] = $"https://{other}/autodiscover/autodiscover.xml";
        var options = Options(server) with { TrustedHosts = isTrusted ? [other] : [] };
        if (isTrusted)
        {
            var result = await FindAsync(options);
            Assert.Equal($"https://{other}/EWS/Exchange.asmx", result.Url.AbsoluteUri);
            Assert.True(Assert.Single(result.Redirects).Followed);
        }
        else
        {
            Assert.Contains("-TrustedHost " + other, (await NotFoundAsync(options)).Message, StringComparison.Ordinal);
        }
        Assert.Equal(isTrusted ? 2 : 1, SignIns(server));
    }

    [Fact]
    public async Task A_redirect_without_credential_is_followed_to_any_host_over_https()
    {
        await using var redirecting = new ScriptedServer(
            (request, stream, token) =>
                (
                    request.Header("Host")!.StartsWith("127.", StringComparison.Ordinal)
                        ? Answer.Http(
                            302,
                            null,
                            "",
                            $"Location: https://localhost:{request.Header("Host")!.Split(':')[1]}"
                                + "/autodiscover/autodiscover.json/v1.0/x?Protocol=EWS"
                        )
                        : Answer.Http(
                            200,
                            "application/json",
                            "{\"Protocol\":\"EWS\",\"Url\":\"https://mail.contoso.test/EWS/Exchange.asmx\"}"
                        )
                )(request, stream, token)
        );
        var result = await FindAsync(
            new AutodiscoverOptions
            {
                Server = $"127.0.0.1:{redirecting.Port}",
                CertificateThumbprint = redirecting.Thumbprint,
                Credential = Probe.Credential,
            }
        );
        Assert.Equal("https://mail.contoso.test/EWS/Exchange.asmx", result.Url.AbsoluteUri);
        Assert.True(Assert.Single(result.Redirects).Followed);
        Assert.All(redirecting.Requests, request => Assert.Null(request.Header("Authorization")));
    }

    [Theory]
    [InlineData("http://localhost/autodiscover/autodiscover.json")]
    [InlineData("https://svc:x@localhost/autodiscover/autodiscover.json")]
    public async Task No_redirect_leads_out_of_TLS_or_to_a_user_name(string location)
    {
        await using var server = new ScriptedServer(Answer.Http(302, null, "", "Location: " + location));
        var error = await NotFoundAsync(
            new AutodiscoverOptions
            {
                Server = $"localhost:{server.Port}",
                CertificateThumbprint = server.Thumbprint,
                Credential = Probe.Credential,
                TrustedHosts = ["localhost"],
            }
        );
        Assert.Contains("which was not followed", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("svc:x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_at_all_hosts_together()
    {
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        var endpoints = new AutodiscoverEndpoints(
            Domain: null,
            [$"localhost:{server.Url.Port}", $"127.0.0.1:{server.Url.Port}"],
            Redirector: null,
            ServiceRecord: null
        );
        using var search = new AutodiscoverSearch(Options(server) with { Credential = Probe.Credential }, _ => endpoints);
        await Assert.ThrowsAsync<EwsAuthenticationException>(() => search.FindAsync(User1, onAnswer: null, default));
        Assert.Equal(1, SignIns(server));
    }

    [Fact]
    public async Task A_server_that_takes_Basic_back_refuses_no_account_and_the_next_is_asked()
    {
        await using var fickle = new ScriptedServer(
            Answer.Http(404, null, ""),
            Answer.Http(401, null, "", "WWW-Authenticate: Basic realm=\"x\""),
            Answer.Http(401, null, "", "WWW-Authenticate: Negotiate")
        );
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        var endpoints = new AutodiscoverEndpoints(
            Domain: null,
            [$"localhost:{fickle.Port}", $"localhost:{server.Url.Port}"],
            Redirector: null,
            ServiceRecord: null
        );
        using var search = new AutodiscoverSearch(Options(server) with { CertificateThumbprint = fickle.Thumbprint }, _ => endpoints);
        var error = await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(User1, onAnswer: null, default));
        Assert.Contains(
            $"localhost:{fickle.Port}/autodiscover/autodiscover.xml: offers no Basic authentication (Negotiate)",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains($"localhost:{server.Url.Port}/autodiscover/autodiscover.xml", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuthenticationMode.NtlmOnly)]
    [InlineData(AuthenticationMode.BearerOnly)]
    [InlineData(AuthenticationMode.OwaForms)]
    [InlineData(AuthenticationMode.Unavailable)]
    public async Task A_server_that_asks_for_no_Basic_is_sent_no_credential(AuthenticationMode mode)
    {
        await using var server = await SimulatedExchange.StartAsync(
            new SimulatorOptions { Version = ExchangeVersion.Exchange2013, Authentication = mode }
        );
        await NotFoundAsync(Options(server));
        Assert.Equal(0, SignIns(server));
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Without_TLS_nothing_but_a_redirect_to_https_is_taken(string scheme, bool isFound)
    {
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = AnswerAsync(
            listener,
            $"HTTP/1.1 302 Found\r\nLocation: {scheme}://localhost:{server.Url.Port}/autodiscover/autodiscover.xml\r\nContent-Length: "
                + "0\r\nConnection: close\r\n\r\n"
        );
        var endpoints = new AutodiscoverEndpoints(
            Domain: null,
            [],
            new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/autodiscover/autodiscover.xml"),
            ServiceRecord: null
        );
        using var search = new AutodiscoverSearch(Options(server) with { TrustedHosts = [$"localhost:{server.Url.Port}"] }, _ => endpoints);
        if (isFound)
        {
            Assert.Equal(server.Url, (await search.FindAsync(User1, onAnswer: null, default)).Url);
        }
        else
        {
            Assert.Contains(
                "which was not followed",
                (await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(User1, onAnswer: null, default))).Message,
                StringComparison.Ordinal
            );
        }

        Assert.DoesNotContain("Authorization", await seen, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isFound ? 1 : 0, SignIns(server));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_hosts_of_SRV_records_come_last_and_get_the_credential_only_where_they_are_trusted(bool isTrusted)
    {
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        var host = $"127.0.0.1:{server.Url.Port}";
        var names = new List<string>();
        var options = Options(server) with
        {
            Server = null,
            TrustedHosts = isTrusted ? [host] : [],
            LookUpServices = (name, _) =>
            {
                names.Add(name);
                return Task.FromResult<IReadOnlyList<string>>([host]);
            },
        };
        using var search = new AutodiscoverSearch(
            options,
            _ => new AutodiscoverEndpoints(Domain: null, [], Redirector: null, "_autodiscover._tcp.contoso.test")
        );
        if (isTrusted)
        {
            Assert.Equal($"https://{host}/EWS/Exchange.asmx", (await search.FindAsync(User1, onAnswer: null, default)).Url.AbsoluteUri);
        }
        else
        {
            var error = await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(User1, onAnswer: null, default));
            Assert.Contains($"-TrustedHost {host}", error.Message, StringComparison.Ordinal);
            Assert.Equal(0, server.Requests.Count);
        }

        Assert.Equal(["_autodiscover._tcp.contoso.test"], names);
    }

    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var length = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}

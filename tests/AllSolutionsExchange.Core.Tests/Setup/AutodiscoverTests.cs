using System.Net;
using System.Net.Sockets;
using System.Text;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Autodiscover against a simulated Exchange over TLS. The same server under its other name is the other host of a redirect: one certificate serves both.</summary>
public sealed class AutodiscoverTests
{
    private const string User1 = "user1@contoso.test";
    private const string User2 = "user2@contoso.test";

    private readonly List<string> _answers = [];

    [Theory]
    [InlineData(ExchangeVersion.Exchange2016)]
    [InlineData(ExchangeVersion.ExchangeSE)]
    public async Task V2_answers_without_a_credential(ExchangeVersion version)
    {
        await using var server = await StartAsync(version);
        var result = await FindAsync(Options(server));
        Assert.Equal((User1, server.Url), (result.Mailbox, result.Url));
        Assert.StartsWith("Autodiscover V2 (JSON) at https://localhost:", result.Source, StringComparison.Ordinal);
        Assert.Empty(result.Redirects);
        Assert.Equal(0, SignIns(server));
    }

    [Theory]
    [InlineData(ExchangeVersion.Exchange2010SP3)]
    [InlineData(ExchangeVersion.Exchange2013)]
    public async Task Older_versions_answer_by_POX_with_a_credential(ExchangeVersion version)
    {
        await using var server = await StartAsync(version);
        Assert.Contains("-Credential", (await NotFoundAsync(Options(server) with { Credential = null })).Message, StringComparison.Ordinal);
        Assert.Equal(0, SignIns(server));

        var result = await FindAsync(Options(server));
        Assert.Equal(server.Url, result.Url);
        Assert.StartsWith("Autodiscover POX (XML) at https://localhost:", result.Source, StringComparison.Ordinal);
        Assert.Equal(1, SignIns(server));
    }

    [Fact]
    public async Task Another_address_is_asked_for_and_a_circle_of_them_ends()
    {
        await using var server = await StartAsync(redirects: new() { [User1] = User2 });
        var result = await FindAsync(Options(server));
        Assert.Equal(server.Url, result.Url);
        Assert.Equal($" -> {User2}", Assert.Single(result.Redirects).ToString()[^(User2.Length + 4)..]);

        await using var circle = await StartAsync(redirects: new() { [User1] = User2, [User2] = User1 });
        await NotFoundAsync(Options(circle));
        Assert.InRange(circle.Requests.Count, 1, 12);
        await using var itself = await StartAsync(redirects: new() { [User1] = User1 });
        await NotFoundAsync(Options(itself));
    }

    [Fact]
    public async Task More_than_ten_redirects_are_not_followed()
    {
        var chain = Enumerable.Range(1, 20).ToDictionary(n => $"user{n}@contoso.test", n => $"user{n + 1}@contoso.test");
        await using var server = await StartAsync(redirects: chain);
        var error = await NotFoundAsync(Options(server));
        Assert.Contains("redirects to user11@contoso.test; ", error.Message, StringComparison.Ordinal);
        Assert.Contains("redirects to user12@contoso.test, which was not followed", error.Message, StringComparison.Ordinal);
    }

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
        await using var redirecting = new ScriptedServer((request, stream, token) =>
            (request.Header("Host")!.StartsWith("127.", StringComparison.Ordinal)
                ? Answer.Http(302, null, "", $"Location: https://localhost:{request.Header("Host")!.Split(':')[1]}/autodiscover/autodiscover.json/v1.0/x?Protocol=EWS")
                : Answer.Http(200, "application/json", "{\"Protocol\":\"EWS\",\"Url\":\"https://mail.contoso.test/EWS/Exchange.asmx\"}"))(request, stream, token));
        var result = await FindAsync(new AutodiscoverOptions { Server = $"127.0.0.1:{redirecting.Port}", CertificateThumbprint = redirecting.Thumbprint, Credential = Probe.Credential });
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
        var error = await NotFoundAsync(new AutodiscoverOptions { Server = $"localhost:{server.Port}", CertificateThumbprint = server.Thumbprint, Credential = Probe.Credential, TrustedHosts = ["localhost"] });
        Assert.Contains("which was not followed", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
        Assert.DoesNotContain("svc:x", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_wrong_password_is_tried_once_at_all_hosts_together()
    {
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        var places = new AutodiscoverPlaces(Domain: null, [$"localhost:{server.Url.Port}", $"127.0.0.1:{server.Url.Port}"], Redirector: null, ServiceRecord: null);
        using var search = new AutodiscoverSearch(Options(server) with { Credential = Probe.Credential }, _ => places);
        await Assert.ThrowsAsync<EwsAuthenticationException>(() => search.FindAsync(User1, onAnswer: null, default));
        Assert.Equal(1, SignIns(server));
    }

    [Fact]
    public async Task A_server_that_takes_Basic_back_refuses_no_account_and_the_next_is_asked()
    {
        await using var fickle = new ScriptedServer(
            Answer.Http(404, null, ""), Answer.Http(401, null, "", "WWW-Authenticate: Basic realm=\"x\""), Answer.Http(401, null, "", "WWW-Authenticate: Negotiate"));
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        var places = new AutodiscoverPlaces(Domain: null, [$"localhost:{fickle.Port}", $"localhost:{server.Url.Port}"], Redirector: null, ServiceRecord: null);
        using var search = new AutodiscoverSearch(Options(server) with { CertificateThumbprint = fickle.Thumbprint }, _ => places);
        var error = await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(User1, onAnswer: null, default));
        Assert.Contains($"localhost:{fickle.Port}/autodiscover/autodiscover.xml: offers no Basic authentication (Negotiate)", error.Message, StringComparison.Ordinal);
        Assert.Contains($"localhost:{server.Url.Port}/autodiscover/autodiscover.xml", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(AuthenticationMode.NtlmOnly)]
    [InlineData(AuthenticationMode.BearerOnly)]
    [InlineData(AuthenticationMode.OwaForms)]
    [InlineData(AuthenticationMode.Unavailable)]
    public async Task A_server_that_asks_for_no_Basic_is_sent_no_credential(AuthenticationMode mode)
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { Version = ExchangeVersion.Exchange2013, Authentication = mode });
        await NotFoundAsync(Options(server));
        Assert.Equal(0, SignIns(server));
    }

    [Fact]
    public async Task The_places_are_asked_in_the_documented_order()
    {
        using var search = new AutodiscoverSearch(new AutodiscoverOptions { Credential = Probe.Credential });
        await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync("anna@contoso.invalid", _answers.Add, default));
        Assert.Equal(
            [
                "https://contoso.invalid/autodiscover/autodiscover.json/v1.0/anna%40contoso.invalid",
                "https://autodiscover.contoso.invalid/autodiscover/autodiscover.json/v1.0/anna%40contoso.invalid",
                "https://contoso.invalid/autodiscover/autodiscover.xml",
                "https://autodiscover.contoso.invalid/autodiscover/autodiscover.xml",
                "http://autodiscover.contoso.invalid/autodiscover/autodiscover.xml",
            ],
            _answers.Select(answer => answer[..answer.IndexOf(": ", StringComparison.Ordinal)]));
    }

    [Theory]
    [InlineData("anna@-")]
    [InlineData("anna@127.0.0.1")]
    [InlineData("anna@a/b")]
    public async Task A_domain_that_is_no_host_name_asks_nobody(string mailbox)
    {
        using var search = new AutodiscoverSearch(new AutodiscoverOptions());
        Assert.Contains("Asked: nobody", (await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(mailbox, _answers.Add, default))).Message, StringComparison.Ordinal);
        Assert.Empty(_answers);
    }

    [Theory]
    [InlineData("https", true)]
    [InlineData("http", false)]
    public async Task Without_TLS_nothing_but_a_redirect_to_https_is_taken(string scheme, bool isFound)
    {
        await using var server = await StartAsync(ExchangeVersion.Exchange2013);
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var seen = AnswerAsync(listener, $"HTTP/1.1 302 Found\r\nLocation: {scheme}://localhost:{server.Url.Port}/autodiscover/autodiscover.xml\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        var places = new AutodiscoverPlaces(Domain: null, [], new Uri($"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}/autodiscover/autodiscover.xml"), ServiceRecord: null);
        using var search = new AutodiscoverSearch(Options(server) with { TrustedHosts = [$"localhost:{server.Url.Port}"] }, _ => places);
        if (isFound)
            Assert.Equal(server.Url, (await search.FindAsync(User1, onAnswer: null, default)).Url);
        else
            Assert.Contains("which was not followed", (await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(User1, onAnswer: null, default))).Message, StringComparison.Ordinal);
        Assert.DoesNotContain("Authorization", await seen, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(isFound ? 1 : 0, SignIns(server));
    }

    [Theory]
    [InlineData("<html>Welcome</html>", "names no EWS")]
    [InlineData("<html>Welcome", "something else")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"boom\">]><Autodiscover/>", "something else")]
    [InlineData("<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>No such user</Message></Error></Response></Autodiscover>", "error 500: No such user")]
    [InlineData("<Autodiscover><Response><Account><Action>settings</Action></Account></Response></Autodiscover>", "names no EWS")]
    [InlineData("<Autodiscover><Response><Account><Action>redirectUrl</Action></Account></Response></Autodiscover>", "redirects to nowhere")]
    [InlineData("<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>http://mail.contoso.test/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>", "in clear")]
    public async Task What_cannot_be_used_is_told(string body, string told)
    {
        await using var server = new ScriptedServer((request, stream, token) => (request.Head.StartsWith("GET", StringComparison.Ordinal)
            ? Answer.Http(404, "text/html", "")
            : Answer.Http(200, "text/xml", body))(request, stream, token));
        var error = await NotFoundAsync(new AutodiscoverOptions { Server = $"localhost:{server.Port}", CertificateThumbprint = server.Thumbprint, Credential = Probe.Credential });
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EXCH", "EXPR", "second")]
    [InlineData("EXPR", "EXCH", "first")]
    [InlineData("EXCH", "EXHTTP", "second")]
    [InlineData("WEB", "EXCH", "second")]
    public void The_address_for_outside_comes_first(string first, string second, string expected) => Assert.Equal(expected, PoxProtocol.Read(
        $"<Autodiscover><Response><Account><Action>settings</Action>{Protocol(first, "first")}{Protocol(second, "second")}</Account></Response></Autodiscover>").EwsUrl);

    [Theory]
    [InlineData("<EwsUrl>NotApplicable</EwsUrl>", "<EwsUrl>https://mail.contoso.test/EWS/Exchange.asmx</EwsUrl>")]
    [InlineData("<EwsUrl>NotApplicable</EwsUrl><ASUrl>https://mail.contoso.test/EWS/Exchange.asmx</ASUrl>", "")]
    [InlineData("<EwsUrl>/EWS/Exchange.asmx</EwsUrl>", "<EwsUrl>https://mail.contoso.test/EWS/Exchange.asmx</EwsUrl>")]
    [InlineData("<EwsUrl>http://mail.contoso.test/EWS/Exchange.asmx</EwsUrl>", "<ASUrl>https://mail.contoso.test/EWS/Exchange.asmx</ASUrl>")]
    public void What_is_no_address_is_passed_over(string outside, string inside) => Assert.Equal(
        "https://mail.contoso.test/EWS/Exchange.asmx",
        PoxProtocol.Read($"<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>EXPR</Type>{outside}</Protocol><Protocol><Type>EXCH</Type>{inside}</Protocol></Account></Response></Autodiscover>").EwsUrl);

    [Theory]
    [InlineData(200, "application/json", "{\"Url\":\"NotApplicable\"}", "<Autodiscover><Response><Account><Protocol><Type>EXPR</Type><EwsUrl>NotApplicable</EwsUrl></Protocol></Account></Response></Autodiscover>", "names no address of EWS")]
    [InlineData(302, null, "/my.policy", null, "the sign-in page of F5 BIG-IP APM answers")]
    [InlineData(302, null, "/dana-na/auth/welcome.cgi", null, "the sign-in page of Pulse or Ivanti Connect Secure answers")]
    [InlineData(302, null, "{url}", null, "it leads back to where it was asked")]
    [InlineData(302, null, "http://localhost/autodiscover/autodiscover.xml", null, "it leads out of TLS")]
    [InlineData(200, "text/xml", "<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>USER1@contoso.test</RedirectAddr></Account></Response></Autodiscover>", null, "it leads back to an address that was asked for")]
    public async Task What_trust_does_not_mend_is_told_as_such(int status, string? type, string text, string? forPost, string told)
    {
        await using var server = new ScriptedServer((request, stream, token) =>
        {
            var parts = request.Head.Split(' ');
            var body = parts[0] == "POST" ? forPost ?? text : text;
            var location = "Location: " + text.Replace("{url}", parts[1], StringComparison.Ordinal);
            return (status == 302 ? Answer.Http(302, null, "", location) : Answer.Http(status, type, body))(request, stream, token);
        });
        var error = await NotFoundAsync(new AutodiscoverOptions { Server = $"localhost:{server.Port}", CertificateThumbprint = server.Thumbprint, Credential = Probe.Credential });
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-TrustedHost", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_cancellation_is_answered_at_once()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer(async (_, _, token) =>
        {
            await stop.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        using var search = new AutodiscoverSearch(new AutodiscoverOptions { Server = $"localhost:{server.Port}", CertificateThumbprint = server.Thumbprint, Timeout = Timeout.InfiniteTimeSpan });
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => search.FindAsync(User1, onAnswer: null, stop.Token).WaitAsync(TimeSpan.FromMinutes(1)));
    }

    private static string Protocol(string type, string url) => $"<Protocol><Type>{type}</Type><EwsUrl>{url}</EwsUrl></Protocol>";

    private static Task<SimulatedExchange> StartAsync(ExchangeVersion version = ExchangeVersion.Exchange2019, Dictionary<string, string>? redirects = null) =>
        SimulatedExchange.StartAsync(new SimulatorOptions { Version = version, AutodiscoverRedirects = redirects ?? [] });

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
        using var search = new AutodiscoverSearch(options, _ => new AutodiscoverPlaces(Domain: null, [], Redirector: null, "_autodiscover._tcp.contoso.test"));
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

    private static AutodiscoverOptions Options(SimulatedExchange server) => new()
    {
        Server = $"localhost:{server.Url.Port}",
        CertificateThumbprint = server.Thumbprint,
        Credential = new NetworkCredential("svc-allsolutions", server.Password, "CONTOSO"),
    };

    private static async Task<AutodiscoverResult> FindAsync(AutodiscoverOptions options)
    {
        using var search = new AutodiscoverSearch(options);
        return await search.FindAsync(User1, onAnswer: null, default);
    }

    private static Task<AutodiscoverException> NotFoundAsync(AutodiscoverOptions options) => Assert.ThrowsAsync<AutodiscoverException>(() => FindAsync(options));

    private static int SignIns(SimulatedExchange server) => server.Requests.CountWhere(request => request.HadAuthorization);

    private static async Task<string> AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        var length = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
        return Encoding.ASCII.GetString(buffer, 0, length);
    }
}

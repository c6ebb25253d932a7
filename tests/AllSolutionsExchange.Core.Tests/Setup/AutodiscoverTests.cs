using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;
using static AllSolutionsExchange.Tests.Setup.AutodiscoverCalls;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Autodiscover against a simulated Exchange over TLS, and servers that answer otherwise.</summary>
public sealed class AutodiscoverTests
{
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

    [Fact]
    public async Task The_endpoints_are_asked_in_the_documented_order()
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
            _answers.Select(answer => answer[..answer.IndexOf(": ", StringComparison.Ordinal)])
        );
    }

    [Fact]
    public async Task What_was_found_at_each_place_is_told_without_the_advice_of_another_command()
    {
        using var search = new AutodiscoverSearch(new AutodiscoverOptions());
        var error = await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync("anna@contoso.invalid", _answers.Add, default));
        Assert.Contains("not known to DNS; https://autodiscover.contoso.invalid", error.Fault, StringComparison.Ordinal);
        Assert.DoesNotContain("Check the URL", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("anna@-")]
    [InlineData("anna@127.0.0.1")]
    [InlineData("anna@a/b")]
    public async Task A_domain_that_is_no_host_name_asks_nobody(string mailbox)
    {
        using var search = new AutodiscoverSearch(new AutodiscoverOptions());
        Assert.Contains(
            "Asked: nobody",
            (await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync(mailbox, _answers.Add, default))).Message,
            StringComparison.Ordinal
        );
        Assert.Empty(_answers);
    }

    [Theory]
    [InlineData("<html>Welcome</html>", "names no EWS")]
    [InlineData("<html>Welcome", "something else")]
    [InlineData("<!DOCTYPE x [<!ENTITY e \"boom\">]><Autodiscover/>", "something else")]
    [InlineData(
        "<Autodiscover><Response><Error><ErrorCode>500</ErrorCode><Message>No such user</Message></Error></Response></Autodiscover>",
        "error 500: No such user"
    )]
    [InlineData("<Autodiscover><Response><Account><Action>settings</Action></Account></Response></Autodiscover>", "names no EWS")]
    [InlineData(
        "<Autodiscover><Response><Account><Action>redirectUrl</Action></Account></Response></Autodiscover>",
        "redirects to nowhere"
    )]
    [InlineData(
        "<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>EXPR</Type><EwsUrl>"
            + "http://mail.contoso.test/EWS/Exchange.asmx</EwsUrl></Protocol></Account></Response></Autodiscover>",
        "in clear"
    )]
    public async Task What_cannot_be_used_is_told(string body, string told)
    {
        await using var server = new ScriptedServer(
            (request, stream, token) =>
                (
                    request.Head.StartsWith("GET", StringComparison.Ordinal)
                        ? Answer.Http(404, "text/html", "")
                        : Answer.Http(200, "text/xml", body)
                )(request, stream, token)
        );
        var error = await NotFoundAsync(
            new AutodiscoverOptions
            {
                Server = $"localhost:{server.Port}",
                CertificateThumbprint = server.Thumbprint,
                Credential = Probe.Credential,
            }
        );
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("EXCH", "EXPR", "second")]
    [InlineData("EXPR", "EXCH", "first")]
    [InlineData("EXCH", "EXHTTP", "second")]
    [InlineData("WEB", "EXCH", "second")]
    public void The_address_for_outside_comes_first(string first, string second, string expected) =>
        Assert.Equal(
            expected,
            PoxProtocol
                .Read(
                    "<Autodiscover><Response><Account><Action>settings</Action>"
                        + $"{Protocol(first, "first")}{Protocol(second, "second")}</Account></Response></Autodiscover>"
                )
                .EwsUrl
        );

    [Theory]
    [InlineData("<EwsUrl>NotApplicable</EwsUrl>", "<EwsUrl>https://mail.contoso.test/EWS/Exchange.asmx</EwsUrl>")]
    [InlineData("<EwsUrl>NotApplicable</EwsUrl><ASUrl>https://mail.contoso.test/EWS/Exchange.asmx</ASUrl>", "")]
    [InlineData("<EwsUrl>/EWS/Exchange.asmx</EwsUrl>", "<EwsUrl>https://mail.contoso.test/EWS/Exchange.asmx</EwsUrl>")]
    [InlineData(
        "<EwsUrl>http://mail.contoso.test/EWS/Exchange.asmx</EwsUrl>",
        "<ASUrl>https://mail.contoso.test/EWS/Exchange.asmx</ASUrl>"
    )]
    public void What_is_no_address_is_passed_over(string outside, string inside) =>
        Assert.Equal(
            "https://mail.contoso.test/EWS/Exchange.asmx",
            PoxProtocol
                .Read(
                    $"<Autodiscover><Response><Account><Action>settings</Action><Protocol><Type>EXPR</Type>{outside}</Protocol>"
                        + $"<Protocol><Type>EXCH</Type>{inside}</Protocol></Account></Response></Autodiscover>"
                )
                .EwsUrl
        );

    [Theory]
    [InlineData(
        200,
        "application/json",
        "{\"Url\":\"NotApplicable\"}",
        "<Autodiscover><Response><Account><Protocol><Type>EXPR</Type><EwsUrl>NotApplicable</EwsUrl></Protocol></Account></Response>"
            + "</Autodiscover>",
        "names no address of EWS"
    )]
    [InlineData(302, null, "/my.policy", null, "the sign-in page of F5 BIG-IP APM answers")]
    [InlineData(302, null, "/dana-na/auth/welcome.cgi", null, "the sign-in page of Pulse or Ivanti Connect Secure answers")]
    [InlineData(302, null, "{url}", null, "it leads back to where it was asked")]
    [InlineData(302, null, "http://localhost/autodiscover/autodiscover.xml", null, "it leads out of TLS")]
    [InlineData(
        200,
        "text/xml",
        "<Autodiscover><Response><Account><Action>redirectAddr</Action><RedirectAddr>USER1@contoso.test</RedirectAddr></Account>"
            + "</Response></Autodiscover>",
        null,
        "it leads back to an address that was asked for"
    )]
    public async Task What_trust_does_not_mend_is_told_as_such(int status, string? type, string text, string? forPost, string told)
    {
        await using var server = new ScriptedServer(
            (request, stream, token) =>
            {
                var parts = request.Head.Split(' ');
                var body = parts[0] == "POST" ? forPost ?? text : text;
                var location = "Location: " + text.Replace("{url}", parts[1], StringComparison.Ordinal);
                return (status == 302 ? Answer.Http(302, null, "", location) : Answer.Http(status, type, body))(request, stream, token);
            }
        );
        var error = await NotFoundAsync(
            new AutodiscoverOptions
            {
                Server = $"localhost:{server.Port}",
                CertificateThumbprint = server.Thumbprint,
                Credential = Probe.Credential,
            }
        );
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("-TrustedHost", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, server.Requests.Count);
    }

    [Fact]
    public async Task A_cancellation_is_answered_at_once()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer(
            async (_, _, token) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        );
        using var search = new AutodiscoverSearch(
            new AutodiscoverOptions
            {
                Server = $"localhost:{server.Port}",
                CertificateThumbprint = server.Thumbprint,
                Timeout = Timeout.InfiniteTimeSpan,
            }
        );
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            search.FindAsync(User1, onAnswer: null, stop.Token).WaitAsync(TimeSpan.FromMinutes(1))
        );
    }

    private static string Protocol(string type, string url) => $"<Protocol><Type>{type}</Type><EwsUrl>{url}</EwsUrl></Protocol>";
}

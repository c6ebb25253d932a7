using AllSolutionsExchange.Setup;
using AllSolutionsExchange.Tests.Ews;
using Xunit;
using Line = System.Func<
    AllSolutionsExchange.Tests.Ews.SeenRequest,
    System.IO.Stream,
    System.Threading.CancellationToken,
    System.Threading.Tasks.Task
>;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>What the probe makes of answers, byte for byte.</summary>
public sealed class EndpointAnswerTests
{
    private const string Html = "text/html; charset=utf-8";
    private const string Basic = "WWW-Authenticate: Basic realm=\"mail\"";

    [Theory]
    [InlineData(440, Html, "<BODY>440 Login Timeout</BODY>", null, "Outlook on the web", "form", "Forms")]
    [InlineData(200, Html, "<form action=\"/owa/auth.owa\" name=\"logonForm\">", null, "Outlook on the web", "form", "Forms")]
    [InlineData(200, Html, "<form action=\"/CookieAuth.dll?Logon\">", null, "ISA or TMG", "listener", "Forms")]
    [InlineData(302, null, "", "Location: /owa/auth/logon.aspx?url=x", "Outlook on the web", "form", "Forms")]
    [InlineData(302, null, "", "Location: /CookieAuth.dll?GetLogon?curl=Z2F", "ISA or TMG", "listener", "Forms")]
    [InlineData(302, Html, "", "Location: /my.policy", "F5 BIG-IP APM", "/EWS/*", "Forms")]
    [InlineData(302, null, "", "Location: /vdesk/hangup.php3", "F5 BIG-IP APM", "/EWS/*", "Forms")]
    [InlineData(200, Html, "<form id=\"auth_form\" method=\"post\" action=\"/my.policy\">", null, "F5 BIG-IP APM", "/EWS/*", "Forms")]
    [InlineData(302, Html, "", "Location: /vpn/index.html", "Citrix NetScaler", "/EWS/*", "Forms")]
    [InlineData(302, null, "", "Location: /logon/LogonPoint/tmindex.html", "Citrix NetScaler", "/EWS/*", "Forms")]
    [InlineData(200, Html, "<form action='/cgi/login'>", null, "Citrix NetScaler", "/EWS/*", "Forms")]
    [InlineData(302, null, "", "Location: /dana-na/auth/url_default/welcome.cgi", "Ivanti", "/EWS/*", "Forms")]
    [InlineData(200, Html, "<script src=\"/dana-na/css/ds.js\">", null, "Ivanti", "/EWS/*", "Forms")]
    [InlineData(301, null, "", "Location: /EWS/other.asmx?back=/my.policy", "redirects to", "Give the URL", "")]
    [InlineData(
        307,
        null,
        "",
        "Location: https://login.contoso.test/adfs/ls",
        "gateway redirects to login.contoso.test",
        "pass-through",
        ""
    )]
    [InlineData(301, null, "", "Location: /mail/EWS/Exchange.asmx", "/mail/EWS/Exchange.asmx", "Give the URL", "")]
    [InlineData(302, null, "", null, "HTTP 302", "InternalUrl", "")]
    [InlineData(200, Html, "<html>Welcome</html>", null, "web page", "InternalUrl", "")]
    [InlineData(403, Html, "<html>Forbidden</html>", null, "forbids", "client certificate", "")]
    [InlineData(
        403,
        Html,
        "The server denied the specified Uniform Resource Locator (URL).",
        null,
        "publishing rule",
        "publishing rule",
        ""
    )]
    [InlineData(404, Html, "", null, "no EWS at /EWS/Exchange.asmx", "InternalUrl", "")]
    [InlineData(500, Html, "<html>500.19</html>", null, "HTTP 500", "web.config", "")]
    [InlineData(502, Html, "", null, "HTTP 502", "MSExchangeServicesAppPool", "")]
    [InlineData(503, Html, "<html>Service Unavailable</html>", null, "HTTP 503", "MSExchangeServicesAppPool", "")]
    [InlineData(418, null, "", null, "HTTP 418", "InternalUrl", "")]
    [InlineData(
        200,
        Html,
        "<a href=\"Services.wsdl\">You have created a service.</a>",
        null,
        "lets in",
        "-BasicAuthentication",
        "Anonymous"
    )]
    [InlineData(302, null, "", "Location: /EWS/Services.wsdl", "lets in", "-BasicAuthentication", "Anonymous")]
    [InlineData(401, null, "", null, "it offers none", "-BasicAuthentication", "")]
    [InlineData(401, null, "", "WWW-Authenticate: Bearer client_id=\"x\"", "only Bearer", "modern authentication", "Bearer")]
    public async Task Each_answer_is_a_finding_of_its_own_and_no_credential_follows(
        int status,
        string? type,
        string body,
        string? header,
        string detail,
        string advice,
        string method
    )
    {
        await using var server = new ScriptedServer(Answer.Http(status, type, body, header is null ? [] : [header]));
        var result = await RunAsync(server);
        var failed = result.OnlyFailed("Authentication");
        Assert.Contains(detail, failed.Detail, StringComparison.Ordinal);
        Assert.Contains(advice, failed.Advice, StringComparison.Ordinal);
        Assert.Equal(method, string.Join(' ', result.AuthenticationMethods));
        Assert.All(server.Requests, request => Assert.Null(request.Header("Authorization")));
        Assert.Equal(EndpointStepOutcome.Warning, result.Step("Version").Outcome);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task EWS_that_answers_without_a_credential_is_open(int status)
    {
        await using var server = new ScriptedServer(Answer.Soap(status == 200 ? Xml.Folder() : Xml.Fault("ErrorAccessDenied"), status));
        Assert.Equal(["Anonymous"], (await RunAsync(server)).AuthenticationMethods);
    }

    [Fact]
    public async Task Schemes_in_one_header_are_told_apart()
    {
        await using var server = new ScriptedServer(
            Answer.Http(401, null, "", "WWW-Authenticate: Negotiate, NTLM, Basic realm=\"a, Digest b\"")
        );
        var result = await Probe.RunAsync(Probe.Options(server.Url.AbsoluteUri, server.Thumbprint));
        Assert.Equal(["Negotiate", "NTLM", "Basic"], result.AuthenticationMethods);
    }

    [Fact]
    public async Task POST_decides_and_what_GET_gets_is_a_warning()
    {
        await using var server = new ScriptedServer(
            ByMethod(get: Answer.Http(302, null, "", "Location: /owa/auth/logon.aspx"), post: Asked())
        );
        var result = await Probe.RunAsync(Probe.Options(server.Url.AbsoluteUri, server.Thumbprint));
        var step = result.Step("Authentication");
        Assert.Equal(EndpointStepOutcome.Warning, step.Outcome);
        Assert.Contains("for GET: The logon form", step.Detail, StringComparison.Ordinal);
        Assert.True(result.Succeeded);

        await using var other = new ScriptedServer(ByMethod(get: Asked(), post: Answer.Http(440, Html, "")));
        Assert.Contains("for GET: localhost asks", (await RunAsync(other)).OnlyFailed("Authentication").Detail, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_of_the_sign_in_is_not_followed_even_on_the_same_host()
    {
        await using var server = new ScriptedServer(WithCredential(Answer.Http(302, null, "", "Location: /other/Exchange.asmx")));
        (await RunAsync(server)).OnlyFailed("SignIn");
        Assert.Single(server.Requests, request => request.Header("Authorization") is not null);
        Assert.DoesNotContain(server.Requests, request => request.Head.Contains("/other/", StringComparison.Ordinal));
    }

    [Fact]
    public async Task An_account_that_may_not_use_EWS_is_told_from_a_wrong_password()
    {
        await using var server = new ScriptedServer(WithCredential(Answer.Http(403, Html, "")));
        Assert.Contains("Get-CASMailbox", (await RunAsync(server)).OnlyFailed("SignIn").Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_connection_that_is_cut_fails_the_step_and_nothing_else()
    {
        await using var server = new ScriptedServer(Answer.Cut());
        var result = await RunAsync(server);
        Assert.Contains("was cut", result.OnlyFailed("Authentication").Detail, StringComparison.Ordinal);
        Assert.Equal(EndpointStepOutcome.Warning, result.Step("Version").Outcome);
    }

    [Theory]
    [InlineData("X-OWA-Version: 15.2.2562.35", "", "Exchange Server Subscription Edition", EndpointStepOutcome.Passed)]
    [InlineData("X-Other: 1", "<link href=\"/owa/auth/15.1.2507/themes/x.css\">", "Exchange Server 2016", EndpointStepOutcome.Warning)]
    [InlineData(
        "X-Other: 1",
        "<assemblyIdentity name=\"x\" version=\"15.2.2562.35\">",
        "Exchange Server Subscription Edition",
        EndpointStepOutcome.Passed
    )]
    [InlineData("X-OWA-Version: 14.1.438.0", "", "Exchange Server 2010", EndpointStepOutcome.Failed)]
    [InlineData("X-OWA-Version: 8.3.517.0", "", "Exchange Server 2007", EndpointStepOutcome.Failed)]
    [InlineData("X-OWA-Version: 15.20.9000.1", "", "Exchange Online", EndpointStepOutcome.Failed)]
    [InlineData("X-OWA-Version: 17.0.1.1", "", "Exchange", EndpointStepOutcome.Passed)]
    public async Task The_version_is_read_without_a_credential(string header, string page, string product, string outcome)
    {
        await using var server = new ScriptedServer(Outside(Answer.Http(200, Html, page, header)));
        var result = await Probe.RunAsync(Probe.Options(server.Url.AbsoluteUri, server.Thumbprint));
        Assert.Equal((product, outcome), (result.ServerProduct, result.Step("Version").Outcome));
    }

    private static Task<EndpointTestResult> RunAsync(ScriptedServer server) =>
        Probe.RunAsync(Probe.Options(server.Url.AbsoluteUri, server.Thumbprint) with { Credential = Probe.Credential });

    [Fact]
    public async Task A_server_that_takes_Basic_back_is_named_and_refuses_no_account()
    {
        await using var server = new ScriptedServer(
            Asked(),
            Asked(),
            Answer.Http(401, null, "", "WWW-Authenticate: Negotiate", "X-FEServer: EX2"),
            Answer.Http(404, null, "")
        );
        using var probe = new EndpointProbe(
            Probe.Options(server.Url.AbsoluteUri, server.Thumbprint) with
            {
                Credential = Probe.Credential,
            }
        );
        var result = await probe.TestEndpointAsync(onStep: null, default);
        Assert.Equal(EndpointStepOutcome.Failed, result.Step("SignIn").Outcome);
        Assert.Contains("(server EX2)", result.Step("SignIn").Detail, StringComparison.Ordinal);
        Assert.False(probe.IsAccountRefused);
    }

    private static Line Asked() => Answer.Http(401, null, "", Basic);

    private static Line ByMethod(Line get, Line post) =>
        (request, stream, token) => (request.Head.StartsWith("GET", StringComparison.Ordinal) ? get : post)(request, stream, token);

    private static Line WithCredential(Line answer) =>
        (request, stream, token) => (request.Header("Authorization") is null ? Asked() : answer)(request, stream, token);

    private static Line Outside(Line answer) =>
        (request, stream, token) => (request.Head.Contains("/owa/", StringComparison.Ordinal) ? answer : Asked())(request, stream, token);
}

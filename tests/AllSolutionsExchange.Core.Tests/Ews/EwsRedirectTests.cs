using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Redirects, and web pages in the place of EWS. The credential goes to the host of the URL only.</summary>
public sealed class EwsRedirectTests
{
    [Fact]
    public async Task A_redirect_to_another_host_is_not_followed()
    {
        await using var other = new ScriptedServer(Answer.Soap(Xml.Folder()));
        await using var server = new ScriptedServer(Answer.Http(302, null, "", $"Location: {other.Url}"));
        var e = await Ask.FailAsync<EwsRedirectException>(server.Options());
        Assert.Equal($"localhost:{other.Port}", e.Host);
        Assert.Empty(other.Requests);
        Assert.Equal(0, other.ConnectionCount);
    }

    [Theory]
    [InlineData("http://localhost:{0}/EWS/Exchange.asmx")]
    [InlineData("https://gateway.example/signin")]
    public async Task A_redirect_to_http_or_a_gateway_is_not_followed(string location)
    {
        await using var server = new ScriptedServer(
            Answer.Http(307, null, "", "Location: " + location.Replace("{0}", "1", StringComparison.Ordinal))
        );
        await Ask.FailAsync<EwsRedirectException>(server.Options());
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_redirect_on_the_same_host_is_followed_once_and_remembered()
    {
        await using var server = new ScriptedServer(Answer.Http(301, null, "", "Location: /ews/exchange.asmx"), Answer.Soap(Xml.Folder()));
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox("user@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        await mailbox.SendAsync(Ask.Calendar, default);
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(3, mailbox.RequestCount);
        Assert.StartsWith("POST /ews/exchange.asmx ", server.Requests.Last().Head, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_redirect_in_a_circle_ends()
    {
        await using var server = new ScriptedServer(Answer.Http(302, null, "", "Location: /EWS/Exchange.asmx"));
        await Ask.FailAsync<EwsRedirectException>(server.Options());
        Assert.Equal(4, server.Requests.Count);
    }

    [Theory]
    [InlineData("/owa/auth/logon.aspx?replaceCurrent=1", "Outlook on the web")]
    [InlineData("/CookieAuth.dll?GetLogon?curl=Z2F", "ISA or TMG")]
    [InlineData("/my.policy", "F5 BIG-IP APM")]
    [InlineData("/vpn/tmindex.html", "Citrix NetScaler")]
    [InlineData("/logon/LogonPoint/index.html", "Citrix NetScaler")]
    [InlineData("/dana-na/auth/url_0/welcome.cgi", "Ivanti")]
    public async Task A_redirect_to_a_logon_form_is_told_as_one(string location, string owner)
    {
        await using var server = new ScriptedServer(Answer.Http(302, null, "", $"Location: {location}"));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options());
        Assert.Equal(EwsConnectionFailure.FormsAuthentication, e.Failure);
        Assert.Contains(owner, e.Message, StringComparison.Ordinal);
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(200, "<html><form action=\"/owa/auth.owa\" name=\"logonForm\"></form></html>", EwsConnectionFailure.FormsAuthentication)]
    [InlineData(200, "<html><form action=\"/my.policy\"></form></html>", EwsConnectionFailure.FormsAuthentication)]
    [InlineData(200, "<html><script src=\"/logon/LogonPoint/init.js\"></script></html>", EwsConnectionFailure.FormsAuthentication)]
    [InlineData(200, "<html><form action=\"/dana-na/auth/url_0/login.cgi\"></form></html>", EwsConnectionFailure.FormsAuthentication)]
    [InlineData(440, "<BODY>440 Login Timeout</BODY>", EwsConnectionFailure.FormsAuthentication)]
    [InlineData(200, "<html>Welcome</html>", EwsConnectionFailure.NotEws)]
    [InlineData(403, "<html>Forbidden</html>", EwsConnectionFailure.Forbidden)]
    [InlineData(404, "<html>Not found</html>", EwsConnectionFailure.NotEws)]
    [InlineData(413, "<html>Too large</html>", EwsConnectionFailure.RequestTooLarge)]
    [InlineData(400, "<html>Bad request</html>", EwsConnectionFailure.NotEws)]
    public async Task A_web_page_is_told_for_what_it_is(int status, string page, EwsConnectionFailure failure)
    {
        await using var server = new ScriptedServer(Answer.Http(status, "text/html", page));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options());
        Assert.Equal((failure, status), (e.Failure, e.StatusCode));
        Assert.Single(server.Requests);
    }
}

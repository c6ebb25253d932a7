using System.Xml.Linq;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Tests.Setup;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Whatever a server writes, and wherever: no control or bidirectional character of it comes into what is shown, and no
/// password.</summary>
public sealed class ForeignAnswerTests
{
    private const string Evil = "x\u001B[31m\u0007\u009B2J\u202Eexe.gpj\r\nSECOND LINE";

    // As XML 1.0 lets a server write it that keeps to it, and one that does not.
    private static readonly string EvilXml = Evil.Replace("\u001B", "&#x1B;", StringComparison.Ordinal)
        .Replace("\u0007", "&#7;", StringComparison.Ordinal)
        .Replace("\r", "&#xD;", StringComparison.Ordinal);

    [Fact]
    public async Task The_text_of_a_fault_is_cleaned()
    {
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Fault("ErrorAccessDenied").Replace("Said no.", EvilXml, StringComparison.Ordinal), 500)
        );
        var e = await Ask.FailAsync<EwsResponseException>(server.Options());
        AssertClean(e.Message, e.MessageText);
    }

    [Fact]
    public async Task The_text_of_an_item_is_cleaned()
    {
        await using var server = new ScriptedServer(
            Answer.Soap(
                Xml.Messages("GetItem", Xml.Error("GetItem", "ErrorAccessDenied").Replace("Said no.", EvilXml, StringComparison.Ordinal))
            )
        );
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox("user@contoso.com"), [new EwsItemId("I1")]);
        AssertClean(EwsResponseCodes.Describe(results[0].Error!));
    }

    [Fact]
    public async Task Headers_are_cleaned_in_errors_and_in_the_log()
    {
        var log = new List<string>();
        await using var server = new ScriptedServer(
            Latin1("HTTP/1.1 401 \u009B2J\r\nContent-Length: 0\r\nX-FEServer: EX\u009B2J\u0085\r\n\r\n"),
            Latin1(
                "HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nrequest-id: \u009B2J\r\nX-FEServer: "
                    + $"EX\u009B2J\r\nContent-Length: {Xml.Folder().Length}\r\n\r\n{Xml.Folder()}"
            )
        );
        using var connection = new EwsConnection(server.Options(log: log.Add));
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() =>
            connection.OpenMailbox("a@contoso.com").SendAsync(Ask.Calendar, default)
        );
        Assert.Contains("(server EX2J)", e.Message, StringComparison.Ordinal);
        await connection.OpenMailbox("a@contoso.com").SendAsync(Ask.Calendar, default);
        AssertClean([e.Message, .. log]);
    }

    [Fact]
    public async Task A_redirect_that_names_a_user_shows_and_sends_none()
    {
        var log = new List<string>();
        await using var server = new ScriptedServer(
            (request, stream, token) =>
                Answer.Http(302, null, "", $"Location: https://evil:p4ss@{request.Header("Host")}/EWS/x.asmx?y=p4ss")(
                    request,
                    stream,
                    token
                )
        );
        using var connection = new EwsConnection(server.Options(log: log.Add));
        var e = await Assert.ThrowsAsync<EwsRedirectException>(() =>
            connection.OpenMailbox("a@contoso.com").SendAsync(Ask.Calendar, default)
        );
        var result = await Probe.RunAsync(Probe.Options(server.Url.AbsoluteUri, server.Thumbprint));
        Assert.DoesNotContain(
            "p4ss",
            string.Join('|', [e.Message, .. log, .. result.Steps.Select(step => step.Detail + step.Advice)]),
            StringComparison.Ordinal
        );
        Assert.All(
            server.Requests.Select(request => request.Header("Authorization")).OfType<string>(),
            header => Assert.Equal(server.Requests.First().Header("Authorization"), header)
        );
    }

    [Theory]
    [InlineData("Error", "Message")]
    [InlineData("Account", "RedirectAddr")]
    [InlineData("Account", "RedirectUrl")]
    public async Task What_Autodiscover_writes_is_cleaned(string parent, string element)
    {
        var answer = new XElement(
            "Autodiscover",
            new XElement(
                "Response",
                new XElement(
                    parent,
                    new XElement("Action", element == "RedirectUrl" ? "redirectUrl" : "redirectAddr"),
                    new XElement(element, "@")
                )
            )
        );
        var text = answer
            .ToString()
            .Replace("@", element == "RedirectUrl" ? "https://svc:p4ss@other.test/" + EvilXml : EvilXml, StringComparison.Ordinal);
        await using var server = new ScriptedServer(
            (request, stream, token) =>
                (
                    request.Head.StartsWith("GET", StringComparison.Ordinal)
                        ? Answer.Http(404, "text/html", "")
                        : Answer.Http(200, "text/xml", text)
                )(request, stream, token)
        );
        using var search = new AutodiscoverSearch(
            new AutodiscoverOptions
            {
                Server = $"localhost:{server.Port}",
                CertificateThumbprint = server.Thumbprint,
                Credential = Probe.Credential,
            }
        );
        var told = new List<string>();
        var e = await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync("a@contoso.test", told.Add, default));
        AssertClean([e.Message, .. told]);
        Assert.DoesNotContain("p4ss", e.Message, StringComparison.Ordinal);
    }

    private static void AssertClean(params string[] texts) =>
        Assert.All(
            texts,
            text =>
            {
                Assert.NotEmpty(text);
                Assert.DoesNotContain(text, c => char.IsControl(c) || c is '\u202E' or '\u2028');
            }
        );

    private static Func<SeenRequest, Stream, CancellationToken, Task> Latin1(string answer) =>
        (_, stream, token) => stream.WriteAsync(System.Text.Encoding.Latin1.GetBytes(answer), token).AsTask();
}

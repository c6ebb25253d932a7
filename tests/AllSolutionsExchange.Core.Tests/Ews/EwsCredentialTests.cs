using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>To whom the credential goes, and what a refusal of it means. Over real TLS.</summary>
public sealed class EwsCredentialTests
{
    [Fact]
    public async Task An_untrusted_certificate_is_refused_before_anything_is_sent()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        var e = await Ask.FailAsync<EwsConnectionException>(With(server.Options(), thumbprint: null));
        Assert.Equal(EwsConnectionFailure.Certificate, e.Failure);
        Assert.Contains(server.Thumbprint, e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Theory]
    [InlineData("http://localhost/EWS/Exchange.asmx")]
    [InlineData("https://svc:secret@localhost/EWS/Exchange.asmx")]
    public void A_URL_that_would_give_the_password_away_is_refused(string url)
    {
        var options = new EwsConnectionOptions { Url = new Uri(url), Credential = new NetworkCredential("svc", "p") };
        var e = Assert.Throws<EwsConnectionException>(() => new EwsConnection(options));
        Assert.Equal(EwsConnectionFailure.UrlNotAllowed, e.Failure);
        Assert.DoesNotContain("secret", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_wrong_thumbprint_is_refused_and_the_right_one_accepted_in_either_hash_and_spelling()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        var e = await Ask.FailAsync<EwsConnectionException>(With(server.Options(), new string('0', 40)));
        Assert.Equal(EwsConnectionFailure.Certificate, e.Failure);
        Assert.Empty(server.Requests);

        string[] spellings =
        [
            server.Thumbprint,
            server.Sha256Thumbprint,
            string.Join(':', server.Thumbprint.ToLowerInvariant().Chunk(2).Select(pair => new string(pair))),
        ];
        foreach (var thumbprint in spellings)
        {
            using var connection = new EwsConnection(With(server.Options(), thumbprint));
            await connection.OpenMailbox(null).SendAsync(Ask.Calendar, default);
        }
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_empty_thumbprint_accepts_nothing()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        await Ask.FailAsync<EwsConnectionException>(With(server.Options(), " "));
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task A_401_names_the_schemes_and_closes_the_connection_for_all_mailboxes()
    {
        await using var server = new ScriptedServer(
            Answer.Http(401, null, "", "WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM, Basic realm=\"a, b\"")
        );
        using var connection = new EwsConnection(server.Options());
        var e = await Assert.ThrowsAsync<EwsAuthenticationException>(() =>
            connection.OpenMailbox("a@contoso.com").SendAsync(Ask.Calendar, default)
        );
        Assert.Equal(["Negotiate", "NTLM", "Basic"], e.OfferedSchemes);
        await Assert.ThrowsAsync<EwsAuthenticationException>(() =>
            connection.OpenMailbox("b@contoso.com").SendAsync(Ask.Calendar, default)
        );
        Assert.Single(server.Requests);
    }

    [Theory]
    [InlineData(true, "Negotiate", "WWW-Authenticate: Negotiate")]
    [InlineData(false, "Negotiate, NTLM", "WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM")]
    [InlineData(true, "Bearer", "WWW-Authenticate: Bearer client_id=\"x\"")]
    [InlineData(false, "no authentication scheme")]
    public async Task A_401_without_Basic_is_of_that_server_and_not_of_the_account(bool isWrite, string offered, params string[] headers)
    {
        var delay = new FakeDelay();
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Folder()),
            Answer.Http(401, "text/html", "<html>no</html>", [.. headers, "X-FEServer: EX2"]),
            Answer.Soap(Xml.Folder())
        );
        using var connection = new EwsConnection(server.Options(delay));
        var mailbox = connection.OpenMailbox("a@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() =>
            isWrite
                ? mailbox.SendAsync(Appointments.Create([new EwsCalendarItem { Subject = "x" }]), default)
                : mailbox.SendAsync(Ask.Calendar, default)
        );

        Assert.Equal((EwsConnectionFailure.BasicNotOffered, true, false), (e.Failure, e.IsTransient, e.MayHaveBeenApplied));
        Assert.Contains("(server EX2)", e.Message, StringComparison.Ordinal);
        Assert.Contains($"offered: {offered})", e.Message, StringComparison.Ordinal);
        Assert.Equal((2, 0), (server.Requests.Count, delay.Waits.Count));
        await mailbox.SendAsync(Ask.Calendar, default);
    }

    [Fact]
    public async Task Twenty_mailboxes_at_once_with_a_wrong_password_are_one_request()
    {
        await using var server = new ScriptedServer(Answer.Http(401, null, "", "WWW-Authenticate: Basic realm=\"x\""));
        using var connection = new EwsConnection(server.Options());
        var all = Enumerable
            .Range(0, 20)
            .Select(i =>
                Assert.ThrowsAsync<EwsAuthenticationException>(() =>
                    connection.OpenMailbox($"user{i}@contoso.com").SendAsync(Ask.Calendar, default)
                )
            );
        await Task.WhenAll(all);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task No_log_holds_the_password_or_anything_private()
    {
        var log = new ConcurrentQueue<string>();
        var item = Xml.Item(
            "I1",
            "<t:Subject>Reorganisatie</t:Subject><t:Body BodyType=\"Text\">Geheim</t:Body><t:Location>Kamer "
                + "12</t:Location><t:Organizer><t:Mailbox><t:Name>A. "
                + "Visser</t:Name><t:EmailAddress>visser@contoso.com</t:EmailAddress></t:Mailbox></t:Organizer>"
        );
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Messages("GetItem", Xml.Success("GetItem", item))),
            Answer.Soap(Xml.Messages("CreateItem", Xml.Success("CreateItem", Xml.Item("I2")))),
            Answer.Http(401, "text/html", "<html>no</html>", "WWW-Authenticate: Basic realm=\"x\"")
        );
        using var connection = new EwsConnection(server.Options(log: log.Enqueue, logBodies: true));
        var mailbox = connection.OpenMailbox("user@contoso.com");
        await Appointments.GetAsync(mailbox, [new EwsItemId("I1")]);
        var made = new EwsCalendarItem
        {
            Subject = "Reorganisatie",
            Body = "Geheim",
            Location = "Kamer 12",
        };
        await mailbox.SendAsync(Appointments.Create([made]), default);
        var e = await Assert.ThrowsAsync<EwsAuthenticationException>(() => mailbox.SendAsync(Ask.Calendar, default));

        var all = string.Join('\n', log) + e;
        Assert.Contains("CreateItem for user@contoso.com", all, StringComparison.Ordinal);
        Assert.Contains("NoError x 1", all, StringComparison.Ordinal);
        string[] secrets =
        [
            "p4ss-w0rd",
            Convert.ToBase64String(Encoding.UTF8.GetBytes(@"CONTOSO\svc:p4ss-w0rd")),
            "Authorization",
            "Reorganisatie",
            "Geheim",
            "Kamer 12",
            "Visser",
            "visser@contoso.com",
        ];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    private static EwsConnectionOptions With(EwsConnectionOptions options, string? thumbprint) =>
        new()
        {
            Url = options.Url,
            Credential = options.Credential,
            CertificateThumbprint = thumbprint,
            Delay = options.Delay,
        };
}

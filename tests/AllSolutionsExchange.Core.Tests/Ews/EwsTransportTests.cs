using System.Collections.Concurrent;
using System.Net;
using System.Text;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>What goes over the wire, and what comes of answers that are none. Over real TLS.</summary>
public sealed class EwsTransportTests
{
    [Fact]
    public async Task The_first_request_carries_all_that_Exchange_wants_and_one_connection_serves_many()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox("user@contoso.com");
        for (var i = 0; i < 3; i++)
            Assert.Equal("F1", (await mailbox.SendAsync(Ask.Calendar, default)).Id);

        var first = server.Requests.First();
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(@"CONTOSO\svc:p4ss-w0rd")), first.Header("Authorization"));
        Assert.Equal("text/xml; charset=utf-8", first.Header("Content-Type"));
        Assert.Equal(Encoding.UTF8.GetByteCount(first.Body).ToString(System.Globalization.CultureInfo.InvariantCulture), first.Header("Content-Length"));
        Assert.Null(first.Header("Transfer-Encoding"));
        Assert.Null(first.Header("Expect"));
        Assert.Equal("user@contoso.com", first.Header("X-AnchorMailbox"));
        Assert.Equal("AllSolutionsExchange", first.Header("User-Agent"));
        Assert.True(Guid.TryParse(first.Header("client-request-id"), out _));
        Assert.Equal("true", first.Header("return-client-request-id"));
        Assert.Equal(3, server.Requests.Select(request => request.Header("client-request-id")).Distinct().Count());
        Assert.Equal(1, server.ConnectionCount);
        Assert.Equal(3, mailbox.RequestCount);
        Assert.Equal(new Version(15, 2, 2562, 17), connection.Server!.Build);
    }

    [Fact]
    public async Task An_address_that_no_header_can_carry_still_reaches_Exchange()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        using var connection = new EwsConnection(server.Options());
        await connection.OpenMailbox("ré\r\nX-Evil: 1@contoso.com").SendAsync(Ask.Calendar, default);
        var request = Assert.Single(server.Requests);
        Assert.Null(request.Header("X-AnchorMailbox"));
        Assert.Null(request.Header("X-Evil"));
        Assert.Contains("<t:PrimarySmtpAddress>ré", request.Body, StringComparison.Ordinal);
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
    public async Task An_untrusted_certificate_is_refused_before_anything_is_sent()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        var e = await Ask.FailAsync<EwsConnectionException>(With(server.Options(), thumbprint: null));
        Assert.Equal(EwsConnectionFailure.Certificate, e.Failure);
        Assert.Contains(server.Thumbprint, e.Message, StringComparison.Ordinal);
        Assert.Empty(server.Requests);
    }

    [Fact]
    public async Task The_wrong_thumbprint_is_refused_and_the_right_one_accepted_in_either_hash_and_spelling()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()));
        var e = await Ask.FailAsync<EwsConnectionException>(With(server.Options(), new string('0', 40)));
        Assert.Equal(EwsConnectionFailure.Certificate, e.Failure);
        Assert.Empty(server.Requests);

        string[] spellings = [server.Thumbprint, server.Sha256Thumbprint, string.Join(':', server.Thumbprint.ToLowerInvariant().Chunk(2).Select(pair => new string(pair)))];
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
        await using var server = new ScriptedServer(Answer.Http(401, null, "", "WWW-Authenticate: Negotiate", "WWW-Authenticate: NTLM, Basic realm=\"a, b\""));
        using var connection = new EwsConnection(server.Options());
        var e = await Assert.ThrowsAsync<EwsAuthenticationException>(() => connection.OpenMailbox("a@contoso.com").SendAsync(Ask.Calendar, default));
        Assert.Equal(["Negotiate", "NTLM", "Basic"], e.OfferedSchemes);
        await Assert.ThrowsAsync<EwsAuthenticationException>(() => connection.OpenMailbox("b@contoso.com").SendAsync(Ask.Calendar, default));
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
            Answer.Soap(Xml.Folder()), Answer.Http(401, "text/html", "<html>no</html>", [.. headers, "X-FEServer: EX2"]), Answer.Soap(Xml.Folder()));
        using var connection = new EwsConnection(server.Options(delay));
        var mailbox = connection.OpenMailbox("a@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => isWrite
            ? mailbox.SendAsync(new CreateItemOperation(EwsFolderId.Calendar, [new EwsCalendarItem { Subject = "x" }]), default)
            : mailbox.SendAsync(Ask.Calendar, default));

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
        var all = Enumerable.Range(0, 20).Select(i => Assert.ThrowsAsync<EwsAuthenticationException>(
            () => connection.OpenMailbox($"user{i}@contoso.com").SendAsync(Ask.Calendar, default)));
        await Task.WhenAll(all);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_read_that_met_a_503_is_repeated_after_the_time_that_the_server_asked_for()
    {
        var delay = new FakeDelay();
        await using var server = new ScriptedServer(Answer.Http(503, "text/html", "<html>busy</html>", "Retry-After: 7"), Answer.Soap(Xml.Folder()));
        using var connection = new EwsConnection(server.Options(delay));
        var mailbox = connection.OpenMailbox("user@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        Assert.Equal(2, mailbox.RequestCount);
        Assert.InRange(Assert.Single(delay.Waits).TotalSeconds, 7, 7.7);
    }

    [Fact]
    public async Task A_read_is_not_repeated_for_ever()
    {
        var delay = new FakeDelay();
        await using var server = new ScriptedServer(Answer.Http(503, "text/html", "<html>busy</html>"));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options(delay));
        Assert.Equal(EwsConnectionFailure.ServiceUnavailable, e.Failure);
        Assert.Equal(5, server.Requests.Count);
        var waits = delay.Waits.ToList();
        for (var i = 0; i < waits.Count; i++)
            Assert.InRange(waits[i].TotalSeconds, Math.Pow(2, i) / 2, Math.Pow(2, i));
    }

    [Fact]
    public async Task A_cut_connection_repeats_a_read_and_never_a_write()
    {
        await using var server = new ScriptedServer(Answer.Cut(), Answer.Soap(Xml.Folder()), Answer.Cut());
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox("user@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        Assert.Equal(2, server.Requests.Count);

        var create = new CreateItemOperation(EwsFolderId.Calendar, [new EwsCalendarItem { Subject = "x" }]);
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => mailbox.SendAsync(create, default));
        Assert.Equal((EwsConnectionFailure.ConnectionLost, true), (e.Failure, e.MayHaveBeenApplied));
        Assert.Equal("CreateItem", e.Operation);
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task Truncated_XML_is_a_lost_connection_whether_or_not_the_length_told_so()
    {
        var half = Xml.Folder()[..(Xml.Folder().Length / 2)];
        await using var server = new ScriptedServer(
            Answer.Soap(half), Answer.Half(Xml.Folder(), _ => throw new ScriptedServer.CutException()), Answer.Soap(""), Answer.Soap(Xml.Folder()));
        using var connection = new EwsConnection(server.Options());
        Assert.Equal("F1", (await connection.OpenMailbox(null).SendAsync(Ask.Calendar, default)).Id);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_DTD_and_other_broken_XML_are_refused_and_not_repeated()
    {
        await using var server = new ScriptedServer(
            Answer.Soap("<!DOCTYPE s:Envelope [<!ENTITY a \"b\">]>" + Xml.Folder()[38..]), Answer.Soap("<a><b></a></s:Envelope>"), Answer.Soap("<a/>"));
        for (var i = 0; i < 3; i++)
        {
            var e = await Ask.FailAsync<EwsConnectionException>(server.Options());
            Assert.Equal(EwsConnectionFailure.InvalidResponse, e.Failure);
        }
        Assert.Equal(3, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_beyond_the_limit_is_cut_off()
    {
        await using var server = new ScriptedServer(Answer.Half(new string(' ', 4_000_000), token => Task.Delay(Timeout.Infinite, token)));
        var e = await Ask.FailAsync<EwsConnectionException>(server.Options(maxResponseBytes: 100_000));
        Assert.Equal(EwsConnectionFailure.ResponseTooLarge, e.Failure);
    }

    [Fact]
    public async Task A_server_that_does_not_answer_is_a_time_out()
    {
        await using var server = new ScriptedServer(Answer.Never());
        var create = new CreateItemOperation(EwsFolderId.Calendar, [new EwsCalendarItem { Subject = "x" }]);
        using var connection = new EwsConnection(server.Options(timeout: TimeSpan.FromMilliseconds(200)));
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => connection.OpenMailbox(null).SendAsync(create, default));
        Assert.Equal((EwsConnectionFailure.Timeout, true), (e.Failure, e.MayHaveBeenApplied));
        Assert.Equal(1, connection.RequestCount);
    }

    [Fact]
    public async Task Cancellation_is_answered_while_the_answer_trickles()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ScriptedServer(Answer.Half(Xml.Folder(), async token =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        }));
        using var connection = new EwsConnection(server.Options());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.OpenMailbox(null).SendAsync(Ask.Calendar, cancel.Token));
    }

    [Fact]
    public async Task Cancellation_is_answered_while_nothing_comes()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ScriptedServer(async (_, _, token) =>
        {
            await cancel.CancelAsync();
            await Task.Delay(Timeout.Infinite, token);
        });
        using var connection = new EwsConnection(server.Options());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.OpenMailbox(null).SendAsync(Ask.Calendar, cancel.Token));
    }

    [Fact]
    public async Task An_unknown_host_and_a_closed_port_are_told_apart_and_not_repeated()
    {
        var server = new ScriptedServer(Answer.Never());
        var closed = server.Options();
        await server.DisposeAsync();
        Assert.Equal(EwsConnectionFailure.Connect, (await Ask.FailAsync<EwsConnectionException>(closed)).Failure);

        var unknown = new EwsConnectionOptions { Url = new Uri("https://no-such-host.invalid/EWS/Exchange.asmx"), Credential = closed.Credential, Delay = closed.Delay };
        Assert.Equal(EwsConnectionFailure.NameResolution, (await Ask.FailAsync<EwsConnectionException>(unknown)).Failure);
    }

    [Theory]
    [InlineData(200)]
    [InlineData(500)]
    public async Task A_fault_is_Exchange_saying_no_over_any_status(int status)
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Fault("ErrorImpersonateUserDenied"), status));
        var e = await Ask.FailAsync<EwsResponseException>(server.Options());
        Assert.Equal("ErrorImpersonateUserDenied", e.ResponseCode);
        Assert.Contains("Get-AsImpersonation", e.Message, StringComparison.Ordinal);
        Assert.NotNull(e.ClientRequestId);
    }

    [Fact]
    public async Task No_log_holds_the_password_or_anything_private()
    {
        var log = new ConcurrentQueue<string>();
        var item = Xml.Item("I1", "<t:Subject>Reorganisatie</t:Subject><t:Body BodyType=\"Text\">Geheim</t:Body><t:Location>Kamer 12</t:Location><t:Organizer><t:Mailbox><t:Name>A. Visser</t:Name><t:EmailAddress>visser@contoso.com</t:EmailAddress></t:Mailbox></t:Organizer>");
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Messages("GetItem", Xml.Success("GetItem", item))), Answer.Soap(Xml.Messages("CreateItem", Xml.Success("CreateItem", Xml.Item("I2")))),
            Answer.Http(401, "text/html", "<html>no</html>", "WWW-Authenticate: Basic realm=\"x\""));
        using var connection = new EwsConnection(server.Options(log: log.Enqueue, logBodies: true));
        var mailbox = connection.OpenMailbox("user@contoso.com");
        await mailbox.GetItemsAsync([new EwsItemId("I1")], EwsItemShape.Calendar, default);
        await mailbox.SendAsync(new CreateItemOperation(EwsFolderId.Calendar, [new EwsCalendarItem { Subject = "Reorganisatie", Body = "Geheim", Location = "Kamer 12" }]), default);
        var e = await Assert.ThrowsAsync<EwsAuthenticationException>(() => mailbox.SendAsync(Ask.Calendar, default));

        var all = string.Join('\n', log) + e;
        Assert.Contains("CreateItem for user@contoso.com", all, StringComparison.Ordinal);
        Assert.Contains("NoError x 1", all, StringComparison.Ordinal);
        string[] secrets = ["p4ss-w0rd", Convert.ToBase64String(Encoding.UTF8.GetBytes(@"CONTOSO\svc:p4ss-w0rd")), "Authorization", "Reorganisatie", "Geheim", "Kamer 12", "Visser", "visser@contoso.com"];
        Assert.All(secrets, secret => Assert.DoesNotContain(secret, all, StringComparison.OrdinalIgnoreCase));
    }

    private static EwsConnectionOptions With(EwsConnectionOptions options, string? thumbprint) => new()
    {
        Url = options.Url,
        Credential = options.Credential,
        CertificateThumbprint = thumbprint,
        Delay = options.Delay,
    };
}

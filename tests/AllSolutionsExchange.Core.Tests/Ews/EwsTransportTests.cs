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
        {
            Assert.Equal("F1", (await mailbox.SendAsync(Ask.Calendar, default)).Id);
        }

        var first = server.Requests.First();
        Assert.Equal("Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes(@"CONTOSO\svc:p4ss-w0rd")), first.Header("Authorization"));
        Assert.Equal("text/xml; charset=utf-8", first.Header("Content-Type"));
        Assert.Equal(
            Encoding.UTF8.GetByteCount(first.Body).ToString(System.Globalization.CultureInfo.InvariantCulture),
            first.Header("Content-Length")
        );
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

    [Fact]
    public async Task A_read_that_met_a_503_is_repeated_after_the_time_that_the_server_asked_for()
    {
        var delay = new FakeDelay();
        await using var server = new ScriptedServer(
            Answer.Http(503, "text/html", "<html>busy</html>", "Retry-After: 7"),
            Answer.Soap(Xml.Folder())
        );
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
        {
            Assert.InRange(waits[i].TotalSeconds, Math.Pow(2, i) / 2, Math.Pow(2, i));
        }
    }

    [Fact]
    public async Task A_cut_connection_repeats_a_read_and_never_a_write()
    {
        await using var server = new ScriptedServer(Answer.Cut(), Answer.Soap(Xml.Folder()), Answer.Cut());
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox("user@contoso.com");
        await mailbox.SendAsync(Ask.Calendar, default);
        Assert.Equal(2, server.Requests.Count);

        var create = Appointments.Create([new EwsCalendarItem { Subject = "x" }]);
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
            Answer.Soap(half),
            Answer.Half(Xml.Folder(), _ => throw new ScriptedServer.CutException()),
            Answer.Soap(""),
            Answer.Soap(Xml.Folder())
        );
        using var connection = new EwsConnection(server.Options());
        Assert.Equal("F1", (await connection.OpenMailbox(null).SendAsync(Ask.Calendar, default)).Id);
        Assert.Equal(4, server.Requests.Count);
    }

    [Fact]
    public async Task A_DTD_and_other_broken_XML_are_refused_and_not_repeated()
    {
        await using var server = new ScriptedServer(
            Answer.Soap("<!DOCTYPE s:Envelope [<!ENTITY a \"b\">]>" + Xml.Folder()[38..]),
            Answer.Soap("<a><b></a></s:Envelope>"),
            Answer.Soap("<a/>")
        );
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
        var create = Appointments.Create([new EwsCalendarItem { Subject = "x" }]);
        using var connection = new EwsConnection(server.Options(timeout: TimeSpan.FromMilliseconds(200)));
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => connection.OpenMailbox(null).SendAsync(create, default));
        Assert.Equal((EwsConnectionFailure.Timeout, true), (e.Failure, e.MayHaveBeenApplied));
        Assert.Equal(1, connection.RequestCount);
    }

    [Fact]
    public async Task Cancellation_is_answered_while_the_answer_trickles()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ScriptedServer(
            Answer.Half(
                Xml.Folder(),
                async token =>
                {
                    await cancel.CancelAsync();
                    await Task.Delay(Timeout.Infinite, token);
                }
            )
        );
        using var connection = new EwsConnection(server.Options());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => connection.OpenMailbox(null).SendAsync(Ask.Calendar, cancel.Token));
    }

    [Fact]
    public async Task Cancellation_is_answered_while_nothing_comes()
    {
        using var cancel = new CancellationTokenSource();
        await using var server = new ScriptedServer(
            async (_, _, token) =>
            {
                await cancel.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        );
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

        var unknown = new EwsConnectionOptions
        {
            Url = new Uri("https://no-such-host.invalid/EWS/Exchange.asmx"),
            Credential = closed.Credential,
            Delay = closed.Delay,
        };
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
}

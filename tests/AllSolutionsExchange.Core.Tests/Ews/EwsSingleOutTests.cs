using System.Globalization;
using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>One item that spoils an answer for all: it is singled out, the others arrive, and a server that is down is not asked for
/// ever.</summary>
public sealed class EwsSingleOutTests
{
    /// <summary>The ways in which one item spoils a whole answer, and the code of its error.</summary>
    public static TheoryData<string, string> Spoilers =>
        new()
        {
            { "fault", "ErrorInternalServerError" },
            { "schema fault", "ErrorSchemaValidation" },
            { "time-out fault", "ErrorTimeoutExpired" },
            { "500 page", "ServerError" },
            { "500 empty", "ServerError" },
            { "501 text", "ServerError" },
            { "gateway page", "NotEws" },
            { "forbidden page", "Forbidden" },
            { "too large", "ResponseTooLarge" },
            { "broken XML", "InvalidResponse" },
            { "DTD", "InvalidResponse" },
            { "too few messages", "InvalidResponse" },
            { "cut", "ConnectionLost" },
            { "half an answer", "ConnectionLost" },
        };

    [Theory]
    [MemberData(nameof(Spoilers))]
    public async Task The_others_of_a_batch_arrive(string spoiler, string code)
    {
        foreach (var bad in new[] { 0, 42 })
        {
            await using var server = new ScriptedServer(Server(spoiler, id => id == $"I{bad}"));
            using var connection = new EwsConnection(server.Options(maxResponseBytes: 100_000));
            var mailbox = connection.OpenMailbox(null);
            await mailbox.SendAsync(Ask.Calendar, default);
            var results = await Appointments.GetAsync(mailbox, EwsBatchTests.Ids(100));
            Assert.Equal(code, results[bad].Error!.ResponseCode);
            Assert.All(
                results.Index().Where(result => result.Index != bad),
                result => Assert.Equal($"I{result.Index}", result.Item.Value!.ItemId!.Id)
            );
            Assert.InRange(server.Requests.Count, 2, 1 + 35);
        }
    }

    [Fact]
    public async Task Singling_out_one_of_a_hundred_takes_fifteen_requests_and_all_of_them_no_more_than_two_each()
    {
        Assert.InRange(await RequestsAsync(id => id is "I0"), 1 + 8, 1 + 15);
        Assert.InRange(await RequestsAsync(id => id is "I99"), 1 + 8, 1 + 15);
        Assert.InRange(await RequestsAsync(id => id is "I3" or "I4" or "I50" or "I77"), 1 + 20, 1 + 50);

        // One in eight failures in a row is followed by a probe.
        Assert.InRange(await RequestsAsync(_ => true), 1 + 199, 1 + 199 + 25);

        static async Task<int> RequestsAsync(Func<string, bool> isBad)
        {
            await using var server = new ScriptedServer(Server("fault", isBad));
            using var connection = new EwsConnection(server.Options());
            var mailbox = connection.OpenMailbox(null);
            await mailbox.SendAsync(Ask.Calendar, default);
            var results = await Appointments.GetAsync(mailbox, EwsBatchTests.Ids(100));
            Assert.All(results.Index(), result => Assert.Equal(isBad($"I{result.Index}"), result.Item.Error is not null));
            return server.Requests.Count;
        }
    }

    [Theory]
    [MemberData(nameof(Spoilers))]
    public async Task A_server_that_was_down_from_the_beginning_is_not_asked_in_parts(string spoiler, string code)
    {
        await using var server = new ScriptedServer(Server(spoiler, _ => true));
        using var connection = new EwsConnection(server.Options(maxResponseBytes: 100_000));
        var work = () => Appointments.GetAsync(connection.OpenMailbox(null), EwsBatchTests.Ids(100));
        if (spoiler is "too few messages" or "too large")
        {
            return;
        }

        var e = await Assert.ThrowsAnyAsync<EwsException>(work);
        Assert.Equal(code, EwsError.Of(e).ResponseCode);
        Assert.InRange(server.Requests.Count, 1, 5);
    }

    [Theory]
    [InlineData("fault")]
    [InlineData("500 page")]
    [InlineData("cut")]
    [InlineData("gateway page")]
    public async Task A_server_that_goes_down_in_the_run_is_found_out_by_a_probe(string spoiler)
    {
        var spoil = Spoil(spoiler);
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()), spoil);
        var delay = new FakeDelay();
        using var connection = new EwsConnection(server.Options(delay));
        var mailbox = connection.OpenMailbox(null);
        await mailbox.SendAsync(Ask.Calendar, default);
        await Assert.ThrowsAnyAsync<EwsException>(() => Appointments.GetAsync(mailbox, EwsBatchTests.Ids(1000)));

        // Five tries, eight failures while singling out (the last of the tries among them), and the probe.
        Assert.InRange(server.Requests.Count, 1 + 9, 1 + 4 + 8 + 1);
    }

    [Theory]
    [InlineData("ErrorImpersonateUserDenied")]
    [InlineData("ErrorNonExistentMailbox")]
    [InlineData("ErrorMailboxMoveInProgress")]
    [InlineData("ErrorServerBusy")]
    [InlineData("ErrorADUnavailable")]
    public async Task What_is_the_mailboxs_is_not_looked_for_among_its_items(string code)
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()), Answer.Soap(Xml.Fault(code), 500));
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox(null);
        await mailbox.SendAsync(Ask.Calendar, default);
        var e = await Assert.ThrowsAsync<EwsResponseException>(() => Appointments.GetAsync(mailbox, EwsBatchTests.Ids(100)));
        Assert.Equal(code, e.ResponseCode);
        Assert.InRange(server.Requests.Count, 2, 6);
    }

    [Fact]
    public async Task A_passing_500_on_a_read_is_repeated_and_one_on_a_write_is_not()
    {
        await using var server = new ScriptedServer(
            Answer.Http(500, "text/html", "<html>oops</html>"),
            Answer.Soap(Xml.Folder()),
            Answer.Http(500, null, "")
        );
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox(null);
        Assert.Equal("F1", (await mailbox.SendAsync(Ask.Calendar, default)).Id);
        var create = Appointments.Create([new EwsCalendarItem { Subject = "x" }]);
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => mailbox.SendAsync(create, default));
        Assert.Equal((EwsConnectionFailure.ServerError, true, true), (e.Failure, e.MayHaveBeenApplied, e.IsTransient));
        Assert.Equal(3, server.Requests.Count);
    }

    /// <summary>A server that answers for the items asked, and spoils an answer that a bad one is in. Other operations go well.</summary>
    internal static Func<SeenRequest, Stream, CancellationToken, Task> Server(string spoiler, Func<string, bool> isBad) =>
        (request, stream, token) =>
        {
            if (!request.Body.Contains("<m:GetItem>", StringComparison.Ordinal))
            {
                return Answer.Soap(Xml.Folder())(request, stream, token);
            }

            var ids = Xml.IdsIn(request.Body);
            var messages = ids.Select(id => Xml.Success("GetItem", Xml.Item(id))).ToArray();
            return (ids.Exists(id => isBad(id)) ? Spoil(spoiler) : Answer.Soap(Xml.Messages("GetItem", messages)))(request, stream, token);
        };

    private static Func<SeenRequest, Stream, CancellationToken, Task> Spoil(string spoiler) =>
        spoiler switch
        {
            "fault" => Answer.Soap(Xml.Fault("ErrorInternalServerError"), 500),
            "schema fault" => Answer.Soap(Xml.Fault("ErrorSchemaValidation"), 500),
            "time-out fault" => Answer.Soap(Xml.Fault("ErrorTimeoutExpired"), 500),
            "500 page" => Answer.Http(500, "text/html", "<html>oops</html>"),
            "500 empty" => Answer.Http(500, null, ""),
            "501 text" => Answer.Http(501, "text/plain", "oops"),
            "gateway page" => Answer.Http(200, "text/html", "<html>The requested URL was rejected.</html>"),
            "forbidden page" => Answer.Http(403, "text/html", "<html>Forbidden</html>"),
            "too large" => Answer.Soap(
                Xml.Messages(
                    "GetItem",
                    Xml.Success(
                        "GetItem",
                        Xml.Item("I", string.Create(CultureInfo.InvariantCulture, $"<t:Body>{new string('x', 120_000)}</t:Body>"))
                    )
                )
            ),
            "broken XML" => Answer.Soap(Xml.Messages("GetItem", "<a><b></a>")),
            "DTD" => Answer.Soap("<!DOCTYPE a [<!ENTITY b \"c\">]>" + Xml.Messages("GetItem")),
            "too few messages" => Answer.Soap(Xml.Messages("GetItem")),
            "cut" => Answer.Cut(),
            _ => Answer.Soap(Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0")))[..300]),
        };
}

using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Many items: as few requests as can be, errors in their place, and nothing written twice.</summary>
public sealed class EwsBatchTests
{
    [Fact]
    public async Task Items_come_in_the_order_asked_and_an_error_stands_in_its_place()
    {
        await using var server = new ScriptedServer(GetItems(id => id is "I3" ? Xml.Error("GetItem", "ErrorItemNotFound") : null));
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), Ids(250));
        Assert.Equal(3, server.Requests.Count);
        Assert.Equal(250, results.Count);
        Assert.Equal("ErrorItemNotFound", results[3].Error!.ResponseCode);
        Assert.All(
            results.Index().Where(result => result.Index != 3),
            result => Assert.Equal($"I{result.Index}", result.Item.Value!.ItemId!.Id)
        );
    }

    [Fact]
    public async Task A_busy_server_gets_smaller_batches_that_grow_again()
    {
        var delay = new FakeDelay();
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Fault("ErrorServerBusy", 1000), 500),
            Answer.Soap(Xml.Fault("ErrorTimeoutExpired"), 500),
            GetItems(_ => null)
        );
        using var connection = new EwsConnection(server.Options(delay));
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), Ids(200));
        Assert.All(results, result => Assert.NotNull(result.Value));
        Assert.Equal([100, 50, 25, 31, 38, 47, 58, 1], server.Requests.Select(request => request.Body.Split("<t:ItemId ").Length - 1));
        Assert.Equal(2, delay.Waits.Count);
        Assert.InRange(connection.BatchSize.Current, 58, 80);
    }

    [Fact]
    public async Task The_size_that_worked_can_be_given_to_the_next_connection()
    {
        await using var server = new ScriptedServer(GetItems(_ => null));
        var options = server.Options();
        using var connection = new EwsConnection(
            new EwsConnectionOptions
            {
                Url = options.Url,
                Credential = options.Credential,
                CertificateThumbprint = options.CertificateThumbprint,
                InitialBatchSize = 40,
            }
        );
        await Appointments.GetAsync(connection.OpenMailbox(null), Ids(40));
        Assert.Single(server.Requests);
        Assert.Equal(50, connection.BatchSize.Current);
    }

    [Fact]
    public async Task Items_that_Exchange_had_no_time_for_are_asked_for_again()
    {
        var busy = 1;
        await using var server = new ScriptedServer(
            GetItems(id => id is "I1" && Interlocked.Decrement(ref busy) == 0 ? Xml.Error("GetItem", "ErrorServerBusy", 2000) : null)
        );
        var delay = new FakeDelay();
        using var connection = new EwsConnection(server.Options(delay));
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), Ids(3));
        Assert.Equal(["I0", "I1", "I2"], results.Select(result => result.Value!.ItemId!.Id));
        Assert.Equal(2, server.Requests.Count);
        Assert.InRange(delay.Waits.Single().TotalSeconds, 2, 2.2);
    }

    [Fact]
    public async Task Items_that_Exchange_never_has_time_for_come_back_as_errors()
    {
        await using var server = new ScriptedServer(GetItems(id => id is "I1" ? Xml.Error("GetItem", "ErrorServerBusy") : null));
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), Ids(3));
        Assert.Equal(["I0", null, "I2"], results.Select(result => result.Value?.ItemId!.Id));
        Assert.Equal(5, server.Requests.Count);
    }

    [Fact]
    public async Task An_answer_that_is_too_large_is_taken_in_parts()
    {
        var large = $"<t:Body BodyType=\"Text\">{new string('x', 30_000)}</t:Body>";
        await using var server = new ScriptedServer(GetItems(_ => null, large));
        using var connection = new EwsConnection(server.Options(maxResponseBytes: 200_000));
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), Ids(20));
        Assert.All(results, result => Assert.Equal(30_000, result.Value!.Body!.Length));
    }

    [Fact]
    public async Task A_write_that_Exchange_did_not_begin_is_repeated_and_one_with_an_unknown_end_is_not()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Fault("ErrorServerBusy"), 500), Created(50), Created(50), Answer.Cut());
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox(null);
        var results = new EwsItemResult<EwsItemId>?[150];
        var items = Enumerable.Range(0, 150).Select(i => new EwsCalendarItem { Subject = $"S{i}" }).ToList();

        var e = await Assert.ThrowsAsync<EwsConnectionException>(() =>
            mailbox.SendBatchesAsync(items, batch => Appointments.Create(batch), results, default)
        );
        Assert.True(e.MayHaveBeenApplied);
        Assert.Equal(4, server.Requests.Count);
        Assert.All(results[..50], Assert.NotNull);
        Assert.All(results[112..], Assert.Null);
    }

    [Fact]
    public async Task A_transient_error_of_a_written_item_is_reported_and_not_repeated()
    {
        await using var server = new ScriptedServer(
            Answer.Soap(Xml.Messages("CreateItem", Xml.Error("CreateItem", "ErrorTimeoutExpired")))
        );
        using var connection = new EwsConnection(server.Options());
        var results = new EwsItemResult<EwsItemId>?[1];
        EwsCalendarItem[] items = [new() { Subject = "S" }];
        await connection.OpenMailbox(null).SendBatchesAsync(items, batch => Appointments.Create(batch), results, default);
        Assert.Equal("ErrorTimeoutExpired", results[0]!.Error!.ResponseCode);
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task An_answer_for_fewer_items_than_asked_is_refused()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Messages("GetItem", Xml.Success("GetItem", Xml.Item("I0")))));
        using var connection = new EwsConnection(server.Options());
        var results = await Appointments.GetAsync(connection.OpenMailbox(null), Ids(2));
        Assert.Equal(["I0", null], results.Select(result => result.Value?.ItemId!.Id));
        Assert.Equal(EwsResponseCodes.UnreadableItem, results[1].Error!.ResponseCode);
    }

    [Fact]
    public async Task Looking_for_items_takes_one_request_for_each_25_and_follows_the_pages()
    {
        var page = 0;
        await using var server = new ScriptedServer(
            (request, stream, token) => Answer.Soap(FindItemPage($"I{page}", last: page++ > 0))(request, stream, token)
        );
        using var connection = new EwsConnection(server.Options());
        var lookups = Enumerable.Range(0, 26).Select(i => new EwsItemLookup($"L{i}", "AAAA")).ToList();
        var items = await Appointments.FindAsync(connection.OpenMailbox(null), EwsFolderId.Calendar, lookups);
        Assert.Equal(["I0", "I1", "I2"], items.Select(item => item.ItemId!.Id));
        Assert.Equal([0, 1, 0], server.Requests.Select(request => request.Body.Contains("Offset=\"1\"", StringComparison.Ordinal) ? 1 : 0));
    }

    private static string FindItemPage(string id, bool last) =>
        Xml.Messages(
            "FindItem",
            Xml.Success(
                "FindItem",
                $"""<m:RootFolder TotalItemsInView="2" IndexedPagingOffset="1" IncludesLastItemInRange="{(last ? "true" : "false")}"><t:Items><t:CalendarItem><t:ItemId Id="{id}" ChangeKey="c"/></t:CalendarItem></t:Items></m:RootFolder>"""
            )
        );

    internal static List<EwsItemId> Ids(int count) => [.. Enumerable.Range(0, count).Select(i => new EwsItemId($"I{i}"))];

    private static Func<SeenRequest, Stream, CancellationToken, Task> GetItems(Func<string, string?> error, string content = "") =>
        (request, stream, token) =>
        {
            var messages = Xml.IdsIn(request.Body).Select(id => error(id) ?? Xml.Success("GetItem", Xml.Item(id, content))).ToArray();
            return Answer.Soap(Xml.Messages("GetItem", messages))(request, stream, token);
        };

    private static Func<SeenRequest, Stream, CancellationToken, Task> Created(int atLeast) =>
        (request, stream, token) =>
        {
            var count = request.Body.Split("<t:CalendarItem>").Length - 1;
            Assert.True(count >= atLeast);
            return Answer.Soap(
                Xml.Messages("CreateItem", [.. Enumerable.Range(0, count).Select(i => Xml.Success("CreateItem", Xml.Item($"N{i}")))])
            )(request, stream, token);
        };
}

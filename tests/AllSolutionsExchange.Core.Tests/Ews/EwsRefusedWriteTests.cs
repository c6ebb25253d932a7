using AllSolutionsExchange.Exchange.Ews;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Writes that are refused before anything of them was done: sent in parts, never twice, and never where it is not
/// certain.</summary>
public sealed class EwsRefusedWriteTests
{
    public static TheoryData<string, string> Refusals =>
        new()
        {
            { "413", "RequestTooLarge" },
            { "404", "NotEws" },
            { "400", "NotEws" },
            { "ErrorSchemaValidation", "ErrorSchemaValidation" },
            { "ErrorInvalidRequest", "ErrorInvalidRequest" },
        };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task One_item_that_is_refused_is_its_own_error_and_every_other_is_made_once(string refusal, string code)
    {
        foreach (var bad in new[] { 0, 37, 99 })
        {
            await using var server = new CreatingServer(body =>
                body.Contains($"<t:Subject>S{bad}<", StringComparison.Ordinal) ? Refuse(refusal) : null
            );
            var (results, _) = await server.CreateAsync(100);
            Assert.Equal(code, results[bad]!.Error!.ResponseCode);
            Assert.All(results.Index().Where(result => result.Index != bad), result => Assert.NotNull(result.Item!.Value));
            Assert.Equal(99, server.Made.Count);
            Assert.Equal(99, server.Made.Distinct(StringComparer.Ordinal).Count());
            Assert.InRange(server.Requests, 2, 1 + 15);
        }
    }

    [Theory]
    [InlineData("500")]
    [InlineData("502")]
    [InlineData("403")]
    [InlineData("cut")]
    [InlineData("ErrorInternalServerError")]
    [InlineData("ErrorTimeoutExpired")]
    [InlineData("broken")]
    [InlineData("too few")]
    [InlineData("without id")]
    [InlineData("twice the same id")]
    [InlineData("empty id")]
    [InlineData("no class")]
    [InlineData("error without error")]
    public async Task What_may_have_been_done_is_sent_once_and_is_nobodys_item_error(string failure)
    {
        await using var server = new CreatingServer(_ => Refuse(failure));
        var e = await Assert.ThrowsAnyAsync<EwsException>(() => server.CreateAsync(10));
        Assert.Equal(2, server.Requests);
        if (e is EwsConnectionException { Failure: not EwsConnectionFailure.Forbidden } connection)
        {
            Assert.True(connection.MayHaveBeenApplied);
        }
    }

    [Fact]
    public async Task An_answer_that_cannot_be_read_is_nobodys_item_error_on_the_last_try_either()
    {
        var tries = 0;
        await using var server = new CreatingServer(_ => ++tries < 5 ? Refuse("ErrorServerBusy") : Refuse("without id"));
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() => server.CreateAsync(100));
        Assert.Equal((EwsConnectionFailure.InvalidResponse, true), (e.Failure, e.MayHaveBeenApplied));
        Assert.Empty(server.Made);
    }

    [Fact]
    public async Task Parts_for_which_the_server_has_no_time_are_not_sent_for_ever()
    {
        var tries = 0;
        await using var server = new CreatingServer(_ => ++tries % 3 == 1 ? Refuse("413") : Refuse("ErrorServerBusy"));
        await Assert.ThrowsAnyAsync<EwsException>(() => server.CreateAsync(100));
        Assert.InRange(server.Requests, 3, 40);
        Assert.Empty(server.Made);
    }

    [Fact]
    public async Task A_refusal_before_anything_was_answered_is_the_mailboxs()
    {
        await using var server = new ScriptedServer(Answer.Http(404, "text/html", "<html>404.13</html>"));
        using var connection = new EwsConnection(server.Options());
        var results = new EwsItemResult<EwsItemId>?[10];
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() =>
            connection.OpenMailbox(null).SendBatchesAsync(Items(10, 1), batch => Appointments.Create(batch), results, default)
        );
        Assert.Equal((EwsConnectionFailure.NotEws, false), (e.Failure, e.MayHaveBeenApplied));
        Assert.Single(server.Requests);
    }

    [Fact]
    public async Task A_server_that_refuses_everything_is_not_asked_once_for_each_item()
    {
        await using var server = new ScriptedServer(Answer.Soap(Xml.Folder()), Answer.Http(413, "text/html", "<html>413</html>"));
        using var connection = new EwsConnection(server.Options());
        var mailbox = connection.OpenMailbox(null);
        await mailbox.SendAsync(Ask.Calendar, default);
        var results = new EwsItemResult<EwsItemId>?[1000];
        await Assert.ThrowsAsync<EwsConnectionException>(() =>
            mailbox.SendBatchesAsync(Items(1000, 1), batch => Appointments.Create(batch), results, default)
        );
        Assert.InRange(server.Requests.Count, 2, 1 + 8 + 1);
    }

    [Theory]
    [InlineData(1_048_576)]
    [InlineData(200_000)]
    [InlineData(60_000)]
    public async Task What_the_way_takes_is_learned_and_then_kept_to(int limit)
    {
        await using var server = new CreatingServer(body => body.Length > limit ? Refuse("413") : null);
        var (results, connection) = await server.CreateAsync(200, size: 20_000);
        Assert.All(results, result => Assert.NotNull(result!.Value));
        Assert.Equal(200, server.Made.Count);

        // Nothing is refused any more.
        var before = server.Refused;
        Assert.InRange(before, 0, 8);
        var more = await server.CreateMoreAsync(connection, 200, size: 20_000);
        Assert.All(more, result => Assert.NotNull(result!.Value));
        Assert.Equal(before, server.Refused);
        connection.Dispose();
    }

    [Fact]
    public async Task Small_items_share_a_request_as_before_and_a_large_one_goes_alone()
    {
        await using var server = new CreatingServer(_ => null);
        var (_, connection) = await server.CreateAsync(100, size: 5_000);
        Assert.Equal(1 + 1, server.Requests);
        await server.CreateMoreAsync(connection, 2, size: 3_000_000);
        Assert.Equal(1 + 1 + 2, server.Requests);
        connection.Dispose();
    }

    private static List<EwsCalendarItem> Items(int count, int size) =>
        [.. Enumerable.Range(0, count).Select(i => new EwsCalendarItem { Subject = $"S{i}", Body = new string('x', size) })];

    private static Func<SeenRequest, Stream, CancellationToken, Task> Refuse(string kind) =>
        kind switch
        {
            "cut" => Answer.Cut(),
            "broken" => Answer.Soap(Xml.Messages("CreateItem", "<a><b></a>")),
            "too few" => Answer.Soap(Xml.Messages("CreateItem", Xml.Success("CreateItem", Xml.Item("N1")))),
            "without id" => Created("<m:Items><t:CalendarItem/></m:Items>"),
            "twice the same id" => Created(Xml.Item("N1")),
            "empty id" => Created(Xml.Item("")),
            "no class" => Answer.Soap(
                Xml.Messages(
                    "CreateItem",
                    [
                        .. Enumerable.Repeat(
                            "<m:CreateItemResponseMessage><m:ResponseCode>NoError</m:ResponseCode></m:CreateItemResponseMessage>",
                            10
                        ),
                    ]
                )
            ),
            "error without error" => Answer.Soap(
                Xml.Messages("CreateItem", [.. Enumerable.Repeat(Xml.Error("CreateItem", "NoError"), 10)])
            ),
            _ when kind.StartsWith("Error", StringComparison.Ordinal) => Answer.Soap(Xml.Fault(kind), 500),
            _ => Answer.Http(int.Parse(kind, System.Globalization.CultureInfo.InvariantCulture), "text/html", "<html>no</html>"),
        };

    private static Func<SeenRequest, Stream, CancellationToken, Task> Created(string content) =>
        Answer.Soap(Xml.Messages("CreateItem", [.. Enumerable.Repeat(Xml.Success("CreateItem", content), 10)]));

    /// <summary>A server that makes what it is given, unless it refuses the request.</summary>
    private sealed class CreatingServer : IAsyncDisposable
    {
        private readonly ScriptedServer _server;
        private readonly Lock _lock = new();
        private int _refused;

        public CreatingServer(Func<string, Func<SeenRequest, Stream, CancellationToken, Task>?> refuse) =>
            _server = new ScriptedServer(
                (request, stream, token) =>
                {
                    if (!request.Body.Contains("<m:CreateItem ", StringComparison.Ordinal))
                    {
                        return Answer.Soap(Xml.Folder())(request, stream, token);
                    }

                    if (refuse(request.Body) is { } refusal)
                    {
                        Interlocked.Increment(ref _refused);
                        return refusal(request, stream, token);
                    }
                    var subjects = request
                        .Body.Split("<t:Subject>")
                        .Skip(1)
                        .Select(part => part[..part.IndexOf('<', StringComparison.Ordinal)])
                        .ToList();
                    lock (_lock)
                    {
                        Made.AddRange(subjects);
                    }

                    return Answer.Soap(
                        Xml.Messages(
                            "CreateItem",
                            [.. subjects.Select((_, i) => Xml.Success("CreateItem", Xml.Item($"N{Made.Count}-{i}")))]
                        )
                    )(request, stream, token);
                }
            );

        public List<string> Made { get; } = [];

        public int Refused => _refused;

        public int Requests => _server.Requests.Count;

        public async Task<(EwsItemResult<EwsItemId>?[] Results, EwsConnection Connection)> CreateAsync(int count, int size = 10)
        {
            var connection = new EwsConnection(_server.Options());
            await connection.OpenMailbox(null).SendAsync(Ask.Calendar, default);
            return (await CreateMoreAsync(connection, count, size), connection);
        }

        public async Task<EwsItemResult<EwsItemId>?[]> CreateMoreAsync(EwsConnection connection, int count, int size)
        {
            var results = new EwsItemResult<EwsItemId>?[count];
            await connection.OpenMailbox(null).SendBatchesAsync(Items(count, size), batch => Appointments.Create(batch), results, default);
            return results;
        }

        public ValueTask DisposeAsync() => _server.DisposeAsync();
    }
}

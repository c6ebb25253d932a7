using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Storage;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>
/// The engine between the double of Exchange and an interface over REST, while people edit on both sides and answers are lost: both end
/// with the same, nothing is doubled, and nothing is lost that nobody deleted.
/// </summary>
public sealed class RestStoryTests : IAsyncLifetime
{
    private const string Zone = "W. Europe Standard Time";

    private RestServerDouble _server = null!;
    private RestConnector _connector = null!;
    private InMemorySide _exchange = null!;
    private SqliteSyncStore _store = null!;
    private SyncOptions _options = World.Everything;
    private DateTimeOffset _now = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public async Task InitializeAsync() => _server = await RestServerDouble.StartAsync();

    public async Task DisposeAsync()
    {
        _connector?.Dispose();
        _store?.Dispose();
        await _server.DisposeAsync();
    }

    [Theory]
    [InlineData(true, true)]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(false, false)]
    public async Task Every_story_ends_with_both_sides_the_same(bool hasMarker, bool hasSince)
    {
        for (var seed = 0; seed < 12; seed++)
        {
            Begin(hasMarker, hasSince);
            var random = new Random(seed);
            var made = new HashSet<string>(StringComparer.Ordinal);
            var deleted = new HashSet<string>(StringComparer.Ordinal);
            for (var step = 0; step < 14; step++)
            {
                await StepAsync(random, made, deleted);
            }

            await SettleAsync($"seed {seed}");
            var ours = _server.Appointments.Values.Select(row => (string)row["onderwerp"]!).Order(StringComparer.Ordinal).ToList();
            var theirs = _exchange.Live.Select(item => item.Content!.Title).Order(StringComparer.Ordinal).ToList();
            Assert.Equal(theirs, ours);
            Assert.Equal(ours.Distinct(), ours);
            Assert.Empty(made.Except(deleted).Except(ours));
            Assert.Equal(Bodies(), _exchange.Live.Select(item => ((Appointment)item.Content!).Body).Order(StringComparer.Ordinal));
        }
    }

    [Theory]
    [InlineData(ConflictPolicy.NewestWins)]
    [InlineData(ConflictPolicy.AllSolutionsWins)]
    [InlineData(ConflictPolicy.ExchangeWins)]
    public async Task What_the_map_leaves_out_is_left_alone_in_Exchange(ConflictPolicy policy)
    {
        Begin(hasMarker: true, hasSince: true, "Body", "Location", "ShowAs", "Categories", "Reminder");
        var whole = NewInExchange(1) with { Location = "room", ShowAs = ShowAs.Free, Categories = ["red"], ReminderMinutes = 5 };
        _exchange.UserCreate(whole);
        var ours = _server.Put(_server.Appointments, "id", null, RestRowsOf.Appointment(1, "ours"), isMerged: false);
        _options = World.Everything with { ConflictPolicy = policy };
        await SettleAsync("first match");
        _server.Put(_server.Appointments, "id", ours["id"]!.ToString(), new JsonObject { ["onderwerp"] = "other" }, isMerged: true);
        await SettleAsync("edit");
        Assert.Equal((whole with { Subject = "other" }).Normalized().Digests(), _exchange.Live.Single().Content!.Digests());
        Assert.Equal("ours", (string)_server.Appointments.Values.Single()["toelichting"]!);
    }

    private void Begin(bool hasMarker, bool hasSince, params string[] without)
    {
        _connector?.Dispose();
        _store?.Dispose();
        _server.Appointments.Clear();
        _connector = _server.Connector(map =>
        {
            var kind = map["kinds"]!["Appointment"]!.AsObject();
            _ = hasSince || kind["list"]!.AsObject().Remove("since");
            without.ToList().ForEach(field => kind["fields"]!.AsObject().Remove(field));
            if (!hasMarker)
            {
                kind.Remove("marker");
                kind.Remove("find");
            }
        });
        _exchange = new InMemorySide(SideName.Exchange, () => _now, StoryKind.Appointments);
        _store = TestStore.Create(() => _now);
    }

    private async Task StepAsync(Random random, HashSet<string> made, HashSet<string> deleted)
    {
        var number = made.Count + 1;
        var ours = _server.Appointments.Values.ToList();
        var theirs = _exchange.Live.ToList();
        switch (random.Next(8))
        {
            case 0:
                _server.Put(_server.Appointments, "id", null, RestRowsOf.Appointment(number, "ours"), isMerged: false);
                made.Add($"item {number}");
                break;
            case 1:
                _exchange.UserCreate(NewInExchange(number));
                made.Add($"item {number}");
                break;
            case 2 when ours.Count > 0:
                var row = ours[random.Next(ours.Count)];
                _server.Put(
                    _server.Appointments,
                    "id",
                    row["id"]!.ToString(),
                    new JsonObject { ["toelichting"] = $"ours {random.Next(100)}" },
                    isMerged: true
                );
                break;
            case 3 when theirs.Count > 0:
                _exchange.UserEdit(theirs[random.Next(theirs.Count)].Id, item => item with { Body = $"theirs {random.Next(100)}" });
                break;
            case 4 when ours.Count > 0 && random.Next(2) == 0:
                var gone = ours[random.Next(ours.Count)];
                _server.Appointments.Remove(gone["id"]!.ToString());
                deleted.Add((string)gone["onderwerp"]!);
                break;
            case 5 when theirs.Count > 0 && random.Next(2) == 0:
                var removed = theirs[random.Next(theirs.Count)];
                _exchange.UserDelete(removed.Id);
                deleted.Add(removed.Content!.Title);
                break;
            default:
                await PassAsync(lostAnswer: random.Next(3) == 0 ? random.Next(4) : null);
                break;
        }

        _now += TimeSpan.FromSeconds(5);
        _server.Now = _server.Now > _now ? _server.Now : _now;
    }

    /// <summary>A pass; of its writes to the interface one is done, and its answer is lost.</summary>
    private async Task<SyncResult> PassAsync(int? lostAnswer = null)
    {
        var writes = 0;
        _server.After = context =>
        {
            if (context.Request.Method != "GET" && writes++ == lostAnswer)
            {
                context.Abort();
            }
        };
        var collection = new Collection("jdv", ItemKind.Appointment);
        var side = _connector.Open(new SideRequest(collection, "jdv@contoso.nl", Zone));
        var target = new SyncTarget(collection, "jdv@contoso.nl", side, _exchange);
        var result = await new MailboxSync(_store, "test", () => _now).RunAsync(target, _options, reviewed: null, default);
        _now += TimeSpan.FromSeconds(5);
        _server.After = null;
        return result;
    }

    private async Task SettleAsync(string story)
    {
        for (var pass = 0; pass < 10; pass++)
        {
            _server.Log.Clear();
            var before = _exchange.Writes;
            var result = await PassAsync();
            if (
                result.Status == SyncStatus.Success
                && _exchange.Writes == before
                && _server.Log.TrueForAll(line => line.StartsWith("GET", StringComparison.Ordinal))
            )
            {
                return;
            }
        }

        Assert.Fail($"{story} does not come to rest.");
    }

    private List<string> Bodies() =>
        [.. _server.Appointments.Values.Select(row => (string)row["toelichting"]!).Order(StringComparer.Ordinal)];

    private static Appointment NewInExchange(int number) =>
        new Appointment
        {
            Subject = $"item {number}",
            Body = "theirs",
            Start = ZonedTime.FromLocal(new DateTime(2026, 12, 7, 9, number, 0), Zone),
            End = ZonedTime.FromLocal(new DateTime(2026, 12, 7, 10, number, 0), Zone),
        }.Normalized();
}

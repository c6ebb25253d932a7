using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Storage;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>Exchange in memory, one store, and on the other side a REST server by one map after another, or a register.</summary>
internal sealed class ConnectorWorld : IAsyncDisposable
{
    private const string Zone = "W. Europe Standard Time";
    private static readonly string[] Ours = ["kp01.sync-id", "versie", "gewijzigd"];

    private readonly List<RestConnector> _connectors = [];
    private readonly SqliteSyncStore _store;

    private ConnectorWorld(RestServerDouble server)
    {
        Server = server;
        Exchange = new InMemorySide(SideName.Exchange, () => Now, StoryKind.Appointments);
        Register = new InMemorySide(SideName.AllSolutions, () => Now, StoryKind.Appointments);
        _store = TestStore.Create(() => Now);
    }

    public DateTimeOffset Now { get; private set; } = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public RestServerDouble Server { get; }

    public InMemorySide Exchange { get; }

    public InMemorySide Register { get; }

    /// <summary>What the appointments in Exchange hold, by their subjects.</summary>
    public IReadOnlyList<string> InExchange => Shown(Exchange);

    public IReadOnlyList<string> InRegister => Shown(Register);

    /// <summary>The rows of the server without what is the engine's or the server's own, by their subjects.</summary>
    public IReadOnlyList<string> OnServer =>
        [
            .. Server
                .Appointments.Values.Select(row =>
                {
                    var copy = (JsonObject)row.DeepClone();
                    Ours.ToList().ForEach(name => copy.Remove(name));
                    return $"{row["onderwerp"]} {copy.ToJsonString()}";
                })
                .Order(StringComparer.Ordinal),
        ];

    public static async Task<ConnectorWorld> StartAsync() => new(await RestServerDouble.StartAsync());

    public async ValueTask DisposeAsync()
    {
        _connectors.ForEach(connector => connector.Dispose());
        _store.Dispose();
        await Server.DisposeAsync();
    }

    /// <summary>The side by a map.</summary>
    public ISyncSide Rest(Action<JsonNode>? change = null)
    {
        var connector = Server.Connector(change);
        _connectors.Add(connector);
        return connector.Open(new SideRequest(new Collection("jdv", ItemKind.Appointment), "jdv@contoso.nl", Zone));
    }

    public Appointment Appointment(int number, string body) =>
        new Appointment
        {
            Subject = $"item {number}",
            Body = body,
            Start = ZonedTime.FromLocal(new DateTime(2026, 12, 7, 9, number, 0), Zone),
            End = ZonedTime.FromLocal(new DateTime(2026, 12, 7, 10, number, 0), Zone),
        }.Normalized();

    /// <summary>What a person does at a row: it moves the clocks on.</summary>
    public void Edit(string subject, string name, JsonNode value)
    {
        var id = Server.Appointments.Single(row => (string)row.Value["onderwerp"]! == subject).Key;
        Server.Put(Server.Appointments, "id", id, new JsonObject { [name] = value }, isMerged: true);
        Tick();
    }

    public string IdInExchange(string subject) => Exchange.Live.Single(item => item.Content!.Title == subject).Id;

    /// <summary>One pass; null if it crashed.</summary>
    public async Task<SyncResult?> PassAsync(ISyncSide allSolutions, SyncOptions? options = null, FaultPlan? faults = null)
    {
        faults ??= FaultPlan.None;
        var target = new SyncTarget(
            new Collection("jdv", ItemKind.Appointment),
            "jdv@contoso.nl",
            new FaultySide(allSolutions, faults),
            new FaultySide(Exchange, faults)
        );
        try
        {
            return await new MailboxSync(new FaultyStore(_store, faults), "test", () => Now).RunAsync(
                target,
                options ?? World.Everything,
                reviewed: null,
                default
            );
        }
        catch (CrashException)
        {
            Now += TimeSpan.FromMinutes(10);
            return null;
        }
        finally
        {
            Tick();
        }
    }

    /// <summary>Passes until nothing is written any more.</summary>
    public async Task SettleAsync(ISyncSide allSolutions, SyncOptions? options = null)
    {
        for (var pass = 0; pass < 8; pass++)
        {
            Server.Log.Clear();
            var writes = Exchange.Writes + Register.Writes;
            var result = await PassAsync(allSolutions, options);
            Assert.NotEqual(SyncStatus.Failed, result!.Status);
            if (
                Exchange.Writes + Register.Writes == writes
                && Server.Log.TrueForAll(line => line.StartsWith("GET", StringComparison.Ordinal))
            )
            {
                return;
            }
        }

        Assert.Fail("It does not come to rest.");
    }

    private void Tick()
    {
        Now += TimeSpan.FromSeconds(5);
        Server.Now = Server.Now > Now ? Server.Now : Now;
    }

    private static IReadOnlyList<string> Shown(InMemorySide side) =>
        [
            .. side
                .Live.Select(item => (Appointment)item.Content!)
                .Select(item =>
                    $"{item.Subject} {item.Start} {item.End} {item.Body} {item.Location} {item.ShowAs} {item.Sensitivity} "
                    + $"{string.Join(',', item.Categories)} {item.ReminderMinutes}"
                )
                .Order(StringComparer.Ordinal),
        ];
}

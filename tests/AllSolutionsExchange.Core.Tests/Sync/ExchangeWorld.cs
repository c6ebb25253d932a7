using System.Net;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Storage;
using ExchangeSimulator;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A simulated Exchange over TLS, an agenda in memory, a real store, and the engine between them.</summary>
internal sealed class ExchangeWorld : IAsyncDisposable
{
    public const string Address = "user1@contoso.test";

    private static readonly DateTimeOffset Begin = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    private readonly EwsConnection _connection;

    private ExchangeWorld(SimulatedExchange server, EwsConnectionOptions options)
    {
        Server = server;
        Options = options;
        _connection = new EwsConnection(options);
        AllSolutions = new InMemorySide(SideName.AllSolutions, () => Now)
        {
            PageSize = 512,
            Capabilities = new SideCapabilities
            {
                StampsOnLink = true,
                MarkersEndWithLinks = true,
                IsLocal = true,
            },
        };
        Store = TestStore.Create(() => Now);
    }

    public SimulatedExchange Server { get; }

    /// <summary>For another connection to the server.</summary>
    public EwsConnectionOptions Options { get; }

    public SimulatedMailbox Mailbox => Server.Mailbox(Address);

    public InMemorySide AllSolutions { get; }

    public ISyncStore Store { get; }

    /// <summary>The time, here and at the server.</summary>
    public DateTimeOffset Now { get; set; } = Begin;

    public static async Task<ExchangeWorld> StartAsync(int items = 0)
    {
        ExchangeWorld? world = null;
        var clock = new Func<DateTimeOffset>(() => world?.Now ?? Begin);
        var server = await SimulatedExchange.StartAsync(
            new SimulatorOptions
            {
                Mailboxes = [Address],
                ItemsPerMailbox = items,
                ItemSize = 600,
                Clock = clock,
            }
        );
        var options = new EwsConnectionOptions
        {
            Url = server.Url,
            CertificateThumbprint = server.Thumbprint,
            Credential = new NetworkCredential(server.Account, server.Password),
            Delay = (_, _) => Task.CompletedTask,
        };
        return world = new ExchangeWorld(server, options);
    }

    public async Task<SyncResult> PassAsync(SyncOptions? options = null, FaultPlan? faults = null)
    {
        var target = new SyncTarget(
            Collections.Of("user"),
            Address,
            new FaultySide(AllSolutions, faults ?? FaultPlan.None),
            new FaultySide(Side(), faults ?? FaultPlan.None)
        );
        var sync = new MailboxSync(new FaultyStore(Store, faults ?? FaultPlan.None), "test", () => Now);
        try
        {
            return await sync.RunAsync(target, options ?? World.Everything, reviewed: null, CancellationToken.None);
        }
        catch (CrashException)
        {
            Now += TimeSpan.FromMinutes(10);
            return new SyncResult
            {
                User = "user",
                Mailbox = Address,
                Kind = "Appointment",
                Status = SyncStatus.Interrupted,
            };
        }
    }

    public ExchangeSide<EwsCalendarItem> Side() =>
        new(_connection, Address, "W. Europe Standard Time", new CalendarMap("W. Europe Standard Time"), () => Now);

    public Model.Appointment New(int number, string body = "text") =>
        new Model.Appointment
        {
            Subject = $"item {number}",
            Body = body,
            Location = "Utrecht",
            Start = ZonedTime.FromUtc(Now.UtcDateTime.Date.AddDays(1).AddMinutes(number), "W. Europe Standard Time"),
            End = ZonedTime.FromUtc(Now.UtcDateTime.Date.AddDays(1).AddMinutes(number + 30), "W. Europe Standard Time"),
            Categories = ["Klant"],
            ReminderMinutes = 15,
        }.Normalized();

    /// <summary>Both calendars as a person sees them.</summary>
    public (List<string> Ours, List<string> Theirs) Shown() =>
        (
            [
                .. AllSolutions
                    .Live.Where(item => item.Content is Model.Appointment)
                    .Select(item => Show((Model.Appointment)item.Content!))
                    .Order(StringComparer.Ordinal),
            ],
            [
                .. Mailbox
                    .Calendar.Select(item =>
                        $"{item.Content.Subject}|{item.Content.Body.Trim()}|{item.Content.Location}|"
                        + $"{item.Content.Start.UtcDateTime:u}|{item.Content.End.UtcDateTime:u}"
                    )
                    .Order(StringComparer.Ordinal),
            ]
        );

    public async ValueTask DisposeAsync()
    {
        Store.Dispose();
        _connection.Dispose();
        await Server.DisposeAsync();
    }

    private static string Show(Model.Appointment a) => $"{a.Subject}|{a.Body.Trim()}|{a.Location}|{a.Start.Utc:u}|{a.End.Utc:u}";
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Storage;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Two sides in memory, a real SQLite store, a clock that only tests move, and the engine between them.</summary>
internal sealed class World : IDisposable
{
    /// <summary>What converges fastest: everything is created, deletions are carried over, and no safety limit stops it.</summary>
    public static readonly SyncOptions Everything = new()
    {
        InitialMode = InitialMode.Both,
        DeletionPolicy = DeletionPolicy.Both,
        Force = true,
        AllowEmptySide = true,
    };

    private readonly StoryKind _kind;
    private readonly string _user;
    private ISyncStore _store;

    /// <param name="mutant">What the engine lacks.</param>
    /// <param name="kind">The kind of item; appointments by default.</param>
    /// <param name="store">Opens the store; an empty one in memory by default.</param>
    /// <param name="user">The user in AllSolutions.</param>
    public World(
        Mutant mutant = Mutant.None,
        StoryKind? kind = null,
        Func<Func<DateTimeOffset>, ISyncStore>? store = null,
        string user = "user"
    )
    {
        _user = user;
        Mutant = mutant;
        _kind = kind ?? StoryKind.Appointments;
        Kind = Kinds.Of(_kind.Id);
        AllSolutions = new InMemorySide(SideName.AllSolutions, () => Now, _kind);
        Exchange = new InMemorySide(SideName.Exchange, () => Now, _kind);
        _store = (store ?? TestStore.Create)(() => Now);
    }

    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    public Mutant Mutant { get; }

    public InMemorySide AllSolutions { get; }

    public InMemorySide Exchange { get; }

    public ISyncStore Store => _store;

    public int Writes => AllSolutions.Writes + Exchange.Writes;

    public InMemorySide this[SideName side] => side == SideName.Exchange ? Exchange : AllSolutions;

    /// <summary>An appointment of tomorrow; the number tells the logical item, the text what was last edited.</summary>
    public Appointment Appointment(int number, string text = "") =>
        (Appointment)StoryKind.Normalized(StoryKind.Appointments.New(Now.UtcDateTime.Date, number, text));

    /// <summary>An item of the world's kind.</summary>
    public CanonicalItem NewItem(int number, string text = "") => _kind.New(Now.UtcDateTime.Date, number, text);

    /// <summary>The collection that is synchronised.</summary>
    public Collection Collection => new(_user, _kind.Id);

    public StoryKind StoryKind => _kind;

    /// <summary>One pass. A crash ends it without a word; the lease of the dead runs out before the next.</summary>
    public async Task<SyncResult?> PassAsync(
        SyncOptions? options = null,
        FaultPlan? faults = null,
        IReadOnlyList<SyncPlanItem>? reviewed = null
    )
    {
        faults ??= FaultPlan.None;
        var target = Target(faults);
        var sync = new MailboxSync(new MutantStore(_store, faults, Mutant), "test", () => Now);
        try
        {
            return await sync.RunAsync(target, options ?? Everything, reviewed, CancellationToken.None);
        }
        catch (CrashException)
        {
            Now += TimeSpan.FromMinutes(10);
            return null;
        }
        finally
        {
            Now += TimeSpan.FromSeconds(5);
        }
    }

    /// <summary>What a later version of the module knows of the kind; today's by default.</summary>
    public Kind Kind { get; set; }

    public SyncTarget Target(FaultPlan faults) =>
        new(Collection, "user@contoso.com", new MutantSide(AllSolutions, faults, Mutant), new MutantSide(Exchange, faults, Mutant))
        {
            Kind = Kind,
        };

    /// <summary>A worker on the store.</summary>
    public MailboxSync Worker(FaultPlan faults, string holder, Func<TimeSpan, CancellationToken, Task>? delay = null) =>
        new(new MutantStore(_store, faults, Mutant), holder, () => Now, delay);

    public Task<(SyncResult Result, IReadOnlyList<SyncPlanItem> Items)> PlanAsync(
        SyncOptions? options = null,
        IReadOnlyList<SyncPlanItem>? reviewed = null
    ) =>
        new MailboxSync(_store, "test", () => Now).PlanAsync(
            Target(FaultPlan.None),
            options ?? Everything,
            reviewed,
            CancellationToken.None
        );

    /// <summary>What is held, as it is listed.</summary>
    public async Task<(List<SyncHold> Listed, SideException? Failure)> HoldsAsync(HoldReason[]? reasons = null, FaultPlan? faults = null)
    {
        var listed = new List<SyncHold>();
        var mailbox = (await _store.FindAsync(Collection, CancellationToken.None))!;
        var listing = new HoldListing(_store, mailbox, Target(faults ?? FaultPlan.None), [], Now);
        await listing.ReadAsync(
            reasons,
            hold =>
            {
                listed.Add(hold);
                return Task.CompletedTask;
            },
            CancellationToken.None
        );
        return (listed, listing.Failure);
    }

    /// <summary>Begins anew with an empty store; what either side holds stays.</summary>
    public void ForgetStore()
    {
        _store.Dispose();
        _store = TestStore.Create(() => Now);
    }

    /// <summary>A copy of the store, to be put back later.</summary>
    public async Task<Func<Task>> BackUpStoreAsync()
    {
        var copy = await _store.CopyAsync(Collection, CancellationToken.None);
        return async () => _store = await copy.CopyAsync(Collection, CancellationToken.None);
    }

    /// <summary>Passes without faults until one writes nothing; null where it never comes to rest.</summary>
    public async Task<int?> SettleAsync(SyncOptions? options = null)
    {
        for (var pass = 1; pass <= 12; pass++)
        {
            var before = Writes;
            var result = await PassAsync(options);
            if (Writes == before && result!.Status == SyncStatus.Success)
            {
                return pass;
            }
        }

        return null;
    }

    /// <summary>What a side shows, without what differs by nature: ids, versions, markers.</summary>
    public List<string> Shown(SideName side) =>
        [
            .. this[side]
                .Live.Where(item => item.Content is not null)
                .Select(item => _kind.Show(item.Content!))
                .Order(StringComparer.Ordinal),
        ];

    public void Dispose() => _store.Dispose();
}

internal static class AppointmentText
{
    /// <summary>An appointment on one line; the stop at the end of a body is the server's own (see <see cref="SyncScript"/>).</summary>
    public static string Show(this Appointment a) =>
        $"{a.Subject}|{a.Body.TrimEnd('.')}|{a.Location}|{a.Start.Utc:u}|{a.End.Utc:u}|{a.ShowAs}|{string.Join(",", a.Categories)}";
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>Opens an empty store, whose leases go by this clock.</summary>
internal delegate ISyncStore OpenStore(Func<DateTimeOffset> clock);

/// <summary>
/// What the engine relies on of any store (<see cref="ISyncStore"/>): an empty one, one collection under lease, and a clock that moves when
/// it is told to. A store joins by a class of its own for each part of the contract.
/// </summary>
public abstract class StoreContract : IDisposable
{
    private protected const string Calendar = "calendar";
    private protected static readonly TimeSpan Duration = TimeSpan.FromMinutes(3);
    private protected static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private Lease? _lease;
    private int _created;

    private protected StoreContract(OpenStore open) => Store = open(() => Now);

    private protected DateTimeOffset Now { get; set; } = Noon;

    private protected ISyncStore Store { get; }

    private protected async Task<Lease> LeaseAsync() =>
        _lease ??=
            (await Store.ClaimAsync(Collections.Of("JAN"), "test", Duration, default)).Lease
            ?? throw new InvalidOperationException("The mailbox is taken.");

    private protected async Task CommitAsync(Action<StoreChanges> fill)
    {
        var changes = new StoreChanges();
        fill(changes);
        await Store.CommitAsync(await LeaseAsync(), changes, default);
    }

    private protected Task PutAsync(params Link[] links) => CommitAsync(changes => changes.Links.AddRange(links));

    private protected Task PullAsync(bool isLast, params ItemChange[] items) =>
        CommitAsync(changes => changes.Pages.Add((SideName.Exchange, Calendar, new PullPage(items, "cursor", isLast))));

    private protected async Task<IReadOnlyList<string>> InboxAsync(SideName side = SideName.Exchange) =>
        [.. (await Store.InboxAsync(await LeaseAsync(), side, 0, 1000, default)).Select(entry => entry.Id)];

    private protected async Task<Link?> LinkAsync(LinkId id) =>
        (await Store.LinksAsync(await LeaseAsync(), [id], default)).SingleOrDefault();

    private protected async Task<EndState> StateAsync(LinkId id) => (await LinkAsync(id))!.Exchange.State;

    /// <summary>A link with an end in Exchange; ids go up in the order in which they are made.</summary>
    private protected Link Linked(string item, string? version = "v1", EndState state = EndState.Present, string folder = Calendar) =>
        new()
        {
            Id = NextId(),
            Exchange = new LinkEnd
            {
                State = state,
                Id = item,
                Version = version,
                Folder = folder,
                Now = Digests(item),
            },
        };

    private protected LinkId NextId() => LinkId.New(Noon.AddSeconds(_created++));

    private protected static FieldDigests Digests(string subject) => new Appointment { Subject = subject }.Digests();

    private protected static ItemChange Named(string id, string? version = null) => new(id, version, false);

    private protected static ItemChange Missing(string id) => new(id, null, true);

    public void Dispose()
    {
        Store.Dispose();
        GC.SuppressFinalize(this);
    }
}

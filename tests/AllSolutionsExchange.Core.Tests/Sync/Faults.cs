using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The process is gone: nothing after it reaches the store or a side.</summary>
internal sealed class CrashException : Exception;

/// <summary>
/// Decides, at every durable and every remote step, whether it goes wrong: before it (not applied) or after it (applied, but the
/// answer never came).
/// </summary>
internal sealed class FaultPlan
{
    private readonly Func<int, Fault> _decide;
    private bool _isDead;

    public FaultPlan(Func<int, Fault> decide) => _decide = decide;

    public static FaultPlan None => new(_ => Fault.None);

    /// <summary>The items that cannot be read, by their ids.</summary>
    public Func<string, bool> Unreadable { get; init; } = _ => false;

    /// <summary>The items that were asked for.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>Steps so far, each counted before and after.</summary>
    public int Steps { get; private set; }

    public void Step(bool isRemote)
    {
        if (_isDead)
        {
            throw new CrashException();
        }

        switch (_decide(Steps++))
        {
            case Fault.Crash:
                _isDead = true;
                throw new CrashException();
            case Fault.Net when isRemote:
                throw new SideUnavailableException("The connection was cut.");
        }
    }
}

/// <summary>Faults at the answer to a create.</summary>
internal static class LostAnswer
{
    /// <summary>The connection is cut when something was made on this side.</summary>
    public static FaultPlan OfCreate(InMemorySide side)
    {
        var before = side.Writes;
        return new FaultPlan(_ => side.Writes > before ? Fault.Net : Fault.None);
    }
}

internal enum Fault
{
    None,
    Crash,
    Net,
}

/// <summary>A side behind a connection that may be cut before or after each request.</summary>
internal class FaultySide(ISyncSide inner, FaultPlan faults) : ISyncSide
{
    public SideName Name => inner.Name;

    public SideCapabilities Capabilities => inner.Capabilities;

    public int Requests => inner.Requests;

    public TimeSpan ClockSkew => inner.ClockSkew;

    public string? Seen => inner.Seen;

    public virtual string? UidFor(LinkId linkId) => inner.UidFor(linkId);

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) => CallAsync(() => inner.IdentifyAsync(cancellationToken));

    public virtual Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        inner.CompareAsync(known, seen, cancellationToken);

    public virtual Task<string?> StampAsync(CancellationToken cancellationToken) => inner.StampAsync(cancellationToken);

    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken) =>
        CallAsync(async () =>
        {
            await inner.KeepStampAsync(stamp, cancellationToken);
            return true;
        });

    public virtual bool IsSameItem(LinkEnd end, SideItem item) => inner.IsSameItem(end, item);

    public Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken) =>
        CallAsync(() => inner.PullAsync(folder, cursor, cancellationToken));

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) =>
        CallAsync(() => inner.ListAsync(folder, cancellationToken));

    public virtual async Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        faults.Asked.AddRange(ids);
        var results = await CallAsync(() => inner.LoadAsync(ids, cancellationToken));
        return
        [
            .. results.Select(result =>
                faults.Unreadable(result.Id)
                    ? new LoadResult(result.Id, null, new ItemError("ErrorCannotRead", "It cannot be read."))
                    : result
            ),
        ];
    }

    public Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        CallAsync(() => inner.NamesAsync(ids, cancellationToken));

    public virtual Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken) =>
        CallAsync(() => inner.FindAsync(wanted, cancellationToken));

    public virtual Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        IReadOnlyList<WriteOperation> operations,
        CancellationToken cancellationToken
    ) => CallAsync(() => inner.WriteAsync(operations, cancellationToken));

    private async Task<T> CallAsync<T>(Func<Task<T>> call)
    {
        faults.Step(isRemote: true);
        var result = await call();
        faults.Step(isRemote: true);
        return result;
    }
}

/// <summary>A store whose process may be gone before or after each transaction, never inside one: that is SQLite's promise.</summary>
internal class FaultyStore(ISyncStore inner, FaultPlan faults) : ISyncStore
{
    public virtual async Task<LeaseClaim> ClaimAsync(
        Collection collection,
        string holder,
        TimeSpan duration,
        CancellationToken cancellationToken
    )
    {
        faults.Step(isRemote: false);
        var claim = await inner.ClaimAsync(collection, holder, duration, cancellationToken);
        faults.Step(isRemote: false);
        return claim;
    }

    public virtual async Task RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        faults.Step(isRemote: false);
        await inner.RenewAsync(lease, duration, cancellationToken);
    }

    public async Task ReleaseAsync(Lease lease, RunRecord run, CancellationToken cancellationToken)
    {
        faults.Step(isRemote: false);
        await inner.ReleaseAsync(lease, run, cancellationToken);
    }

    public virtual async Task CommitAsync(Lease lease, StoreChanges changes, CancellationToken cancellationToken)
    {
        faults.Step(isRemote: false);
        await inner.CommitAsync(lease, changes, cancellationToken);
        faults.Step(isRemote: false);
    }

    public Task<Lease?> FindAsync(Collection collection, CancellationToken cancellationToken) =>
        inner.FindAsync(collection, cancellationToken);

    public Task<LeaseClaim?> LookAsync(Collection collection, TimeSpan duration, CancellationToken cancellationToken) =>
        inner.LookAsync(collection, duration, cancellationToken);

    public Task<DateTime?> LastSuccessAsync(Lease lease, CancellationToken cancellationToken) =>
        inner.LastSuccessAsync(lease, cancellationToken);

    public Task<CollectionState> ReadStateAsync(Lease lease, CancellationToken cancellationToken) =>
        inner.ReadStateAsync(lease, cancellationToken);

    public Task<LinkCounts> CountAsync(Lease lease, CancellationToken cancellationToken) => inner.CountAsync(lease, cancellationToken);

    public Task<Dictionary<HoldReason, int>> CountHeldAsync(Lease lease, CancellationToken cancellationToken) =>
        inner.CountHeldAsync(lease, cancellationToken);

    public virtual Task<IReadOnlyList<JournalEntry>> JournalAsync(Lease lease, CancellationToken cancellationToken) =>
        inner.JournalAsync(lease, cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> InboxAsync(
        Lease lease,
        SideName side,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) => inner.InboxAsync(lease, side, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> LinksAsync(Lease lease, IReadOnlyList<LinkId> ids, CancellationToken cancellationToken) =>
        inner.LinksAsync(lease, ids, cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByItemAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    ) => inner.LinksByItemAsync(lease, side, ids, cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByUidAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<string> uids,
        CancellationToken cancellationToken
    ) => inner.LinksByUidAsync(lease, side, uids, cancellationToken);

    public Task<IReadOnlyList<Link>> VanishedAsync(
        Lease lease,
        SideName side,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => inner.VanishedAsync(lease, side, after, limit, cancellationToken);

    public virtual Task<IReadOnlyList<Link>> HeldAsync(
        Lease lease,
        HoldReason hold,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => inner.HeldAsync(lease, hold, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> EnteringWindowAsync(
        Lease lease,
        long fromTicks,
        long toTicks,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => inner.EnteringWindowAsync(lease, fromTicks, toTicks, after, limit, cancellationToken);

    public Task<IReadOnlyList<MatchGroup>> MatchesAsync(Lease lease, long? afterKey, int limit, CancellationToken cancellationToken) =>
        inner.MatchesAsync(lease, afterKey, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> DirtyAsync(Lease lease, LinkId? after, int limit, CancellationToken cancellationToken) =>
        inner.DirtyAsync(lease, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> UnmarkedAsync(
        Lease lease,
        SideName side,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => inner.UnmarkedAsync(lease, side, after, limit, cancellationToken);

    public Task<IReadOnlyDictionary<(SideName Target, SyncAction Action), int>> PlanCountsAsync(
        Lease lease,
        CancellationToken cancellationToken
    ) => inner.PlanCountsAsync(lease, cancellationToken);

    public Task<IReadOnlyList<PlannedOperation>> PlanAsync(
        Lease lease,
        SideName target,
        SyncAction action,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => inner.PlanAsync(lease, target, action, after, limit, cancellationToken);

    public Task<IReadOnlyDictionary<LinkId, CanonicalItem>> ContentsAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<LinkId> ids,
        CancellationToken cancellationToken
    ) => inner.ContentsAsync(lease, side, ids, cancellationToken);

    public virtual Task<ISyncStore> CopyAsync(Collection collection, CancellationToken cancellationToken) =>
        inner.CopyAsync(collection, cancellationToken);

    public void Dispose() { }
}

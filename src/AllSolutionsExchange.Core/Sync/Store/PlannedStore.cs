using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// The store as a plan sees it: nothing that is stored reaches the original. It reads the original until something is stored, and a copy of
/// the collection from then on, so that a plan without news costs no copy.
/// </summary>
internal sealed class PlannedStore : ISyncStore
{
    private readonly ISyncStore _original;
    private readonly Collection _collection;
    private readonly Func<DateTimeOffset> _clock;
    private string _holder = "";
    private ISyncStore? _copy;
    private Lease? _lease;

    /// <param name="original">What is left as it is.</param>
    /// <param name="collection">The only collection that is planned.</param>
    /// <param name="clock">The time.</param>
    public PlannedStore(ISyncStore original, Collection collection, Func<DateTimeOffset> clock)
    {
        _original = original;
        _collection = collection;
        _clock = clock;
    }

    private ISyncStore Current => _copy ?? _original;

    public async Task<LeaseClaim> ClaimAsync(Collection collection, string holder, TimeSpan duration, CancellationToken cancellationToken)
    {
        _holder = holder;
        var seen = await _original.LookAsync(collection, duration, cancellationToken).ConfigureAwait(false);
        if (seen is { Lease: null })
        {
            return seen;
        }

        if (seen is null)
        {
            return await CopyAsync(duration, cancellationToken).ConfigureAwait(false);
        }

        return new LeaseClaim(_lease = seen.Lease, holder, (_clock() + duration).UtcDateTime);
    }

    public Task<LeaseClaim?> LookAsync(Collection collection, TimeSpan duration, CancellationToken cancellationToken) =>
        Current.LookAsync(collection, duration, cancellationToken);

    public Task<Lease?> FindAsync(Collection collection, CancellationToken cancellationToken) =>
        Current.FindAsync(collection, cancellationToken);

    public Task RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken) =>
        _copy is null ? Task.CompletedTask : _copy.RenewAsync(_lease!, duration, cancellationToken);

    public Task ReleaseAsync(Lease lease, RunRecord run, CancellationToken cancellationToken) =>
        _copy is null ? Task.CompletedTask : _copy.ReleaseAsync(_lease!, run, cancellationToken);

    public async Task CommitAsync(Lease lease, StoreChanges changes, CancellationToken cancellationToken)
    {
        if (_copy is null)
        {
            await CopyAsync(LeaseKeeper.Duration, cancellationToken).ConfigureAwait(false);
        }

        // Another run has taken the collection since.
        if (_lease is null)
        {
            throw new LeaseLostException();
        }

        await _copy!.CommitAsync(_lease, changes, cancellationToken).ConfigureAwait(false);
    }

    public Task<DateTime?> LastSuccessAsync(Lease lease, CancellationToken cancellationToken) =>
        Current.LastSuccessAsync(_lease!, cancellationToken);

    public Task<CollectionState> ReadStateAsync(Lease lease, CancellationToken cancellationToken) =>
        Current.ReadStateAsync(_lease!, cancellationToken);

    public Task<LinkCounts> CountAsync(Lease lease, CancellationToken cancellationToken) => Current.CountAsync(_lease!, cancellationToken);

    public Task<Dictionary<HoldReason, int>> CountHeldAsync(Lease lease, CancellationToken cancellationToken) =>
        Current.CountHeldAsync(_lease!, cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Lease lease, CancellationToken cancellationToken) =>
        Current.JournalAsync(_lease!, cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> InboxAsync(
        Lease lease,
        SideName side,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) => Current.InboxAsync(_lease!, side, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> LinksAsync(Lease lease, IReadOnlyList<LinkId> ids, CancellationToken cancellationToken) =>
        Current.LinksAsync(_lease!, ids, cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByItemAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    ) => Current.LinksByItemAsync(_lease!, side, ids, cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByUidAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<string> uids,
        CancellationToken cancellationToken
    ) => Current.LinksByUidAsync(_lease!, side, uids, cancellationToken);

    public Task<IReadOnlyList<Link>> VanishedAsync(
        Lease lease,
        SideName side,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => Current.VanishedAsync(_lease!, side, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> HeldAsync(
        Lease lease,
        HoldReason hold,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => Current.HeldAsync(_lease!, hold, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> EnteringWindowAsync(
        Lease lease,
        long fromTicks,
        long toTicks,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => Current.EnteringWindowAsync(_lease!, fromTicks, toTicks, after, limit, cancellationToken);

    public Task<IReadOnlyList<MatchGroup>> MatchesAsync(Lease lease, long? afterKey, int limit, CancellationToken cancellationToken) =>
        Current.MatchesAsync(_lease!, afterKey, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> DirtyAsync(Lease lease, LinkId? after, int limit, CancellationToken cancellationToken) =>
        Current.DirtyAsync(_lease!, after, limit, cancellationToken);

    public Task<IReadOnlyList<Link>> UnmarkedAsync(
        Lease lease,
        SideName side,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => Current.UnmarkedAsync(_lease!, side, after, limit, cancellationToken);

    public Task<IReadOnlyDictionary<(SideName Target, SyncAction Action), int>> PlanCountsAsync(
        Lease lease,
        CancellationToken cancellationToken
    ) => Current.PlanCountsAsync(_lease!, cancellationToken);

    public Task<IReadOnlyList<PlannedOperation>> PlanAsync(
        Lease lease,
        SideName target,
        SyncAction action,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => Current.PlanAsync(_lease!, target, action, after, limit, cancellationToken);

    public Task<IReadOnlyDictionary<LinkId, CanonicalItem>> ContentsAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<LinkId> ids,
        CancellationToken cancellationToken
    ) => Current.ContentsAsync(_lease!, side, ids, cancellationToken);

    public Task<ISyncStore> CopyAsync(Collection collection, CancellationToken cancellationToken) =>
        Current.CopyAsync(collection, cancellationToken);

    public void Dispose() => _copy?.Dispose();

    private async Task<LeaseClaim> CopyAsync(TimeSpan duration, CancellationToken cancellationToken)
    {
        _copy = await _original.CopyAsync(_collection, cancellationToken).ConfigureAwait(false);
        var claim = await _copy.ClaimAsync(_collection, _holder, duration, cancellationToken).ConfigureAwait(false);
        _lease = claim.Lease;
        return claim;
    }
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// What the engine remembers between passes. Reads page by page: where a method takes <c>after</c>, it returns what comes
/// after it in a stable order, and the caller passes the last one's back. All ids are compared ordinally.
/// </summary>
internal interface ISyncStore : IDisposable
{
    /// <summary>
    /// Takes the collection for this run where nobody has it, in one transaction. A lease has ended when its time has come, when it would
    /// last longer than one that begins now (the clock was ahead), or when its holder was a process of this host that is gone. Makes
    /// the collection's row if there is none.
    /// </summary>
    /// <param name="collection">The collection.</param>
    /// <param name="holder">Who asks; see <see cref="LeaseHolder"/>.</param>
    /// <param name="duration">For how long, unless renewed.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    Task<LeaseClaim> ClaimAsync(Collection collection, string holder, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>
    /// The collection as it is, whoever works on it: to read, and nothing can be committed under it. Null where it was never synchronised.
    /// </summary>
    Task<Lease?> FindAsync(Collection collection, CancellationToken cancellationToken);

    /// <summary>
    /// What <see cref="ClaimAsync"/> would answer now, without taking anything: nothing can be committed under the lease. Null where the
    /// collection was never synchronised.
    /// </summary>
    Task<LeaseClaim?> LookAsync(Collection collection, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>Prolongs the lease.</summary>
    /// <exception cref="LeaseLostException">It was lost.</exception>
    Task RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken);

    /// <summary>
    /// Gives the lease back and stores how the run ended, which tells of its conflicts. Does nothing where the lease was lost.
    /// </summary>
    Task ReleaseAsync(Lease lease, RunRecord run, CancellationToken cancellationToken);

    /// <summary>When a pass over the collection last ended as Success or SuccessWithErrors (UTC), or null.</summary>
    Task<DateTime?> LastSuccessAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Applies the changes whole or not at all.</summary>
    /// <exception cref="LeaseLostException">The lease was lost; nothing was applied.</exception>
    Task CommitAsync(Lease lease, StoreChanges changes, CancellationToken cancellationToken);

    /// <summary>What a pass has to know before it begins.</summary>
    Task<CollectionState> ReadStateAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>How many links there are.</summary>
    Task<LinkCounts> CountAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>How many links are held for each reason; reasons without any are left out.</summary>
    Task<Dictionary<HoldReason, int>> CountHeldAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Open journal entries, oldest first.</summary>
    Task<IReadOnlyList<JournalEntry>> JournalAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Ids that wait to be read, in the order in which they came.</summary>
    Task<IReadOnlyList<InboxEntry>> InboxAsync(Lease lease, SideName side, long after, int limit, CancellationToken cancellationToken);

    /// <summary>Links by their ids, in any order; unknown ids are left out.</summary>
    Task<IReadOnlyList<Link>> LinksAsync(Lease lease, IReadOnlyList<LinkId> ids, CancellationToken cancellationToken);

    /// <summary>The links whose end on this side has one of these item ids.</summary>
    Task<IReadOnlyList<Link>> LinksByItemAsync(Lease lease, SideName side, IReadOnlyList<string> ids, CancellationToken cancellationToken);

    /// <summary>The links whose end on this side has one of these UIDs.</summary>
    Task<IReadOnlyList<Link>> LinksByUidAsync(Lease lease, SideName side, IReadOnlyList<string> uids, CancellationToken cancellationToken);

    /// <summary>The links whose end on this side is Vanished.</summary>
    Task<IReadOnlyList<Link>> VanishedAsync(Lease lease, SideName side, LinkId? after, int limit, CancellationToken cancellationToken);

    /// <summary>The links that are held for this reason.</summary>
    Task<IReadOnlyList<Link>> HeldAsync(Lease lease, HoldReason hold, LinkId? after, int limit, CancellationToken cancellationToken);

    /// <summary>
    /// The links held as outside the window that now lie in it: end after <paramref name="fromTicks"/> and start before
    /// <paramref name="toTicks"/> (UTC ticks).
    /// </summary>
    Task<IReadOnlyList<Link>> EnteringWindowAsync(
        Lease lease,
        long fromTicks,
        long toTicks,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>
    /// Links with one live end that never agreed and are dirty, or held as unmatched or ambiguous, whose match key stands on both
    /// sides, grouped by key. Ordered by key.
    /// </summary>
    Task<IReadOnlyList<MatchGroup>> MatchesAsync(Lease lease, long? afterKey, int limit, CancellationToken cancellationToken);

    /// <summary>The links that are to be planned.</summary>
    Task<IReadOnlyList<Link>> DirtyAsync(Lease lease, LinkId? after, int limit, CancellationToken cancellationToken);

    /// <summary>Agreed, live links whose end on this side is not marked.</summary>
    Task<IReadOnlyList<Link>> UnmarkedAsync(Lease lease, SideName side, LinkId? after, int limit, CancellationToken cancellationToken);

    /// <summary>How many operations are planned, by target and action.</summary>
    Task<IReadOnlyDictionary<(SideName Target, SyncAction Action), int>> PlanCountsAsync(Lease lease, CancellationToken cancellationToken);

    /// <summary>Planned operations of one target and action.</summary>
    Task<IReadOnlyList<PlannedOperation>> PlanAsync(
        Lease lease,
        SideName target,
        SyncAction action,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    );

    /// <summary>The spooled contents of these links on one side; what was not spooled is left out.</summary>
    Task<IReadOnlyDictionary<LinkId, CanonicalItem>> ContentsAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<LinkId> ids,
        CancellationToken cancellationToken
    );

    /// <summary>A throw-away copy of one collection in memory; what is done to it leaves no trace on disk.</summary>
    Task<ISyncStore> CopyAsync(Collection collection, CancellationToken cancellationToken);
}

/// <summary>An id that waits to be read.</summary>
/// <param name="Number">Its place in the order.</param>
/// <param name="Id">The item's id.</param>
internal sealed record InboxEntry(long Number, string Id);

/// <summary>Links that have the same match key.</summary>
/// <param name="Key">The key.</param>
/// <param name="Links">The links, of both sides.</param>
internal sealed record MatchGroup(long Key, IReadOnlyList<Link> Links);

/// <summary>How a run of one mailbox ended, as it is stored.</summary>
/// <param name="StartedUtc">When it began.</param>
/// <param name="EndedUtc">When it ended.</param>
/// <param name="Status">How it ended.</param>
/// <param name="Summary">Counts and the error, as JSON without content.</param>
internal sealed record RunRecord(DateTime StartedUtc, DateTime EndedUtc, string Status, string Summary);

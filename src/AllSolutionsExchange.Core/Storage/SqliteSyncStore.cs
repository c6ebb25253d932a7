using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>What the engine remembers, in a SQLite file. Several collections of one run may use it at once.</summary>
internal sealed class SqliteSyncStore : ISyncStore
{
    private readonly SqliteDatabase _database;
    private readonly Func<DateTimeOffset> _clock;
    private readonly (SqliteDatabase Database, string User)? _original;

    /// <summary>The engine's store in this database, which is closed with it.</summary>
    /// <param name="database">The open database.</param>
    /// <param name="clock">Tells when a lease runs out.</param>
    public SqliteSyncStore(SqliteDatabase database, Func<DateTimeOffset> clock)
        : this(database, clock, original: null) { }

    private SqliteSyncStore(SqliteDatabase database, Func<DateTimeOffset> clock, (SqliteDatabase Database, string User)? original)
    {
        _original = original;
        _database = database;
        _clock = clock;
    }

    public Task<LeaseClaim> ClaimAsync(Collection collection, string holder, TimeSpan duration, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => CollectionTable.Claim(session, collection, holder, _clock(), duration), cancellationToken);

    public Task<Lease?> FindAsync(Collection collection, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => CollectionTable.Find(session, collection), cancellationToken);

    public Task<LeaseClaim?> LookAsync(Collection collection, TimeSpan duration, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => CollectionTable.Look(session, collection, _clock(), duration), cancellationToken);

    public Task RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session =>
            {
                CollectionTable.CheckFence(session, lease);
                CollectionTable.Renew(session, lease, _clock(), duration);
            },
            cancellationToken
        );

    public Task ReleaseAsync(Lease lease, RunRecord run, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session =>
            {
                if (!CollectionTable.HasFence(session, lease))
                {
                    return;
                }

                CollectionTable.Release(session, lease, run);
                ConflictTable.Clear(session, lease.Collection);
                RunTable.Add(session, lease.Collection, run);
            },
            cancellationToken
        );

    public Task<DateTime?> LastSuccessAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => CollectionTable.LastSuccess(session, lease.Collection), cancellationToken);

    public async Task CommitAsync(Lease lease, StoreChanges changes, CancellationToken cancellationToken)
    {
        if (_original is { } original && changes.Identities.Count > 0)
        {
            await CheckOwnersAsync(original.Database, original.User, changes, cancellationToken).ConfigureAwait(false);
        }

        var numbers = await _database
            .WriteAsync(session => StoreCommit.Apply(session, lease, changes, _clock()), cancellationToken)
            .ConfigureAwait(false);
        for (var i = 0; i < numbers.Count; i++)
        {
            changes.JournalAdded[i].Number = numbers[i];
        }
    }

    public Task<CollectionState> ReadStateAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session =>
            {
                var folders = new FolderTable(session, lease.Collection);
                return new CollectionState
                {
                    Sides = folders.Memories(),
                    Folders = folders.Pulled(),
                    Unread = UnreadTable.Read(session, lease.Collection),
                    Made = [.. SideNames.Both.Where(side => LinkEndTable.HasMade(session, lease.Collection, side))],
                    InitialMode = CollectionTable.InitialMode(session, lease.Collection),
                    Conflicts = ConflictTable.Read(session, lease.Collection),
                    HasDirty = LinkQueries.HasDirty(session, lease.Collection),
                    FirstPassDone = CollectionTable.IsFirstPassDone(session, lease.Collection),
                    MappingVersion = CollectionTable.MappingVersion(session, lease.Collection),
                    WriteRules = CollectionTable.WriteRules(session, lease.Collection),
                    HasJournal = JournalTable.HasAny(session, lease.Collection),
                    HasSpool = PlanTable.HasAny(session, lease.Collection) || ContentTable.HasAny(session, lease.Collection),
                };
            },
            cancellationToken
        );

    public Task<LinkCounts> CountAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => LinkTable.Counts(session, lease.Collection), cancellationToken);

    public Task<Dictionary<HoldReason, int>> CountHeldAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => LinkTable.HoldCounts(session, lease.Collection), cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Lease lease, CancellationToken cancellationToken) =>
        ListAsync(session => JournalTable.Read(session, lease.Collection), cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> InboxAsync(
        Lease lease,
        SideName side,
        long after,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(session => InboxTable.Read(session, lease.Collection, side, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> LinksAsync(Lease lease, IReadOnlyList<LinkId> ids, CancellationToken cancellationToken) =>
        ListAsync(session => LinkTable.ByIds(session, lease.Collection, ids), cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByItemAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<string> ids,
        CancellationToken cancellationToken
    ) => ListAsync(session => LinkTable.ByItems(session, lease.Collection, side, ids), cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByUidAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<string> uids,
        CancellationToken cancellationToken
    ) => ListAsync(session => LinkTable.ByUids(session, lease.Collection, side, uids), cancellationToken);

    public Task<IReadOnlyList<Link>> VanishedAsync(
        Lease lease,
        SideName side,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(session => LinkQueries.Vanished(session, lease.Collection, side, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> HeldAsync(
        Lease lease,
        HoldReason hold,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(session => LinkQueries.Held(session, lease.Collection, hold, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> EnteringWindowAsync(
        Lease lease,
        long fromTicks,
        long toTicks,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(session => LinkQueries.EnteringWindow(session, lease.Collection, fromTicks, toTicks, after, limit), cancellationToken);

    public Task<IReadOnlyList<MatchGroup>> MatchesAsync(Lease lease, long? afterKey, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Matches(session, lease.Collection, afterKey, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> DirtyAsync(Lease lease, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Dirty(session, lease.Collection, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> UnmarkedAsync(
        Lease lease,
        SideName side,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(session => LinkQueries.Unmarked(session, lease.Collection, side, after, limit), cancellationToken);

    public Task<IReadOnlyDictionary<(SideName Target, SyncAction Action), int>> PlanCountsAsync(
        Lease lease,
        CancellationToken cancellationToken
    ) =>
        _database.ReadAsync<IReadOnlyDictionary<(SideName, SyncAction), int>>(
            session => PlanTable.Counts(session, lease.Collection),
            cancellationToken
        );

    public Task<IReadOnlyList<PlannedOperation>> PlanAsync(
        Lease lease,
        SideName target,
        SyncAction action,
        LinkId? after,
        int limit,
        CancellationToken cancellationToken
    ) => ListAsync(session => PlanTable.Read(session, lease.Collection, target, action, after, limit), cancellationToken);

    public Task<IReadOnlyDictionary<LinkId, CanonicalItem>> ContentsAsync(
        Lease lease,
        SideName side,
        IReadOnlyList<LinkId> ids,
        CancellationToken cancellationToken
    ) =>
        _database.ReadAsync<IReadOnlyDictionary<LinkId, CanonicalItem>>(
            session => ContentTable.Read(session, lease.Collection, side, ids),
            cancellationToken
        );

    public async Task<ISyncStore> CopyAsync(Collection collection, CancellationToken cancellationToken)
    {
        var copy = await _database
            .CopyAsync((from, to) => CollectionCopy.Run(from, to, collection), cancellationToken)
            .ConfigureAwait(false);
        return new SqliteSyncStore(copy, _clock, _original ?? (_database, collection.User));
    }

    public void Dispose() => _database.Dispose();

    /// <summary>A copy knows its own collection alone: whether another user has the mailbox, the original knows.</summary>
    private static Task CheckOwnersAsync(SqliteDatabase original, string user, StoreChanges changes, CancellationToken cancellationToken) =>
        original.ReadAsync(
            session =>
            {
                foreach (var (side, identity) in changes.Identities)
                {
                    FolderTable.CheckOwner(session, user, side, identity);
                }

                return true;
            },
            cancellationToken
        );

    private Task<IReadOnlyList<T>> ListAsync<T>(Func<SqlSession, List<T>> read, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<T>>(read, cancellationToken);
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>What the engine remembers, in a SQLite file. Several mailboxes of one run may use it at once.</summary>
internal sealed class SqliteSyncStore : ISyncStore
{
    private readonly SqliteDatabase _database;
    private readonly Func<DateTimeOffset> _clock;

    /// <summary>The engine's store in this database, which is closed with it.</summary>
    /// <param name="database">The open database.</param>
    /// <param name="clock">Tells when a lease runs out.</param>
    public SqliteSyncStore(SqliteDatabase database, Func<DateTimeOffset> clock)
    {
        _database = database;
        _clock = clock;
    }

    public Task<LeaseClaim> ClaimAsync(string mailbox, string holder, TimeSpan duration, CancellationToken cancellationToken) =>
        _database.WriteAsync(session => MailboxTable.Claim(session, mailbox, holder, _clock(), duration), cancellationToken);

    public Task<Lease?> FindAsync(string mailbox, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => MailboxTable.Find(session, mailbox), cancellationToken);

    public Task RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken) => _database.WriteAsync(
        session =>
        {
            MailboxTable.CheckFence(session, lease);
            MailboxTable.Renew(session, lease, _clock(), duration);
        },
        cancellationToken);

    public Task ReleaseAsync(Lease lease, RunRecord run, CancellationToken cancellationToken) => _database.WriteAsync(
        session =>
        {
            if (!MailboxTable.HasFence(session, lease)) return;
            MailboxTable.Release(session, lease, run);
            ConflictTable.Clear(session, lease.Mailbox);
            RunTable.Add(session, lease.Mailbox, run);
        },
        cancellationToken);

    public Task<DateTime?> LastSuccessAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => MailboxTable.LastSuccess(session, lease.Mailbox), cancellationToken);

    public async Task CommitAsync(Lease lease, StoreChanges changes, CancellationToken cancellationToken)
    {
        var numbers = await _database.WriteAsync(session => StoreCommit.Apply(session, lease, changes, _clock()), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < numbers.Count; i++) changes.JournalAdded[i].Number = numbers[i];
    }

    public Task<MailboxState> ReadStateAsync(Lease lease, CancellationToken cancellationToken) => _database.ReadAsync(
        session =>
        {
            var folders = new FolderTable(session, lease.Mailbox);
            return new MailboxState
            {
                Sides = folders.Memories(),
                Folders = folders.Pulled(),
                Unread = UnreadTable.Read(session, lease.Mailbox),
                Made = [.. SideNames.Both.Where(side => LinkEndTable.HasMade(session, lease.Mailbox, side))],
                InitialMode = MailboxTable.InitialMode(session, lease.Mailbox),
                Conflicts = ConflictTable.Read(session, lease.Mailbox),
                HasDirty = LinkQueries.HasDirty(session, lease.Mailbox),
                FirstPassDone = MailboxTable.IsFirstPassDone(session, lease.Mailbox),
                HasJournal = JournalTable.HasAny(session, lease.Mailbox),
                HasSpool = PlanTable.HasAny(session, lease.Mailbox) || ContentTable.HasAny(session, lease.Mailbox),
            };
        },
        cancellationToken);

    public Task<LinkCounts> CountAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => LinkTable.Counts(session, lease.Mailbox), cancellationToken);

    public Task<Dictionary<HoldReason, int>> CountHeldAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => LinkTable.HoldCounts(session, lease.Mailbox), cancellationToken);

    public Task<IReadOnlyList<JournalEntry>> JournalAsync(Lease lease, CancellationToken cancellationToken) =>
        ListAsync(session => JournalTable.Read(session, lease.Mailbox), cancellationToken);

    public Task<IReadOnlyList<InboxEntry>> InboxAsync(Lease lease, SideName side, long after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => InboxTable.Read(session, lease.Mailbox, side, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> LinksAsync(Lease lease, IReadOnlyList<LinkId> ids, CancellationToken cancellationToken) =>
        ListAsync(session => LinkTable.ByIds(session, lease.Mailbox, ids), cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByItemAsync(Lease lease, SideName side, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ListAsync(session => LinkTable.ByItems(session, lease.Mailbox, side, ids), cancellationToken);

    public Task<IReadOnlyList<Link>> LinksByUidAsync(Lease lease, SideName side, IReadOnlyList<string> uids, CancellationToken cancellationToken) =>
        ListAsync(session => LinkTable.ByUids(session, lease.Mailbox, side, uids), cancellationToken);

    public Task<IReadOnlyList<Link>> VanishedAsync(Lease lease, SideName side, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Vanished(session, lease.Mailbox, side, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> HeldAsync(Lease lease, HoldReason hold, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Held(session, lease.Mailbox, hold, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> EnteringWindowAsync(Lease lease, long fromTicks, long toTicks, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.EnteringWindow(session, lease.Mailbox, fromTicks, toTicks, after, limit), cancellationToken);

    public Task<IReadOnlyList<MatchGroup>> MatchesAsync(Lease lease, long? afterKey, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Matches(session, lease.Mailbox, afterKey, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> DirtyAsync(Lease lease, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Dirty(session, lease.Mailbox, after, limit), cancellationToken);

    public Task<IReadOnlyList<Link>> UnmarkedAsync(Lease lease, SideName side, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => LinkQueries.Unmarked(session, lease.Mailbox, side, after, limit), cancellationToken);

    public Task<IReadOnlyDictionary<(SideName Target, SyncAction Action), int>> PlanCountsAsync(Lease lease, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyDictionary<(SideName, SyncAction), int>>(session => PlanTable.Counts(session, lease.Mailbox), cancellationToken);

    public Task<IReadOnlyList<PlannedOperation>> PlanAsync(Lease lease, SideName target, SyncAction action, LinkId? after, int limit, CancellationToken cancellationToken) =>
        ListAsync(session => PlanTable.Read(session, lease.Mailbox, target, action, after, limit), cancellationToken);

    public Task<IReadOnlyDictionary<LinkId, CanonicalItem>> ContentsAsync(Lease lease, SideName side, IReadOnlyList<LinkId> ids, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyDictionary<LinkId, CanonicalItem>>(session => ContentTable.Read(session, lease.Mailbox, side, ids), cancellationToken);

    public async Task<ISyncStore> CopyAsync(CancellationToken cancellationToken) =>
        new SqliteSyncStore(await _database.CopyAsync(cancellationToken).ConfigureAwait(false), _clock);

    public void Dispose() => _database.Dispose();

    private Task<IReadOnlyList<T>> ListAsync<T>(Func<SqlSession, List<T>> read, CancellationToken cancellationToken) =>
        _database.ReadAsync<IReadOnlyList<T>>(read, cancellationToken);
}

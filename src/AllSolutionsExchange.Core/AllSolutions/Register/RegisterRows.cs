using System.Text;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The rows of one kind in the register, within one piece of work on its file.</summary>
internal sealed class RegisterRows(SqlSession session, RegisterKind kind)
{
    private const string Select =
        "SELECT id, user, kind, sync_id, version, stamp, born, modified_utc, title, body FROM item WHERE deleted = 0";

    /// <summary>The columns of <see cref="Select"/> that are looked at before a row is read.</summary>
    private const int UserColumn = 1;
    private const int TitleColumn = 8;

    /// <summary>What the kind is called by in the file.</summary>
    private readonly long _kind = (long)kind.Kind.Id;

    /// <summary>Which register this is.</summary>
    public string RegisterId() => session.Prepare("SELECT id FROM register").First(static row => row.Text(0))!;

    /// <summary>The last change, of whatever kind.</summary>
    public RegisterChange Last() =>
        session
            .Prepare("SELECT sequence, stamp FROM change ORDER BY sequence DESC LIMIT 1")
            .First(static row => new RegisterChange(row.Long(0), row.Long(1)));

    /// <summary>Whether a change is one of this register's: it is not where the register was put back to before it.</summary>
    public bool Holds(RegisterChange change) =>
        change == RegisterChange.None
        || session.Prepare("SELECT 1 FROM change WHERE sequence = ? AND stamp = ?").Bind(change.Sequence).Bind(change.Stamp).Any();

    /// <summary>The stamp that the store of a user's synchronisation left last for this kind, or null.</summary>
    public string? StoreStamp(string user) =>
        session.Prepare("SELECT stamp FROM store WHERE user = ? AND kind = ?").Bind(user).Bind(_kind).First(static row => row.Text(0));

    /// <summary>Keeps a stamp of the store. That is not a change of an item.</summary>
    public bool SetStoreStamp(string user, string stamp)
    {
        session
            .Prepare("INSERT INTO store (user, kind, stamp) VALUES (?, ?, ?) ON CONFLICT (user, kind) DO UPDATE SET stamp = excluded.stamp")
            .Bind(user)
            .Bind(_kind)
            .Bind(stamp)
            .Run();
        return true;
    }

    /// <summary>A live item.</summary>
    public RegisterRow? Find(long? id) =>
        id is null ? null : session.Prepare(Select + " AND kind = ? AND id = ?").Bind(_kind).Bind(id).First(Read);

    /// <summary>The live item that has this synchronisation id, of whatever kind.</summary>
    public RegisterRow? FindBySyncId(string syncId) => session.Prepare(Select + " AND sync_id = ?").Bind(syncId).First(Read);

    /// <summary>A user's items that have this synchronisation id, the live one first.</summary>
    public IReadOnlyList<(string Id, bool IsDeleted)> ItemsWithSyncId(string user, string syncId) =>
        session
            .Prepare("SELECT id, deleted FROM item WHERE sync_id = ? AND kind = ? AND user = ? ORDER BY deleted, id DESC")
            .Bind(syncId)
            .Bind(_kind)
            .Bind(user)
            .All(static row => (row.Text(0), row.Bool(1)));

    /// <summary>What changed for a user after a number of the sequence, in its order.</summary>
    public IReadOnlyList<(string Id, long Sequence, string Version, bool IsDeleted)> Changes(
        string user,
        long after,
        bool liveOnly,
        int limit
    ) =>
        session
            .Prepare(
                """
                SELECT id, version, stamp, born, deleted FROM item
                WHERE kind = ? AND user = ? AND version > ? AND deleted <= ? ORDER BY version LIMIT ?
                """
            )
            .Bind(_kind)
            .Bind(user)
            .Bind(after)
            .Bind(!liveOnly)
            .Bind(limit)
            .All(static row =>
                (row.Text(0), row.Long(1), RegisterRow.VersionOf(new RegisterChange(row.Long(1), row.Long(2)), row.Long(3)), row.Bool(4))
            );

    /// <summary>The live items that a query asks for, by user, time and number.</summary>
    /// <param name="query">Which ones.</param>
    /// <param name="onUnreadable">Takes the error of a row that cannot be read; the others come.</param>
    public IReadOnlyList<RegisterRow> Find(ItemQuery query, Action<RegisterException> onUnreadable)
    {
        var sql = new StringBuilder(Select);
        var bind = new List<Action<SqlStatement>>();
        void Where(string condition, Action<SqlStatement> value)
        {
            sql.Append(" AND ").Append(condition);
            bind.Add(value);
        }

        Where("kind = ?", statement => statement.Bind(_kind));
        if (query.User is { } user && Caseless.IsExact(user))
        {
            Where("user = ?", statement => statement.Bind(user));
        }

        if (query.Id is { } id)
        {
            Where("id = ?", statement => statement.Bind(RegisterRow.ParseId(id) ?? -1));
        }

        if (query.FromUtc is { } from)
        {
            Where("max(ends - 1, begins) >= ?", statement => statement.Bind(from.Ticks));
        }

        if (query.UntilUtc is { } until)
        {
            Where("begins < ?", statement => statement.Bind(until.Ticks));
        }

        if (query.WithoutSyncId)
        {
            sql.Append(" AND sync_id IS NULL");
        }

        var found = session.Prepare(sql.Append(" ORDER BY user, begins, id").ToString());
        foreach (var value in bind)
        {
            value(found);
        }

        bool Fits(SqlStatement row) =>
            (query.User is null || Caseless.Fits(row.Text(UserColumn), query.User))
            && (query.Subject is null || Caseless.Fits(row.Text(TitleColumn), query.Subject));
        return [.. found.All(row => Fits(row) ? Try(() => Read(row), onUnreadable) : null).OfType<RegisterRow>()];
    }

    /// <summary>Adds an item.</summary>
    public RegisterRow Insert(string user, string? syncId, CanonicalItem content, DateTimeOffset now)
    {
        var version = NextChange();
        var insert = session
            .Prepare(
                """
                INSERT INTO item(kind, user, born, created_utc, deleted, sync_id, version, stamp, modified_utc, title, begins, ends, body)
                VALUES(?, ?, ?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?)
                """
            )
            .Bind(_kind)
            .Bind(user)
            .Bind(version.Stamp)
            .Bind(now.UtcTicks);
        Bind(insert, syncId, version, now, content).Run();
        return new RegisterRow(session.LastInserted, user, syncId, version, version.Stamp, content, now.UtcDateTime);
    }

    /// <summary>Replaces an item's content and synchronisation id.</summary>
    public RegisterRow Update(RegisterRow row, string? syncId, CanonicalItem content, DateTimeOffset now)
    {
        var version = NextChange();
        var update = session.Prepare(
            """
            UPDATE item SET (sync_id, version, stamp, modified_utc, title, begins, ends, body) = (?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?
            """
        );
        Bind(update, syncId, version, now, content).Bind(row.Id).Run();
        return row with { SyncId = syncId, Version = version, Content = content, ModifiedUtc = now.UtcDateTime };
    }

    /// <summary>
    /// Gives an item its synchronisation id. That changes the register, but not the item: neither its version nor its time of change moves,
    /// else every link would look like an edit.
    /// </summary>
    public RegisterRow SetSyncId(RegisterRow row, string syncId)
    {
        NextChange();
        session.Prepare("UPDATE item SET sync_id = ? WHERE id = ?").Bind(syncId).Bind(row.Id).Run();
        return row with { SyncId = syncId };
    }

    /// <summary>Deletes an item; a tombstone without content stays, so that others learn of it.</summary>
    public void Delete(long id, DateTimeOffset now)
    {
        var version = NextChange();
        session
            .Prepare(
                """
                UPDATE item
                SET deleted = 1, version = ?, stamp = ?, modified_utc = ?, title = '', begins = 0, ends = 0, body = x'' WHERE id = ?
                """
            )
            .Bind(version.Sequence)
            .Bind(version.Stamp)
            .Bind(now.UtcTicks)
            .Bind(id)
            .Run();
    }

    private RegisterChange NextChange()
    {
        session.Prepare("INSERT INTO change DEFAULT VALUES").Run();
        return Last();
    }

    private SqlStatement Bind(SqlStatement statement, string? syncId, RegisterChange version, DateTimeOffset now, CanonicalItem content)
    {
        var (begin, end) = kind.Listed(content) ?? (DateTime.MaxValue, DateTime.MaxValue);
        return statement
            .Bind(syncId)
            .Bind(version.Sequence)
            .Bind(version.Stamp)
            .Bind(now.UtcTicks)
            .Bind(content.Title)
            .Bind(begin.Ticks)
            .Bind(end.Ticks)
            .Bind(kind.Kind.Encode(content));
    }

    /// <summary>What reads a row; null if it cannot be read, and its error is taken.</summary>
    public static T? Try<T>(Func<T?> read, Action<RegisterException> onUnreadable)
        where T : class
    {
        try
        {
            return read();
        }
        catch (RegisterException exception) when (exception.IsUnreadable)
        {
            onUnreadable(exception);
            return null;
        }
    }

    /// <summary>A row with its content.</summary>
    /// <exception cref="RegisterException">A value of the row cannot be read.</exception>
    private RegisterRow Read(SqlStatement row)
    {
        try
        {
            return new RegisterRow(
                row.Long(0),
                row.Text(UserColumn),
                row.TextOrNull(3),
                new RegisterChange(row.Long(4), row.Long(5)),
                row.Long(6),
                Kinds.Of((ItemKind)row.Int(2)).Decode(row.Blob(9)),
                new DateTime(row.Long(7), DateTimeKind.Utc)
            );
        }
        catch (Exception exception) when (RegisterException.IsOfValue(exception))
        {
            throw RegisterException.Unreadable(kind, row.Text(0), exception);
        }
    }
}

using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>
/// The folders of one collection, read at the start of a piece of work. Their ids are long and few, so that links hold numbers.
/// </summary>
internal sealed class FolderTable
{
    private readonly SqlSession _session;
    private readonly long _collection;
    private readonly Dictionary<long, string> _ids = [];
    private readonly Dictionary<(SideName Side, string Id), long> _numbers = [];

    public FolderTable(SqlSession session, long collection)
    {
        _session = session;
        _collection = collection;
        var rows = session.Prepare("SELECT number, side, id FROM folder WHERE collection = ?").Bind(collection);
        while (rows.Read())
        {
            var (number, side, id) = (rows.Long(0), (SideName)rows.Int(1), rows.Text(2));
            _ids.Add(number, id);
            _numbers.Add((side, id), number);
        }
    }

    public string Id(long number) => _ids[number];

    /// <summary>The folder's number; it gets one if it has none.</summary>
    public long? Number(SideName side, string? id)
    {
        if (id is null)
        {
            return null;
        }

        if (_numbers.TryGetValue((side, id), out var number))
        {
            return number;
        }

        _session.Prepare("INSERT INTO folder (collection, side, id) VALUES (?, ?, ?)").Bind(_collection).Bind((long)side).Bind(id).Run();
        number = _session.LastInserted;
        _ids.Add(number, id);
        _numbers.Add((side, id), number);
        return number;
    }

    /// <exception cref="IdentityTakenException">Another user is synchronised with it.</exception>
    public static void CheckOwner(SqlSession session, string user, SideName side, SideIdentity identity)
    {
        const string OwnerSql = """
            SELECT other.user FROM identity JOIN collection other ON other.id = identity.collection
            WHERE identity.side = ? AND identity.identity = ? AND other.user <> ?
            """;
        var owner = session.Prepare(OwnerSql).Bind((long)side).Bind(identity.Id).Bind(user).First(static row => row.Text(0));
        if (owner is not null)
        {
            throw new IdentityTakenException(owner);
        }
    }

    public void SetIdentity(SideName side, SideIdentity identity)
    {
        _session
            .Prepare(
                "INSERT INTO identity (collection, side, identity, folder) VALUES (?, ?, ?, ?) ON CONFLICT (collection, side) DO "
                    + "UPDATE SET identity = excluded.identity, folder = excluded.folder"
            )
            .Bind(_collection)
            .Bind((long)side)
            .Bind(identity.Id)
            .Bind(identity.Folder)
            .Run();
        _session.Prepare("UPDATE folder SET is_pulled = 1 WHERE number = ?").Bind(Number(side, identity.Folder)).Run();
    }

    public static void SetMapping(SqlSession session, long collection, SideName side, string? mapping) =>
        session
            .Prepare("UPDATE identity SET mapping = ? WHERE collection = ? AND side = ?")
            .Bind(mapping)
            .Bind(collection)
            .Bind((long)side)
            .Run();

    /// <summary>No folder of the side is pulled any more, and none that is pulled later goes on where it was.</summary>
    public static void Leave(SqlSession session, long collection, SideName side)
    {
        session
            .Prepare(
                "UPDATE folder SET cursor = NULL, is_pulled = 0, is_listing = 0, failures = NULL, next_try = NULL, failure_code = NULL, "
                    + "failure_message = NULL, unnamed = NULL, held_since = NULL WHERE collection = ? AND side = ?"
            )
            .Bind(collection)
            .Bind((long)side)
            .Run();
        session
            .Prepare("UPDATE identity SET seen = NULL, stamps = NULL WHERE collection = ? AND side = ?")
            .Bind(collection)
            .Bind((long)side)
            .Run();
    }

    public void SetSeen(SideName side, string seen) =>
        _session
            .Prepare("UPDATE identity SET seen = ? WHERE collection = ? AND side = ?")
            .Bind(seen)
            .Bind(_collection)
            .Bind((long)side)
            .Run();

    public void SetStamps(SideName side, string stamps) =>
        _session
            .Prepare("UPDATE identity SET stamps = ? WHERE collection = ? AND side = ?")
            .Bind(stamps)
            .Bind(_collection)
            .Bind((long)side)
            .Run();

    public void SetTrust(SideName side, SideTrust trust) =>
        _session
            .Prepare("UPDATE identity SET trust = ? WHERE collection = ? AND side = ?")
            .Bind((long)trust)
            .Bind(_collection)
            .Bind((long)side)
            .Run();

    public Dictionary<SideName, SideMemory> Memories()
    {
        var memories = new Dictionary<SideName, SideMemory>();
        var rows = _session
            .Prepare("SELECT side, identity, folder, seen, trust, stamps, mapping FROM identity WHERE collection = ?")
            .Bind(_collection);
        while (rows.Read())
        {
            memories.Add((SideName)rows.Int(0), Memory(rows));
        }

        return memories;
    }

    /// <summary>The folders that are pulled.</summary>
    public List<FolderState> Pulled() =>
        _session
            .Prepare(
                """
                SELECT side, id, cursor, is_listing, failures, next_try, failure_code, failure_message, unnamed, held_since
                FROM folder WHERE collection = ? AND is_pulled ORDER BY number
                """
            )
            .Bind(_collection)
            .All(static row => new FolderState((SideName)row.Int(0), row.Text(1), row.TextOrNull(2), row.Bool(3), Spoilt(row)));

    public void SetSpoilt(long number, SpoiltPage? spoilt, long now) =>
        _session
            .Prepare(
                """
                UPDATE folder SET (failures, next_try, failure_code, failure_message, unnamed) = (?, ?, ?, ?, ?),
                    held_since = iif(?, ifnull(held_since, ?), NULL) WHERE number = ?
                """
            )
            .Bind(spoilt?.Trouble.Failures)
            .Bind(spoilt?.Trouble.NextTryTicks)
            .Bind(spoilt?.Trouble.Error.Code)
            .Bind(spoilt?.Trouble.Error.Message)
            .Bind(spoilt?.Unnamed)
            .Bind(spoilt is not null && RetrySchedule.IsHeld(spoilt.Trouble.Failures))
            .Bind(now)
            .Bind(number)
            .Run();

    public void BeginListing(long number) =>
        _session.Prepare("UPDATE folder SET cursor = NULL, is_listing = 1 WHERE number = ?").Bind(number).Run();

    public void SetCursor(long number, string cursor) =>
        _session.Prepare("UPDATE folder SET cursor = ?, is_pulled = 1 WHERE number = ?").Bind(cursor).Bind(number).Run();

    /// <summary>Ends a listing.</summary>
    /// <returns>Whether one was under way.</returns>
    public bool EndListing(long number)
    {
        _session.Prepare("UPDATE folder SET is_listing = 0 WHERE number = ? AND is_listing").Bind(number).Run();
        return _session.Changes > 0;
    }

    private static SideMemory Memory(SqlStatement row) =>
        new(new SideIdentity(row.Text(1), row.Text(2)), row.TextOrNull(3), (SideTrust)row.Int(4), row.TextOrNull(5), row.TextOrNull(6));

    private static SpoiltPage? Spoilt(SqlStatement row) =>
        row.IsNull(4)
            ? null
            : new SpoiltPage(
                new Trouble((SideName)row.Int(0), row.Int(4), row.Long(5), new ItemError(row.Text(6), row.Text(7))),
                row.Int(8),
                row.IsNull(9) ? null : row.Long(9)
            );
}

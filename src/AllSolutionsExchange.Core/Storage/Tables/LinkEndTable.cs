using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The states of links' ends, as pulling changes them without reading the links.</summary>
internal static class LinkEndTable
{
    // By the number of the side: asked for every change of a page.
    private static readonly string[] OfItemSql =
    [
        .. SideNames.Both.Select(side =>
            $"SELECT number, {side.Column("state")}, {side.Column("version")} FROM link INDEXED BY link_by_{side.Prefix()}_item WHERE "
            + $"collection = ? AND {side.Column("item_hash")} = ? AND {side.Column("item")} = ?"
        ),
    ];

    private static readonly string[] SetStateSql =
    [
        .. SideNames.Both.Select(side => $"UPDATE link SET {side.Column("state")} = ? WHERE number = ?"),
    ];

    /// <summary>The ends that have this item's id.</summary>
    public static List<(long Link, EndState State, string? Version)> OfItem(
        SqlSession session,
        long collection,
        SideName side,
        string id
    ) =>
        session
            .Prepare(OfItemSql[(int)side])
            .Bind(collection)
            .Bind(IdHash.Of(id))
            .Bind(id)
            .All(static row => (row.Long(0), (EndState)row.Int(1), row.TextOrNull(2)));

    /// <summary>The hashes of those ids of a page that some link has: on a first pull none, which one statement tells for all.</summary>
    public static HashSet<long> KnownItems(SqlSession session, long collection, SideName side, IReadOnlyList<ItemChange> changes)
    {
        var column = side.Column("item_hash");
        var hashes = session
            .Prepare(
                $"SELECT {column} FROM link INDEXED BY link_by_{side.Prefix()}_item WHERE collection = ? AND {column} IN (SELECT "
                    + "value FROM json_each(?))"
            )
            .Bind(collection)
            .Bind(IdHash.List(changes.Select(change => change.Id).ToList()))
            .All(static row => row.Long(0));
        return [.. hashes];
    }

    public static bool HasMade(SqlSession session, long collection, SideName side)
    {
        var state = side.Column("state");
        return session
            .Prepare(
                $"SELECT 1 FROM link INDEXED BY link_absent_in_{side.Prefix()} WHERE collection = ? AND {state} IN (2, 3, 6) AND "
                    + $"{state} = 6 LIMIT 1"
            )
            .Bind(collection)
            .Any();
    }

    /// <summary>The ids of a folder's ends that are Unseen.</summary>
    public static List<string> UnseenItems(SqlSession session, long collection, SideName side, long folder)
    {
        var (state, item) = (side.Column("state"), side.Column("item"));
        return session
            .Prepare(
                $"""
                SELECT {item} FROM link
                WHERE {state} IN (2, 3, 6) AND collection = ? AND {state} = 2 AND {side.Column("folder")} = ? AND {item} IS NOT NULL
                """
            )
            .Bind(collection)
            .Bind(folder)
            .All(static row => row.Text(0));
    }

    /// <summary>The ids of all items that are there, as far as known.</summary>
    public static List<string> LiveItems(SqlSession session, long collection, SideName side)
    {
        var (state, item) = (side.Column("state"), side.Column("item"));
        return session
            .Prepare($"SELECT {item} FROM link WHERE collection = ? AND {state} IN (1, 2, 6) AND {item} IS NOT NULL ORDER BY number")
            .Bind(collection)
            .All(static row => row.Text(0));
    }

    /// <summary>Every end that there ever was is Vanished, and its version is that of another source.</summary>
    public static void Leave(SqlSession session, long collection, SideName side)
    {
        var state = side.Column("state");
        session
            .Prepare($"UPDATE link SET {state} = ?, {side.Column("version")} = NULL WHERE collection = ? AND {state} <> ?")
            .Bind((long)EndState.Vanished)
            .Bind(collection)
            .Bind((long)EndState.None)
            .Run();
    }

    /// <summary>Forgets what the ends of a side held of some fields.</summary>
    public static void Forget(SqlSession session, long collection, SideName side, FieldSet fields)
    {
        var (now, agreed) = (side.Column("now"), side.Column("agreed"));
        var ends = session
            .Prepare($"SELECT number, {now}, {agreed} FROM link WHERE collection = ?")
            .Bind(collection)
            .All(static row => (row.Long(0), FieldDigests.FromStored(row.BlobOrNull(1)), FieldDigests.FromStored(row.BlobOrNull(2))));
        var update = session.Prepare($"UPDATE link SET {now} = ?, {agreed} = ? WHERE number = ?");
        foreach (var (number, held, agreedOn) in ends)
        {
            update.Bind(held.WithUnknown(fields).ToStored()).Bind(agreedOn.WithUnknown(fields).ToStored()).Bind(number).Run();
        }
    }

    public static void SetState(SqlSession session, SideName side, long link, EndState state) =>
        session.Prepare(SetStateSql[(int)side]).Bind((long)state).Bind(link).Run();

    /// <summary>Every end in a folder that has one state gets another.</summary>
    public static void SetStateInFolder(SqlSession session, long collection, SideName side, long folder, EndState from, EndState to)
    {
        var state = side.Column("state");
        // Word for word the condition of the index of absent ends, which is used where it applies.
        var absent = from == EndState.Present ? "" : $"{state} IN (2, 3, 6) AND ";
        session
            .Prepare($"UPDATE link SET {state} = ? WHERE {absent}collection = ? AND {state} = ? AND {side.Column("folder")} = ?")
            .Bind((long)to)
            .Bind(collection)
            .Bind((long)from)
            .Bind(folder)
            .Run();
    }
}

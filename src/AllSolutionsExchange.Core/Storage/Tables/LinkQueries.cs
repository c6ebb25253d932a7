using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>
/// What a pass asks of a collection's links, page by page in the order of their ids. Each query names the index that answers it:
/// where the two no longer fit, SQLite refuses it, and never walks through all links instead. For that its condition repeats
/// the index's word for word.
/// </summary>
internal static class LinkQueries
{
    public static bool HasDirty(SqlSession session, long collection) =>
        session.Prepare("SELECT 1 FROM link INDEXED BY link_dirty WHERE is_dirty AND collection = ? LIMIT 1").Bind(collection).Any();

    public static List<Link> Dirty(SqlSession session, long collection, LinkId? after, int limit) =>
        Page(
            session,
            collection,
            "link_dirty",
            "is_dirty AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind(LinkKey.Of(after)).Bind(limit)
        );

    public static List<Link> Held(SqlSession session, long collection, HoldReason hold, LinkId? after, int limit) =>
        Page(
            session,
            collection,
            "link_held",
            "hold = ? AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind((long)hold).Bind(LinkKey.Of(after)).Bind(limit)
        );

    public static List<Link> Vanished(SqlSession session, long collection, SideName side, LinkId? after, int limit)
    {
        var state = side.Column("state");
        return Page(
            session,
            collection,
            "link_absent_in_" + side.Prefix(),
            $"{state} IN (2, 3, 6) AND {state} = 3 AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind(LinkKey.Of(after)).Bind(limit)
        );
    }

    /// <summary>The order is by id, but the index is by end, since of what is outside the window most is past for good.</summary>
    public static List<Link> EnteringWindow(SqlSession session, long collection, long from, long to, LinkId? after, int limit) =>
        Page(
            session,
            collection,
            "link_outside_window",
            "hold = 3 AND ends > ? AND starts < ? AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind(from).Bind(to).Bind(LinkKey.Of(after)).Bind(limit)
        );

    /// <summary>In Exchange only what has no UID is given a marker for its own sake.</summary>
    public static List<Link> Unmarked(SqlSession session, long collection, SideName side, LinkId? after, int limit)
    {
        var withoutUid = side == SideName.Exchange ? "exchange_uid IS NULL AND " : "";
        return Page(
            session,
            collection,
            side == SideName.Exchange ? "link_to_stamp_in_exchange" : "link_to_stamp_in_allsolutions",
            $"{side.Column("is_marked")} = 0 AND {withoutUid}{side.Column("state")} IN (1, 2, 6) AND allsolutions_agreed IS NOT NULL "
                + "AND exchange_agreed IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind(LinkKey.Of(after)).Bind(limit)
        );
    }

    /// <summary>Groups of links with one live end that have the same key, ends on both sides among them.</summary>
    public static List<MatchGroup> Matches(SqlSession session, long collection, long? afterKey, int limit)
    {
        const string Open =
            "(is_dirty OR hold IN (4, 5)) AND (allsolutions_state IN (1, 2, 6)) <> (exchange_state IN (1, 2, 6)) AND "
            + "(allsolutions_agreed IS NULL OR exchange_agreed IS NULL)";
        var keys = session
            .Prepare(
                $"SELECT match_key FROM link INDEXED BY link_to_match WHERE collection = ? AND {Open} AND match_key > ? GROUP BY "
                    + "match_key HAVING min(exchange_state IN (1, 2, 6)) <> max(exchange_state IN (1, 2, 6)) ORDER BY match_key LIMIT ?"
            )
            .Bind(collection)
            .Bind(afterKey ?? long.MinValue)
            .Bind(limit)
            .All(static row => row.Long(0));
        return keys.ConvertAll(key => new MatchGroup(
            key,
            Page(session, collection, "link_to_match", Open + " AND match_key = ? ORDER BY id", rows => rows.Bind(key))
        ));
    }

    private static List<Link> Page(
        SqlSession session,
        long collection,
        string index,
        string condition,
        Func<SqlStatement, SqlStatement> bind
    )
    {
        var rows = bind(
            session.Prepare($"SELECT {LinkRow.Columns} FROM link INDEXED BY {index} WHERE collection = ? AND {condition}").Bind(collection)
        );
        var folders = new FolderTable(session, collection);
        return rows.All(row => LinkRow.Read(row, folders));
    }
}

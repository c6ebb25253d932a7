using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>
/// What a pass asks of a mailbox's links, page by page in the order of their ids. Each query names the index that answers it:
/// where the two no longer fit, SQLite refuses it, and never walks through all links instead. For that its condition repeats
/// the index's word for word.
/// </summary>
internal static class LinkQueries
{
    public static bool HasDirty(SqlSession session, long mailbox) =>
        session.Prepare("SELECT 1 FROM link INDEXED BY link_dirty WHERE is_dirty AND mailbox = ? LIMIT 1").Bind(mailbox).Any();

    public static List<Link> Dirty(SqlSession session, long mailbox, LinkId? after, int limit) =>
        Page(session, mailbox, "link_dirty", "is_dirty AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind(LinkKey.Of(after)).Bind(limit));

    public static List<Link> Held(SqlSession session, long mailbox, HoldReason hold, LinkId? after, int limit) =>
        Page(session, mailbox, "link_held", "hold = ? AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind((long)hold).Bind(LinkKey.Of(after)).Bind(limit));

    public static List<Link> Vanished(SqlSession session, long mailbox, SideName side, LinkId? after, int limit)
    {
        var state = side.Column("state");
        return Page(session, mailbox, "link_absent_in_" + side.Prefix(), $"{state} IN (2, 3, 6) AND {state} = 3 AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind(LinkKey.Of(after)).Bind(limit));
    }

    /// <summary>The order is by id, but the index is by end, since of what is outside the window most is past for good.</summary>
    public static List<Link> EnteringWindow(SqlSession session, long mailbox, long from, long to, LinkId? after, int limit) =>
        Page(session, mailbox, "link_outside_window", "hold = 3 AND ends > ? AND starts < ? AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind(from).Bind(to).Bind(LinkKey.Of(after)).Bind(limit));

    /// <summary>On the side where nothing is stamped for its own sake there is no index for it.</summary>
    public static List<Link> Unmarked(SqlSession session, long mailbox, SideName side, LinkId? after, int limit) =>
        Page(
            session,
            mailbox,
            side == SideName.AllSolutions ? "link_to_stamp_in_allsolutions" : "link_by_id",
            $"{side.Column("is_marked")} = 0 AND {side.Column("state")} IN (1, 2, 6) AND allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind(LinkKey.Of(after)).Bind(limit));

    /// <summary>Groups of links with one live end that have the same key, ends on both sides among them.</summary>
    public static List<MatchGroup> Matches(SqlSession session, long mailbox, long? afterKey, int limit)
    {
        const string Open = "(is_dirty OR hold IN (4, 5)) AND (allsolutions_state IN (1, 2, 6)) <> (exchange_state IN (1, 2, 6)) AND (allsolutions_agreed IS NULL OR exchange_agreed IS NULL)";
        var keys = session.Prepare($"SELECT match_key FROM link INDEXED BY link_to_match WHERE mailbox = ? AND {Open} AND match_key > ? GROUP BY match_key HAVING min(exchange_state IN (1, 2, 6)) <> max(exchange_state IN (1, 2, 6)) ORDER BY match_key LIMIT ?")
            .Bind(mailbox).Bind(afterKey ?? long.MinValue).Bind(limit)
            .All(static row => row.Long(0));
        return keys.ConvertAll(key => new MatchGroup(key, Page(session, mailbox, "link_to_match", Open + " AND match_key = ? ORDER BY id", rows => rows.Bind(key))));
    }

    private static List<Link> Page(SqlSession session, long mailbox, string index, string condition, Func<SqlStatement, SqlStatement> bind)
    {
        var rows = bind(session.Prepare($"SELECT {LinkRow.Columns} FROM link INDEXED BY {index} WHERE mailbox = ? AND {condition}").Bind(mailbox));
        var folders = new FolderTable(session, mailbox);
        return rows.All(row => LinkRow.Read(row, folders));
    }
}

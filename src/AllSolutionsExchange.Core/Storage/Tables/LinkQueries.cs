using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>
/// What a pass asks of a mailbox's links, page by page in the order of their ids. Each condition repeats, word for word, that of
/// the index that answers it, since SQLite uses a partial index for nothing less.
/// </summary>
internal static class LinkQueries
{
    public static List<Link> Dirty(SqlSession session, long mailbox, LinkId? after, int limit) =>
        Page(session, mailbox, "is_dirty AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind(LinkKey.Of(after)).Bind(limit));

    public static List<Link> Held(SqlSession session, long mailbox, HoldReason hold, LinkId? after, int limit) =>
        Page(session, mailbox, "hold <> 0 AND hold = ? AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind((long)hold).Bind(LinkKey.Of(after)).Bind(limit));

    public static List<Link> Vanished(SqlSession session, long mailbox, SideName side, LinkId? after, int limit)
    {
        var state = side.Column("state");
        return Page(session, mailbox, $"{state} IN (2, 3) AND {state} = 3 AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind(LinkKey.Of(after)).Bind(limit));
    }

    /// <summary>The order is by id, but the index is by end, since of what is outside the window most is past for good.</summary>
    public static List<Link> EnteringWindow(SqlSession session, long mailbox, long from, long to, LinkId? after, int limit) =>
        Page(session, mailbox, "hold = 3 AND ends > ? AND starts < ? AND id > ? ORDER BY id LIMIT ?", rows => rows.Bind(from).Bind(to).Bind(LinkKey.Of(after)).Bind(limit), "INDEXED BY link_outside_window");

    public static List<Link> Unmarked(SqlSession session, long mailbox, SideName side, LinkId? after, int limit) =>
        Page(
            session,
            mailbox,
            $"{side.Column("is_marked")} = 0 AND {side.Column("state")} IN (1, 2) AND allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL AND id > ? ORDER BY id LIMIT ?",
            rows => rows.Bind(LinkKey.Of(after)).Bind(limit));

    /// <summary>Groups of links with one live end that have the same key, ends on both sides among them.</summary>
    public static List<MatchGroup> Matches(SqlSession session, long mailbox, long? afterKey, int limit)
    {
        const string Open = "(is_dirty OR hold IN (4, 5)) AND (allsolutions_state IN (1, 2)) <> (exchange_state IN (1, 2)) AND (allsolutions_agreed IS NULL OR exchange_agreed IS NULL)";
        var keys = session.Prepare($"SELECT match_key FROM link INDEXED BY link_to_match WHERE mailbox = ? AND {Open} AND match_key > ? GROUP BY match_key HAVING min(exchange_state IN (1, 2)) <> max(exchange_state IN (1, 2)) ORDER BY match_key LIMIT ?")
            .Bind(mailbox).Bind(afterKey ?? long.MinValue).Bind(limit)
            .All(static row => row.Long(0));
        return keys.ConvertAll(key => new MatchGroup(key, Page(session, mailbox, Open + " AND match_key = ? ORDER BY id", rows => rows.Bind(key), "INDEXED BY link_to_match")));
    }

    private static List<Link> Page(SqlSession session, long mailbox, string condition, Func<SqlStatement, SqlStatement> bind, string index = "")
    {
        var rows = bind(session.Prepare($"SELECT {LinkRow.Columns} FROM link {index} WHERE mailbox = ? AND {condition}").Bind(mailbox));
        var folders = new FolderTable(session, mailbox);
        return rows.All(row => LinkRow.Read(row, folders));
    }
}

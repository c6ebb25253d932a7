using AllSolutionsExchange.Sync;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The links of one collection: what is stored, and looked up by id, item or UID.</summary>
internal static class LinkTable
{
    private const int ConstraintFailed = 19;

    // In the order of LinkCounts.
    private static readonly string CountsSql = $"""
        SELECT
            total((allsolutions_agreed IS NOT NULL AND exchange_agreed IS NOT NULL) AND allsolutions_state <> {(int)
            EndState.Accepted} AND exchange_state <> {(int)EndState.Accepted}),
            total(allsolutions_state IN (1, 2, 6)), total(exchange_state IN (1, 2, 6)),
            total(hold <> {(int)HoldReason.None}),
            total(hold = {(int)HoldReason.Unmatched})
        FROM link INDEXED BY link_held WHERE collection = ?
        """;

    public static void Put(SqlSession session, long collection, IReadOnlyList<Link> links, long now)
    {
        if (links.Count == 0)
        {
            return;
        }

        var folders = new FolderTable(session, collection);
        var insert = session.Prepare(LinkRow.Insert);
        var update = session.Prepare(LinkRow.Update);
        foreach (var link in links)
        {
            // Not one upsert: for that SQLite keeps a copy of every page that it touches.
            LinkRow.Bind(insert.Bind(collection), link, folders).Bind(now).Run();
            if (session.Changes == 0)
            {
                LinkRow.Bind(update, link, folders).Bind(now).Bind(collection).Bind(LinkKey.Of(link.Id)).Run();
            }
        }

        foreach (var side in SideNames.Both)
        {
            CheckItems(session, collection, side, links);
        }
    }

    public static void Remove(SqlSession session, long collection, LinkId id) =>
        session.Prepare("DELETE FROM link WHERE collection = ? AND id = ?").Bind(collection).Bind(LinkKey.Of(id)).Run();

    public static List<Link> ByIds(SqlSession session, long collection, IReadOnlyList<LinkId> ids)
    {
        var folders = new FolderTable(session, collection);
        var links = new List<Link>(ids.Count);
        foreach (var id in ids)
        {
            Read(
                session
                    .Prepare($"SELECT {LinkRow.Columns} FROM link WHERE collection = ? AND id = ?")
                    .Bind(collection)
                    .Bind(LinkKey.Of(id)),
                folders,
                links
            );
        }

        return links;
    }

    public static List<Link> ByItems(SqlSession session, long collection, SideName side, IReadOnlyList<string> ids) =>
        ByText(
            session,
            collection,
            $"SELECT {LinkRow.Columns} FROM link INDEXED BY link_by_{side.Prefix()}_item WHERE collection = ? AND "
                + $"{side.Column("item_hash")} IN (SELECT value FROM json_each(?))",
            ids,
            link => link[side].Id
        );

    public static List<Link> ByUids(SqlSession session, long collection, SideName side, IReadOnlyList<string> uids) =>
        ByText(
            session,
            collection,
            $"SELECT {LinkRow.Columns} FROM link INDEXED BY link_by_{side.Prefix()}_uid WHERE collection = ? AND "
                + $"{side.Column("uid_hash")} IN (SELECT value FROM json_each(?))",
            uids,
            link => link[side].Uid
        );

    public static LinkCounts Counts(SqlSession session, long collection) =>
        session
            .Prepare(CountsSql)
            .Bind(collection)
            .First(static row => new LinkCounts(row.Int(0), row.Int(1), row.Int(2), row.Int(3), row.Int(4)))!;

    public static Dictionary<HoldReason, int> HoldCounts(SqlSession session, long collection) =>
        session
            .Prepare("SELECT hold, count(*) FROM link INDEXED BY link_held WHERE collection = ? AND hold > 0 GROUP BY hold")
            .Bind(collection)
            .All(static row => (Reason: (HoldReason)row.Int(0), Count: row.Int(1)))
            .ToDictionary(row => row.Reason, row => row.Count);

    /// <summary>
    /// One statement for all: a statement for each costs more than the search. A hash that two texts share is told apart here.
    /// </summary>
    private static List<Link> ByText(SqlSession session, long collection, string sql, IReadOnlyList<string> texts, Func<Link, string?> text)
    {
        var links = new List<Link>(texts.Count);
        if (texts.Count == 0)
        {
            return links;
        }

        Read(session.Prepare(sql).Bind(collection).Bind(IdHash.List(texts)), new FolderTable(session, collection), links);
        var wanted = new HashSet<string>(texts, StringComparer.Ordinal);
        links.RemoveAll(link => text(link) is not { } found || !wanted.Contains(found));
        return links;
    }

    private static void Read(SqlStatement rows, FolderTable folders, List<Link> links)
    {
        while (rows.Read())
        {
            links.Add(LinkRow.Read(rows, folders));
        }
    }

    /// <summary>No item belongs to two links: each of them would be written for the other's changes, and the item be doubled.</summary>
    private static void CheckItems(SqlSession session, long collection, SideName side, IReadOnlyList<Link> links)
    {
        var items = links.Where(link => link[side].IsLive && link[side].Id is not null).Select(link => link[side].Id!).ToList();
        if (items.Count == 0)
        {
            return;
        }

        var column = side.Column("item_hash");
        var isShared = session
            .Prepare(
                $"SELECT 1 FROM link INDEXED BY link_by_{side.Prefix()}_item WHERE collection = ? AND {column} IN (SELECT value FROM "
                    + $"json_each(?)) GROUP BY {column} HAVING count(*) > 1"
            )
            .Bind(collection)
            .Bind(IdHash.List(items))
            .Any();
        if (!isShared)
        {
            return;
        }

        foreach (var item in items)
        {
            if (
                LinkEndTable
                    .OfItem(session, collection, side, item)
                    .Count(end => end.State is EndState.Present or EndState.Unseen or EndState.Made) > 1
            )
            {
                throw new SqliteException($"two links stand for one item in {side}", ConstraintFailed);
            }
        }
    }
}

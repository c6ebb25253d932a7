using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Ids of one mailbox that wait to be read.</summary>
internal static class InboxTable
{
    public static List<InboxEntry> Read(SqlSession session, long mailbox, SideName side, long after, int limit) =>
        session.Prepare("SELECT number, item, attempts FROM inbox WHERE mailbox = ? AND side = ? AND number > ? ORDER BY number LIMIT ?")
            .Bind(mailbox).Bind((long)side).Bind(after).Bind(limit)
            .All(static row => new InboxEntry(row.Long(0), row.Text(1), row.Int(2)));

    /// <summary>Puts ids in that are not there yet, in their order.</summary>
    public static void Add(SqlSession session, long mailbox, IReadOnlyList<(SideName Side, string Id)> items)
    {
        if (items.Count == 0) return;
        var given = session.Prepare("SELECT inbox_numbers FROM mailbox WHERE id = ?").Bind(mailbox).First(static row => row.Long(0));
        var insert = session.Prepare("INSERT INTO inbox (mailbox, side, number, item_hash, item) SELECT ?1, ?2, ?3, ?4, ?5 WHERE NOT EXISTS (SELECT 1 FROM inbox WHERE mailbox = ?1 AND side = ?2 AND item_hash = ?4 AND item = ?5)");
        foreach (var (side, id) in items)
            insert.Bind(mailbox).Bind((long)side).Bind(++given).Bind(IdHash.Of(id)).Bind(id).Run();
        session.Prepare("UPDATE mailbox SET inbox_numbers = ? WHERE id = ?").Bind(given).Bind(mailbox).Run();
    }

    public static void Remove(SqlSession session, long mailbox, IReadOnlyList<(SideName Side, string Id)> items)
    {
        if (items.Count == 0) return;
        var delete = session.Prepare("DELETE FROM inbox WHERE mailbox = ? AND side = ? AND item_hash = ? AND item = ?");
        foreach (var (side, id) in items) delete.Bind(mailbox).Bind((long)side).Bind(IdHash.Of(id)).Bind(id).Run();
    }

    public static void CountFailures(SqlSession session, long mailbox, IReadOnlyList<(SideName Side, string Id)> items)
    {
        var update = session.Prepare("UPDATE inbox SET attempts = attempts + 1 WHERE mailbox = ? AND side = ? AND item_hash = ? AND item = ?");
        foreach (var (side, id) in items) update.Bind(mailbox).Bind((long)side).Bind(IdHash.Of(id)).Bind(id).Run();
    }
}

using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Ids of one mailbox that wait to be read.</summary>
internal static class InboxTable
{
    // Named, since SQLite else walks through all that waits on the side.
    private const string ByItem = "INDEXED BY inbox_by_item WHERE mailbox = ? AND side = ? AND item_hash = ? AND item = ?";

    public static List<InboxEntry> Read(SqlSession session, long mailbox, SideName side, long after, int limit) =>
        session.Prepare("SELECT number, item, attempts FROM inbox WHERE mailbox = ? AND side = ? AND number > ? ORDER BY number LIMIT ?")
            .Bind(mailbox).Bind((long)side).Bind(after).Bind(limit)
            .All(static row => new InboxEntry(row.Long(0), row.Text(1), row.Int(2)));

    /// <summary>Puts ids in that are not there yet, in their order.</summary>
    public static void Add(SqlSession session, long mailbox, IReadOnlyList<(SideName Side, string Id)> items)
    {
        if (items.Count == 0) return;
        var given = session.Prepare("SELECT inbox_numbers FROM mailbox WHERE id = ?").Bind(mailbox).First(static row => row.Long(0));
        var known = session.Prepare($"SELECT 1 FROM inbox {ByItem}");
        var insert = session.Prepare("INSERT INTO inbox (mailbox, side, number, item_hash, item) VALUES (?, ?, ?, ?, ?)");
        foreach (var (side, id) in items)
        {
            var hash = IdHash.Of(id);
            if (!known.Bind(mailbox).Bind((long)side).Bind(hash).Bind(id).Any())
                insert.Bind(mailbox).Bind((long)side).Bind(++given).Bind(hash).Bind(id).Run();
        }

        session.Prepare("UPDATE mailbox SET inbox_numbers = ? WHERE id = ?").Bind(given).Bind(mailbox).Run();
    }

    public static void Remove(SqlSession session, long mailbox, IReadOnlyList<(SideName Side, string Id)> items)
    {
        if (items.Count == 0) return;
        var delete = session.Prepare($"DELETE FROM inbox {ByItem}");
        foreach (var (side, id) in items) delete.Bind(mailbox).Bind((long)side).Bind(IdHash.Of(id)).Bind(id).Run();
    }

    public static void CountFailures(SqlSession session, long mailbox, IReadOnlyList<(SideName Side, string Id)> items)
    {
        var update = session.Prepare("UPDATE inbox INDEXED BY inbox_by_item SET attempts = attempts + 1 WHERE mailbox = ? AND side = ? AND item_hash = ? AND item = ?");
        foreach (var (side, id) in items) update.Bind(mailbox).Bind((long)side).Bind(IdHash.Of(id)).Bind(id).Run();
    }
}

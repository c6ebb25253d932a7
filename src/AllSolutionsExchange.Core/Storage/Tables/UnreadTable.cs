using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Items of one mailbox that could not be read.</summary>
internal static class UnreadTable
{
    public static List<UnreadItem> Read(SqlSession session, long mailbox) =>
        session.Prepare("SELECT side, item, failures, next_try, code, message FROM unread WHERE mailbox = ? ORDER BY side, item").Bind(mailbox)
            .All(static row => new UnreadItem(row.Text(1), new Trouble((SideName)row.Int(0), row.Int(2), row.Long(3), new ItemError(row.Text(4), row.Text(5)))));

    public static void Put(SqlSession session, long mailbox, UnreadItem item) =>
        session.Prepare("INSERT OR REPLACE INTO unread (mailbox, side, item, failures, next_try, code, message) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .Bind(mailbox).Bind((long)item.Trouble.Side).Bind(item.Id).Bind(item.Trouble.Failures).Bind(item.Trouble.NextTryTicks)
            .Bind(item.Trouble.Error.Code).Bind(item.Trouble.Error.Message).Run();

    public static void Remove(SqlSession session, long mailbox, SideName side, string id) =>
        session.Prepare("DELETE FROM unread WHERE mailbox = ? AND side = ? AND item = ?").Bind(mailbox).Bind((long)side).Bind(id).Run();
}

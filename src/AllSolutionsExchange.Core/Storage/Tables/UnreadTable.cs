using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Items of one collection that could not be read.</summary>
internal static class UnreadTable
{
    public static List<UnreadItem> Read(SqlSession session, long collection) =>
        session
            .Prepare(
                "SELECT side, item, failures, next_try, code, message, held_since FROM unread WHERE collection = ? ORDER BY side, item"
            )
            .Bind(collection)
            .All(static row => new UnreadItem(
                row.Text(1),
                new Trouble((SideName)row.Int(0), row.Int(2), row.Long(3), new ItemError(row.Text(4), row.Text(5))),
                row.IsNull(6) ? null : row.Long(6)
            ));

    public static void Put(SqlSession session, long collection, UnreadItem item, long now) =>
        session
            .Prepare(
                """
                INSERT INTO unread (collection, side, item, failures, next_try, code, message, held_since) VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT (collection, side, item) DO UPDATE
                SET failures = excluded.failures, next_try = excluded.next_try, code = excluded.code,
                    message = excluded.message, held_since = iif(excluded.held_since IS NULL, NULL, ifnull(held_since, excluded.held_since))
                """
            )
            .Bind(collection)
            .Bind((long)item.Trouble.Side)
            .Bind(item.Id)
            .Bind(item.Trouble.Failures)
            .Bind(item.Trouble.NextTryTicks)
            .Bind(item.Trouble.Error.Code)
            .Bind(item.Trouble.Error.Message)
            .Bind(RetrySchedule.IsHeld(item.Trouble.Failures) ? now : null)
            .Run();

    public static void Clear(SqlSession session, long collection, SideName side) =>
        session.Prepare("DELETE FROM unread WHERE collection = ? AND side = ?").Bind(collection).Bind((long)side).Run();

    public static void Remove(SqlSession session, long collection, SideName side, string id) =>
        session
            .Prepare("DELETE FROM unread WHERE collection = ? AND side = ? AND item = ?")
            .Bind(collection)
            .Bind((long)side)
            .Bind(id)
            .Run();
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The plan of the pass over one collection that is under way.</summary>
internal static class PlanTable
{
    public static Dictionary<(SideName Target, SyncAction Action), int> Counts(SqlSession session, long collection)
    {
        var counts = new Dictionary<(SideName, SyncAction), int>();
        var rows = session
            .Prepare("SELECT target, action, count(*) FROM plan WHERE collection = ? GROUP BY target, action")
            .Bind(collection);
        while (rows.Read())
        {
            counts.Add(((SideName)rows.Int(0), (SyncAction)rows.Int(1)), rows.Int(2));
        }

        return counts;
    }

    public static List<PlannedOperation> Read(
        SqlSession session,
        long collection,
        SideName target,
        SyncAction action,
        LinkId? after,
        int limit
    ) =>
        session
            .Prepare(
                "SELECT link, reason, fields FROM plan WHERE collection = ? AND target = ? AND action = ? AND link > ? ORDER BY link "
                    + "LIMIT ?"
            )
            .Bind(collection)
            .Bind((long)target)
            .Bind((long)action)
            .Bind(LinkKey.Of(after))
            .Bind(limit)
            .All(row => new PlannedOperation
            {
                LinkId = LinkKey.Read(row.Blob(0)),
                Target = target,
                Action = action,
                Reason = (PlanReason)row.Int(1),
                Fields = new FieldSet((ulong)row.Long(2)),
            });

    public static bool HasAny(SqlSession session, long collection) =>
        session.Prepare("SELECT 1 FROM plan WHERE collection = ? LIMIT 1").Bind(collection).Any();

    public static void Put(SqlSession session, long collection, PlannedOperation operation) =>
        session
            .Prepare("INSERT OR REPLACE INTO plan (collection, target, action, link, reason, fields) VALUES (?, ?, ?, ?, ?, ?)")
            .Bind(collection)
            .Bind((long)operation.Target)
            .Bind((long)operation.Action)
            .Bind(LinkKey.Of(operation.LinkId))
            .Bind((long)operation.Reason)
            .Bind((long)operation.Fields.Bits)
            .Run();

    public static void Remove(SqlSession session, long collection, PlannedOperation operation) =>
        session
            .Prepare("DELETE FROM plan WHERE collection = ? AND target = ? AND action = ? AND link = ?")
            .Bind(collection)
            .Bind((long)operation.Target)
            .Bind((long)operation.Action)
            .Bind(LinkKey.Of(operation.LinkId))
            .Run();

    public static void Clear(SqlSession session, long collection) =>
        session.Prepare("DELETE FROM plan WHERE collection = ?").Bind(collection).Run();
}

using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>How the last runs of a collection ended.</summary>
internal static class RunTable
{
    /// <summary>How many runs of a collection are kept.</summary>
    public const int Kept = 100;

    public static void Add(SqlSession session, long collection, RunRecord run)
    {
        session
            .Prepare("INSERT INTO run (collection, started, ended, status, summary) VALUES (?, ?, ?, ?, ?)")
            .Bind(collection)
            .Bind(run.StartedUtc.Ticks)
            .Bind(run.EndedUtc.Ticks)
            .Bind(run.Status)
            .Bind(run.Summary)
            .Run();
        session
            .Prepare(
                "DELETE FROM run WHERE collection = ?1 AND number <= (SELECT number FROM run WHERE collection = ?1 ORDER BY number "
                    + "DESC LIMIT 1 OFFSET ?2)"
            )
            .Bind(collection)
            .Bind(Kept)
            .Run();
    }
}

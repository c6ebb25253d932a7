using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>How the last runs of a mailbox ended.</summary>
internal static class RunTable
{
    /// <summary>How many runs of a mailbox are kept.</summary>
    public const int Kept = 100;

    public static void Add(SqlSession session, long mailbox, RunRecord run)
    {
        session.Prepare("INSERT INTO run (mailbox, started, ended, status, summary) VALUES (?, ?, ?, ?, ?)")
            .Bind(mailbox).Bind(run.StartedUtc.Ticks).Bind(run.EndedUtc.Ticks).Bind(run.Status).Bind(run.Summary).Run();
        session.Prepare("DELETE FROM run WHERE mailbox = ?1 AND number <= (SELECT number FROM run WHERE mailbox = ?1 ORDER BY number DESC LIMIT 1 OFFSET ?2)")
            .Bind(mailbox).Bind(Kept).Run();
    }
}

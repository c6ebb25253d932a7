using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The links of one mailbox on whose conflicts a run decided that has not ended yet.</summary>
internal static class ConflictTable
{
    public static List<LinkId> Read(SqlSession session, long mailbox) =>
        session.Prepare("SELECT link FROM conflict WHERE mailbox = ?").Bind(mailbox).All(static row => LinkKey.Read(row.Blob(0)));

    public static void Add(SqlSession session, long mailbox, LinkId link) =>
        session.Prepare("INSERT OR IGNORE INTO conflict (mailbox, link) VALUES (?, ?)").Bind(mailbox).Bind(LinkKey.Of(link)).Run();

    /// <summary>The run has told of them.</summary>
    public static void Clear(SqlSession session, long mailbox) =>
        session.Prepare("DELETE FROM conflict WHERE mailbox = ?").Bind(mailbox).Run();
}

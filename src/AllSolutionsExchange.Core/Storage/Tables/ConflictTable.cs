using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The links of one collection on whose conflicts a run decided that has not ended yet.</summary>
internal static class ConflictTable
{
    public static List<LinkId> Read(SqlSession session, long collection) =>
        session.Prepare("SELECT link FROM conflict WHERE collection = ?").Bind(collection).All(static row => LinkKey.Read(row.Blob(0)));

    public static void Add(SqlSession session, long collection, LinkId link) =>
        session.Prepare("INSERT OR IGNORE INTO conflict (collection, link) VALUES (?, ?)").Bind(collection).Bind(LinkKey.Of(link)).Run();

    /// <summary>The run has told of them.</summary>
    public static void Clear(SqlSession session, long collection) =>
        session.Prepare("DELETE FROM conflict WHERE collection = ?").Bind(collection).Run();
}

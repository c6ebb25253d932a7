using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Contents of one collection's items that the plan may need.</summary>
internal static class ContentTable
{
    public static Dictionary<LinkId, CanonicalItem> Read(SqlSession session, long collection, SideName side, IReadOnlyList<LinkId> ids)
    {
        var contents = new Dictionary<LinkId, CanonicalItem>();
        foreach (var id in ids)
        {
            var content = session
                .Prepare("SELECT kind, body FROM content JOIN collection ON id = collection WHERE collection = ? AND link = ? AND side = ?")
                .Bind(collection)
                .Bind(LinkKey.Of(id))
                .Bind((long)side)
                .First(static row => Kinds.Of((ItemKind)row.Int(0)).Decode(row.Blob(1)));
            if (content is not null)
            {
                contents[id] = content;
            }
        }

        return contents;
    }

    public static bool HasAny(SqlSession session, long collection) =>
        session.Prepare("SELECT 1 FROM content WHERE collection = ? LIMIT 1").Bind(collection).Any();

    public static void Put(SqlSession session, long collection, LinkId id, SideName side, CanonicalItem content) =>
        session
            .Prepare(
                "INSERT INTO content (collection, link, side, body) VALUES (?, ?, ?, ?) ON CONFLICT (collection, link, side) DO "
                    + "UPDATE SET body = excluded.body"
            )
            .Bind(collection)
            .Bind(LinkKey.Of(id))
            .Bind((long)side)
            .Bind(Kinds.Of(content.Kind).Encode(content))
            .Run();

    /// <summary>
    /// Removes what no operation on the link needs: an operation takes its content from the side that it does not write to.
    /// </summary>
    public static void RemoveUnneeded(SqlSession session, long collection, LinkId id) =>
        session
            .Prepare(
                "DELETE FROM content WHERE collection = ? AND link = ? AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.collection = "
                    + "content.collection AND plan.target = 1 - content.side AND plan.action IN (1, 2, 3, 4) AND plan.link = content.link)"
            )
            .Bind(collection)
            .Bind(LinkKey.Of(id))
            .Run();

    public static void Clear(SqlSession session, long collection) =>
        session.Prepare("DELETE FROM content WHERE collection = ?").Bind(collection).Run();
}

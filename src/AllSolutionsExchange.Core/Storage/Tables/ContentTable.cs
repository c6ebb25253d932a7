using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Contents of one mailbox's items that the plan may need.</summary>
internal static class ContentTable
{
    public static Dictionary<LinkId, CanonicalItem> Read(SqlSession session, long mailbox, SideName side, IReadOnlyList<LinkId> ids)
    {
        var contents = new Dictionary<LinkId, CanonicalItem>();
        foreach (var id in ids)
        {
            var content = session.Prepare("SELECT kind, body FROM content WHERE mailbox = ? AND link = ? AND side = ?")
                .Bind(mailbox).Bind(LinkKey.Of(id)).Bind((long)side)
                .First(static row => Kinds.Of((ItemKind)row.Int(0)).Decode(row.Blob(1)));
            if (content is not null) contents[id] = content;
        }

        return contents;
    }

    public static bool HasAny(SqlSession session, long mailbox) =>
        session.Prepare("SELECT 1 FROM content WHERE mailbox = ? LIMIT 1").Bind(mailbox).Any();

    public static void Put(SqlSession session, long mailbox, LinkId id, SideName side, CanonicalItem content) =>
        session.Prepare("INSERT INTO content (mailbox, link, side, kind, body) VALUES (?, ?, ?, ?, ?) ON CONFLICT (mailbox, link, side) DO UPDATE SET kind = excluded.kind, body = excluded.body")
            .Bind(mailbox).Bind(LinkKey.Of(id)).Bind((long)side).Bind((long)content.Kind).Bind(Kinds.Of(content.Kind).Encode(content)).Run();

    /// <summary>
    /// Removes what no operation on the link needs: an operation takes its content from the side that it does not write to.
    /// </summary>
    public static void RemoveUnneeded(SqlSession session, long mailbox, LinkId id) =>
        session.Prepare("DELETE FROM content WHERE mailbox = ? AND link = ? AND NOT EXISTS (SELECT 1 FROM plan WHERE plan.mailbox = content.mailbox AND plan.target = 1 - content.side AND plan.action IN (1, 2, 3, 4) AND plan.link = content.link)")
            .Bind(mailbox).Bind(LinkKey.Of(id)).Run();

    public static void Clear(SqlSession session, long mailbox) =>
        session.Prepare("DELETE FROM content WHERE mailbox = ?").Bind(mailbox).Run();
}

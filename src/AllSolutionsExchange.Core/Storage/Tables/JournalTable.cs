using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Writes of one mailbox whose outcome is not stored yet.</summary>
internal static class JournalTable
{
    public static List<JournalEntry> Read(SqlSession session, long mailbox) =>
        session.Prepare("SELECT number, link, side, action, item, match_key, sent FROM journal WHERE mailbox = ? ORDER BY number").Bind(mailbox)
            .All(static row => new JournalEntry
            {
                Number = row.Long(0),
                LinkId = LinkKey.Read(row.Blob(1)),
                Side = (SideName)row.Int(2),
                Action = (SyncAction)row.Int(3),
                Id = row.TextOrNull(4),
                MatchKey = row.Long(5),
                Sent = FieldDigests.FromStored(row.BlobOrNull(6)),
            });

    public static bool HasAny(SqlSession session, long mailbox) =>
        session.Prepare("SELECT 1 FROM journal WHERE mailbox = ? LIMIT 1").Bind(mailbox).Any();

    /// <summary>Adds an entry.</summary>
    /// <returns>Its number.</returns>
    public static long Add(SqlSession session, long mailbox, JournalEntry entry)
    {
        session.Prepare("INSERT INTO journal (mailbox, link, side, action, item, match_key, sent) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .Bind(mailbox).Bind(LinkKey.Of(entry.LinkId)).Bind((long)entry.Side).Bind((long)entry.Action).Bind(entry.Id).Bind(entry.MatchKey).Bind(entry.Sent.ToStored()).Run();
        return session.LastInserted;
    }

    public static void Remove(SqlSession session, long mailbox, long number) =>
        session.Prepare("DELETE FROM journal WHERE number = ? AND mailbox = ?").Bind(number).Bind(mailbox).Run();
}

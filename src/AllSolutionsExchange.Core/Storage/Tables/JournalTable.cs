using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>Writes of one collection whose outcome is not stored yet.</summary>
internal static class JournalTable
{
    public static List<JournalEntry> Read(SqlSession session, long collection) =>
        session
            .Prepare("SELECT number, link, side, action, item, match_key, sent FROM journal WHERE collection = ? ORDER BY number")
            .Bind(collection)
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

    public static bool HasAny(SqlSession session, long collection) =>
        session.Prepare("SELECT 1 FROM journal WHERE collection = ? LIMIT 1").Bind(collection).Any();

    /// <summary>Adds an entry.</summary>
    /// <returns>Its number.</returns>
    public static long Add(SqlSession session, long collection, JournalEntry entry)
    {
        session
            .Prepare("INSERT INTO journal (collection, link, side, action, item, match_key, sent) VALUES (?, ?, ?, ?, ?, ?, ?)")
            .Bind(collection)
            .Bind(LinkKey.Of(entry.LinkId))
            .Bind((long)entry.Side)
            .Bind((long)entry.Action)
            .Bind(entry.Id)
            .Bind(entry.MatchKey)
            .Bind(entry.Sent.ToStored())
            .Run();
        return session.LastInserted;
    }

    public static void Remove(SqlSession session, long collection, long number) =>
        session.Prepare("DELETE FROM journal WHERE number = ? AND collection = ?").Bind(number).Bind(collection).Run();
}

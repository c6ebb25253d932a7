using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>Applies <see cref="StoreChanges"/> within one transaction, in the order that they promise.</summary>
internal static class StoreCommit
{
    /// <returns>The numbers of the journal entries that were added, in their order.</returns>
    public static List<long> Apply(SqlSession session, Lease lease, StoreChanges changes, DateTimeOffset now)
    {
        MailboxTable.CheckFence(session, lease);
        var mailbox = lease.Mailbox;
        PulledPages.Apply(session, mailbox, changes, now.UtcTicks);

        foreach (var id in changes.LinksRemoved) LinkTable.Remove(session, mailbox, id);
        LinkTable.Put(session, mailbox, changes.Links, now.UtcTicks);
        InboxTable.Remove(session, mailbox, changes.InboxRemoved);
        InboxTable.Add(session, mailbox, changes.InboxAdded);
        foreach (var (side, id) in changes.UnreadRemoved) UnreadTable.Remove(session, mailbox, side, id);
        foreach (var item in changes.Unread) UnreadTable.Put(session, mailbox, item, now.UtcTicks);

        foreach (var number in changes.JournalRemoved) JournalTable.Remove(session, mailbox, number);
        var numbers = changes.JournalAdded.ConvertAll(entry => JournalTable.Add(session, mailbox, entry));
        ApplySpool(session, mailbox, changes);
        foreach (var link in changes.Conflicts) ConflictTable.Add(session, mailbox, link);
        if (changes.FirstPassDone) MailboxTable.SetFirstPassDone(session, mailbox);
        if (changes.InitialModeUsed) MailboxTable.ClearInitialMode(session, mailbox);
        return numbers;
    }

    private static void ApplySpool(SqlSession session, long mailbox, StoreChanges changes)
    {
        if (changes.ClearsSpool)
        {
            PlanTable.Clear(session, mailbox);
            ContentTable.Clear(session, mailbox);
        }

        foreach (var (id, side, content) in changes.Contents) ContentTable.Put(session, mailbox, id, side, content);
        foreach (var operation in changes.PlanAdded) PlanTable.Put(session, mailbox, operation);
        foreach (var operation in changes.PlanRemoved)
        {
            PlanTable.Remove(session, mailbox, operation);
            ContentTable.RemoveUnneeded(session, mailbox, operation.LinkId);
        }
    }
}

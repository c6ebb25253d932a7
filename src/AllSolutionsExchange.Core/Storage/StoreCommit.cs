using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>Applies <see cref="StoreChanges"/> within one transaction, in the order that they promise.</summary>
internal static class StoreCommit
{
    /// <returns>The numbers of the journal entries that were added, in their order.</returns>
    public static List<long> Apply(SqlSession session, Lease lease, StoreChanges changes, DateTimeOffset now)
    {
        CollectionTable.CheckFence(session, lease);
        var collection = lease.Collection;
        if (changes.MappingVersion is { } version)
        {
            Reread(session, collection, version);
        }

        PulledPages.Apply(session, collection, changes, now.UtcTicks);
        foreach (var change in changes.Mappings)
        {
            Remapped.Apply(session, collection, change);
        }

        foreach (var id in changes.LinksRemoved)
        {
            LinkTable.Remove(session, collection, id);
        }

        LinkTable.Put(session, collection, changes.Links, now.UtcTicks);
        InboxTable.Remove(session, collection, changes.InboxRemoved);
        InboxTable.Add(session, collection, changes.InboxAdded);
        foreach (var (side, id) in changes.UnreadRemoved)
        {
            UnreadTable.Remove(session, collection, side, id);
        }

        foreach (var item in changes.Unread)
        {
            UnreadTable.Put(session, collection, item, now.UtcTicks);
        }

        foreach (var number in changes.JournalRemoved)
        {
            JournalTable.Remove(session, collection, number);
        }

        var numbers = changes.JournalAdded.ConvertAll(entry => JournalTable.Add(session, collection, entry));
        ApplySpool(session, collection, changes);
        foreach (var link in changes.Conflicts)
        {
            ConflictTable.Add(session, collection, link);
        }

        if (changes.WriteRules is { } rules)
        {
            CollectionTable.SetWriteRules(session, collection, rules);
        }

        if (changes.FirstPassDone)
        {
            CollectionTable.SetFirstPassDone(session, collection);
        }

        if (changes.InitialModeUsed)
        {
            CollectionTable.ClearInitialMode(session, collection);
        }

        return numbers;
    }

    private static void Reread(SqlSession session, long collection, byte version)
    {
        CollectionTable.SetMappingVersion(session, collection, version);
        foreach (var side in SideNames.Both)
        {
            InboxTable.Add(session, collection, LinkEndTable.LiveItems(session, collection, side).ConvertAll(id => (side, id)));
        }
    }

    private static void ApplySpool(SqlSession session, long collection, StoreChanges changes)
    {
        if (changes.ClearsSpool)
        {
            PlanTable.Clear(session, collection);
            ContentTable.Clear(session, collection);
        }

        foreach (var (id, side, content) in changes.Contents)
        {
            ContentTable.Put(session, collection, id, side, content);
        }

        foreach (var operation in changes.PlanAdded)
        {
            PlanTable.Put(session, collection, operation);
        }

        foreach (var operation in changes.PlanRemoved)
        {
            PlanTable.Remove(session, collection, operation);
            ContentTable.RemoveUnneeded(session, collection, operation.LinkId);
        }
    }
}

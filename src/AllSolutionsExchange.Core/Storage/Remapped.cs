using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>What becomes of a side's ends when its items are read in another way, or are those of another source.</summary>
internal static class Remapped
{
    /// <summary>
    /// Puts all items that are live into the inbox, and forgets what they held of the fields that are read in another way.
    /// </summary>
    public static void Apply(SqlSession session, long collection, MappingChange change)
    {
        FolderTable.SetMapping(session, collection, change.Side, change.Mapping);
        if (!change.IsReread)
        {
            return;
        }

        InboxTable.Add(session, collection, LinkEndTable.LiveItems(session, collection, change.Side).ConvertAll(id => (change.Side, id)));
        if (!change.Changed.IsEmpty)
        {
            LinkEndTable.Forget(session, collection, change.Side, change.Changed);
        }
    }

    /// <summary>
    /// What was known of a side's items is of another source. Nothing there was deleted: an end goes on if the new one has its item.
    /// </summary>
    public static void Leave(SqlSession session, long collection, SideName side)
    {
        FolderTable.Leave(session, collection, side);
        LinkEndTable.Leave(session, collection, side);
        InboxTable.Clear(session, collection, side);
        UnreadTable.Clear(session, collection, side);
    }
}

using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>What pulling a folder changes: identities, listings that begin, and pages with the cursor behind them.</summary>
internal static class PulledPages
{
    public static void Apply(SqlSession session, long collection, StoreChanges changes, long now)
    {
        var learned = changes.Identities.Count + changes.Seen.Count + changes.Trusts.Count + changes.Stamps.Count;
        if (learned + changes.ListingsBegun.Count + changes.Pages.Count + changes.Listings.Count == 0)
        {
            return;
        }

        var folders = new FolderTable(session, collection);
        foreach (var (side, identity) in changes.Identities)
        {
            FolderTable.CheckOwner(session, CollectionTable.User(session, collection), side, identity);
            if (folders.Memories().TryGetValue(side, out var known) && known.Identity.Folder != identity.Folder)
            {
                Remapped.Leave(session, collection, side);
            }

            folders.SetIdentity(side, identity);
        }

        foreach (var (side, seen) in changes.Seen)
        {
            folders.SetSeen(side, seen);
        }

        foreach (var (side, trust) in changes.Trusts)
        {
            folders.SetTrust(side, trust);
        }

        foreach (var (side, stamps) in changes.Stamps)
        {
            folders.SetStamps(side, stamps);
        }

        foreach (var (side, id) in changes.ListingsBegun)
        {
            var folder = folders.Number(side, id)!.Value;
            folders.BeginListing(folder);
            LinkEndTable.SetStateInFolder(session, collection, side, folder, EndState.Present, EndState.Unseen);
            LinkEndTable.SetStateInFolder(session, collection, side, folder, EndState.Made, EndState.Unseen);
        }

        foreach (var (side, id, page) in changes.Pages)
        {
            Apply(session, collection, side, folders, folders.Number(side, id)!.Value, page);
        }

        foreach (var (side, id, listing, spoilt, waiting) in changes.Listings)
        {
            var folder = folders.Number(side, id)!.Value;
            Apply(session, collection, side, folders, folder, listing.Items, waiting);
            folders.SetSpoilt(folder, spoilt, now);
        }
    }

    private static void Apply(SqlSession session, long collection, SideName side, FolderTable folders, long folder, PullPage page)
    {
        InboxTable.Add(session, collection, Unread(session, collection, side, folders, page.Changes));
        folders.SetCursor(folder, page.Cursor);
        if (!page.IsLast)
        {
            return;
        }

        LinkEndTable.SetStateInFolder(session, collection, side, folder, EndState.Made, EndState.Vanished);
        if (folders.EndListing(folder))
        {
            LinkEndTable.SetStateInFolder(session, collection, side, folder, EndState.Unseen, EndState.Vanished);
        }
    }

    /// <summary>What a search named is there. What it did not name proves nothing: it is asked for.</summary>
    private static void Apply(
        SqlSession session,
        long collection,
        SideName side,
        FolderTable folders,
        long folder,
        IReadOnlyList<ItemChange> items,
        ISet<string> waiting
    )
    {
        LinkEndTable.SetStateInFolder(session, collection, side, folder, EndState.Present, EndState.Unseen);
        LinkEndTable.SetStateInFolder(session, collection, side, folder, EndState.Made, EndState.Unseen);
        var unread = Unread(session, collection, side, folders, items);
        unread.AddRange(LinkEndTable.UnseenItems(session, collection, side, folder).Select(id => (side, id)));
        InboxTable.Add(session, collection, unread.FindAll(item => !waiting.Contains(item.Id)));
    }

    /// <summary>Takes changes, and tells which items are to be read.</summary>
    private static List<(SideName Side, string Id)> Unread(
        SqlSession session,
        long collection,
        SideName side,
        FolderTable folders,
        IReadOnlyList<ItemChange> changes
    )
    {
        var unread = new List<(SideName, string)>();
        var isRematching = folders.Memories().TryGetValue(side, out var memory) && memory.Trust == SideTrust.Rematching;
        var known = LinkEndTable.KnownItems(session, collection, side, changes);
        foreach (var change in LastOfEach(changes))
        {
            var isKnown = known.Contains(IdHash.Of(change.Id)!.Value);
            if (change.IsVanished)
            {
                if (isKnown)
                {
                    SetVanished(session, collection, side, change.Id);
                }
            }
            else if (!isKnown || !IsEcho(session, collection, side, change) || isRematching)
            {
                unread.Add((side, change.Id));
            }
        }

        return unread;
    }

    /// <summary>An end that is gone was proven deleted, or deleted by us: then this is the echo of it.</summary>
    private static void SetVanished(SqlSession session, long collection, SideName side, string id)
    {
        foreach (var end in LinkEndTable.OfItem(session, collection, side, id))
        {
            if (end.State is EndState.Present or EndState.Unseen or EndState.Made)
            {
                LinkEndTable.SetState(session, side, end.Link, EndState.Vanished);
            }
        }
    }

    /// <summary>Whether the change is known already. Where the item is there again, its end says so.</summary>
    private static bool IsEcho(SqlSession session, long collection, SideName side, ItemChange change)
    {
        var isEcho = false;
        foreach (var end in LinkEndTable.OfItem(session, collection, side, change.Id))
        {
            if (end.State is EndState.Unseen or EndState.Vanished or EndState.Made)
            {
                LinkEndTable.SetState(session, side, end.Link, EndState.Present);
            }

            isEcho |=
                end.State is not (EndState.Gone or EndState.Accepted or EndState.None)
                && change.Version is not null
                && string.Equals(end.Version, change.Version, StringComparison.Ordinal);
        }

        return isEcho;
    }

    /// <summary>An id that a page names twice counts as last named.</summary>
    private static IEnumerable<ItemChange> LastOfEach(IReadOnlyList<ItemChange> changes)
    {
        var last = new Dictionary<string, int>(changes.Count, StringComparer.Ordinal);
        for (var i = 0; i < changes.Count; i++)
        {
            last[changes[i].Id] = i;
        }

        return last.Count == changes.Count ? changes : changes.Where((change, i) => last[change.Id] == i);
    }
}

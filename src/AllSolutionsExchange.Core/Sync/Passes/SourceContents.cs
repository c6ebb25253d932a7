using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Fetches what is to be written: from the spool, else from the side that it comes from.</summary>
internal static class SourceContents
{
    /// <summary>
    /// Contents by link. An item that is no longer as it was planned is left out and put into the inbox, to be planned anew; one that
    /// cannot be read waits until it can.
    /// </summary>
    public static async Task<IReadOnlyDictionary<LinkId, CanonicalItem>> ReadAsync(
        PassContext pass,
        SideName source,
        IReadOnlyList<PlannedOperation> operations,
        Dictionary<LinkId, Link> links,
        StoreChanges changes,
        CancellationToken cancellationToken
    )
    {
        var wanted = operations
            .Where(operation => operation.Action is SyncAction.Create or SyncAction.Update && links.ContainsKey(operation.LinkId))
            .Select(operation => operation.LinkId)
            .ToList();
        var contents = new Dictionary<LinkId, CanonicalItem>();
        if (wanted.Count == 0)
        {
            return contents;
        }

        foreach (var spooled in await pass.Store.ContentsAsync(pass.Lease, source, wanted, cancellationToken).ConfigureAwait(false))
        {
            contents.Add(spooled.Key, spooled.Value);
        }

        var missing = wanted.FindAll(id => !contents.ContainsKey(id) && !pass.Unread.IsWaiting(source, links[id][source].Id!));
        var loaded = await pass.LoadAsync(source, missing.ConvertAll(id => links[id][source].Id!), cancellationToken).ConfigureAwait(false);
        for (var i = 0; i < missing.Count; i++)
        {
            Keep(pass, source, links[missing[i]], loaded[i], contents, changes);
        }

        return contents;
    }

    private static void Keep(
        PassContext pass,
        SideName source,
        Link link,
        LoadResult loaded,
        Dictionary<LinkId, CanonicalItem> contents,
        StoreChanges changes
    )
    {
        if (loaded.Error is { } error)
        {
            pass.Tally.Failed(source, loaded.Id, error, link, loaded.Name);
            changes.Unread.Add(pass.Unread.Failed(source, loaded.Id, error));
            return;
        }

        if (
            loaded.Item?.Content is { } content
            && loaded.Item.Hold == HoldReason.None
            && pass.Target.Kind.Digests(content) == link[source].Now
        )
        {
            contents.Add(link.Id, content);
        }
        else
        {
            changes.InboxAdded.Add((source, link[source].Id!));
        }
    }
}

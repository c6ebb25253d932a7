using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>
/// Looks for items by marker or UID in all folders of their kind and in Deleted Items. FindItem does not go deep: one request a folder.
/// </summary>
internal sealed class KindFolders<T>
    where T : EwsItem, new()
{
    private readonly EwsMailbox _mailbox;
    private readonly ItemMap<T> _map;

    public KindFolders(EwsMailbox mailbox, ItemMap<T> map)
    {
        _mailbox = mailbox;
        _map = map;
    }

    public async Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken)
    {
        var kind = _map.Kind;
        var lookups = wanted.Select(item => new EwsItemLookup(item.LinkId.ToString(), item.Uid)).ToList();
        var folders = await _mailbox.FindFoldersAsync(kind.FolderClass, cancellationToken).ConfigureAwait(false);
        var deletedItems = await DeletedItemsAsync(folders, cancellationToken).ConfigureAwait(false);
        var found = new List<FoundItem>();
        foreach (var folder in folders)
        {
            var isDeleted = deletedItems is not null && string.Equals(folder.ParentFolderId, deletedItems, StringComparison.Ordinal);
            await AddAsync(EwsFolderId.FromId(folder.Id!), isDeleted).ConfigureAwait(false);
        }

        await AddAsync(EwsFolderId.DeletedItems, isDeleted: true).ConfigureAwait(false);
        return found;

        async Task AddAsync(EwsFolderId folder, bool isDeleted)
        {
            var items = await _mailbox.FindItemsAsync(kind.Fields, folder, lookups, kind.Identity, cancellationToken).ConfigureAwait(false);
            foreach (var item in items)
            {
                found.Add(new FoundItem(item.ItemId!.Id, item.ParentFolderId ?? folder.Id ?? "", item.LinkId, _map.Uid(item), isDeleted));
            }
        }
    }

    /// <summary>
    /// The id of Deleted Items, asked for only where a folder of the kind is somewhere else than beside or below another one: a folder
    /// that was deleted holds deleted items.
    /// </summary>
    private async Task<string?> DeletedItemsAsync(IReadOnlyList<EwsFolder> folders, CancellationToken cancellationToken)
    {
        var parents = folders.Select(folder => folder.ParentFolderId).Distinct(StringComparer.Ordinal).ToList();
        var below = new HashSet<string?>(folders.Select(folder => folder.Id), StringComparer.Ordinal);
        if (parents.Count(parent => !below.Contains(parent)) <= 1)
        {
            return null;
        }

        var asked = new GetFolderOperation([EwsFolderId.DeletedItems]);
        var deletedItems = await _mailbox.SendAsync(asked, cancellationToken).ConfigureAwait(false);
        return deletedItems.Id;
    }
}

using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>
/// Looks for items by marker or UID in all calendar folders and in Deleted Items. FindItem does not go deep: one request a folder.
/// </summary>
internal sealed class CalendarFolders
{
    private readonly EwsMailbox _mailbox;

    public CalendarFolders(EwsMailbox mailbox) => _mailbox = mailbox;

    public async Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken)
    {
        var lookups = wanted.Select(item => new EwsItemLookup(item.LinkId.ToString(), item.Uid)).ToList();
        var calendars = await _mailbox.FindCalendarFoldersAsync(cancellationToken).ConfigureAwait(false);
        var deletedItems = await DeletedItemsAsync(calendars, cancellationToken).ConfigureAwait(false);
        var found = new List<FoundItem>();
        foreach (var calendar in calendars)
        {
            var isDeleted = deletedItems is not null && string.Equals(calendar.ParentFolderId, deletedItems, StringComparison.Ordinal);
            await AddAsync(EwsFolderId.FromId(calendar.Id!), isDeleted).ConfigureAwait(false);
        }

        await AddAsync(EwsFolderId.DeletedItems, isDeleted: true).ConfigureAwait(false);
        return found;

        async Task AddAsync(EwsFolderId folder, bool isDeleted)
        {
            foreach (var item in await _mailbox.FindItemsAsync(folder, lookups, EwsItemShape.Identity, cancellationToken).ConfigureAwait(false))
                found.Add(new FoundItem(item.ItemId!.Id, item.ParentFolderId ?? folder.Id ?? "", item.LinkId, item.CleanGlobalObjectId, isDeleted));
        }
    }

    /// <summary>
    /// The id of Deleted Items, asked for only where a calendar stands somewhere else than beside or below another one: a calendar
    /// folder that was deleted holds deleted items.
    /// </summary>
    private async Task<string?> DeletedItemsAsync(IReadOnlyList<EwsFolder> calendars, CancellationToken cancellationToken)
    {
        var parents = calendars.Select(calendar => calendar.ParentFolderId).Distinct(StringComparer.Ordinal).ToList();
        var below = new HashSet<string?>(calendars.Select(calendar => calendar.Id), StringComparer.Ordinal);
        if (parents.Count(parent => !below.Contains(parent)) <= 1) return null;
        var folder = await _mailbox.SendAsync(new GetFolderOperation([EwsFolderId.DeletedItems]), cancellationToken).ConfigureAwait(false);
        return folder.Id;
    }
}

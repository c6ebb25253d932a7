namespace AllSolutionsExchange.Sync;

/// <summary>
/// What comes behind an item that spoils the page which the cursor is at. The folder is searched for all that stands in it in each
/// pass, until the page can be read again. The cursor stays, and is tried as rarely as an item that cannot be read.
/// </summary>
internal static class SpoiltPull
{
    /// <summary>
    /// Searches the folder. Where the cursor passed the item in this pass, once more: what the search has named and the cursor has
    /// not, and is gone since, shows in no page.
    /// </summary>
    /// <param name="pass">The pass.</param>
    /// <param name="folder">The folder.</param>
    /// <param name="trouble">Why the page cannot be read; null where it now can.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task ListAsync(PassContext pass, FolderState folder, Trouble? trouble, CancellationToken cancellationToken)
    {
        var listing = await pass.Side(folder.Side).ListAsync(folder.Folder, cancellationToken).ConfigureAwait(false);
        var spoilt = trouble is null ? null : new SpoiltPage(trouble, listing.Unnamed);
        var changes = new StoreChanges();
        changes.Listings.Add((folder.Side, folder.Folder, listing, spoilt, pass.Unread.Waiting(folder.Side)));
        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        pass.HasNews = true;
        if (listing.Unnamed > 0) pass.Unnamed.Add(folder.Side);
        if (spoilt is not null && trouble != folder.Spoilt?.Trouble) pass.Spoilt.Add((folder, spoilt));
    }

    /// <summary>Tells of the pages that were tried in this pass in vain, unless the items that spoil them tell it themselves.</summary>
    public static void Tell(PassContext pass)
    {
        foreach (var (folder, spoilt) in pass.Spoilt)
            if (IsUntold(spoilt, pass.Unread.Count(folder.Side))) pass.Tally.Failed(folder.Side, folder.Folder, Error(folder.Side, spoilt), null, null);
    }

    /// <summary>The folders that are held since the page at their cursor failed again and again, with what is wrong of them.</summary>
    public static IEnumerable<(FolderState Folder, Trouble Trouble)> Held(MailboxState state) => state.Folders
        .Where(folder => folder.Spoilt is { } spoilt && RetrySchedule.IsHeld(spoilt.Trouble.Failures)
            && IsUntold(spoilt, state.Unread.Count(item => item.Trouble.Side == folder.Side)))
        .Select(folder => (folder, folder.Spoilt!.Trouble with { Error = Error(folder.Side, folder.Spoilt) }));

    /// <summary>Whether more items spoil a folder than cannot be read.</summary>
    public static bool IsUntold(SpoiltPage spoilt, int unread) => Math.Max(1, spoilt.Unnamed) > unread;

    /// <summary>What is wrong with the folder.</summary>
    public static ItemError Error(SideName side, SpoiltPage spoilt)
    {
        var missing = spoilt.Unnamed == 0
            ? "all its items are found by a search in each run."
            : FormattableString.Invariant($"its items are found by a search in each run, but for {spoilt.Unnamed}, which {side} cannot name.");
        return new ItemError(spoilt.Trouble.Error.Code,
            $"An item spoils the list of changes of this folder; {missing} Repair the mailbox: New-MailboxRepairRequest -CorruptionType FolderView. "
            + spoilt.Trouble.Error.Message);
    }
}

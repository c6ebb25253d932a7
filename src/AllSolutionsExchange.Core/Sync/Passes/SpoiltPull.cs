namespace AllSolutionsExchange.Sync;

/// <summary>
/// What comes behind an item that spoils the page which the cursor is at. The folder is searched for all that is in it in each
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
    /// <param name="trouble">Why the page cannot be read; null if it now can.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public static async Task ListAsync(PassContext pass, FolderState folder, Trouble? trouble, CancellationToken cancellationToken)
    {
        var listing = await pass.Side(folder.Side).ListAsync(folder.Folder, cancellationToken).ConfigureAwait(false);
        var spoilt = trouble is null ? null : Page(pass, folder.Side, trouble, listing);
        var changes = new StoreChanges();
        changes.Listings.Add((folder.Side, folder.Folder, listing, spoilt, pass.Unread.Waiting(folder.Side)));
        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        pass.HasNews = true;
        if (listing.Unnamed > 0)
        {
            pass.Unnamed.Add(folder.Side);
        }

        if (trouble is not null && trouble != folder.Spoilt?.Trouble)
        {
            pass.Spoilt.Add((folder, trouble, listing));
        }
    }

    /// <summary>Tells of the pages that were tried in this pass in vain, unless the items that spoil them tell it themselves.</summary>
    public static void Tell(PassContext pass)
    {
        foreach (var (folder, trouble, listing) in pass.Spoilt)
        {
            var spoilt = Page(pass, folder.Side, trouble, listing);
            if (IsUntold(spoilt, pass.Unread.Count(folder.Side)))
            {
                pass.Tally.Failed(folder.Side, folder.Folder, Error(folder.Side, spoilt), null, null);
            }
        }
    }

    /// <summary>The folders that are held since the page at their cursor failed again and again, with what is wrong of them.</summary>
    public static IEnumerable<(FolderState Folder, Trouble Trouble)> Held(CollectionState state) =>
        state
            .Folders.Where(folder =>
                folder.Spoilt is { } spoilt
                && RetrySchedule.IsHeld(spoilt.Trouble.Failures)
                && IsUntold(spoilt, state.Unread.Count(item => item.Trouble.Side == folder.Side))
            )
            .Select(folder => (folder, folder.Spoilt!.Trouble with { Error = Error(folder.Side, folder.Spoilt) }));

    /// <summary>Whether nothing else tells of an item that spoils a folder.</summary>
    /// <param name="spoilt">The page.</param>
    /// <param name="unread">How many items of the side cannot be read.</param>
    public static bool IsUntold(SpoiltPage spoilt, int unread) => spoilt.Unnamed > 0 || unread == 0;

    /// <summary>
    /// The page as it is known now. What cannot be read is told by itself, also if the search does not name it; one that the search does
    /// name is none of those that it cannot.
    /// </summary>
    private static SpoiltPage Page(PassContext pass, SideName side, Trouble trouble, FolderListing listing)
    {
        var named = new HashSet<string>(listing.Items.Select(item => item.Id), StringComparer.Ordinal);
        return new SpoiltPage(trouble, Math.Max(0, listing.Unnamed - pass.Unread.CountBeside(side, named)));
    }

    /// <summary>What is wrong with the folder.</summary>
    public static ItemError Error(SideName side, SpoiltPage spoilt)
    {
        var missing =
            spoilt.Unnamed == 0
                ? "all its items are found by a search in each run."
                : FormattableString.Invariant(
                    $"its items are found by a search in each run, but for {spoilt.Unnamed}, which {side} cannot name."
                );
        return new ItemError(
            spoilt.Trouble.Error.Code,
            $"An item spoils the list of changes of this folder; {missing} {spoilt.Trouble.Error.Message}",
            "Repair the mailbox: New-MailboxRepairRequest -CorruptionType FolderView."
        );
    }
}

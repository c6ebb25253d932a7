namespace AllSolutionsExchange.Sync;

/// <summary>Asks a side what changed and stores it page by page, each page in one transaction with its cursor.</summary>
internal static class Pull
{
    public static async Task RunAsync(PassContext pass, SideName side, CancellationToken cancellationToken)
    {
        var identity = await IdentityAsync(pass, side, cancellationToken).ConfigureAwait(false);
        foreach (var folder in pass.State.Folders.Where(folder => folder.Side == side))
        {
            try
            {
                await PullFolderAsync(pass, folder, cancellationToken).ConfigureAwait(false);
            }
            catch (FolderGoneException)
            {
                await ThrowIfAnotherAsync(pass, side, identity, cancellationToken).ConfigureAwait(false);
                throw;
            }
        }
    }

    private static async Task<SideIdentity> IdentityAsync(PassContext pass, SideName side, CancellationToken cancellationToken)
    {
        if (pass.State.Sides.TryGetValue(side, out var known))
        {
            return known.Identity;
        }

        var identity = await pass.Side(side).IdentifyAsync(cancellationToken).ConfigureAwait(false);
        var changes = new StoreChanges();
        changes.Identities.Add((side, identity));
        changes.Mappings.Add(new MappingChange(side, pass.Side(side).Capabilities.Mapping));
        try
        {
            await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }
        catch (IdentityTakenException taken)
        {
            throw new SafetyStopException(
                SafetyLimit.SharedMailbox,
                $"The address {pass.Target.Mailbox} leads to the mailbox with which user {taken.Owner} is already synchronised. Nothing "
                    + "was written.",
                "Give one of the two another mailbox with Set-AsUserMailbox, or remove one registration with Remove-AsUserMailbox."
            );
        }

        await pass.Stamps.ReadAsync(side, cancellationToken).ConfigureAwait(false);
        pass.State = await pass.Store.ReadStateAsync(pass.Lease, cancellationToken).ConfigureAwait(false);
        return identity;
    }

    private static async Task ThrowIfAnotherAsync(PassContext pass, SideName side, SideIdentity known, CancellationToken cancellationToken)
    {
        var now = await pass.Side(side).IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (string.Equals(now.Id, known.Id, StringComparison.Ordinal))
        {
            return;
        }

        throw Continuity.Another(side, pass.Target);
    }

    private static async Task PullFolderAsync(PassContext pass, FolderState folder, CancellationToken cancellationToken)
    {
        var trouble = folder.Spoilt?.Trouble;
        if (pass.IsDue(trouble))
        {
            try
            {
                await PullPagesAsync(pass, folder, cancellationToken).ConfigureAwait(false);
                trouble = null;
            }
            catch (PageSpoiltException spoilt)
            {
                trouble = Trouble.After(trouble, folder.Side, spoilt.Error, pass.Clock());
            }
        }

        if (trouble is not null || folder.Spoilt is not null)
        {
            await SpoiltPull.ListAsync(pass, folder, trouble, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task PullPagesAsync(PassContext pass, FolderState folder, CancellationToken cancellationToken)
    {
        var cursor = folder.Cursor;
        var listing = folder.IsListing;
        var hasMade = pass.State.Made.Contains(folder.Side) || pass.Adopted.Contains(folder.Side);
        if (pass.Options.FullResync && cursor is not null && !listing)
        {
            await BeginListingAsync(pass, folder, cancellationToken).ConfigureAwait(false);
            (cursor, listing) = (null, true);
        }

        while (true)
        {
            PullPage page;
            try
            {
                page = await pass.Side(folder.Side).PullAsync(folder.Folder, cursor, cancellationToken).ConfigureAwait(false);
            }
            catch (CursorInvalidException) when (cursor is not null)
            {
                await BeginListingAsync(pass, folder, cancellationToken).ConfigureAwait(false);
                (cursor, listing) = (null, true);
                continue;
            }

            if (page.Changes.Count > 0 || listing || cursor is null || (page.IsLast && hasMade))
            {
                var changes = new StoreChanges();
                changes.Pages.Add((folder.Side, folder.Folder, page));
                await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
                pass.HasNews = true;
                foreach (var change in page.Changes)
                {
                    pass.Unread.Wake(folder.Side, change.Id);
                }
            }

            if (page.IsLast)
            {
                return;
            }

            if (page.Changes.Count == 0 && string.Equals(page.Cursor, cursor, StringComparison.Ordinal))
            {
                throw new SideUnavailableException(
                    "The server says that more changes are waiting but sends none.",
                    "Run the synchronisation again; if that changes nothing, run it with -FullResync."
                );
            }

            cursor = page.Cursor;
        }
    }

    /// <summary>
    /// Begins a full listing. Without a cursor, what is nowhere was not necessarily deleted by anybody, unless the side keeps a history
    /// that tells.
    /// </summary>
    public static void BeginListing(PassContext pass, FolderState folder, StoreChanges changes)
    {
        var forgets = pass.Side(folder.Side).Seen is null;
        if (forgets && pass.Trust(folder.Side) == SideTrust.Full)
        {
            pass.SetTrust(folder.Side, SideTrust.Forgot, changes);
        }

        changes.ListingsBegun.Add((folder.Side, folder.Folder));
    }

    private static Task BeginListingAsync(PassContext pass, FolderState folder, CancellationToken cancellationToken)
    {
        var changes = new StoreChanges();
        BeginListing(pass, folder, changes);
        return pass.CommitAsync(changes, cancellationToken);
    }
}

namespace AllSolutionsExchange.Sync;

/// <summary>
/// Finds out what became of writes whose answer was never stored: a create is looked for by its marker, anything else is read
/// again. Nothing is sent again blindly.
/// </summary>
internal static class Recovery
{
    public static async Task RunAsync(PassContext pass, CancellationToken cancellationToken)
    {
        if (!pass.State.HasJournal) return;
        var journal = await pass.Store.JournalAsync(pass.Lease, cancellationToken).ConfigureAwait(false);
        foreach (var side in SideNames.Both)
        {
            var creates = journal.Where(entry => entry.Side == side && entry.Action == SyncAction.Create).ToList();
            for (var first = 0; first < creates.Count; first += pass.Side(side).Capabilities.FindBatch)
                await AdoptAsync(pass, side, creates.Skip(first).Take(pass.Side(side).Capabilities.FindBatch).ToList(), cancellationToken).ConfigureAwait(false);
        }

        var rereads = new StoreChanges();
        foreach (var entry in journal.Where(entry => entry.Action != SyncAction.Create))
        {
            rereads.InboxAdded.Add((entry.Side, entry.Id!));
            rereads.JournalRemoved.Add(entry.Number);
        }

        await pass.CommitAsync(rereads, cancellationToken).ConfigureAwait(false);
    }

    private static async Task AdoptAsync(PassContext pass, SideName side, List<JournalEntry> creates, CancellationToken cancellationToken)
    {
        await pass.KeepLeaseAsync(cancellationToken).ConfigureAwait(false);
        var links = (await pass.Store.LinksAsync(pass.Lease, creates.ConvertAll(entry => entry.LinkId), cancellationToken).ConfigureAwait(false))
            .ToDictionary(link => link.Id);
        var wanted = creates.ConvertAll(entry => new WantedItem(entry.LinkId, pass.Side(side).UidFor(entry.LinkId)));
        var found = await pass.Side(side).FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        var linked = await pass.Store.LinksByItemAsync(pass.Lease, side, found.Select(item => item.Id).ToList(), cancellationToken).ConfigureAwait(false);
        var known = new HashSet<string>(linked.Select(link => link[side].Id!), StringComparer.Ordinal);

        var changes = new StoreChanges();
        foreach (var entry in creates)
        {
            changes.JournalRemoved.Add(entry.Number);
            if (!links.TryGetValue(entry.LinkId, out var link) || link[side].IsLive) continue;
            var item = Ours(found.Where(item => !known.Contains(item.Id)), entry.LinkId, pass.Side(side).UidFor(entry.LinkId));
            if (item is null) continue;
            changes.Links.Add(link.With(side, new LinkEnd { State = EndState.Present, Id = item.Id, Folder = item.Folder, Uid = item.Uid, IsMarked = true, Agreed = link[side].Agreed }));
            changes.InboxAdded.Add((side, item.Id));
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// The one that we made, told from a user's copy of it by its UID. A server that gave it another UID than we asked for
    /// leaves one item with the marker at the most, unless it was copied at once.
    /// </summary>
    private static FoundItem? Ours(IEnumerable<FoundItem> found, LinkId linkId, string? uid)
    {
        var marked = found.Where(item => !item.IsDeleted && LinkId.Parse(item.Marker) == linkId).ToList();
        return marked.Find(item => uid is not null && string.Equals(item.Uid, uid, StringComparison.Ordinal)) ?? marked.FirstOrDefault();
    }
}

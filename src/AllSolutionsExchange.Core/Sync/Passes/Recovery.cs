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
        var links = (await pass.Store.LinksAsync(pass.Lease, creates.ConvertAll(entry => entry.LinkId), cancellationToken).ConfigureAwait(false))
            .ToDictionary(link => link.Id);
        var wanted = creates.ConvertAll(entry => new WantedItem(entry.LinkId, pass.Side(side).UidFor(entry.LinkId)));
        var found = await pass.Side(side).FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        var candidates = await CandidatesAsync(pass, side, found, cancellationToken).ConfigureAwait(false);

        var changes = new StoreChanges();
        foreach (var entry in creates)
        {
            changes.JournalRemoved.Add(entry.Number);
            if (!links.TryGetValue(entry.LinkId, out var link) || link[side].IsLive) continue;
            var item = candidates.Find(candidate => LinkId.Parse(candidate.Marker) == link.Id && IsOurs(candidate, link, side, pass.Side(side).UidFor(link.Id)));
            if (item is null) continue;
            changes.Links.Add(link.With(side, new LinkEnd { State = EndState.Present, Id = item.Id, Folder = item.Folder, Uid = item.Uid, IsMarked = true, Agreed = link[side].Agreed }));
            changes.InboxAdded.Add((side, item.Id));
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What was found, is not deleted and belongs to no link yet, read.</summary>
    private static async Task<List<SideItem>> CandidatesAsync(PassContext pass, SideName side, IReadOnlyList<FoundItem> found, CancellationToken cancellationToken)
    {
        var ids = found.Where(item => !item.IsDeleted).Select(item => item.Id).Distinct(StringComparer.Ordinal).ToList();
        var linked = await pass.Store.LinksByItemAsync(pass.Lease, side, ids, cancellationToken).ConfigureAwait(false);
        ids.RemoveAll(id => linked.Any(link => string.Equals(link[side].Id, id, StringComparison.Ordinal)));
        if (ids.Count == 0) return [];
        var loaded = await pass.Side(side).LoadAsync(ids, cancellationToken).ConfigureAwait(false);
        return loaded.Where(result => result.Item is not null).Select(result => result.Item!).ToList();
    }

    /// <summary>
    /// The one that we made, told from a user's copy of it by its UID. Where the server gave it another UID than we asked for, it
    /// holds what we sent.
    /// </summary>
    private static bool IsOurs(SideItem item, Link link, SideName side, string? uid) =>
        uid is null || item.Uid is null
        || string.Equals(item.Uid, uid, StringComparison.Ordinal)
        || item.Content?.Digests() == link[side.Other()].Now;
}

namespace AllSolutionsExchange.Sync;

/// <summary>
/// Finds out what became of writes whose answer was never stored: a create is looked for by its marker, anything else is read
/// again. What an update sent and the item holds is ours, and not a user's edit. Nothing is sent again blindly: where an item that was
/// found cannot be told from a user's copy before it is read, or the item of an update cannot be read, the entry stays in the journal,
/// and its link is left alone, until it was read.
/// </summary>
internal static class Recovery
{
    private static readonly ItemError UnreadSearch = new(
        "SearchUnreadable",
        "It is not known whether it was made: another item spoils the search for it.",
        "It is looked for again in the next run, and not made twice."
    );

    /// <summary>Looks for what was made, before anything is pulled.</summary>
    public static async Task RunAsync(PassContext pass, CancellationToken cancellationToken)
    {
        if (!pass.State.HasJournal)
        {
            return;
        }

        var journal = await pass.Store.JournalAsync(pass.Lease, cancellationToken).ConfigureAwait(false);
        foreach (var side in SideNames.Both)
        {
            var creates = journal.Where(entry => entry.Side == side && entry.Action == SyncAction.Create).ToList();
            if (creates.Count > 0)
            {
                await FindAsync(pass, side, creates, cancellationToken).ConfigureAwait(false);
            }
        }

        await ReadAgainAsync(pass, [.. journal.Where(entry => entry.Action != SyncAction.Create)], cancellationToken).ConfigureAwait(false);
    }

    private static async Task ReadAgainAsync(PassContext pass, List<JournalEntry> entries, CancellationToken cancellationToken)
    {
        var rereads = new StoreChanges();
        var ids = entries.ConvertAll(entry => entry.LinkId);
        var links = (await pass.Store.LinksAsync(pass.Lease, ids, cancellationToken).ConfigureAwait(false)).ToDictionary(link => link.Id);
        foreach (var entry in entries)
        {
            // What could not be read before is tried again by time, and not by its entry; what is left untouched, when it changes.
            var isUntouched = links.TryGetValue(entry.LinkId, out var link) && link[entry.Side].IsHeld;
            if (!isUntouched && !pass.Unread.IsWaiting(entry.Side, entry.Id!))
            {
                rereads.InboxAdded.Add((entry.Side, entry.Id!));
            }

            if (entry.Sent.IsNone)
            {
                rereads.JournalRemoved.Add(entry.Number);
            }
            else
            {
                pass.Unanswered[(entry.Side, entry.LinkId)] = entry;
            }
        }

        await pass.CommitAsync(rereads, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Decides on what had to be read first.</summary>
    public static async Task EndAsync(PassContext pass, CancellationToken cancellationToken)
    {
        await DropGoneAsync(pass, cancellationToken).ConfigureAwait(false);
        if (pass.Undecided.Count == 0)
        {
            return;
        }

        var links = (
            await pass.Store.LinksAsync(pass.Lease, pass.Undecided.Keys.ToList(), cancellationToken).ConfigureAwait(false)
        ).ToDictionary(link => link.Id);
        var changes = new StoreChanges();
        foreach (var (entry, candidates) in pass.Undecided.Values.ToList())
        {
            var isKnown = !links.TryGetValue(entry.LinkId, out var link) || link[entry.Side].IsLive;
            if (!isKnown && (candidates is null || candidates.Exists(id => pass.Unread.IsWaiting(entry.Side, id))))
            {
                continue;
            }

            changes.JournalRemoved.Add(entry.Number);
            pass.Undecided.Remove(entry.LinkId);
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>An update of what is gone by now, or of a link that is, has no answer any more.</summary>
    private static async Task DropGoneAsync(PassContext pass, CancellationToken cancellationToken)
    {
        if (pass.Unanswered.Count == 0)
        {
            return;
        }

        var ids = pass.Unanswered.Keys.Select(key => key.Link).Distinct().ToList();
        var links = (await pass.Store.LinksAsync(pass.Lease, ids, cancellationToken).ConfigureAwait(false)).ToDictionary(link => link.Id);
        var changes = new StoreChanges();
        foreach (var (key, entry) in pass.Unanswered.ToList().Select(pair => (pair.Key, pair.Value)))
        {
            if (links.TryGetValue(key.Link, out var link) && (link[key.Side].IsLive || link[key.Side].State == EndState.Vanished))
            {
                continue;
            }

            changes.JournalRemoved.Add(entry.Number);
            pass.Unanswered.Remove(key);
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    private static async Task FindAsync(PassContext pass, SideName side, List<JournalEntry> creates, CancellationToken cancellationToken)
    {
        var links = (
            await pass.Store.LinksAsync(pass.Lease, creates.ConvertAll(entry => entry.LinkId), cancellationToken).ConfigureAwait(false)
        ).ToDictionary(link => link.Id);
        var wanted = creates.ConvertAll(entry => new WantedItem(entry.LinkId, pass.Side(side).UidFor(entry.LinkId)));
        if (await UnlinkedAsync(pass, side, wanted, cancellationToken).ConfigureAwait(false) is not { } found)
        {
            foreach (var entry in creates)
            {
                links.TryGetValue(entry.LinkId, out var unproven);
                pass.Tally.Failed(side, entry.LinkId.ToString(), UnreadSearch, unproven, null);
                pass.Undecided[entry.LinkId] = (entry, null);
            }

            return;
        }

        var changes = new StoreChanges();
        for (var i = 0; i < creates.Count; i++)
        {
            var entry = creates[i];
            var candidates = found.FindAll(item => LinkId.Parse(item.Marker) == entry.LinkId);
            if (!links.TryGetValue(entry.LinkId, out var link) || link[side].IsLive || candidates.Count == 0)
            {
                changes.JournalRemoved.Add(entry.Number);
            }
            else if (Ours(candidates, wanted[i].Uid) is { } ours)
            {
                Adopt(pass, side, link, ours, entry, changes);
            }
            else
            {
                Postpone(pass, entry, candidates.ConvertAll(item => item.Id), changes);
            }
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>What carries the markers, is not deleted and belongs to no link yet; null where the search for it cannot be read.</summary>
    private static async Task<List<FoundItem>?> UnlinkedAsync(
        PassContext pass,
        SideName side,
        List<WantedItem> wanted,
        CancellationToken cancellationToken
    )
    {
        IReadOnlyList<FoundItem> all;
        try
        {
            all = await pass.Side(side).FindAsync(wanted, cancellationToken).ConfigureAwait(false);
        }
        catch (PageSpoiltException)
        {
            return null;
        }

        var found = all.Where(item => !item.IsDeleted).ToList();
        var linked = await pass
            .Store.LinksByItemAsync(pass.Lease, side, found.ConvertAll(item => item.Id), cancellationToken)
            .ConfigureAwait(false);
        var ids = new HashSet<string>(linked.Select(link => link[side].Id!), StringComparer.Ordinal);
        return found.FindAll(item => !ids.Contains(item.Id));
    }

    /// <summary>The one with the UID that we sent, or without any where it is the only one; null if it is to be read first.</summary>
    private static FoundItem? Ours(List<FoundItem> candidates, string? uid) =>
        candidates.Find(item => string.Equals(item.Uid, uid, StringComparison.Ordinal))
        ?? (candidates.Count == 1 && candidates[0].Uid is null ? candidates[0] : null);

    /// <summary>
    /// It is ours, whether it can be read now or not, and holds what was sent: where it is removed again, that is a deletion.
    /// </summary>
    private static void Adopt(PassContext pass, SideName side, Link link, FoundItem item, JournalEntry entry, StoreChanges changes)
    {
        pass.Adopted.Add(side);
        changes.JournalRemoved.Add(entry.Number);
        var source = link[side.Other()];
        var made = new LinkEnd
        {
            State = pass.StateFoundIn(side, item.Folder),
            Id = item.Id,
            Folder = item.Folder,
            Uid = item.Uid,
            IsMarked = true,
            Agreed = source.Now,
        };
        changes.Links.Add(link.With(side, made).With(side.Other(), source with { Agreed = source.Now }));
        if (!pass.Unread.IsWaiting(side, item.Id))
        {
            changes.InboxAdded.Add((side, item.Id));
        }
    }

    /// <summary>The server gave it another UID than we asked for, or it is a user's copy: what it holds tells, once it is read.</summary>
    private static void Postpone(PassContext pass, JournalEntry entry, List<string> candidates, StoreChanges changes)
    {
        pass.Undecided[entry.LinkId] = (entry, candidates);
        foreach (var id in candidates)
        {
            if (!pass.Unread.IsWaiting(entry.Side, id))
            {
                changes.InboxAdded.Add((entry.Side, id));
            }
        }
    }
}

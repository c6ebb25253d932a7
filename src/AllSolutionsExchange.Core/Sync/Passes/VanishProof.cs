namespace AllSolutionsExchange.Sync;

/// <summary>
/// An id that vanished proves nothing: accepting a meeting or dragging it to another calendar gives the item a new id. It is looked
/// for by marker and UID in all folders; only what is among the deleted items or nowhere is deleted.
/// </summary>
internal static class VanishProof
{
    /// <summary>Whether anything was found elsewhere, so that there is something to read again.</summary>
    public static async Task<bool> RunAsync(PassContext pass, SideName side, CancellationToken cancellationToken)
    {
        var moved = false;
        LinkId? after = null;
        while (true)
        {
            var links = await pass
                .Store.VanishedAsync(pass.Lease, side, after, pass.Side(side).Capabilities.FindBatch, cancellationToken)
                .ConfigureAwait(false);
            if (links.Count == 0)
            {
                return moved;
            }

            after = links[links.Count - 1].Id;
            pass.HasNews = true;
            moved |= await ProveAsync(pass, side, links, cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task<bool> ProveAsync(
        PassContext pass,
        SideName side,
        IReadOnlyList<Link> links,
        CancellationToken cancellationToken
    )
    {
        var changes = new StoreChanges();
        foreach (var alone in links.Where(link => !HasCounterpart(link, side) && !pass.Undecided.ContainsKey(link.Id)))
        {
            changes.LinksRemoved.Add(alone.Id);
        }

        var wanted = links.Where(link => HasCounterpart(link, side)).ToList();
        if (wanted.Count > 0)
        {
            await LookForAsync(pass, side, wanted, changes, cancellationToken).ConfigureAwait(false);
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        return changes.InboxAdded.Count > 0;
    }

    private static async Task LookForAsync(
        PassContext pass,
        SideName side,
        List<Link> wanted,
        StoreChanges changes,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var items = wanted.ConvertAll(link => new WantedItem(link.Id, link[side].Uid));
            var found = await pass.Side(side).FindAsync(items, cancellationToken).ConfigureAwait(false);
            var linked = await LinkedAsync(pass, side, found, cancellationToken).ConfigureAwait(false);
            foreach (var link in wanted)
            {
                Judge(pass, side, link, found, linked, changes);
            }
        }
        catch (PageSpoiltException spoilt)
        {
            // They are looked for again in the next pass, and nothing is deleted for them until then.
            foreach (var link in wanted)
            {
                pass.Unproven.Add((side, link.Id));
                pass.Tally.Failed(side, link[side].Id ?? link.Id.ToString(), spoilt.Error, link, null);
            }
        }
    }

    private static void Judge(
        PassContext pass,
        SideName side,
        Link link,
        IReadOnlyList<FoundItem> found,
        Dictionary<string, Link> linked,
        StoreChanges changes
    )
    {
        var uid = KnownUid(pass, side, link, found);
        if (uid is null && MustBeReadFirst(pass, side, link, found, linked, changes))
        {
            return;
        }

        var elsewhere = found
            .Where(item =>
                !item.IsDeleted && IsSame(link, uid, item) && !(linked.TryGetValue(item.Id, out var other) && HasCounterpart(other, side))
            )
            .OrderByDescending(item => string.Equals(item.Id, link[side].Id, StringComparison.Ordinal))
            .FirstOrDefault();
        if (elsewhere is null)
        {
            // On a side that lost its memory, what is nowhere is left to LostEnds; on one that cannot name all, it is looked for again.
            var isDeleted = found.Any(item => item.IsDeleted && IsSame(link, uid, item));
            if (pass.Unnamed.Contains(side) && !isDeleted)
            {
                pass.Unproven.Add((side, link.Id));
                return;
            }

            if (pass.Trust(side) == SideTrust.Rematching || (pass.Trust(side) == SideTrust.Forgot && !isDeleted))
            {
                return;
            }

            changes.Links.Add(Gone(side, link, isDeleted));
            return;
        }

        // A second one of the same item, which was held: now it is the first.
        if (linked.TryGetValue(elsewhere.Id, out var twin))
        {
            changes.LinksRemoved.Add(twin.Id);
        }

        var moved = link.With(
            side,
            link[side] with
            {
                State = pass.StateFoundIn(side, elsewhere.Folder),
                Id = elsewhere.Id,
                Folder = elsewhere.Folder,
                Version = null,
            }
        );
        linked[elsewhere.Id] = moved;
        changes.Links.Add(moved);
        changes.InboxAdded.Add((side, elsewhere.Id));
    }

    /// <summary>
    /// The link without its end. What the other item is held for by what it is stays its reason. What was found among the deleted items
    /// carries the marker, also if the answer to writing it was lost.
    /// </summary>
    private static Link Gone(SideName side, Link link, bool isFound)
    {
        var (end, other) = (link[side], link[side.Other()]);
        return link.With(side, end with { State = EndState.Gone, IsMarked = end.IsMarked || isFound }) with
        {
            IsDirty = !other.IsHeld,
            Hold = other.IsHeld ? other.Hold : HoldReason.None,
        };
    }

    /// <summary>
    /// The UID of the link's item. If it was made and never read, it has the one that we asked for, where something has: what carries the
    /// mark alone is then a copy, which belongs to its user.
    /// </summary>
    private static string? KnownUid(PassContext pass, SideName side, Link link, IReadOnlyList<FoundItem> found) =>
        link[side].Uid
        ?? (
            pass.Side(side).UidFor(link.Id) is { } asked && found.Any(item => string.Equals(item.Uid, asked, StringComparison.Ordinal))
                ? asked
                : null
        );

    private static bool IsSame(Link link, string? uid, FoundItem item)
    {
        var sameUid = uid is not null && string.Equals(uid, item.Uid, StringComparison.Ordinal);
        return sameUid || (LinkId.Parse(item.Marker) == link.Id && item.Uid is null);
    }

    /// <summary>
    /// Whether an item carries the mark of one that was never read, and another UID than we asked for. It may be that item or a user's
    /// copy of it: what it holds tells, and identification takes it or leaves it to a link of its own.
    /// </summary>
    private static bool MustBeReadFirst(
        PassContext pass,
        SideName side,
        Link link,
        IReadOnlyList<FoundItem> found,
        Dictionary<string, Link> linked,
        StoreChanges changes
    )
    {
        var unread = found
            .Where(item => !item.IsDeleted && LinkId.Parse(item.Marker) == link.Id && item.Uid is not null && !linked.ContainsKey(item.Id))
            .ToList();
        if (unread.Count == 0)
        {
            return false;
        }

        foreach (var item in unread)
        {
            if (!pass.Unread.IsWaiting(side, item.Id) && !pass.Unread.FailedNow(side, item.Id))
            {
                changes.InboxAdded.Add((side, item.Id));
            }
        }

        pass.Unproven.Add((side, link.Id));
        return true;
    }

    /// <summary>
    /// The links of what was found. An item whose link has a counterpart belongs there: a copy that is synchronised by itself.
    /// </summary>
    private static async Task<Dictionary<string, Link>> LinkedAsync(
        PassContext pass,
        SideName side,
        IReadOnlyList<FoundItem> found,
        CancellationToken cancellationToken
    )
    {
        var links = await pass
            .Store.LinksByItemAsync(pass.Lease, side, found.Select(item => item.Id).ToList(), cancellationToken)
            .ConfigureAwait(false);
        return links.Where(link => link[side].IsLive).ToDictionary(link => link[side].Id!, StringComparer.Ordinal);
    }

    private static bool HasCounterpart(Link link, SideName side) => link.IsAgreed || link[side.Other()].State != EndState.None;
}

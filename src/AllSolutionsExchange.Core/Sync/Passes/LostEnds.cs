namespace AllSolutionsExchange.Sync;

/// <summary>
/// Ends that are nowhere on a side that has lost its memory, not even among its deleted items. Nobody deleted them there as far as
/// anything shows: nothing is deleted for it on the other side.
/// </summary>
internal static class LostEnds
{
    private const int PageSize = 500;

    /// <summary>A few may have been deleted for good by their user between two passes; more are the sign of a restored mailbox.</summary>
    private const int FewLost = 2;

    /// <summary>Takes what is lost out of its links; the mailbox stops instead where it is much.</summary>
    public static async Task SettleAsync(PassContext pass, CancellationToken cancellationToken)
    {
        foreach (var side in SideNames.Both)
        {
            if (pass.Trust(side) is not (SideTrust.Forgot or SideTrust.Rematching))
            {
                continue;
            }

            var lost = await ReadAsync(pass, side, cancellationToken).ConfigureAwait(false);
            if (lost.Count == 0)
            {
                continue;
            }

            var counts = await pass.Store.CountAsync(pass.Lease, cancellationToken).ConfigureAwait(false);
            var isMuch = lost.Count > Math.Max(FewLost, counts.Linked / 50);
            if (isMuch && pass.Trust(side) == SideTrust.Forgot)
            {
                throw Continuity.PutBack(side, pass.Target);
            }

            var changes = new StoreChanges();
            foreach (var link in lost)
            {
                Drop(pass, side, link, changes);
            }

            await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }
    }

    public static async Task<bool> AnyAsync(PassContext pass, SideName side, CancellationToken cancellationToken) =>
        (await pass.Store.VanishedAsync(pass.Lease, side, null, 1, cancellationToken).ConfigureAwait(false)).Count > 0;

    private static async Task<List<Link>> ReadAsync(PassContext pass, SideName side, CancellationToken cancellationToken)
    {
        var lost = new List<Link>();
        LinkId? after = null;
        while (true)
        {
            var page = await pass.Store.VanishedAsync(pass.Lease, side, after, PageSize, cancellationToken).ConfigureAwait(false);
            if (page.Count == 0)
            {
                return lost;
            }

            after = page[page.Count - 1].Id;
            lost.AddRange(page.Where(link => !pass.Undecided.ContainsKey(link.Id) && !pass.Unproven.Contains((side, link.Id))));
        }
    }

    /// <summary>What is on the other side is alone there then, as after a first pass: it is made again only if the run says so.</summary>
    private static void Drop(PassContext pass, SideName side, Link link, StoreChanges changes)
    {
        var alone = link.With(side, LinkEnd.None).WithoutAgreement();
        if (!alone[side.Other()].IsLive)
        {
            changes.LinksRemoved.Add(link.Id);
        }
        else if (alone[side.Other()].IsHeld)
        {
            changes.Links.Add(alone with { IsDirty = false });
        }
        else if (pass.Options.InitialModeCreatesOn(side))
        {
            changes.Links.Add(Identification.Judged(pass, side.Other(), alone));
        }
        else
        {
            changes.Links.Add(alone with { IsDirty = false, Hold = HoldReason.Unmatched });
        }
    }
}

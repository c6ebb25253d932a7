using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// Links items of both sides that are the same by their key fields and were never linked. Where several could be meant, none is
/// linked and none is created: they are held and reported.
/// </summary>
internal static class Matching
{
    private const int PageSize = 200;

    public static async Task RunAsync(PassContext pass, CancellationToken cancellationToken)
    {
        long? after = null;
        var rules = pass.Rules();
        while (true)
        {
            var groups = await pass.Store.MatchesAsync(pass.Lease, after, PageSize, cancellationToken).ConfigureAwait(false);
            if (groups.Count == 0)
            {
                return;
            }

            after = groups[groups.Count - 1].Key;
            var changes = new StoreChanges();
            foreach (var group in groups)
            {
                Match(pass, group, rules, changes);
            }

            await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }
    }

    private static void Match(PassContext pass, MatchGroup group, PlannerRules rules, StoreChanges changes)
    {
        var ours = group.Links.Where(link => link.AllSolutions.IsLive).ToList();
        var theirs = group.Links.Where(link => link.Exchange.IsLive).ToList();
        if (ours.Count == 1 && theirs.Count == 1 && IsCertain(pass, rules, ours[0].AllSolutions.Now, theirs[0].Exchange.Now))
        {
            Merge(pass, ours[0], theirs[0], changes);
            pass.Tally.Linked++;
            return;
        }

        foreach (var link in group.Links.Where(link => link.Hold != HoldReason.Ambiguous))
        {
            changes.Links.Add(link with { IsDirty = false, Hold = HoldReason.Ambiguous });
        }
    }

    /// <summary>The link whose id an item already carries is kept, so that no item has to be marked anew.</summary>
    private static void Merge(PassContext pass, Link ours, Link theirs, StoreChanges changes)
    {
        var keepsTheirs = theirs.Exchange.IsMarked && !ours.AllSolutions.IsMarked;
        var (kept, removed) = keepsTheirs ? (theirs, ours) : (ours, theirs);
        var side = keepsTheirs ? SideName.AllSolutions : SideName.Exchange;
        changes.LinksRemoved.Add(removed.Id);
        var merged = kept.With(side, removed[side] with { IsMarked = false });

        // With a reviewed plan it waits until that is asked, so that a run which ends before leaves it waiting.
        var waits = pass.Reviewed is not null;
        changes.Links.Add(merged with { IsDirty = !waits, Hold = waits ? HoldReason.Unmatched : HoldReason.None });
    }

    private static bool IsCertain(PassContext pass, PlannerRules rules, FieldDigests ours, FieldDigests theirs) =>
        rules.IsRematching
        || (pass.Target.Kind.CertainBy & (ours.EmptyFields() | theirs.EmptyFields())).IsEmpty
        || (ours.Differences(theirs) & rules.TwoWayFields).IsEmpty;
}

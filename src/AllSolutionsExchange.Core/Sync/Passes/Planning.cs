namespace AllSolutionsExchange.Sync;

/// <summary>Plans every link that has news, and spools the plan to the store.</summary>
internal static class Planning
{
    private const int PageSize = 500;

    public static async Task RunAsync(PassContext pass, CancellationToken cancellationToken)
    {
        var rules = pass.Rules();
        LinkId? after = null;
        while (true)
        {
            var links = await pass.Store.DirtyAsync(pass.Lease, after, PageSize, cancellationToken).ConfigureAwait(false);
            if (links.Count == 0)
            {
                break;
            }

            after = links[links.Count - 1].Id;
            var changes = new StoreChanges();
            foreach (var link in links.Where(link => pass.IsAnswered(link.Id)))
            {
                Spool(pass, link, Planner.Plan(link, rules), changes);
            }

            await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }

        var end = new StoreChanges
        {
            FirstPassDone = !pass.State.FirstPassDone,
            InitialModeUsed = pass.State.InitialMode is not null && !pass.IsRematching,
        };
        foreach (var side in SideNames.Both)
        {
            if (pass.Trust(side) != SideTrust.Full && !pass.Unproven.Any(end => end.Side == side))
            {
                pass.SetTrust(side, SideTrust.Full, end);
            }
        }

        await pass.CommitAsync(end, cancellationToken).ConfigureAwait(false);
    }

    private static void Spool(PassContext pass, Link link, PlanDecision decision, StoreChanges changes)
    {
        if (pass.Reviewed is { } reviewed && decision.Operations.Count > 0)
        {
            decision = Reviewed(pass, reviewed, link, decision);
        }

        if (decision.Link is null)
        {
            changes.LinksRemoved.Add(link.Id);
        }
        else if (decision.Link != link)
        {
            changes.Links.Add(decision.Link);
        }

        if (!decision.Conflict.IsEmpty && pass.Tally.Conflicts.Add(link.Id))
        {
            changes.Conflicts.Add(link.Id);
        }

        changes.PlanAdded.AddRange(decision.Operations);
    }

    /// <summary>
    /// Leaves out what a reviewed plan does not name. What was never agreed on goes on waiting; an ordinary change is planned again by the
    /// next run.
    /// </summary>
    private static PlanDecision Reviewed(PassContext pass, ReviewedPlan reviewed, Link link, PlanDecision decision)
    {
        var named = reviewed.Named(pass.Target, link, decision);
        foreach (var operation in named)
        {
            reviewed.Record(pass.Target, operation, link);
        }

        if (named.Count == decision.Operations.Count)
        {
            return decision;
        }

        pass.Tally.Skip(link.Id);
        if (named.Count > 0)
        {
            return decision with { Operations = named };
        }

        var isFirstMatch =
            !link.IsAgreed && ((link.AllSolutions.IsLive && link.Exchange.IsLive) || !pass.State.FirstPassDone || pass.IsRematching);
        return new PlanDecision(isFirstMatch ? link with { IsDirty = false, Hold = HoldReason.Unmatched } : link, []);
    }
}

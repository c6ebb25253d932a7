namespace AllSolutionsExchange.Sync;

/// <summary>Has every link planned that something is new of, and spools the plan to the store.</summary>
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
            if (links.Count == 0) break;
            after = links[links.Count - 1].Id;
            var changes = new StoreChanges();
            foreach (var link in links.Where(link => pass.IsAnswered(link.Id))) Take(pass, link, Planner.Plan(link, rules), changes);
            await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }

        var end = new StoreChanges
        {
            FirstPassDone = !pass.State.FirstPassDone,
            InitialModeUsed = pass.State.InitialMode is not null && !pass.IsRematching,
        };
        foreach (var side in SideNames.Both)
            if (pass.Trust(side) != SideTrust.Full && !pass.Unproven.Any(end => end.Side == side)) pass.SetTrust(side, SideTrust.Full, end);
        await pass.CommitAsync(end, cancellationToken).ConfigureAwait(false);
    }

    private static void Take(PassContext pass, Link link, PlanDecision decision, StoreChanges changes)
    {
        if (decision.Link is null) changes.LinksRemoved.Add(link.Id);
        else if (decision.Link != link) changes.Links.Add(decision.Link);
        if (decision.Conflict != 0) pass.Tally.Conflicts++;
        changes.PlanAdded.AddRange(decision.Operations);
    }
}

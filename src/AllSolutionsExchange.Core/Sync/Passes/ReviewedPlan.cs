namespace AllSolutionsExchange.Sync;

/// <summary>
/// The lines of one user that an admin reviewed: what they do not name is not done, and of what they name is told what was not.
/// </summary>
internal sealed class ReviewedPlan
{
    private readonly Dictionary<string, SyncPlanItem> _lines = new(StringComparer.Ordinal);
    private readonly HashSet<string> _planned = new(StringComparer.Ordinal);

    public ReviewedPlan(IEnumerable<SyncPlanItem> lines)
    {
        foreach (var line in lines)
        {
            _lines[line.Key()] = line;
        }
    }

    /// <summary>Those of a link's operations that may be carried out. What was never agreed on is matched whole or not at all.</summary>
    public IReadOnlyList<PlannedOperation> Named(SyncTarget target, Link link, PlanDecision decision)
    {
        var named = decision.Operations.Where(operation => _lines.ContainsKey(Key(target, operation, link))).ToList();
        return link.IsAgreed || named.Count == decision.Operations.Count ? named : [];
    }

    /// <summary>An operation is planned.</summary>
    public void Record(SyncTarget target, PlannedOperation operation, Link link) => _planned.Add(Key(target, operation, link));

    /// <summary>The lines that are not planned, with the reason.</summary>
    public async Task<IReadOnlyList<SyncPlanLeftover>> LeftAsync(PassContext pass, CancellationToken cancellationToken)
    {
        var left = _lines.Where(line => !_planned.Contains(line.Key)).Select(line => line.Value).ToList();
        var links = new Dictionary<(SideName, string), Link>();
        foreach (var side in SideNames.Both)
        {
            var ids = left.Select(line => Id(line, side)).OfType<string>().ToList();
            foreach (var link in await pass.Store.LinksByItemAsync(pass.Lease, side, ids, cancellationToken).ConfigureAwait(false))
            {
                links[(side, link[side].Id!)] = link;
            }
        }

        return left.ConvertAll(line => SyncPlanLeftover.Of(line, Why(line, Find(links, line))));
    }

    private string Why(SyncPlanItem line, Link? link)
    {
        if (link is null)
        {
            return "Its items are not known: they were deleted since, or it is the plan of another store.";
        }

        if (IsSettled(link))
        {
            return "It is done already: both sides are the same.";
        }

        if (!IsAsPlanned(line, link))
        {
            return "An item changed since the plan was made.";
        }

        return link is { IsAgreed: false, Hold: HoldReason.Unmatched, AllSolutions.IsLive: true, Exchange.IsLive: true }
            ? "The plan names one of the two lines of this item: a first match is carried out whole or not at all."
            : "It is planned only with the parameters that were given with -WhatIf: give them here too.";
    }

    private static bool IsSettled(Link link) =>
        link is { IsAgreed: true, IsDirty: false, Hold: HoldReason.None } && IsUnchanged(link.AllSolutions) && IsUnchanged(link.Exchange);

    private static bool IsUnchanged(LinkEnd end) => end is { IsLive: true, Changes.IsEmpty: true };

    private static bool IsAsPlanned(SyncPlanItem line, Link link) =>
        line.AllSolutionsId == link.AllSolutions.Id
        && line.AllSolutionsVersion == link.AllSolutions.Version
        && line.ExchangeId == link.Exchange.Id
        && line.ExchangeVersion == link.Exchange.Version;

    private static Link? Find(Dictionary<(SideName, string), Link> links, SyncPlanItem line)
    {
        foreach (var side in SideNames.Both)
        {
            if (Id(line, side) is { } id && links.TryGetValue((side, id), out var link))
            {
                return link;
            }
        }

        return null;
    }

    private static string? Id(SyncPlanItem line, SideName side) => side == SideName.Exchange ? line.ExchangeId : line.AllSolutionsId;

    private static string Key(SyncTarget target, PlannedOperation operation, Link link) => PlanReview.Item(target, operation, link).Key();
}

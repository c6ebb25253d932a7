using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// What was not carried out of a reviewed plan, of all users together: also of those whose mailbox was not synchronised at all.
/// </summary>
internal sealed class PlanLeftovers
{
    private readonly IReadOnlyList<SyncPlanItem> _plan;
    private readonly List<(string User, string Kind)> _done = [];
    private readonly List<string> _reasons = [];

    public PlanLeftovers(IReadOnlyList<SyncPlanItem> plan) => _plan = plan;

    /// <summary>Takes the result of a user's items of one kind.</summary>
    public void Take(SyncResult result)
    {
        if (result.Status is SyncStatus.Failed or SyncStatus.Stopped or SyncStatus.Locked)
        {
            return;
        }

        _done.Add((result.User, result.Kind));
        _reasons.AddRange(result.NotCarriedOut.Select(line => line.Reason));
    }

    /// <summary>How many lines, and why; null if all were carried out.</summary>
    public string? Text(bool isWhatIf)
    {
        var others = _plan.Count(line =>
            !_done.Exists(done => done.Kind == line.Kind && string.Equals(done.User, line.User, StringComparison.OrdinalIgnoreCase))
        );
        var reasons = _reasons.Concat(Enumerable.Repeat("The mailbox is not synchronised.", others)).ToList();
        if (reasons.Count == 0)
        {
            return null;
        }

        var verb =
            isWhatIf ? "would not be"
            : reasons.Count == 1 ? "was not"
            : "were not";
        var listed = _reasons.Count > 0 && !isWhatIf ? "The property NotCarriedOut of the results lists them. " : "";
        var counted = reasons.GroupBy(reason => reason, StringComparer.Ordinal).Select(group => $"{group.Count()}: {group.Key}");
        return $"{reasons.Count} of {_plan.Count} lines of the plan {verb} carried out. {string.Join(" ", counted)} "
            + $"{listed}Make a new plan with -WhatIf.";
    }
}

using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// What was not carried out of a reviewed plan, of all users together: also of those whose mailbox was not synchronised at all.
/// </summary>
internal sealed class PlanLeftovers
{
    private readonly IReadOnlyList<SyncPlanItem> _plan;
    private readonly List<(string User, string Kind)> _collections;
    private readonly List<(string User, string Kind)> _done = [];
    private readonly List<string> _reasons = [];

    /// <param name="plan">The lines that were given.</param>
    /// <param name="collections">The users of the run, with each kind of item that it takes of them.</param>
    public PlanLeftovers(IReadOnlyList<SyncPlanItem> plan, IEnumerable<(string User, string Kind)> collections)
    {
        _plan = plan;
        _collections = [.. collections];
    }

    /// <summary>Records the result of a user's items of one kind.</summary>
    public void Record(SyncResult result)
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
        var undone = _plan
            .Where(line => !IsAmong(_done, line))
            .Select(line =>
                IsAmong(_collections, line)
                    ? "The mailbox was not synchronised; its error says why."
                    : "The user, or that kind of item, is not part of this run."
            );
        var reasons = _reasons.Concat(undone).ToList();
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

    private static bool IsAmong(List<(string User, string Kind)> collections, SyncPlanItem line) =>
        collections.Exists(each => each.Kind == line.Kind && string.Equals(each.User, line.User, StringComparison.OrdinalIgnoreCase));
}

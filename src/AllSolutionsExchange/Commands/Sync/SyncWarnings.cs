using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Commands;

/// <summary>What a run, or a plan, warns of at its end: of all users and kinds together, and each only once.</summary>
internal sealed class SyncWarnings
{
    private readonly Dictionary<string, int> _deletedEarlier = new(StringComparer.Ordinal);
    private readonly Dictionary<string, int> _unmatched = new(StringComparer.Ordinal);
    private readonly SortedSet<string> _unmatchedKinds = new(StringComparer.Ordinal);
    private readonly HashSet<string> _kinds = new(StringComparer.Ordinal);

    /// <summary>Records a line of a plan.</summary>
    public void Record(SyncPlanItem line)
    {
        if (line.Reason == nameof(PlanReason.DeletedEarlier))
        {
            Add(_deletedEarlier, line.User, 1);
        }
    }

    /// <summary>Records the result of a user's items of one kind.</summary>
    public void Record(SyncResult result)
    {
        _kinds.Add(result.Kind);
        Add(_deletedEarlier, result.User, result.EarlierDeletions);
        Add(_unmatched, result.User, result.Unmatched);
        if (result.Unmatched > 0)
        {
            _unmatchedKinds.Add(result.Kind);
        }
    }

    /// <summary>The warnings; none if there is nothing to warn of.</summary>
    /// <param name="users">All users, in the order in which they are named.</param>
    /// <param name="isWhatIf">Whether it was a plan.</param>
    /// <param name="mode">The mode that the run was given: whoever gave one has decided on what waits.</param>
    public IEnumerable<string> Texts(IReadOnlyList<string> users, bool isWhatIf, InitialMode? mode)
    {
        var deleted = users.Where(_deletedEarlier.ContainsKey).ToList();
        if (deleted.Count > 0)
        {
            yield return EarlierDeletions(deleted, isWhatIf);
        }

        var waiting = users.Where(_unmatched.ContainsKey).ToList();
        if (waiting.Count > 0 && mode is null)
        {
            yield return Unmatched(waiting);
        }
    }

    /// <summary>With a policy for deletions more goes than was deleted since the last run.</summary>
    private string EarlierDeletions(IReadOnlyList<string> users, bool isWhatIf) =>
        $"Deletions that earlier runs left {(isWhatIf ? "would be" : "were")} carried out, since -DeletionPolicy allows it now: "
        + Counted(users, _deletedEarlier)
        + "."
        + (isWhatIf ? " In the plan their reason is DeletedEarlier." : "");

    /// <summary>One warning for all, of a plan too: a user or a kind that was added later waits for it, and nothing else would say
    /// so.</summary>
    private string Unmatched(IReadOnlyList<string> users)
    {
        var named = users.Count <= ShortList.MostNamed ? $" {string.Join(", ", users.Select(CompletionText.Quote))}" : "";
        var kinds = _unmatchedKinds.Count < _kinds.Count ? $" -Kind {string.Join(", ", _unmatchedKinds)}" : "";
        var items = string.Join(" and ", _unmatchedKinds.Select((kind, place) => (place == 0 ? kind : kind.ToLowerInvariant()) + "s"));
        return $"{items} that match nothing on the other side wait: {Counted(users, _unmatched)}. "
            + $"List them with Get-AsSyncHold{(users.Count == 1 ? named : "")} -Reason Unmatched. "
            + $"See what would be made of them: Invoke-AsExchangeSync{named}{kinds} -InitialMode Both -WhatIf; without -WhatIf they "
            + "are made.";
    }

    private static string Counted(IReadOnlyList<string> users, Dictionary<string, int> counts)
    {
        var others = users.Skip(ShortList.MostNamed).Sum(user => counts[user]);
        return ShortList.Of([.. users.Select(user => $"{counts[user]} of {user}")], _ => $"{others} of other users");
    }

    private static void Add(Dictionary<string, int> counts, string user, int count)
    {
        if (count > 0)
        {
            counts[user] = (counts.TryGetValue(user, out var before) ? before : 0) + count;
        }
    }
}

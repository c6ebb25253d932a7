namespace AllSolutionsExchange.Sync;

/// <summary>Counts while a pass runs.</summary>
internal sealed class PassTally
{
    private readonly Dictionary<(SideName Target, SyncAction Action), int> _writes = [];
    private readonly Dictionary<(SideName Side, string ItemId), SyncItemError> _errors = [];
    private readonly HashSet<LinkId> _skipped = [];

    public int Linked { get; set; }

    /// <summary>The items that are left alone after all that was done of them in this pass.</summary>
    public int Skipped => _skipped.Count;

    /// <summary>The links in conflict, those included that a run decided on which was killed before it could tell.</summary>
    public HashSet<LinkId> Conflicts { get; } = [];

    public int EarlierDeletions { get; set; }

    /// <summary>The lines of a reviewed plan that are not planned.</summary>
    public IReadOnlyList<SyncPlanLeftover> Leftovers { get; set; } = [];

    /// <summary>The items that failed, each once, with what went wrong last.</summary>
    public IReadOnlyList<SyncItemError> Errors => [.. _errors.Values];

    /// <summary>A link is stored: it is skipped where it is left alone, and not only because it failed or after it was written.</summary>
    public void Stored(Link link)
    {
        if (link.Hold is HoldReason.None or HoldReason.Quarantined or HoldReason.NotKept)
        {
            _skipped.Remove(link.Id);
        }
        else
        {
            _skipped.Add(link.Id);
        }
    }

    public void Removed(LinkId link) => _skipped.Remove(link);

    /// <summary>A link is left as it is although something was planned for it.</summary>
    public void Skip(LinkId link) => _skipped.Add(link);

    public void Wrote(SideName target, SyncAction action) => _writes[(target, action)] = Count(target, action) + 1;

    /// <summary>An item failed.</summary>
    /// <param name="side">The side that failed.</param>
    /// <param name="itemId">The item's id there, or the link's if it has none yet.</param>
    /// <param name="error">How it failed.</param>
    /// <param name="link">Its link, where it has one.</param>
    /// <param name="name">What is known of it by now.</param>
    public void Failed(SideName side, string itemId, ItemError error, Link? link, ItemName? name) =>
        _errors[(side, itemId)] = new SyncItemError(side.ToString(), ForeignText.Shown(itemId), error.Code, error.Message)
        {
            Fault = error.Fault,
            Advice = error.Advice,
            IsNamed = name is not null || IsUntold(link),
            Title = IsUntold(link) ? null : name?.Title,
            StartUtc = name?.StartUtc ?? (link is { StartsTicks: > 0 } ? new DateTime(link.StartsTicks, DateTimeKind.Utc) : null),
            DueDate = name?.DueDate,
            AllSolutionsId =
                link is not null ? link.AllSolutions.Id
                : side == SideName.AllSolutions ? itemId
                : null,
        };

    public SyncCounts Counts(SideName target) =>
        new(Count(target, SyncAction.Create), Count(target, SyncAction.Update), Count(target, SyncAction.Delete));

    /// <summary>An end that is left alone for what it is may be private: the title that the other one still has is not told.</summary>
    private static bool IsUntold(Link? link) => link is { AllSolutions.IsHeld: true } or { Exchange.IsHeld: true };

    private int Count(SideName target, SyncAction action) => _writes.TryGetValue((target, action), out var count) ? count : 0;
}

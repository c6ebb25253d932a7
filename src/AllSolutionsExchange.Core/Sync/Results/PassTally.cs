namespace AllSolutionsExchange.Sync;

/// <summary>Counts while a pass runs.</summary>
internal sealed class PassTally
{
    private readonly Dictionary<(SideName Target, SyncAction Action), int> _writes = [];
    private readonly Dictionary<(SideName Side, string ItemId), SyncItemError> _errors = [];

    public int Linked { get; set; }

    public int Skipped { get; set; }

    public int Conflicts { get; set; }

    /// <summary>The items that failed, each once, with what went wrong last.</summary>
    public IReadOnlyList<SyncItemError> Errors => [.. _errors.Values];

    public void Wrote(SideName target, SyncAction action) => _writes[(target, action)] = Count(target, action) + 1;

    public void Failed(SideName side, string itemId, ItemError error) =>
        _errors[(side, itemId)] = new SyncItemError(side, itemId, error.Code, error.Message);

    public SyncCounts Counts(SideName target) =>
        new(Count(target, SyncAction.Create), Count(target, SyncAction.Update), Count(target, SyncAction.Delete));

    private int Count(SideName target, SyncAction action) => _writes.TryGetValue((target, action), out var count) ? count : 0;
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Why an operation is planned.</summary>
public enum PlanReason
{
    /// <summary>The item is new on the other side.</summary>
    New = 1,

    /// <summary>The item changed on the other side.</summary>
    Changed = 2,

    /// <summary>Both sides changed the same field; the policy chose the other side's.</summary>
    ConflictLost = 3,

    /// <summary>Both sides match but differ, and were never in agreement.</summary>
    FirstMatch = 4,

    /// <summary>It was deleted here but changed on the other side: the edit wins.</summary>
    EditBeatsDelete = 5,

    /// <summary>It was deleted on the other side.</summary>
    DeletedOnOtherSide = 6,

    /// <summary>It was deleted on the other side before, when deletions were not carried over.</summary>
    DeletedEarlier = 7,
}

/// <summary>
/// An operation that the planner asks for. It holds no content: that is taken from the other side when it is carried out.
/// </summary>
internal sealed record PlannedOperation
{
    /// <summary>The link.</summary>
    public required LinkId LinkId { get; init; }

    /// <summary>The side to write to.</summary>
    public required SideName Target { get; init; }

    /// <summary>What is done.</summary>
    public required SyncAction Action { get; init; }

    /// <summary>Why.</summary>
    public required PlanReason Reason { get; init; }

    /// <summary>The fields to write.</summary>
    public FieldSet Fields { get; init; }
}

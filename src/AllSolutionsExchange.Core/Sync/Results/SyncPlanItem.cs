using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// One line of the plan: what a run would do. Survives Export-/Import-Clixml and can be given back to be carried out;
/// it is then carried out only if both items are still as they were.
/// </summary>
public sealed record SyncPlanItem
{
    /// <summary>The AllSolutions user.</summary>
    public required string User { get; init; }

    /// <summary>The mailbox's SMTP address.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The kind of item, such as Appointment.</summary>
    public required string Kind { get; init; }

    /// <summary>What is done: Create, Update or Delete.</summary>
    public required string Action { get; init; }

    /// <summary>The side that is written to.</summary>
    public required string Target { get; init; }

    /// <summary>
    /// Why: New, Changed, ConflictLost (both sides changed it, and the other one counts), FirstMatch (they were never linked),
    /// EditBeatsDelete,
    /// DeletedOnOtherSide or DeletedEarlier (when deletions were not carried over).
    /// </summary>
    public required string Reason { get; init; }

    /// <summary>The item's subject.</summary>
    public string? Title { get; init; }

    /// <summary>The start in UTC; null for a task.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>The day on which a task is due; null if it is due on none.</summary>
    public DateTime? DueDate { get; init; }

    /// <summary>The fields that are written, by name.</summary>
    public IReadOnlyList<string> Fields
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<string>([]);

    /// <summary>The item's id in AllSolutions, or null if it has none yet.</summary>
    public string? AllSolutionsId { get; init; }

    /// <summary>Its version there.</summary>
    public string? AllSolutionsVersion { get; init; }

    /// <summary>The item's id in Exchange, or null if it has none yet.</summary>
    public string? ExchangeId { get; init; }

    /// <summary>Its version there (the ChangeKey).</summary>
    public string? ExchangeVersion { get; init; }

    /// <summary>What makes two lines the same: the items, their versions, and what is done to them.</summary>
    /// <returns>A key to compare by, ordinally.</returns>
    public string Key() =>
        string.Join(
            "\n",
            Caseless.Key(User),
            Kind,
            Action,
            Target,
            AllSolutionsId,
            AllSolutionsVersion,
            ExchangeId,
            ExchangeVersion,
            string.Join(",", Fields)
        );
}

namespace AllSolutionsExchange.Sync;

/// <summary>An item that is left alone: where it is, why, since when, and what to do.</summary>
public sealed record SyncHold
{
    /// <summary>The AllSolutions user.</summary>
    public required string User { get; init; }

    /// <summary>The mailbox's SMTP address.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The kind of item, such as Appointment.</summary>
    public required string Kind { get; init; }

    /// <summary>The side whose item is the reason.</summary>
    public required string Side { get; init; }

    /// <summary>The item's title, read when the list is asked for. Empty for a private item, and if the item could not be read.</summary>
    public string? Title { get; init; }

    /// <summary>The start (UTC); empty for a task, and if it is not known.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>The day on which a task is due; empty if it is due on none, and if that is not known.</summary>
    public DateTime? DueDate { get; init; }

    /// <summary>Why the item is left alone.</summary>
    public required string Reason { get; init; }

    /// <summary>Since when it is left alone for this reason (UTC).</summary>
    public DateTime? SinceUtc { get; init; }

    /// <summary>What to do.</summary>
    public required string Advice { get; init; }

    /// <summary>The number in AllSolutions; empty if there is none.</summary>
    public string? AllSolutionsId { get; init; }

    /// <summary>The item's id in Exchange; empty if there is none.</summary>
    public string? ExchangeId { get; init; }

    /// <summary>Which item it is, the side, the reason and what to do.</summary>
    public override string ToString() =>
        $"{ItemName.InWords(Kind, new(Title, StartUtc, DueDate), AllSolutionsId, Side, ExchangeId)} ({Reason} in {Side}): {Advice}";
}

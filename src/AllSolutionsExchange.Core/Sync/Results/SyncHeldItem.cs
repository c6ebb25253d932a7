using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// An item that is held since it failed, since a field of it did not stay as it was written, or since the two sides diverged. Its title is
/// there if AllSolutions has it at hand; Get-AsSyncHold asks both sides for it.
/// </summary>
/// <param name="Side">The side that failed.</param>
/// <param name="ItemId">The item's id on that side, or the link's if it has none yet, or the folder's where its item cannot be
/// named.</param>
/// <param name="Reason">Why it is held.</param>
/// <param name="Code">The side's own code, such as an EWS ResponseCode.</param>
/// <param name="Message">What is wrong and what to do.</param>
/// <param name="Failures">How often in a row it failed.</param>
/// <param name="NextTryUtc">When it is tried again (UTC): in the first run after that, or earlier when the item changes; null if it
/// waits for a change.</param>
public sealed record SyncHeldItem(
    string Side,
    string ItemId,
    string Reason,
    string Code,
    string Message,
    int Failures,
    DateTime? NextTryUtc
)
{
    /// <summary>The kind of item, such as Appointment.</summary>
    public string Kind { get; init; } = nameof(ItemKind.Appointment);

    /// <summary>The title; null for a private item, and if it is not at hand.</summary>
    public string? Title { get; init; }

    /// <summary>The start (UTC); null for a task, and if it is not known.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>The day on which a task is due; null if it is due on none, or it is not known.</summary>
    public DateTime? DueDate { get; init; }

    /// <summary>The number in AllSolutions; null if it has none, as far as is known.</summary>
    public string? AllSolutionsId { get; init; }

    /// <summary>Whether the title that AllSolutions has may be told: not if the item in Exchange may be private.</summary>
    internal bool IsNameable { get; init; }

    /// <summary>Which item it is, the reason, the side, the code and the message.</summary>
    public override string ToString() =>
        $"{ItemName.InWords(Kind, new(Title, StartUtc, DueDate), AllSolutionsId, Side, ItemId)}: {Reason}, {Side} {Code}: {Message}";
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>An item that failed; the others went on.</summary>
/// <param name="Side">The side that failed.</param>
/// <param name="ItemId">The item's id on that side, or the link's if it has none yet, or the folder's where its item cannot be
/// named.</param>
/// <param name="Code">The side's own code, such as an EWS ResponseCode.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record SyncItemError(string Side, string ItemId, string Code, string Message)
{
    /// <summary>The kind of item, such as Appointment.</summary>
    public string Kind { get; init; } = nameof(ItemKind.Appointment);

    /// <summary>What a person knows the item by; null if it is private or cannot be read.</summary>
    public string? Title { get; init; }

    /// <summary>The start in UTC; null for a task, and if it is not known.</summary>
    public DateTime? StartUtc { get; init; }

    /// <summary>The day on which a task is due; null if it is due on none, or it is not known.</summary>
    public DateTime? DueDate { get; init; }

    /// <summary>The number in AllSolutions; null if it has none, as far as is known.</summary>
    public string? AllSolutionsId { get; init; }

    /// <summary>What is wrong, by itself.</summary>
    public string Fault
    {
        get => field ?? Message;
        init;
    }

    /// <summary>What to do, by itself; null if nothing is known.</summary>
    public string? Advice { get; init; }

    /// <summary>Whether its content was at hand, so that what is missing here is private.</summary>
    internal bool IsNamed { get; init; }

    /// <summary>Which item it is, the side, the code and the message.</summary>
    public override string ToString() => $"{Name()}: {Side} {Code}: {Message}";

    /// <summary>The item as a sentence names it: title, start and number, as far as they are known.</summary>
    /// <returns>For example <c>The appointment 'Visit' of 2026-12-07 08:30 UTC, number 1001 in AllSolutions</c>.</returns>
    public string Name() => ItemName.InWords(Kind, new(Title, StartUtc, DueDate), AllSolutionsId, Side, ItemId);
}

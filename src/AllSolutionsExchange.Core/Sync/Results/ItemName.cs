using System.Globalization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What a person knows an item by.</summary>
/// <param name="Title">The title; null if it is private.</param>
/// <param name="StartUtc">The start; null if it has none.</param>
/// <param name="DueDate">The day on which it is due; null if it is due on none.</param>
internal sealed record ItemName(string? Title, DateTime? StartUtc, DateTime? DueDate)
{
    // The ids of one mailbox all begin alike.
    private const int TailLength = 24;

    public static ItemName Of(CanonicalItem content) => new(content.IsPrivate ? null : content.Title, content.StartUtc, content.DueDate);

    /// <summary>An item as a sentence names it: title, start and number, as far as they are known, else what it is found by.</summary>
    /// <param name="kind">The kind of item, such as Appointment.</param>
    /// <param name="known">What is known of it.</param>
    /// <param name="number">The number in AllSolutions, or null.</param>
    /// <param name="side">The side that <paramref name="id"/> is of.</param>
    /// <param name="id">Its id there.</param>
    public static string InWords(string kind, ItemName known, string? number, string side, string? id)
    {
        var noun = kind.ToLowerInvariant();
        var title = known.Title;
        var name =
            title is null ? (kind == nameof(ItemKind.Appointment) ? $"An {noun}" : $"A {noun}")
            : title.Trim().Length == 0 ? $"The {noun} without a title"
            : $"The {noun} '{ForeignText.Shown(title)}'";
        var start =
            known.StartUtc is { } time ? time.ToString("' of 'yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture)
            : known.DueDate is { } day ? day.ToString("' due 'yyyy-MM-dd", CultureInfo.InvariantCulture)
            : "";
        if (number is not null)
        {
            return $"{name}{start}, number {number} in AllSolutions";
        }

        if (title is not null || start.Length > 0 || id is null)
        {
            return name + start;
        }

        return "An item that cannot be named, with the id "
            + $"{(id.Length > TailLength ? "..." + id.Substring(id.Length - TailLength) : id)} in {side}";
    }
}

using System.Globalization;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What a person knows an item by.</summary>
/// <param name="Title">The title; null where it is private.</param>
/// <param name="StartUtc">The start; null where it has none.</param>
internal sealed record ItemName(string? Title, DateTime? StartUtc)
{
    // The ids of one mailbox all begin alike.
    private const int TailLength = 24;

    public static ItemName Of(CanonicalItem content) => new(content.IsPrivate ? null : content.Title, content.StartsUtc);

    /// <summary>An item as a sentence names it: title, start and number, as far as they are known, else what it is found by.</summary>
    /// <param name="kind">The kind of item, such as Appointment.</param>
    /// <param name="title">The title; null where it is private or not known.</param>
    /// <param name="startUtc">The start in UTC, or null.</param>
    /// <param name="number">The number in AllSolutions, or null.</param>
    /// <param name="side">The side that <paramref name="id"/> is of.</param>
    /// <param name="id">Its id there.</param>
    public static string InWords(string kind, string? title, DateTime? startUtc, string? number, string side, string? id)
    {
        var noun = kind.ToLowerInvariant();
        var name =
            title is null ? (kind == nameof(ItemKind.Appointment) ? $"An {noun}" : $"A {noun}")
            : title.Trim().Length == 0 ? $"The {noun} without a title"
            : $"The {noun} '{ForeignText.Shown(title)}'";
        var start = startUtc is { } time ? " of " + time.ToString(Form(kind), CultureInfo.InvariantCulture) : "";
        if (number is not null)
        {
            return $"{name}{start}, number {number} in AllSolutions";
        }

        if (title is not null || startUtc is not null || id is null)
        {
            return name + start;
        }

        return "An item that cannot be named, with the id "
            + $"{(id.Length > TailLength ? "..." + id.Substring(id.Length - TailLength) : id)} in {side}";
    }

    /// <summary>A task has a day, which is the same in every zone.</summary>
    private static string Form(string kind) => kind == nameof(ItemKind.Task) ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm 'UTC'";
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What a person knows an item by.</summary>
/// <param name="Title">The title; null where it is private.</param>
/// <param name="StartUtc">The start; null where it has none.</param>
internal sealed record ItemName(string? Title, DateTime? StartUtc)
{
    public static ItemName Of(CanonicalItem content) => new(content.IsPrivate ? null : content.Title, content.StartsUtc);
}

namespace AllSolutionsExchange.Sync;

/// <summary>The order in which items are listed: by their time, then by title and number. Those without a time come last.</summary>
internal static class ItemOrder
{
    public static IEnumerable<SyncPlanItem> Ordered(this IEnumerable<SyncPlanItem> items) =>
        Ordered(items, item => item.StartUtc ?? item.DueDate, item => item.Title, item => item.AllSolutionsId);

    public static IEnumerable<SyncHold> Ordered(this IEnumerable<SyncHold> items) =>
        Ordered(items, item => item.StartUtc ?? item.DueDate, item => item.Title, item => item.AllSolutionsId);

    // A number of a connector may be any text; those of the register are in the order in which they were given.
    private static IEnumerable<T> Ordered<T>(
        IEnumerable<T> items,
        Func<T, DateTime?> time,
        Func<T, string?> title,
        Func<T, string?> number
    ) =>
        items
            .OrderBy(item => time(item) is null)
            .ThenBy(item => time(item))
            .ThenBy(title, StringComparer.OrdinalIgnoreCase)
            .ThenBy(item => number(item)?.Length)
            .ThenBy(number, StringComparer.Ordinal);
}

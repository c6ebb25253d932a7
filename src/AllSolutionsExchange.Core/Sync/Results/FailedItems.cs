namespace AllSolutionsExchange.Sync;

/// <summary>
/// Names the items that failed and whose content was not at hand then: by what AllSolutions holds.
/// </summary>
internal static class FailedItems
{
    public static async Task<IReadOnlyList<SyncItemError>> NameAsync(
        IReadOnlyList<SyncItemError> errors,
        ISyncSide allSolutions,
        CancellationToken cancellationToken
    )
    {
        var names = await AllSolutionsNames
            .ReadAsync(allSolutions, errors.Where(IsNameless).Select(error => error.AllSolutionsId), cancellationToken)
            .ConfigureAwait(false);
        return
        [
            .. errors.Select(error =>
                IsNameless(error) && names.TryGetValue(error.AllSolutionsId!, out var name) ? Named(error, name) : error
            ),
        ];
    }

    private static bool IsNameless(SyncItemError error) => error is { IsNamed: false, AllSolutionsId: not null };

    private static SyncItemError Named(SyncItemError error, ItemName name) =>
        error with
        {
            Title = name.Title,
            StartUtc = error.StartUtc ?? name.StartUtc,
            DueDate = error.DueDate ?? name.DueDate,
        };
}

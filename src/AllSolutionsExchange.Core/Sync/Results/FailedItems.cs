namespace AllSolutionsExchange.Sync;

/// <summary>
/// Names the items that failed and whose content was not at hand then: by what AllSolutions holds, which costs Exchange nothing.
/// </summary>
internal static class FailedItems
{
    public static async Task<IReadOnlyList<SyncItemError>> NameAsync(
        IReadOnlyList<SyncItemError> errors,
        ISyncSide allSolutions,
        CancellationToken cancellationToken
    )
    {
        var numbers = errors.Where(IsNameless).Select(error => error.AllSolutionsId!).Distinct(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, ItemName>(StringComparer.Ordinal);
        try
        {
            for (var done = 0; done < numbers.Count; done += allSolutions.Capabilities.LoadBatch)
            {
                var batch = numbers.Skip(done).Take(allSolutions.Capabilities.LoadBatch).ToList();
                foreach (var result in await allSolutions.LoadAsync(batch, cancellationToken).ConfigureAwait(false))
                {
                    if (result.Name is { } name)
                    {
                        names[result.Id] = name;
                    }
                }
            }
        }
        catch (SideException)
        {
            // The side is not there: the result says so, or the next pass. The errors stay, with the names that are known.
        }

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
        };
}

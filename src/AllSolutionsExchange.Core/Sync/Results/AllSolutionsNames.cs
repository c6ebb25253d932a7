namespace AllSolutionsExchange.Sync;

/// <summary>What items are known by in AllSolutions, which costs Exchange nothing.</summary>
internal static class AllSolutionsNames
{
    /// <summary>The names by number, of those that are there and can be read.</summary>
    public static async Task<IReadOnlyDictionary<string, ItemName>> ReadAsync(
        ISyncSide allSolutions,
        IEnumerable<string?> numbers,
        CancellationToken cancellationToken
    )
    {
        var wanted = numbers.OfType<string>().Distinct(StringComparer.Ordinal).ToList();
        var names = new Dictionary<string, ItemName>(StringComparer.Ordinal);
        try
        {
            for (var done = 0; done < wanted.Count; done += allSolutions.Capabilities.LoadBatch)
            {
                var batch = wanted.Skip(done).Take(allSolutions.Capabilities.LoadBatch).ToList();
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
            // The side is not there: the result says so, or the next pass. What is named stays, with the names that are known.
        }

        return names;
    }
}

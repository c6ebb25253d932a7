namespace AllSolutionsExchange.Sync;

/// <summary>
/// What a side promises of its results: one for each that was asked for, in their order. The engine matches them by position.
/// </summary>
internal static class SideContract
{
    /// <summary>Checks what was loaded.</summary>
    /// <exception cref="SideContractException">A result is missing, is for another id, or is one too many.</exception>
    public static IReadOnlyList<LoadResult> Loaded(SideName side, IReadOnlyList<string> ids, IReadOnlyList<LoadResult> results)
    {
        RequireCount(side, "items", ids.Count, results.Count);
        for (var index = 0; index < ids.Count; index++)
        {
            if (results[index].Id != ids[index])
            {
                throw new SideContractException($"{side} was asked for an item and answered with another one.");
            }
        }

        return results;
    }

    /// <summary>Checks the names of items.</summary>
    /// <exception cref="SideContractException">One is missing or is one too many.</exception>
    public static IReadOnlyList<ItemName?> Named(SideName side, IReadOnlyList<string> ids, IReadOnlyList<ItemName?> names)
    {
        RequireCount(side, "items", ids.Count, names.Count);
        return names;
    }

    /// <summary>Checks what became of writes.</summary>
    /// <exception cref="SideContractException">An outcome is missing or is one too many.</exception>
    public static IReadOnlyList<WriteOutcome> Written(
        SideName side,
        IReadOnlyList<WriteOperation> operations,
        IReadOnlyList<WriteOutcome> outcomes
    )
    {
        RequireCount(side, "changes", operations.Count, outcomes.Count);
        return outcomes;
    }

    private static void RequireCount(SideName side, string what, int wanted, int got)
    {
        if (wanted != got)
        {
            throw new SideContractException($"{side} was asked for {wanted} {what} and answered for {got}.");
        }
    }
}

namespace AllSolutionsExchange.Sync;

/// <summary>What stops a mailbox before the first write.</summary>
internal static class SafetyLimits
{
    /// <summary>
    /// A side that held linked items and now holds nothing at all: more often a failed read or a restored store than somebody's wish.
    /// </summary>
    public static void CheckEmptySide(LinkCounts counts, SyncOptions options, Collection collection)
    {
        if (options.AllowEmptySide || counts.Linked == 0)
        {
            return;
        }

        Check(counts.LiveExchange, "Exchange", counts.Linked, collection);
        Check(counts.LiveAllSolutions, "AllSolutions", counts.Linked, collection);
    }

    /// <summary>More deletes than the admin expects of one pass.</summary>
    public static SafetyStopException? OnDeletes(
        IReadOnlyDictionary<(SideName Target, SyncAction Action), int> planned,
        LinkCounts counts,
        SyncOptions options,
        Collection collection,
        bool isPlan
    )
    {
        if (options.Force)
        {
            return null;
        }

        var deletes = planned.Where(row => row.Key.Action == SyncAction.Delete).Sum(row => row.Value);
        var limit = Math.Max(options.MaxDelete, counts.Linked * options.MaxDeletePercent / 100);
        if (deletes <= limit)
        {
            return null;
        }

        return new SafetyStopException(
            SafetyLimit.TooManyDeletes,
            $"{deletes} {(deletes == 1 ? "item" : "items")} would be deleted, of {counts.Linked} linked; at most {limit} are allowed (the "
                + "larger of -MaxDelete and -MaxDeletePercent). Nothing was written.",
            (isPlan ? "If the plan is right," : "Look at the plan with -WhatIf; if it is right,")
                + $" run again with {CommandText.Only(collection)} and -Force or higher limits."
        );
    }

    private static void Check(int live, string side, int linked, Collection collection)
    {
        if (live > 0)
        {
            return;
        }

        throw new SafetyStopException(
            SafetyLimit.EmptySide,
            $"{side} is suddenly empty, though {(linked == 1 ? "1 item was" : $"{linked} items were")} linked. Nothing was written.",
            $"Find out why; if everything was deleted on purpose, run again with {CommandText.Only(collection)} -AllowEmptySide."
        );
    }
}

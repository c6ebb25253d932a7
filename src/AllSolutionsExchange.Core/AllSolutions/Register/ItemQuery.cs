namespace AllSolutionsExchange.AllSolutions;

/// <summary>Which items are asked for; what is null does not restrict.</summary>
public sealed class ItemQuery
{
    /// <summary>The user's code, with the wildcards * and ?; upper and lower case are the same.</summary>
    public string? User { get; init; }

    /// <summary>The item's id.</summary>
    public string? Id { get; init; }

    /// <summary>The subject, with the wildcards * and ?; upper and lower case are the same.</summary>
    public string? Subject { get; init; }

    /// <summary>
    /// Only what is still going on at this moment or starts later, in UTC; a date without a time counts as one in UTC, and what has no date
    /// as later than any.
    /// </summary>
    public DateTime? FromUtc { get; init; }

    /// <summary>Only what starts before this moment, in UTC.</summary>
    public DateTime? UntilUtc { get; init; }

    /// <summary>Only what has no synchronisation id: what is not linked to an item in Exchange.</summary>
    public bool WithoutSyncId { get; init; }
}

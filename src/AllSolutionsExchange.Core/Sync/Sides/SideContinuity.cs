namespace AllSolutionsExchange.Sync;

/// <summary>Whether a side is still the one that was seen before.</summary>
internal enum SideContinuity
{
    /// <summary>It is, and holds all that was seen of it.</summary>
    Same = 0,

    /// <summary>It is another one.</summary>
    Another = 1,

    /// <summary>It was put back to a state before the one that was seen.</summary>
    PutBack = 2,

    /// <summary>It is, but another store was synchronised with it since: ours was put back to an earlier state.</summary>
    StorePutBack = 3,
}

namespace AllSolutionsExchange.Sync;

/// <summary>Where changes are carried to.</summary>
public enum SyncDirection
{
    /// <summary>Both ways.</summary>
    Both = 0,

    /// <summary>From AllSolutions to Exchange only.</summary>
    ToExchange = 1,

    /// <summary>From Exchange to AllSolutions only.</summary>
    ToAllSolutions = 2,
}

namespace AllSolutionsExchange.Sync;

/// <summary>A safety limit stopped the collection before the first write.</summary>
public sealed class SafetyStopException : CouplingException
{
    /// <summary>A stop with its way out.</summary>
    /// <param name="limit">Which limit.</param>
    /// <param name="fault">What was seen.</param>
    /// <param name="advice">What to do.</param>
    public SafetyStopException(SafetyLimit limit, string fault, string advice)
        : base(ErrorIds.SyncStopped, fault, advice) => Limit = limit;

    /// <summary>Which limit.</summary>
    public SafetyLimit Limit { get; }
}

/// <summary>The safety limits.</summary>
public enum SafetyLimit
{
    /// <summary>One side is suddenly empty.</summary>
    EmptySide = 1,

    /// <summary>Too many deletes.</summary>
    TooManyDeletes = 2,

    /// <summary>Another mailbox or register is behind the same address.</summary>
    IdentityChanged = 3,

    /// <summary>Another user is synchronised with the same mailbox.</summary>
    SharedMailbox = 4,

    /// <summary>A side, or the store, was put back to an earlier state.</summary>
    PutBack = 5,
}

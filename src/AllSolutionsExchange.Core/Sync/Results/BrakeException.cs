namespace AllSolutionsExchange.Sync;

/// <summary>A brake: the mailbox was stopped before the first write.</summary>
public sealed class BrakeException : CouplingException
{
    /// <summary>A stop with its way out.</summary>
    /// <param name="brake">Which brake.</param>
    /// <param name="fault">What was seen.</param>
    /// <param name="advice">What to do.</param>
    public BrakeException(SyncBrake brake, string fault, string advice)
        : base(ErrorIds.SyncStopped, fault, advice) => Brake = brake;

    /// <summary>Which brake.</summary>
    public SyncBrake Brake { get; }
}

/// <summary>The brakes.</summary>
public enum SyncBrake
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

namespace AllSolutionsExchange.Sync;

/// <summary>The direction in which content flows.</summary>
public enum SyncDirection
{
    /// <summary>Both ways.</summary>
    Both = 0,

    /// <summary>From AllSolutions to Exchange only.</summary>
    ToExchange = 1,

    /// <summary>From Exchange to AllSolutions only.</summary>
    ToAllSolutions = 2,
}

/// <summary>Which side wins where both changed the same field. Different fields are always merged.</summary>
public enum ConflictPolicy
{
    /// <summary>
    /// The later change, by the servers' own times corrected for the measured skew of their clocks; a tie goes to Exchange.
    /// </summary>
    NewestWins = 0,

    /// <summary>Exchange.</summary>
    ExchangeWins = 1,

    /// <summary>AllSolutions.</summary>
    AllSolutionsWins = 2,
}

/// <summary>Whether a deletion is carried over to the other side. An edit on the other side beats it always.</summary>
public enum DeletionPolicy
{
    /// <summary>Never: the other side's item stays, and the link is kept as pending.</summary>
    None = 0,

    /// <summary>What is deleted in Exchange is deleted in AllSolutions.</summary>
    ToAllSolutions = 1,

    /// <summary>What is deleted in AllSolutions is moved to Deleted Items in Exchange.</summary>
    ToExchange = 2,

    /// <summary>Both.</summary>
    Both = 3,
}

/// <summary>What the first pass over a mailbox does with items that match nothing on the other side.</summary>
public enum InitialMode
{
    /// <summary>Leaves them: what matches is linked, nothing is created.</summary>
    Match = 0,

    /// <summary>Creates those of AllSolutions in Exchange.</summary>
    AllSolutionsToExchange = 1,

    /// <summary>Creates those of Exchange in AllSolutions.</summary>
    ExchangeToAllSolutions = 2,

    /// <summary>Both.</summary>
    Both = 3,
}

/// <summary>What a pass may do. The defaults mail nobody, delete nothing, and create nothing on the first pass.</summary>
public sealed record SyncOptions
{
    /// <summary>The direction in which content flows.</summary>
    public SyncDirection Direction { get; init; }

    /// <summary>Which side wins where both changed the same field.</summary>
    public ConflictPolicy ConflictPolicy { get; init; }

    /// <summary>Whether deletions are carried over.</summary>
    public DeletionPolicy DeletionPolicy { get; init; }

    /// <summary>
    /// What the first pass creates. Named in a later pass, it also releases what an earlier one left unmatched. Null:
    /// <see cref="InitialMode.Match"/>, and releases nothing.
    /// </summary>
    public InitialMode? InitialMode { get; init; }

    /// <summary>Days before now in which items are created on the other side. An item that is linked stays so wherever it goes.</summary>
    public int PastDays { get; init; } = 14;

    /// <summary>Days after now in which items are created on the other side.</summary>
    public int FutureDays { get; init; } = 365;

    /// <summary>Deletes per mailbox and pass that never stop it.</summary>
    public int MaxDelete { get; init; } = 10;

    /// <summary>Deletes per mailbox and pass, as a percentage of its links, that never stop it. The larger of both counts.</summary>
    public int MaxDeletePercent { get; init; } = 20;

    /// <summary>Whether the safety limit on the number of deletes is lifted for this run.</summary>
    public bool Force { get; init; }

    /// <summary>Whether a side that is suddenly empty is taken for true.</summary>
    public bool AllowEmptySide { get; init; }

    /// <summary>
    /// Whether both sides are listed anew instead of asked for changes. A side that was put back to an earlier state is then matched anew:
    /// nothing is deleted, and what differs is held.
    /// </summary>
    public bool FullResync { get; init; }

    internal bool WritesTo(SideName side) =>
        Direction == SyncDirection.Both
        || Direction == (side == SideName.Exchange ? SyncDirection.ToExchange : SyncDirection.ToAllSolutions);

    internal bool DeletesOn(SideName side) =>
        (DeletionPolicy & (side == SideName.Exchange ? DeletionPolicy.ToExchange : DeletionPolicy.ToAllSolutions)) != DeletionPolicy.None;

    internal bool InitialModeCreatesOn(SideName side) =>
        (
            (InitialMode ?? Sync.InitialMode.Match)
            & (side == SideName.Exchange ? Sync.InitialMode.AllSolutionsToExchange : Sync.InitialMode.ExchangeToAllSolutions)
        ) != Sync.InitialMode.Match;
}

namespace AllSolutionsExchange.Sync;

/// <summary>Why an item is left untouched.</summary>
public enum HoldReason
{
    /// <summary>It is not held.</summary>
    None = 0,

    /// <summary>A series: not synchronised yet.</summary>
    Series = 1,

    /// <summary>A private item.</summary>
    Private = 2,

    /// <summary>It lies outside the window in which items are created on the other side.</summary>
    OutsideWindow = 3,

    /// <summary>The first pass found nothing to match it with, and was not told to create.</summary>
    Unmatched = 4,

    /// <summary>Several items match it.</summary>
    Ambiguous = 5,

    /// <summary>It was deleted on the other side, and deletions are not carried over. The first run that may deletes it here too.</summary>
    PendingDelete = 6,

    /// <summary>It failed in five runs in a row: it is tried again after a while, rarer each time, and at once when it changes.</summary>
    Quarantined = 7,

    /// <summary>It would have to be written to where it may only be read: a meeting with attendees, or a direction that is off.</summary>
    ReadOnly = 8,

    /// <summary>An item of another kind than its folder is for.</summary>
    OtherKind = 9,

    /// <summary>The other side kept a field as it was before it was written. Everything else of the item goes on.</summary>
    NotKept = 10,

    /// <summary>
    /// Both sides hold something else, and it is not known what they agreed on: something was put back to an earlier state, or the user was
    /// registered anew.
    /// </summary>
    Diverged = 11,
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What is done to an item.</summary>
public enum SyncAction
{
    /// <summary>It is made.</summary>
    Create = 1,

    /// <summary>Some of its fields are changed.</summary>
    Update = 2,

    /// <summary>It is moved to the deleted items.</summary>
    Delete = 3,

    /// <summary>It is given its marker and nothing else.</summary>
    Stamp = 4,
}

/// <summary>One write to one side.</summary>
internal sealed record WriteOperation
{
    /// <summary>What is done.</summary>
    public required SyncAction Action { get; init; }

    /// <summary>The link: written on the item as its marker on a create, and on an update where <see cref="WritesMarker"/>.</summary>
    public required LinkId LinkId { get; init; }

    /// <summary>The item's id; null on a create.</summary>
    public string? Id { get; init; }

    /// <summary>The version that the item must still have; null on a create.</summary>
    public string? Version { get; init; }

    /// <summary>The folder to create in; null elsewhere.</summary>
    public string? Folder { get; init; }

    /// <summary>The content to take the fields from; null on a delete or a stamp.</summary>
    public CanonicalItem? Content { get; init; }

    /// <summary>The fields to write.</summary>
    public FieldSet Fields { get; init; }

    /// <summary>Whether an update also writes the marker.</summary>
    public bool WritesMarker { get; init; }
}

/// <summary>How a write ended.</summary>
internal enum WriteStatus
{
    /// <summary>It was applied.</summary>
    Done = 0,

    /// <summary>The item was changed meanwhile: read it again and plan anew.</summary>
    Conflict = 1,

    /// <summary>The item is not there.</summary>
    NotFound = 2,

    /// <summary>The side said no.</summary>
    Failed = 3,
}

/// <summary>The outcome of one write.</summary>
/// <param name="Status">How it ended.</param>
/// <param name="Id">The item's id after it; on a delete null.</param>
/// <param name="Version">The item's version after it; on a delete null.</param>
/// <param name="Item">The item as it is now stored, where the side returns it.</param>
/// <param name="Error">Why it failed, or null.</param>
internal sealed record WriteOutcome(
    WriteStatus Status,
    string? Id = null,
    string? Version = null,
    SideItem? Item = null,
    ItemError? Error = null
);

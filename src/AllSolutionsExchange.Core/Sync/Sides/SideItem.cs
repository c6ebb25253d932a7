using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>An item as a side returned it.</summary>
internal sealed record SideItem
{
    /// <summary>Its id on its side; compared ordinally.</summary>
    public required string Id { get; init; }

    /// <summary>Its version: the precondition of a write.</summary>
    public required string Version { get; init; }

    /// <summary>The folder that it is in.</summary>
    public required string Folder { get; init; }

    /// <summary>The link id written on it, or null. A user's copy carries the original's.</summary>
    public string? Marker { get; init; }

    /// <summary>The UID (in Exchange the CleanGlobalObjectId), or null where the side has none.</summary>
    public string? Uid { get; init; }

    /// <summary>When it was last changed, by the side's own clock, in UTC.</summary>
    public DateTime ModifiedUtc { get; init; }

    /// <summary>The content in canonical form; null where <see cref="Hold"/> tells why it is not looked at.</summary>
    public CanonicalItem? Content { get; init; }

    /// <summary>Why the item is left untouched, whatever its content: a series, a private one.</summary>
    public HoldReason Hold { get; init; }

    /// <summary>The fields that may be written: of a meeting with attendees none.</summary>
    public FieldSet Writable { get; init; } = FieldSet.Every;
}

/// <summary>What loading one id gave: the item, or that it is not there, or why it cannot be read.</summary>
/// <param name="Id">The id asked for.</param>
/// <param name="Item">The item, or null.</param>
/// <param name="Error">Why it cannot be read, or null. Neither item nor error: the id is not there.</param>
internal sealed record LoadResult(string Id, SideItem? Item, ItemError? Error = null)
{
    /// <summary>What a person knows the item by, where so much could be read.</summary>
    public ItemName? Name { get; init; } = Item?.Content is { } content ? ItemName.Of(content) : null;
}

/// <summary>A failure of one item, which stops nothing else.</summary>
/// <param name="Code">The side's own code, such as an EWS ResponseCode.</param>
/// <param name="Fault">What is wrong, without the item's content.</param>
/// <param name="Advice">What to do; null if nothing is known.</param>
internal sealed record ItemError(string Code, string Fault, string? Advice = null)
{
    /// <summary>What is wrong and what to do; the store keeps it as one text.</summary>
    public string Message => Advice is null ? Fault : $"{Fault} {Advice}";
}

/// <summary>An item that is looked for.</summary>
/// <param name="LinkId">The marker that it may carry.</param>
/// <param name="Uid">The UID that it is known by, or null.</param>
internal sealed record WantedItem(LinkId LinkId, string? Uid);

/// <summary>An item that was found.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Folder">Where it is.</param>
/// <param name="Marker">The marker that it carries, or null.</param>
/// <param name="Uid">Its UID, or null.</param>
/// <param name="IsDeleted">Whether it is among the deleted items.</param>
internal sealed record FoundItem(string Id, string Folder, string? Marker, string? Uid, bool IsDeleted);

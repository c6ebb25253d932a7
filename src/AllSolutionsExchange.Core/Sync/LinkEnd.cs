using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Whether the item is where the link says.</summary>
internal enum EndState
{
    /// <summary>There never was one.</summary>
    None = 0,

    /// <summary>It is there.</summary>
    Present = 1,

    /// <summary>It was there; a full listing that is under way has not named it yet.</summary>
    Unseen = 2,

    /// <summary>Its id is no longer there. That proves nothing: it may have moved.</summary>
    Vanished = 3,

    /// <summary>It was looked for everywhere: it is deleted.</summary>
    Gone = 4,

    /// <summary>It is deleted, and a pass that no safety limit stopped has left it at that: it no longer counts as suddenly gone.</summary>
    Accepted = 5,

    /// <summary>It is there: it was made or found since its folder was last pulled, so that no page has named it yet.</summary>
    Made = 6,
}

/// <summary>One end of a link.</summary>
internal sealed record LinkEnd
{
    public static readonly LinkEnd None = new();

    /// <summary>Whether the item is there.</summary>
    public EndState State { get; init; }

    /// <summary>The item's id; null if there is none.</summary>
    public string? Id { get; init; }

    /// <summary>The folder that it is in.</summary>
    public string? Folder { get; init; }

    /// <summary>The version last seen; null if it must be read.</summary>
    public string? Version { get; init; }

    /// <summary>The UID last seen (in Exchange the CleanGlobalObjectId).</summary>
    public string? Uid { get; init; }

    /// <summary>What it holds now.</summary>
    public FieldDigests Now { get; init; }

    /// <summary>What it held when both sides were last in agreement.</summary>
    public FieldDigests Agreed { get; init; }

    /// <summary>When it was last changed, by its side's clock, in UTC ticks.</summary>
    public long ModifiedTicks { get; init; }

    /// <summary>Whether it carries this link's id as its marker.</summary>
    public bool IsMarked { get; init; }

    /// <summary>Why its item is left untouched whatever it holds: a series, a private one. It holds nothing to compare then.</summary>
    public HoldReason Hold { get; init; }

    /// <summary>The fields that may be written.</summary>
    public FieldSet Writable { get; init; } = FieldSet.Every;

    /// <summary>Whether some fields may only be read, such as those of a meeting: then it is neither made nor deleted either.</summary>
    public bool IsRestricted => Writable != FieldSet.Every;

    /// <summary>Whether its item is there and is left untouched for what it is.</summary>
    public bool IsHeld => IsLive && Hold != HoldReason.None;

    /// <summary>Whether an item is here, as far as known.</summary>
    public bool IsLive => State is EndState.Present or EndState.Unseen or EndState.Made;

    /// <summary>The fields that changed since both sides agreed .</summary>
    public FieldSet Changes => Now.Differences(Agreed);
}

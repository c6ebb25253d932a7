namespace AllSolutionsExchange.Sync;

/// <summary>An item that failed; the others went on. It holds nothing of the item's content.</summary>
/// <param name="Side">The side that failed.</param>
/// <param name="ItemId">The item's id on that side, or the link's where it has none yet.</param>
/// <param name="Code">The side's own code, such as an EWS ResponseCode.</param>
/// <param name="Message">What is wrong and what to do.</param>
public sealed record SyncItemError(SideName Side, string ItemId, string Code, string Message)
{
    /// <summary>The side, the code and the message.</summary>
    public override string ToString() => $"{Side} {Code}: {Message}";
}

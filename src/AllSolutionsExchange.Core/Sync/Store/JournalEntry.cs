using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// A write that was about to be sent. It is kept until its outcome is stored, so that a lost answer is looked up and never sent again
/// blindly.
/// </summary>
internal sealed record JournalEntry
{
    /// <summary>The entry's number, given by the store; 0 before that.</summary>
    public long Number { get; set; }

    /// <summary>The link.</summary>
    public required LinkId LinkId { get; init; }

    /// <summary>The side written to.</summary>
    public required SideName Side { get; init; }

    /// <summary>What is done.</summary>
    public required SyncAction Action { get; init; }

    /// <summary>The item's id; null on a create.</summary>
    public string? Id { get; init; }

    /// <summary>
    /// What was sent by an update, as digests; none for anything else. An item that holds it was written by us and by no user.
    /// </summary>
    public FieldDigests Sent { get; init; }

    /// <summary>The key fields of what was sent; see <see cref="CanonicalItem.MatchKey"/>.</summary>
    public long MatchKey { get; init; }
}

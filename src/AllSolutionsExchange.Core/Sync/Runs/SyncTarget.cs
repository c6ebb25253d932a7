using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>One collection, opened on both sides.</summary>
/// <param name="Collection">Which it is.</param>
/// <param name="Mailbox">The mailbox's SMTP address.</param>
/// <param name="AllSolutions">The side in AllSolutions.</param>
/// <param name="Exchange">The side in Exchange.</param>
internal sealed record SyncTarget(Collection Collection, string Mailbox, ISyncSide AllSolutions, ISyncSide Exchange)
{
    /// <summary>The AllSolutions user.</summary>
    public string User => Collection.User;

    /// <summary>What there is to know of the kind of item.</summary>
    public Kind Kind { get; init; } = Kinds.Of(Collection.Kind);
}

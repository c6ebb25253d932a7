using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>What to synchronise, and how.</summary>
public sealed record SyncRequest
{
    /// <summary>The users in AllSolutions, wildcards allowed; null for all that are enabled.</summary>
    public IReadOnlyList<string>? Users { get; init; }

    /// <summary>The kinds of item; null for all that each user is registered with.</summary>
    public IReadOnlyList<ItemKind>? Kinds { get; init; }

    /// <summary>What the run may do. Its direction is that of each user unless <see cref="Direction"/> names another.</summary>
    public SyncOptions Options { get; init; } = new();

    /// <summary>The direction for all users of this run; null for each user's own.</summary>
    public SyncDirection? Direction { get; init; }

    /// <summary>Mailboxes at once.</summary>
    public int ThrottleLimit { get; init; } = 5;

    /// <summary>The plan lines that may be carried out; null for all that is planned anew.</summary>
    public IReadOnlyList<SyncPlanItem>? Reviewed { get; init; }

    /// <summary>The kinds of a user's items that are synchronised, in their order.</summary>
    public IReadOnlyList<ItemKind> KindsOf(UserMailbox user) => [.. user.KindIds.Where(kind => Kinds?.Contains(kind) ?? true)];

    /// <summary>Those of each collection.</summary>
    internal Func<Collection, IReadOnlyList<SyncPlanItem>?> ReviewedByUser()
    {
        var lines = Reviewed?.ToLookup(line => (Caseless.Key(line.User), line.Kind));
        return collection => lines is null ? null : [.. lines[(Caseless.Key(collection.User), collection.Kind.ToString())]];
    }

    /// <summary>
    /// Told when a rest of more than a minute ends that a side asks for, once for each; from several threads. May be null.
    /// </summary>
    public Action<SideName, DateTimeOffset>? OnRest { get; init; }

    /// <summary>
    /// Takes the lines of the protocol log, which hold neither secrets nor content; called from several threads. Null logs nothing.
    /// </summary>
    public Action<string>? ProtocolLog { get; init; }
}

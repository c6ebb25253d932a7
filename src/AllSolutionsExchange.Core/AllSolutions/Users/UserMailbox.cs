using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>Which mailbox belongs to a user of AllSolutions (MGEBRU), and what is kept the same.</summary>
public sealed record UserMailbox
{
    /// <summary>The user's code in AllSolutions; compared without regard to case.</summary>
    public required string User { get; init; }

    /// <summary>The mailbox's primary SMTP address.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The name that the mailbox's owner signs in with, where it is known; else null. Never taken for the address.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The mailbox's ExchangeGuid where it is known, so that a renamed mailbox stays the same one; else null.</summary>
    public Guid? ExchangeGuid { get; init; }

    /// <summary>Whether the user is synchronised.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>The kinds of item that are kept the same, such as Appointment.</summary>
    public IReadOnlyList<string> Kinds
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of([nameof(ItemKind.Appointment)]);

    /// <summary>Where changes are carried to: Both, ToExchange or ToAllSolutions.</summary>
    public string Direction => CarriesTo.ToString();

    /// <summary>
    /// What the next run does with items that match nothing on the other side, and with those that wait; null leaves them. It is used once,
    /// and
    /// gone with that run.
    /// </summary>
    public string? InitialMode => NextInitialMode?.ToString();

    /// <summary>When this was last changed, in UTC.</summary>
    public DateTime UpdatedUtc { get; init; }

    /// <summary>Whether items of a kind are kept the same.</summary>
    internal bool Holds(ItemKind kind) => Kinds.Contains(kind.ToString(), StringComparer.Ordinal);

    /// <summary>Where changes are carried to.</summary>
    internal SyncDirection CarriesTo { get; init; }

    /// <summary>The initial mode of the next run; null for that of the run itself.</summary>
    internal InitialMode? NextInitialMode { get; init; }
}

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
    } = ReadableList.Of([.. Model.Kinds.All.Select(kind => kind.Id.ToString())]);

    /// <summary>Where changes are carried to: Both, ToExchange or ToAllSolutions.</summary>
    public string Direction => CarriesTo.ToString();

    /// <summary>
    /// What the next run does with items that match nothing on the other side, and with those that wait; null leaves them, or differs by
    /// kind (<see cref="InitialModeByKind"/>). It is used once, and gone with that run.
    /// </summary>
    public string? InitialMode => ModeOf(KindIds)?.ToString();

    /// <summary>The same for each kind that has one, such as "Task Both"; empty if none has.</summary>
    public string InitialModeByKind => string.Join("; ", NextInitialModes.Select(next => $"{next.Kind} {next.Mode}"));

    /// <summary>When this was last changed, in UTC.</summary>
    public DateTime UpdatedUtc { get; init; }

    /// <summary>The kinds of item that are kept the same, in the order in which they are synchronised.</summary>
    internal IReadOnlyList<ItemKind> KindIds =>
        [.. Model.Kinds.All.Select(kind => kind.Id).Where(kind => Kinds.Contains(kind.ToString(), StringComparer.Ordinal))];

    /// <summary>Where changes are carried to.</summary>
    internal SyncDirection CarriesTo { get; init; }

    /// <summary>The initial modes of the next run, each kind once; a kind that is not there has that of the run itself.</summary>
    internal IReadOnlyList<(ItemKind Kind, InitialMode Mode)> NextInitialModes { get; init; } = [];

    /// <summary>The mode that all of these kinds have; null if they have none, or not the same.</summary>
    internal InitialMode? ModeOf(IReadOnlyCollection<ItemKind> kinds)
    {
        var modes = NextInitialModes.Where(next => kinds.Contains(next.Kind)).Select(next => next.Mode).ToList();
        return modes.Count == kinds.Count && modes.Distinct().Count() == 1 ? modes[0] : null;
    }
}

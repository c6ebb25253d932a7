using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What to set of a user's mailbox. Null leaves what is there as it is.</summary>
public sealed record UserMailboxChanges
{
    /// <summary>The user's code in AllSolutions.</summary>
    public required string User { get; init; }

    /// <summary>The mailbox's primary SMTP address; needed for a user that is new.</summary>
    public string? Mailbox { get; init; }

    /// <summary>The name that the mailbox's owner signs in with; empty takes it away.</summary>
    public string? UserPrincipalName { get; init; }

    /// <summary>The mailbox's ExchangeGuid.</summary>
    public Guid? ExchangeGuid { get; init; }

    /// <summary>Whether the user is synchronised.</summary>
    public bool? Enabled { get; init; }

    /// <summary>The kinds of item that are kept the same; an empty list leaves them as they are, too.</summary>
    public IReadOnlyList<ItemKind>? Kinds { get; init; }

    /// <summary>Where changes are carried to.</summary>
    public SyncDirection? Direction { get; init; }

    /// <summary>
    /// What the next run does with items that match nothing, of the kinds that this adds, and of all kinds if it adds none; Match takes
    /// away
    /// what was set. Without it, a kind that is added takes the mode that all others still have.
    /// </summary>
    public InitialMode? InitialMode { get; init; }

    /// <summary>The user's mailbox as it would be after this.</summary>
    /// <param name="current">What is registered now, or null.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="UserMailboxException">The user or the address cannot be taken, or the address is missing.</exception>
    internal UserMailbox ApplyTo(UserMailbox? current, DateTimeOffset now)
    {
        if (UserCode.Refusal(User) is { } refusal)
        {
            throw new UserMailboxException(ErrorIds.UserRefused, refusal.Fault, refusal.Advice, User);
        }

        var user = UserCode.Normalize(User);
        var mailbox = Mailbox is null
            ? current?.Mailbox
                ?? throw new UserMailboxException(
                    ErrorIds.MailboxMissing,
                    $"User '{user}' has no mailbox yet.",
                    "Give its SMTP address with -Mailbox.",
                    user
                )
            : SmtpAddress.Parse(Mailbox) ?? throw AddressRefused(SmtpAddress.Refusal(Mailbox), user);
        var changed = (current ?? new UserMailbox { User = user, Mailbox = mailbox }) with
        {
            Mailbox = mailbox,
            UpdatedUtc = now.UtcDateTime,
        };
        if (UserPrincipalName is not null)
        {
            changed = changed with { UserPrincipalName = UserPrincipalName.Trim() is { Length: > 0 } name ? name : null };
        }
        // Another address without a guid may be another mailbox: then the old guid must not stand for it.
        var isOtherAddress = current is not null && !SmtpAddress.AreEqual(current.Mailbox, mailbox);
        if (ExchangeGuid is not null || isOtherAddress)
        {
            changed = changed with { ExchangeGuid = ExchangeGuid == Guid.Empty ? null : ExchangeGuid };
        }

        if (Kinds is { Count: > 0 })
        {
            changed = changed with { Kinds = [.. Kinds.Distinct().OrderBy(kind => kind).Select(kind => kind.ToString())] };
        }

        changed = changed with { NextInitialModes = Modes(current, changed.KindIds) };
        return changed with { Enabled = Enabled ?? changed.Enabled, CarriesTo = Direction ?? changed.CarriesTo };
    }

    private IReadOnlyList<(ItemKind Kind, InitialMode Mode)> Modes(UserMailbox? current, IReadOnlyList<ItemKind> kinds)
    {
        var before = current?.KindIds ?? [];
        var added = kinds.Except(before).ToList();
        var meant = added.Count == 0 && InitialMode is not null ? kinds : added;
        var mode = InitialMode ?? (before.Count > 0 ? current?.ModeOf(before) : null) ?? Sync.InitialMode.Match;
        var kept = (current?.NextInitialModes ?? []).Where(next => kinds.Contains(next.Kind) && !meant.Contains(next.Kind));
        var set = mode == Sync.InitialMode.Match ? [] : meant.Select(kind => (Kind: kind, Mode: mode));
        return [.. kept.Concat(set).OrderBy(next => next.Kind)];
    }

    private static UserMailboxException AddressRefused(Refusal refusal, string user) =>
        new(ErrorIds.AddressRefused, refusal.Fault, refusal.Advice, user);
}

using System.Globalization;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>The users of AllSolutions and their mailboxes in the store (table <c>user_mailbox</c>).</summary>
public sealed class UserMailboxStore
{
    private const string Select = "SELECT user, mailbox, upn, exchange_guid, enabled, kinds, direction, updated_utc FROM user_mailbox";
    private readonly IDatabase _database;
    private readonly Func<DateTimeOffset> _clock;

    /// <summary>The users in a store.</summary>
    /// <param name="database">The store's file.</param>
    /// <param name="clock">The clock.</param>
    internal UserMailboxStore(IDatabase database, Func<DateTimeOffset> clock)
    {
        _database = database;
        _clock = clock;
    }

    /// <summary>Registers a user's mailbox, or changes what is given of it. Makes the store if there is none.</summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The user's mailbox as it is stored. Where nothing differs, nothing is written.</returns>
    /// <exception cref="UserMailboxException">The address cannot be taken, or another user has the mailbox.</exception>
    public async Task<UserMailbox> SetAsync(UserMailboxChanges changes, CancellationToken cancellationToken)
    {
        await PreviewAsync(changes, cancellationToken).ConfigureAwait(false);
        return await _database
            .WriteAsync(
                session =>
                {
                    var current = Find(session, changes.User);
                    var changed = Changed(session, current, changes);
                    if (current is not null && IsSame(current, changed))
                    {
                        return current;
                    }

                    Write(session, changed);
                    return changed;
                },
                create: true,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    /// <summary>What <see cref="SetAsync"/> would store. Writes nothing and needs no store.</summary>
    /// <param name="changes">What to set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The user's mailbox as it would be.</returns>
    /// <exception cref="UserMailboxException">The address cannot be taken, or another user has the mailbox.</exception>
    public async Task<UserMailbox> PreviewAsync(UserMailboxChanges changes, CancellationToken cancellationToken)
    {
        try
        {
            return await _database
                .ReadAsync(session => Changed(session, Find(session, changes.User), changes), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (Files.StoreMissingException)
        {
            return changes.ApplyTo(null, _clock());
        }
    }

    /// <summary>Lists users by their codes.</summary>
    /// <param name="user">A user's code, with the wildcards * and ?; null for all.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The users; none where nothing fits.</returns>
    /// <exception cref="Files.StoreMissingException">There is no store.</exception>
    public Task<IReadOnlyList<UserMailbox>> GetAsync(string? user, CancellationToken cancellationToken) =>
        _database.ReadAsync(
            session =>
            {
                var modes = session
                    .Prepare("SELECT kind, mode, user FROM initial_mode")
                    .All(static row => (User: row.Text(2), Mode: Mode(row)))
                    .ToLookup(row => row.User, row => row.Mode);
                var users = session
                    .Prepare(Select + " ORDER BY user")
                    .All(Read)
                    .Where(found => user is null || Caseless.Fits(found.User, user));
                return (IReadOnlyList<UserMailbox>)[.. users.Select(found => found with { NextInitialModes = [.. modes[found.User]] })];
            },
            cancellationToken
        );

    /// <summary>One user.</summary>
    /// <param name="user">The user's code, without wildcards.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The user's mailbox.</returns>
    /// <exception cref="UserMailboxException">The user is not registered.</exception>
    public Task<UserMailbox> FindAsync(string user, CancellationToken cancellationToken) =>
        _database.ReadAsync(session => Registered(session, user), cancellationToken);

    /// <summary>The user of a mailbox.</summary>
    /// <param name="mailbox">The SMTP address; compared without regard to case.</param>
    /// <param name="exchangeGuid">The mailbox's ExchangeGuid, by which it is also known after its address changed; or null.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The user's mailbox.</returns>
    /// <exception cref="UserMailboxException">No user has this mailbox.</exception>
    public async Task<UserMailbox> OfMailboxAsync(string mailbox, Guid? exchangeGuid, CancellationToken cancellationToken)
    {
        var users = await GetAsync(null, cancellationToken).ConfigureAwait(false);
        return users.FirstOrDefault(user => SmtpAddress.AreEqual(user.Mailbox, mailbox))
            ?? users.FirstOrDefault(user => exchangeGuid is not null && user.ExchangeGuid == exchangeGuid)
            ?? throw new UserMailboxException(
                ErrorIds.MailboxNotRegistered,
                $"Mailbox '{mailbox}' does not belong to a registered user.",
                "Get-AsUserMailbox lists the registered users; Set-AsUserMailbox registers.",
                mailbox,
                null
            );
    }

    /// <summary>Whether a user is registered. Needs no store.</summary>
    /// <param name="user">The user's code, without wildcards.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>False also where there is no store.</returns>
    public async Task<bool> IsRegisteredAsync(string user, CancellationToken cancellationToken)
    {
        try
        {
            return await _database.ReadAsync(session => Find(session, user) is not null, cancellationToken).ConfigureAwait(false);
        }
        catch (Files.StoreMissingException)
        {
            return false;
        }
    }

    /// <summary>Whether all that is to be set of a user is so already. Needs no store.</summary>
    /// <param name="changes">What would be set.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>False also for a user that is new.</returns>
    public async Task<bool> IsRegisteredSoAsync(UserMailboxChanges changes, CancellationToken cancellationToken)
    {
        try
        {
            return await _database
                .ReadAsync(
                    session => Find(session, changes.User) is { } current && IsSame(current, changes.ApplyTo(current, _clock())),
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
        catch (Files.StoreMissingException)
        {
            return false;
        }
    }

    /// <summary>
    /// Takes a user out of the synchronisation and forgets what was synchronised, so that a later registration begins with a first
    /// pass. The user's appointments and the mailbox stay as they are, with the ids that tell what belongs together.
    /// </summary>
    /// <param name="user">The user's code, without wildcards.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The user's mailbox as it was.</returns>
    /// <exception cref="UserMailboxException">The user is not registered.</exception>
    public Task<UserMailbox> RemoveAsync(string user, CancellationToken cancellationToken) =>
        _database.WriteAsync(
            session =>
            {
                var current = Registered(session, user);
                session.Prepare("DELETE FROM user_mailbox WHERE user = ?").Bind(current.User).Run();
                CollectionTable.Forget(session, current.User);
                return current;
            },
            create: false,
            cancellationToken
        );

    private UserMailbox Changed(SqlSession session, UserMailbox? current, UserMailboxChanges changes)
    {
        var changed = changes.ApplyTo(current, _clock());
        var other = session
            .Prepare(Select + " WHERE user <> ? AND (mailbox = ? OR exchange_guid = ?)")
            .Bind(changed.User)
            .Bind(changed.Mailbox)
            .Bind(Text(changed.ExchangeGuid))
            .First(Read);
        if (other is null)
        {
            return changed;
        }

        throw new UserMailboxException(
            ErrorIds.MailboxTaken,
            $"Mailbox '{changed.Mailbox}' belongs to user '{other.User}' (as '{other.Mailbox}'): two users on one mailbox would have "
                + "every item twice.",
            "Remove that user first, or correct the address of one of them.",
            changed.User,
            other.User
        );
    }

    private static UserMailbox? Find(SqlSession session, string user)
    {
        if (session.Prepare(Select + " WHERE user = ?").Bind(UserCode.Normalize(user)).First(Read) is not { } found)
        {
            return null;
        }

        return found with
        {
            NextInitialModes = session.Prepare("SELECT kind, mode FROM initial_mode WHERE user = ?").Bind(found.User).All(Mode),
        };
    }

    private static UserMailbox Registered(SqlSession session, string user) =>
        Find(session, user)
        ?? throw NotRegistered(
            user,
            UserCode.Refusal(user) ?? new($"User '{user}' is not registered.", "Get-AsUserMailbox lists the registered users.")
        );

    private static UserMailboxException NotRegistered(string user, Refusal refusal) =>
        new(ErrorIds.UserNotRegistered, refusal.Fault, refusal.Advice, user);

    private static void Write(SqlSession session, UserMailbox user)
    {
        session
            .Prepare(
                """
                INSERT INTO user_mailbox(user, mailbox, upn, exchange_guid, enabled, kinds, direction, updated_utc)
                VALUES(?, ?, ?, ?, ?, ?, ?, ?)
                ON CONFLICT(user) DO UPDATE SET mailbox = excluded.mailbox, upn = excluded.upn, exchange_guid = excluded.exchange_guid,
                    enabled = excluded.enabled, kinds = excluded.kinds, direction = excluded.direction, updated_utc = excluded.updated_utc
                """
            )
            .Bind(user.User)
            .Bind(user.Mailbox)
            .Bind(user.UserPrincipalName)
            .Bind(Text(user.ExchangeGuid))
            .Bind(user.Enabled)
            .Bind(string.Join(",", user.Kinds))
            .Bind(user.Direction.ToString())
            .Bind(user.UpdatedUtc.Ticks)
            .Run();
        session.Prepare("DELETE FROM initial_mode WHERE user = ?").Bind(user.User).Run();
        foreach (var (kind, mode) in user.NextInitialModes)
        {
            session
                .Prepare("INSERT INTO initial_mode (user, kind, mode) VALUES (?, ?, ?)")
                .Bind(user.User)
                .Bind((long)kind)
                .Bind((long)mode)
                .Run();
        }
    }

    private static (ItemKind Kind, InitialMode Mode) Mode(SqlStatement row) => ((ItemKind)row.Int(0), (InitialMode)row.Int(1));

    private static UserMailbox Read(SqlStatement row) =>
        new()
        {
            User = row.Text(0),
            Mailbox = row.Text(1),
            UserPrincipalName = row.TextOrNull(2),
            ExchangeGuid = row.TextOrNull(3) is { } guid ? Guid.Parse(guid) : null,
            Enabled = row.Bool(4),
            Kinds = [.. row.Text(5).Split([','], StringSplitOptions.RemoveEmptyEntries)],
            CarriesTo = (SyncDirection)Enum.Parse(typeof(SyncDirection), row.Text(6)),
            UpdatedUtc = new DateTime(row.Long(7), DateTimeKind.Utc),
        };

    private static bool IsSame(UserMailbox one, UserMailbox other) =>
        one.Kinds.SequenceEqual(other.Kinds)
        && one.NextInitialModes.SequenceEqual(other.NextInitialModes)
        && one == other with { Kinds = one.Kinds, NextInitialModes = one.NextInitialModes, UpdatedUtc = one.UpdatedUtc };

    private static string? Text(Guid? guid) => guid?.ToString("D", CultureInfo.InvariantCulture);
}

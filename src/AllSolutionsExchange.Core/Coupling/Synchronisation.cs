using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange;

/// <summary>Opens both sides of each user and lets the engine run over them.</summary>
public sealed class Synchronisation
{
    private readonly Coupling _coupling;
    private readonly Func<bool, CancellationToken, Task<ISyncStore>> _openStore;
    private readonly Func<DateTimeOffset> _clock;

    internal Synchronisation(Coupling coupling, Func<bool, CancellationToken, Task<ISyncStore>> openStore, Func<DateTimeOffset> clock)
    {
        _coupling = coupling;
        _openStore = openStore;
        _clock = clock;
    }

    /// <summary>One pass over each mailbox, several at once.</summary>
    /// <param name="request">What to synchronise.</param>
    /// <param name="take">Takes each mailbox's result as it comes, one at a time.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all have ended.</returns>
    /// <exception cref="SyncRequestException">A user is not registered or not enabled, or the request contradicts itself.</exception>
    /// <exception cref="AccountRefusedException">Exchange refused the account, in this run or in an earlier one; nothing more is sent with
    /// it.</exception>
    public Task RunAsync(SyncRequest request, Func<SyncResult, Task> take, CancellationToken cancellationToken) => WithMailboxesAsync(
        request, (sync, target, options, token) => sync.RunAsync(target, options, request.ReviewedOf(target.User), token), take, cancellationToken);

    /// <summary>The plan of one pass over each mailbox. Nothing is written: not to either side, not to the store.</summary>
    /// <param name="request">What would be synchronised.</param>
    /// <param name="takeItem">Takes each line of the plan, one at a time.</param>
    /// <param name="take">Takes each mailbox's result: that of the reading.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all have ended.</returns>
    /// <exception cref="SyncRequestException">A user is not registered or not enabled, or the request contradicts itself.</exception>
    /// <exception cref="AccountRefusedException">Exchange refused the account, in this run or in an earlier one.</exception>
    public async Task PlanAsync(SyncRequest request, Func<SyncPlanItem, Task> takeItem, Func<SyncResult, Task> take, CancellationToken cancellationToken)
    {
        using var one = new SemaphoreSlim(1);
        await WithMailboxesAsync(request, async (sync, target, options, token) =>
        {
            var (result, items) = await sync.PlanAsync(target, options, request.ReviewedOf(target.User), token).ConfigureAwait(false);
            await one.WaitAsync(token).ConfigureAwait(false);
            try
            {
                foreach (var item in items) await takeItem(item).ConfigureAwait(false);
            }
            finally
            {
                one.Release();
            }

            return result;
        }, take, cancellationToken, isPlan: true).ConfigureAwait(false);
    }

    private async Task WithMailboxesAsync(
        SyncRequest request, Func<MailboxSync, SyncTarget, SyncOptions, CancellationToken, Task<SyncResult>> pass, Func<SyncResult, Task> take, CancellationToken cancellationToken, bool isPlan = false)
    {
        var parameters = await _coupling.Parameters.GetAsync(cancellationToken).ConfigureAwait(false);
        if (HoldList.Refusal(parameters) is { } refusal) throw refusal;
        var users = await UsersAsync(request, cancellationToken).ConfigureAwait(false);
        _coupling.CheckRegister();
        using var connection = await ConnectAsync(parameters, request, cancellationToken).ConfigureAwait(false);
        var store = await _openStore(isPlan, cancellationToken).ConfigureAwait(false);
        var sync = new MailboxSync(store, LeaseHolder.Current().ToString(), _clock);
        var options = users.ToDictionary(user => user.User, user => request.Options with { Direction = request.Direction ?? user.CarriesTo }, StringComparer.Ordinal);
        using var one = new SemaphoreSlim(1);
        var run = new SyncRun((target, token) => pass(sync, target, options[target.User], token), result => TakeAsync(one, take, result), request.ThrottleLimit);
        try
        {
            await run.RunAsync(users.Select(user => Target(connection, user, parameters)), cancellationToken).ConfigureAwait(false);
        }
        catch (AccountRefusedException refused) when (!isPlan)
        {
            await _coupling.Parameters.RefuseAccountAsync(parameters, refused.Message, CancellationToken.None).ConfigureAwait(false);
            throw;
        }

        await RememberAsync(parameters, connection, isPlan, cancellationToken).ConfigureAwait(false);
    }

    private static async Task TakeAsync(SemaphoreSlim one, Func<SyncResult, Task> take, SyncResult result)
    {
        await one.WaitAsync().ConfigureAwait(false);
        try
        {
            await take(result).ConfigureAwait(false);
        }
        finally
        {
            one.Release();
        }
    }

    /// <summary>The users that a request means.</summary>
    /// <param name="request">What would be synchronised.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Those that are registered and enabled, each once.</returns>
    /// <exception cref="SyncRequestException">A user is not registered or not enabled, or the request contradicts itself.</exception>
    public async Task<IReadOnlyList<UserMailbox>> UsersAsync(SyncRequest request, CancellationToken cancellationToken)
    {
        var users = new List<UserMailbox>();
        foreach (var pattern in request.Users ?? ["*"])
        {
            var found = await _coupling.Users.GetAsync(pattern, cancellationToken).ConfigureAwait(false);
            if (found.Count == 0)
                throw request.Users is null
                    ? new SyncRequestException(
                        ErrorIds.UserNotRegistered,
                        "No user is registered.",
                        "Register users with Set-AsUserMailbox.")
                    : new SyncRequestException(
                        ErrorIds.UserNotRegistered,
                        $"No registered user is named '{pattern}'.",
                        "Get-AsUserMailbox lists the registered users; Set-AsUserMailbox registers.");
            var isExact = request.Users is not null && pattern.IndexOfAny(['*', '?', '[']) < 0;
            if (isExact && !found[0].Enabled)
                throw new SyncRequestException(
                    ErrorIds.UserNotEnabled,
                    $"User '{found[0].User}' is registered but not enabled.",
                    $"Enable the user with Set-AsUserMailbox -User {found[0].User} -Enabled $true.");
            users.AddRange(found.Where(user => user.Enabled && !users.Exists(known => Caseless.AreEqual(known.User, user.User))));
        }

        if (request.Options.AllowEmptySide && (request.Users is not { Count: 1 } || users.Count != 1))
            throw new SyncRequestException(
                ErrorIds.AllowEmptySideNeedsOneUser,
                "-AllowEmptySide accepts that a side really is empty, which is decided for one user at a time.",
                "Give exactly one -User with it.");
        return users;
    }

    internal async Task<EwsConnection> ConnectAsync(ExchangeParameters parameters, SyncRequest request, CancellationToken cancellationToken) => new(new EwsConnectionOptions
    {
        Url = parameters.Url,
        Credential = await _coupling.Parameters.GetCredentialAsync(cancellationToken).ConfigureAwait(false),
        CertificateThumbprint = parameters.CertificateThumbprint,
        Proxy = parameters.Proxy,
        InitialBatchSize = parameters.BatchSize ?? BatchSize.Maximum,
        ProtocolLog = request.ProtocolLog,
        OnRest = rest => request.OnRest?.Invoke(_clock() + rest),
    });

    internal SyncTarget Target(EwsConnection connection, UserMailbox user, ExchangeParameters parameters) => new(
        new Collection(user.User, ItemKind.Appointment),
        user.Mailbox,
        new AllSolutionsSide(_coupling.Agenda, user.User),
        new ExchangeSide<EwsCalendarItem>(connection, user.Mailbox, parameters.TimeZone, new CalendarMap(parameters.TimeZone), _clock));

    /// <summary>
    /// Keeps what was learned of the server, where it differs from what was known: a run that learns nothing writes nothing.
    /// </summary>
    private async Task RememberAsync(ExchangeParameters parameters, EwsConnection connection, bool isPlan, CancellationToken cancellationToken)
    {
        if (isPlan || connection.BatchSize.Current == (parameters.BatchSize ?? BatchSize.Maximum)) return;
        await _coupling.Parameters.RememberServerAsync(parameters, connection.BatchSize.Current, cancellationToken).ConfigureAwait(false);
    }
}

using AllSolutionsExchange.AllSolutions;
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

    /// <summary>One pass over each collection, several mailboxes at once.</summary>
    /// <param name="request">What to synchronise.</param>
    /// <param name="take">Takes each collection's result as it comes, one at a time.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all have ended.</returns>
    /// <exception cref="SyncRequestException">A user is not registered or not enabled, or the request contradicts itself.</exception>
    /// <exception cref="AccountRefusedException">Exchange refused the account, in this run or in an earlier one; nothing more is sent with
    /// it.</exception>
    public async Task RunAsync(SyncRequest request, Func<SyncResult, Task> take, CancellationToken cancellationToken) =>
        await RunAsync(request, await UsersAsync(request, fail: null, cancellationToken).ConfigureAwait(false), take, cancellationToken)
            .ConfigureAwait(false);

    /// <summary>One pass over each collection of users that were found already, several mailboxes at once.</summary>
    /// <param name="request">What to synchronise.</param>
    /// <param name="users">Those of its users that are synchronised.</param>
    /// <param name="take">Takes each collection's result as it comes, one at a time.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all have ended.</returns>
    /// <exception cref="SyncRequestException">The request contradicts itself.</exception>
    /// <exception cref="AccountRefusedException">Exchange refused the account, in this run or in an earlier one.</exception>
    public Task RunAsync(
        SyncRequest request,
        IReadOnlyList<UserMailbox> users,
        Func<SyncResult, Task> take,
        CancellationToken cancellationToken
    )
    {
        var reviewed = request.ReviewedByUser();
        return WithMailboxesAsync(
            request,
            users,
            (sync, target, options, token) => sync.RunAsync(target, options, reviewed(target.Collection), token),
            take,
            isPlan: false,
            cancellationToken
        );
    }

    /// <summary>The plan of one pass over each collection. Nothing is written: not to either side, not to the store.</summary>
    /// <param name="request">What would be synchronised.</param>
    /// <param name="takeItem">Takes each line of the plan, one at a time.</param>
    /// <param name="take">Takes each collection's result: that of the reading.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all have ended.</returns>
    /// <exception cref="SyncRequestException">A user is not registered or not enabled, or the request contradicts itself.</exception>
    /// <exception cref="AccountRefusedException">Exchange refused the account, in this run or in an earlier one.</exception>
    public async Task PlanAsync(
        SyncRequest request,
        Func<SyncPlanItem, Task> takeItem,
        Func<SyncResult, Task> take,
        CancellationToken cancellationToken
    ) =>
        await PlanAsync(
                request,
                await UsersAsync(request, fail: null, cancellationToken).ConfigureAwait(false),
                takeItem,
                take,
                cancellationToken
            )
            .ConfigureAwait(false);

    /// <summary>The plan of one pass over each collection of users that were found already.</summary>
    /// <param name="request">What would be synchronised.</param>
    /// <param name="users">Those of its users whose plan is made.</param>
    /// <param name="takeItem">Takes each line of the plan, one at a time.</param>
    /// <param name="take">Takes each collection's result: that of the reading.</param>
    /// <param name="cancellationToken">Stops between two steps, or while waiting for the network.</param>
    /// <returns>When all have ended.</returns>
    /// <exception cref="SyncRequestException">The request contradicts itself.</exception>
    /// <exception cref="AccountRefusedException">Exchange refused the account, in this run or in an earlier one.</exception>
    public async Task PlanAsync(
        SyncRequest request,
        IReadOnlyList<UserMailbox> users,
        Func<SyncPlanItem, Task> takeItem,
        Func<SyncResult, Task> take,
        CancellationToken cancellationToken
    )
    {
        using var one = new SemaphoreSlim(1);
        var reviewed = request.ReviewedByUser();
        await WithMailboxesAsync(
                request,
                users,
                async (sync, target, options, token) =>
                {
                    var (result, items) = await sync.PlanAsync(target, options, reviewed(target.Collection), token).ConfigureAwait(false);
                    await one.WaitAsync(token).ConfigureAwait(false);
                    try
                    {
                        foreach (var item in items)
                        {
                            await takeItem(item).ConfigureAwait(false);
                        }
                    }
                    finally
                    {
                        one.Release();
                    }

                    return result;
                },
                take,
                isPlan: true,
                cancellationToken
            )
            .ConfigureAwait(false);
    }

    private async Task WithMailboxesAsync(
        SyncRequest request,
        IReadOnlyList<UserMailbox> users,
        Func<MailboxSync, SyncTarget, SyncOptions, CancellationToken, Task<SyncResult>> pass,
        Func<SyncResult, Task> take,
        bool isPlan,
        CancellationToken cancellationToken
    )
    {
        if (request.Options.AllowEmptySide && users.Count != 1)
        {
            throw EmptySideOfMany();
        }

        var parameters = await _coupling.Parameters.GetAsync(cancellationToken).ConfigureAwait(false);
        _coupling.CheckRegister();
        using var connectors = await Connectors.OpenAsync(_coupling, parameters, request, _clock, cancellationToken).ConfigureAwait(false);
        connectors.Refusals.ThrowIfAny();
        var store = await _openStore(isPlan, cancellationToken).ConfigureAwait(false);
        var sync = new MailboxSync(store, LeaseHolder.Current().ToString(), _clock);
        var options = users.ToDictionary(
            user => user.User,
            user => request.Options with { Direction = request.Direction ?? user.CarriesTo },
            StringComparer.Ordinal
        );
        using var one = new SemaphoreSlim(1);
        using var run = new SyncRun(
            (target, token) => pass(sync, target, options[target.User], token),
            result => OneAtATimeAsync(one, take, result),
            request.ThrottleLimit
        );
        try
        {
            await run.RunAsync(users.Select(user => connectors.Targets(user, request.KindsOf(user))), cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AccountRefusedException refused) when (!isPlan)
        {
            await connectors.Refusals.KeepAsync(refused, CancellationToken.None).ConfigureAwait(false);
            throw connectors.Refusals.WithRemedy(refused);
        }

        if (!isPlan)
        {
            await connectors.EndAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The request without the kinds that AllSolutions does not have by the map of its connector.</summary>
    /// <param name="request">What would be synchronised.</param>
    /// <param name="users">Whose.</param>
    /// <param name="miss">Takes each kind that is left out, and the users who are registered with it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>The request, with the kinds that are there.</returns>
    /// <exception cref="SyncRequestException">None of the kinds that were asked for by name is there.</exception>
    public async Task<SyncRequest> WithKnownKindsAsync(
        SyncRequest request,
        IReadOnlyList<UserMailbox> users,
        Action<ItemKind, IReadOnlyList<UserMailbox>> miss,
        CancellationToken cancellationToken
    )
    {
        var connector = await _coupling.Connector.GetAsync(cancellationToken).ConfigureAwait(false);
        var known = Kinds.All.Select(kind => kind.Id).Where(kind => connector.Kinds.Contains(kind.ToString())).ToList();
        if (request.Kinds is { Count: > 0 } asked && !asked.Any(known.Contains))
        {
            throw new SyncRequestException(
                ErrorIds.KindNotInMap,
                $"The map of the connector to {connector.Url} has no {string.Join(" and no ", asked)}."
            );
        }

        foreach (var kind in Kinds.All.Select(kind => kind.Id).Except(known))
        {
            var missing = users.Where(user => request.KindsOf(user).Contains(kind)).ToList();
            if (missing.Count > 0)
            {
                miss(kind, missing);
            }
        }

        return connector.IsRegister ? request : request with { Kinds = [.. known.Where(kind => request.Kinds?.Contains(kind) ?? true)] };
    }

    private static async Task OneAtATimeAsync(SemaphoreSlim one, Func<SyncResult, Task> take, SyncResult result)
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
    /// <param name="fail">Takes why a name means nobody who can be synchronised, and the name; null throws it.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <returns>Those that are registered with one of the request's kinds and enabled, each once.</returns>
    /// <exception cref="SyncRequestException">A user is not registered, not with these kinds or not enabled, or the request contradicts
    /// itself.</exception>
    public async Task<IReadOnlyList<UserMailbox>> UsersAsync(
        SyncRequest request,
        Action<SyncRequestException, string>? fail,
        CancellationToken cancellationToken
    )
    {
        if (request.Options.AllowEmptySide && request.Users is not { Count: 1 })
        {
            throw EmptySideOfMany();
        }

        var users = new SyncUsers(await _coupling.Users.GetAsync(null, cancellationToken).ConfigureAwait(false), request);
        if (request.Users is null)
        {
            users.AddAll();
        }

        foreach (var name in request.Users ?? [])
        {
            try
            {
                users.Add(name);
            }
            catch (SyncRequestException exception) when (fail is not null)
            {
                fail(exception, name);
            }
        }

        return users.Meant;
    }

    private static SyncRequestException EmptySideOfMany() =>
        new(
            ErrorIds.AllowEmptySideNeedsOneUser,
            "-AllowEmptySide accepts that a side really is empty, which is decided for one user at a time.",
            "Give exactly one -User with it."
        );
}

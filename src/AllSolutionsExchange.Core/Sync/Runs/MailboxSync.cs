using System.Text.Json;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>Runs a pass under a lease and turns whatever happens into the mailbox's own result, so that no mailbox stops another.</summary>
internal sealed class MailboxSync
{
    private readonly ISyncStore _store;
    private readonly string _holder;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;

    /// <param name="store">What is remembered between passes.</param>
    /// <param name="holder">Who runs: host, process, start time.</param>
    /// <param name="clock">The time.</param>
    /// <param name="delay">Waits; a test that must not wait gives its own.</param>
    public MailboxSync(ISyncStore store, string holder, Func<DateTimeOffset> clock, Func<TimeSpan, CancellationToken, Task>? delay = null)
    {
        _store = store;
        _holder = holder;
        _clock = clock;
        _delay = delay ?? Task.Delay;
    }

    /// <summary>One pass.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; what was under way is found again by the next pass.</exception>
    public async Task<SyncResult> RunAsync(
        SyncTarget target,
        SyncOptions options,
        IReadOnlyList<SyncPlanItem>? reviewed,
        CancellationToken cancellationToken
    )
    {
        var (result, _) = await GuardAsync(
                _store,
                target,
                options,
                reviewed,
                async pass =>
                {
                    await new SyncPass(pass).RunAsync(cancellationToken).ConfigureAwait(false);
                    return (IReadOnlyList<SyncPlanItem>)[];
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return result;
    }

    /// <summary>
    /// The plan of a pass. Nothing of it is stored. A safety limit that would stop the pass is told with its lines.
    /// </summary>
    public async Task<(SyncResult Result, IReadOnlyList<SyncPlanItem> Items)> PlanAsync(
        SyncTarget target,
        SyncOptions options,
        IReadOnlyList<SyncPlanItem>? reviewed,
        CancellationToken cancellationToken
    )
    {
        SafetyStopException? stop = null;
        using var planned = new PlannedStore(_store, target.Collection, _clock);
        var (result, items) = await GuardAsync(
                planned,
                target,
                options,
                reviewed,
                async pass =>
                {
                    var sync = new SyncPass(pass);
                    await sync.PlanAsync(cancellationToken).ConfigureAwait(false);
                    stop = await sync.SafetyStopAsync(cancellationToken).ConfigureAwait(false);
                    return await PlanReview.ReadAsync(pass, cancellationToken).ConfigureAwait(false);
                },
                cancellationToken
            )
            .ConfigureAwait(false);
        return (stop is null ? result : result with { Status = SyncStatus.Stopped, Message = stop.Message, Exception = stop }, items);
    }

    private async Task<(SyncResult Result, IReadOnlyList<SyncPlanItem> Items)> GuardAsync(
        ISyncStore onStore,
        SyncTarget target,
        SyncOptions options,
        IReadOnlyList<SyncPlanItem>? reviewed,
        Func<PassContext, Task<IReadOnlyList<SyncPlanItem>>> work,
        CancellationToken cancellationToken
    )
    {
        var started = _clock();
        var requests = target.Exchange.Requests;
        var empty = new SyncResult
        {
            User = target.User,
            Mailbox = target.Mailbox,
            Kind = target.Collection.Kind.ToString(),
        };
        var claim = await onStore.ClaimAsync(target.Collection, _holder, LeaseKeeper.Duration, cancellationToken).ConfigureAwait(false);
        if (claim.Lease is null)
        {
            return (
                empty with
                {
                    Status = SyncStatus.Locked,
                    Message =
                        $"Another run is at work on this mailbox: {claim.Holder}, until {claim.UntilUtc:yyyy-MM-dd HH:mm:ss} UTC at "
                        + "the latest. It was left to that run.",
                },
                []
            );
        }

        var pass = new PassContext(
            target,
            onStore,
            new LeaseKeeper(onStore, claim, _clock, _delay),
            options,
            _clock,
            isPlan: onStore != _store
        )
        {
            Reviewed = reviewed is null ? null : new ReviewedPlan(reviewed),
        };
        IReadOnlyList<SyncPlanItem> items = [];
        Exception? failure = null;
        try
        {
            items = await work(pass).ConfigureAwait(false);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            failure = exception;
        }

        var result = Result(pass, empty, failure) with { Requests = target.Exchange.Requests - requests, Duration = _clock() - started };
        result = await EndAsync(onStore, pass, result, started).ConfigureAwait(false);
        if (failure is OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
        }

        return (result, items);
    }

    private static SyncResult Result(PassContext pass, SyncResult empty, Exception? failure) =>
        empty with
        {
            Status = failure is null
                ? pass.Tally.Errors.Count == 0
                    ? SyncStatus.Success
                    : SyncStatus.SuccessWithErrors
                : failure switch
                {
                    SafetyStopException => SyncStatus.Stopped,
                    SideUnavailableException { IsTransient: true } or OperationCanceledException or LeaseLostException =>
                        SyncStatus.Interrupted,
                    _ => SyncStatus.Failed,
                },
            ToExchange = pass.Tally.Counts(SideName.Exchange),
            ToAllSolutions = pass.Tally.Counts(SideName.AllSolutions),
            Linked = pass.Tally.Linked,
            Skipped = pass.Tally.Skipped,
            Conflicts = pass.Tally.Conflicts.Count,
            EarlierDeletions = pass.Tally.EarlierDeletions,
            Errors = [.. pass.Tally.Errors.Select(error => Of(pass.Target.Kind, error))],
            NotCarriedOut = pass.Tally.Leftovers,
            Message = failure?.Message,
            Exception = failure,
        };

    private static SyncItemError Of(Kind kind, SyncItemError error) =>
        error with
        {
            Kind = kind.Id.ToString(),
            StartUtc = kind.HasStart ? error.StartUtc : null,
        };

    /// <summary>Gives the lease back, also after Ctrl+C: a row in the local store, which does not wait for the network.</summary>
    private async Task<SyncResult> EndAsync(ISyncStore onStore, PassContext pass, SyncResult result, DateTimeOffset started)
    {
        if (result.Exception is LeaseLostException)
        {
            return result;
        }

        var errors = await FailedItems.NameAsync(result.Errors, pass.Target.AllSolutions, CancellationToken.None).ConfigureAwait(false);
        result = await HeldItems
            .AddAsync(result with { Errors = errors }, onStore, pass.Lease, pass.Target, CancellationToken.None)
            .ConfigureAwait(false);
        var summary = JsonSerializer.Serialize(
            new
            {
                toExchange = result.ToExchange.ToString(),
                toAllSolutions = result.ToAllSolutions.ToString(),
                errors = result.Errors.Count,
                message = result.Message,
            }
        );
        await onStore
            .ReleaseAsync(
                pass.Lease,
                new RunRecord(started.UtcDateTime, _clock().UtcDateTime, result.Status, summary),
                CancellationToken.None
            )
            .ConfigureAwait(false);
        var lastSuccess = await onStore.LastSuccessAsync(pass.Lease, CancellationToken.None).ConfigureAwait(false);
        return result with { LastSuccessUtc = lastSuccess };
    }
}

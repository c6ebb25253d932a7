namespace AllSolutionsExchange.Sync;

/// <summary>Keeps the lease of one pass for as long as the pass goes on.</summary>
internal sealed class LeaseKeeper
{
    /// <summary>A run that was killed on another host blocks its mailboxes at most this long.</summary>
    public static readonly TimeSpan Duration = TimeSpan.FromMinutes(5);

    /// <summary>Longer than any request that does not have to wait.</summary>
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);

    private readonly ISyncStore _store;
    private readonly Func<DateTimeOffset> _clock;
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;
    private DateTimeOffset _until;

    /// <param name="store">Has the lease.</param>
    /// <param name="claim">The lease, and until when it lasts.</param>
    /// <param name="clock">The time.</param>
    /// <param name="delay">Waits; a test that must not wait gives its own.</param>
    public LeaseKeeper(ISyncStore store, LeaseClaim claim, Func<DateTimeOffset> clock, Func<TimeSpan, CancellationToken, Task> delay)
    {
        _store = store;
        _clock = clock;
        _delay = delay;
        Lease = claim.Lease!;
        _until = new DateTimeOffset(claim.UntilUtc, TimeSpan.Zero);
    }

    /// <summary>The lease.</summary>
    public Lease Lease { get; }

    /// <summary>Renews a lease that would end while a request is under way.</summary>
    /// <exception cref="LeaseLostException">It was lost.</exception>
    public async Task RenewIfDueAsync(CancellationToken cancellationToken)
    {
        // More than the duration is left where the clock was put back meanwhile: to others the lease has ended then.
        var left = _until - _clock();
        if (left > Margin && left <= Duration)
        {
            return;
        }

        await _store.RenewAsync(Lease, Duration, cancellationToken).ConfigureAwait(false);
        _until = _clock() + Duration;
    }

    /// <summary>Renews the lease again and again until a request has ended, however that ends.</summary>
    /// <exception cref="LeaseLostException">It was lost.</exception>
    public async Task KeepUntilAsync(Task request, CancellationToken cancellationToken)
    {
        while (!request.IsCompleted)
        {
            using var ended = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var wait = _delay(Margin, ended.Token);
            await Task.WhenAny(request, wait).ConfigureAwait(false);
            ended.Cancel();
            if (request.IsCompleted || cancellationToken.IsCancellationRequested)
            {
                return;
            }

            await _store.RenewAsync(Lease, Duration, cancellationToken).ConfigureAwait(false);
            _until = _clock() + Duration;
        }
    }
}

namespace AllSolutionsExchange.Sync;

/// <summary>
/// Runs many mailboxes, several at once, and the collections of each one after the other. The first answer from Exchange is the try of the
/// account: until it has come, mailboxes run
/// one after the other, and a refusal of the account stops the run, since going on would lock the account out. If no server answers
/// <see cref="MostUnanswered"/> of them, none does: a server that is down costs no time-out per mailbox.
/// </summary>
internal sealed class SyncRun : IDisposable
{
    private const int MostUnanswered = 3;
    private readonly Func<SyncTarget, CancellationToken, Task<SyncResult>> _pass;
    private readonly Func<SyncResult, Task> _take;
    private readonly SemaphoreSlim _slots;
    private readonly TaskCompletionSource<bool> _answered = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private AccountRefusedException? _refused;
    private int _unanswered;
    private SideUnavailableException? _unreachable;

    /// <summary>A run.</summary>
    /// <param name="pass">One pass over one collection.</param>
    /// <param name="take">Takes each result as it comes.</param>
    /// <param name="throttleLimit">Mailboxes at once.</param>
    public SyncRun(Func<SyncTarget, CancellationToken, Task<SyncResult>> pass, Func<SyncResult, Task> take, int throttleLimit)
    {
        _pass = pass;
        _take = take;
        _slots = new SemaphoreSlim(throttleLimit);
    }

    /// <summary>Runs all.</summary>
    /// <param name="mailboxes">The collections of each mailbox.</param>
    /// <param name="cancellationToken">Stops the run.</param>
    /// <exception cref="AccountRefusedException">Exchange refused the account; what was under way was stopped, and every mailbox has its
    /// result.</exception>
    public async Task RunAsync(IEnumerable<IReadOnlyList<SyncTarget>> mailboxes, CancellationToken cancellationToken)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = new List<Task>();
        try
        {
            foreach (var mailbox in mailboxes)
            {
                await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
                if (((SideException?)_refused ?? _unreachable) is { } cause)
                {
                    _slots.Release();
                    foreach (var target in mailbox)
                    {
                        await TakeUntriedAsync(target, cause).ConfigureAwait(false);
                    }

                    continue;
                }

                var one = MailboxAsync(mailbox, stop, cancellationToken);
                running.Add(one);
                await Task.WhenAny(one, _answered.Task).ConfigureAwait(false);
            }
        }
        finally
        {
            // Also after Ctrl+C: the connection and the store are closed when this returns.
            await Task.WhenAll(running).ConfigureAwait(false);
        }

        if (_refused is not null)
        {
            throw _refused;
        }
    }

    public void Dispose() => _slots.Dispose();

    private async Task MailboxAsync(IReadOnlyList<SyncTarget> mailbox, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        try
        {
            foreach (var target in mailbox)
            {
                var watched = target with { Exchange = new FirstAnswerSide(target.Exchange, _answered) };
                await CollectionAsync(watched, stop, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _slots.Release();
        }
    }

    private async Task CollectionAsync(SyncTarget target, CancellationTokenSource stop, CancellationToken cancellationToken)
    {
        if (_refused is { } earlier)
        {
            await TakeUntriedAsync(target, earlier).ConfigureAwait(false);
            return;
        }

        try
        {
            var result = await _pass(target, stop.Token).ConfigureAwait(false);
            if (result.Exception is AccountRefusedException refusal)
            {
                _refused ??= refusal;
                stop.Cancel();
            }

            // Before the first answer one mailbox runs at a time.
            if (
                result.Exception is SideUnavailableException { IsUnreachable: true } failure
                && !_answered.Task.IsCompleted
                && ++_unanswered == MostUnanswered
            )
            {
                _unreachable = failure;
            }

            await _take(result).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (_refused is not null && !cancellationToken.IsCancellationRequested)
        {
            await TakeUntriedAsync(target, _refused).ConfigureAwait(false);
        }
    }

    private Task TakeUntriedAsync(SyncTarget target, SideException cause) =>
        _take(
            new SyncResult
            {
                User = target.User,
                Mailbox = target.Mailbox,
                Kind = target.Collection.Kind.ToString(),
                Status = SyncStatus.Interrupted,
                Message = cause.Message,
                Exception = cause,
            }
        );
}

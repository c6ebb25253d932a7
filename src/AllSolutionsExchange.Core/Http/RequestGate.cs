namespace AllSolutionsExchange.Http;

/// <summary>
/// What all requests to one server with one account go through. It bounds how many are under way; it holds all of them
/// back while the server wants rest; it lets one request try the account before it lets others in; and it stays closed
/// once the account was refused, since every further try would bring a lock-out nearer.
/// </summary>
internal sealed class RequestGate : IDisposable
{
    /// <summary>The longest that is waited when the server names no time.</summary>
    public static readonly TimeSpan MaxOwnBackOff = TimeSpan.FromMinutes(1);

    /// <summary>The longest that is waited when the server names a time.</summary>
    public static readonly TimeSpan MaxServerBackOff = TimeSpan.FromHours(1);

    /// <summary>A rest that is longer than this is told to whoever waits.</summary>
    public static readonly TimeSpan LongRest = TimeSpan.FromMinutes(1);

    private static readonly TimeSpan FirstBackOff = TimeSpan.FromSeconds(1);

    private readonly object _lock = new();
    private readonly SemaphoreSlim _slots = new(1, int.MaxValue);
    private readonly CancellationTokenSource _disposed = new();
    private readonly Func<TimeSpan, CancellationToken, Task> _delay;
    private readonly int _maxConcurrency;
    private readonly Random _jitter = new();
    private readonly Action<TimeSpan>? _onRest;
    private Task _pause = Task.CompletedTask;
    private Task _told = Task.CompletedTask;
    private TimeSpan _toldWait;
    private Func<Exception>? _refusal;
    private bool _isOpen;
    private int _failuresInARow;
    private int _slotsToWithdraw;
    private int _slotCount = 1;

    /// <param name="maxConcurrency">Requests at the same time.</param>
    /// <param name="delay">Waits.</param>
    /// <param name="onRest">Told how long a rest is that the server asks for, where that is long; may be null.</param>
    public RequestGate(int maxConcurrency, Func<TimeSpan, CancellationToken, Task> delay, Action<TimeSpan>? onRest = null)
    {
        _onRest = onRest;
        _maxConcurrency = Math.Max(1, maxConcurrency);
        _delay = delay;
    }

    /// <summary>Waits until a request may be sent; <see cref="Leave"/> must follow.</summary>
    /// <exception cref="Exception">The account was refused before; it is what <see cref="Close"/> was given.</exception>
    public async Task EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await WaitForPauseAsync(cancellationToken).ConfigureAwait(false);
            await _slots.WaitAsync(cancellationToken).ConfigureAwait(false);
            lock (_lock)
            {
                if (_refusal is null && _pause.IsCompleted)
                {
                    return;
                }
            }
            Leave();
            ThrowIfRefused();
        }
    }

    public void Leave()
    {
        lock (_lock)
        {
            if (_slotsToWithdraw > 0)
            {
                _slotsToWithdraw--;
                return;
            }
        }
        _slots.Release();
    }

    /// <summary>The server answered, be it yes or no: the account is good, and the other requests may come.</summary>
    public void Open()
    {
        lock (_lock)
        {
            if (_isOpen)
            {
                return;
            }

            _isOpen = true;
            _slotCount = _maxConcurrency;
        }
        if (_maxConcurrency > 1)
        {
            _slots.Release(_maxConcurrency - 1);
        }
    }

    /// <summary>A request went well: the next back-off begins small again.</summary>
    public void Succeeded()
    {
        lock (_lock)
        {
            _failuresInARow = 0;
        }

        Open();
    }

    /// <summary>The account was refused: nothing is let through any more.</summary>
    /// <param name="refusal">Makes what each further request is answered with.</param>
    public void Close(Func<Exception> refusal)
    {
        lock (_lock)
        {
            _refusal ??= refusal;
        }
    }

    /// <summary>The server wants rest: all requests wait, at least as long as it says.</summary>
    /// <param name="askedByServer">The time that the server named; null waits longer with each failure in a row.</param>
    public void BackOff(TimeSpan? askedByServer)
    {
        TimeSpan time;
        bool isNews;
        lock (_lock)
        {
            time = NextWait(askedByServer);
            var wait = _delay(time, _disposed.Token);
            _pause = _pause.IsCompleted ? wait : Task.WhenAll(_pause, wait);
            isNews = askedByServer > LongRest && (_told.IsCompleted || time > TimeSpan.FromTicks(_toldWait.Ticks * 5 / 4));
            if (isNews)
            {
                (_told, _toldWait) = (_pause, time);
            }
        }

        // Requests that were under way together are all asked for the same rest: it is told once.
        if (isNews)
        {
            _onRest?.Invoke(time);
        }
    }

    /// <summary>The server allows fewer connections than there are: one fewer from now on.</summary>
    public void LowerConcurrency()
    {
        lock (_lock)
        {
            if (_slotCount <= 1)
            {
                return;
            }

            _slotCount--;
            _slotsToWithdraw++;
        }
    }

    public void Dispose()
    {
        _disposed.Cancel();
        _disposed.Dispose();
        _slots.Dispose();
    }

    private TimeSpan NextWait(TimeSpan? askedByServer)
    {
        var random = _jitter.NextDouble();
        if (askedByServer is { } asked)
        {
            return TimeSpan.FromTicks((long)(Math.Min(asked.Ticks, MaxServerBackOff.Ticks) * (1 + (random / 10))));
        }

        var doubled = FirstBackOff.Ticks << Math.Min(_failuresInARow, 10);
        _failuresInARow++;
        return TimeSpan.FromTicks((long)(Math.Min(doubled, MaxOwnBackOff.Ticks) * (0.5 + (random / 2))));
    }

    private async Task WaitForPauseAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            ThrowIfRefused();
            Task pause;
            lock (_lock)
            {
                pause = _pause;
            }

            if (pause.IsCompleted)
            {
                return;
            }

            var cancelled = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            using (cancellationToken.Register(() => cancelled.TrySetResult(true)))
            {
                await Task.WhenAny(pause, cancelled.Task).ConfigureAwait(false);
            }
        }
    }

    private void ThrowIfRefused()
    {
        lock (_lock)
        {
            if (_refusal is { } refusal)
            {
                throw refusal();
            }
        }
    }
}

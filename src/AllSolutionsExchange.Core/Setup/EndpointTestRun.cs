using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup;

/// <summary>
/// Tests that run at the same time, as many as are allowed, while further ones still come in. Each result is handed over once, in the order
/// in which the tests were added, and then forgotten. Tests go on between the calls, until <see cref="Dispose"/>.
/// </summary>
/// <remarks>For one caller at a time.</remarks>
public sealed class EndpointTestRun : IDisposable
{
    // In their order: those that run, and those that have ended and wait for one before them.
    private readonly Queue<Task<EndpointTestResult>> _tests = new();
    private readonly List<Task> _running = [];
    private readonly CancellationTokenSource _stop;
    private readonly int _throttleLimit;

    /// <summary>An empty run.</summary>
    /// <param name="throttleLimit">Tests at the same time.</param>
    /// <param name="cancellationToken">Ends all of them.</param>
    public EndpointTestRun(int throttleLimit, CancellationToken cancellationToken)
    {
        _throttleLimit = throttleLimit;
        _stop = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
    }

    /// <summary>Starts a test, when there is room for it, and hands over what has ended meanwhile.</summary>
    /// <param name="test">The test; it ends when its token is cancelled.</param>
    /// <param name="take">Takes a result.</param>
    /// <param name="cancellationToken">Ends the waiting, not the tests.</param>
    /// <exception cref="OperationCanceledException">One of the tokens was cancelled.</exception>
    public async Task AddAsync(
        Func<CancellationToken, Task<EndpointTestResult>> test,
        Action<EndpointTestResult> take,
        CancellationToken cancellationToken
    )
    {
        while (_running.Count >= _throttleLimit)
        {
            await Task.WhenAny(_running).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
            _running.RemoveAll(running => running.IsCompleted);
        }

        while (_tests.Count > 0 && _tests.Peek().IsCompleted)
        {
            take(await _tests.Dequeue().ConfigureAwait(false));
        }

        var started = test(_stop.Token);
        _tests.Enqueue(started);
        _running.Add(started);
    }

    /// <summary>Waits for all tests and hands their results over.</summary>
    /// <param name="take">Takes a result.</param>
    /// <param name="cancellationToken">Ends the waiting, not the tests.</param>
    /// <exception cref="OperationCanceledException">One of the tokens was cancelled.</exception>
    public async Task EndAsync(Action<EndpointTestResult> take, CancellationToken cancellationToken)
    {
        while (_tests.Count > 0)
        {
            var result = await _tests.Peek().OrCancelledAsync(cancellationToken).ConfigureAwait(false);
            _ = _tests.Dequeue();
            take(result);
        }
    }

    /// <summary>Ends the tests that still run, and waits until each has cleaned up, which has a short limit.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ = Task.WhenAny(Task.WhenAll(_tests)).GetAwaiter().GetResult();
        _stop.Dispose();
    }
}

namespace AllSolutionsExchange.Setup;

/// <summary>
/// Tests that run at the same time, as many as are allowed, while further ones still come in. Each result is handed over once and then
/// forgotten. Tests go on between the calls, until <see cref="Dispose"/>.
/// </summary>
/// <remarks>For one caller at a time.</remarks>
public sealed class EndpointTestRun : IDisposable
{
    private readonly List<Task<EndpointTestResult>> _running = [];
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
    public async Task AddAsync(Func<CancellationToken, Task<EndpointTestResult>> test, Action<EndpointTestResult> take, CancellationToken cancellationToken)
    {
        while (_running.Count >= _throttleLimit || _running.Exists(running => running.IsCompleted))
            await TakeNextAsync(take, cancellationToken).ConfigureAwait(false);
        _running.Add(test(_stop.Token));
    }

    /// <summary>Waits for all tests and hands their results over, each as soon as it is there.</summary>
    /// <param name="take">Takes a result.</param>
    /// <param name="cancellationToken">Ends the waiting, not the tests.</param>
    /// <exception cref="OperationCanceledException">One of the tokens was cancelled.</exception>
    public async Task EndAsync(Action<EndpointTestResult> take, CancellationToken cancellationToken)
    {
        while (_running.Count > 0)
            await TakeNextAsync(take, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Ends the tests that still run, and waits until each has cleaned up, which has a short limit.</summary>
    public void Dispose()
    {
        _stop.Cancel();
        _ = Task.WhenAny(Task.WhenAll(_running)).GetAwaiter().GetResult();
        _stop.Dispose();
    }

    private async Task TakeNextAsync(Action<EndpointTestResult> take, CancellationToken cancellationToken)
    {
        var ended = await Task.WhenAny(_running).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        _running.Remove(ended);
        take(await ended.ConfigureAwait(false));
    }
}

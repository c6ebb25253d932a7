using System.Diagnostics;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// The way to one Exchange server with one account. It is shared by all mailboxes that are reached so, and safe for
/// use from several threads: its gate bounds and holds back what they send together.
/// </summary>
internal sealed class EwsConnection : IDisposable
{
    private readonly EwsHttpClient _http;
    private readonly RequestGate _gate;
    private readonly EwsProtocolLog _log;
    private long _requestCount;

    /// <exception cref="EwsConnectionException">The URL is not https, or holds a user name.</exception>
    public EwsConnection(EwsConnectionOptions options)
    {
        Options = options;
        _http = new EwsHttpClient(options);
        _gate = new RequestGate(options.MaxConcurrency, options.Delay, options.OnRest);
        _log = new EwsProtocolLog(options.ProtocolLog, options.LogBodies);
        BatchSize = new BatchSize(options.InitialBatchSize);
    }

    public EwsConnectionOptions Options { get; }

    /// <summary>Shared by all mailboxes: the budget of the server is the account's.</summary>
    public BatchSize BatchSize { get; }

    /// <summary>Shared by all mailboxes: what is in front of the server bounds it.</summary>
    public EwsRequestSize RequestSize { get; } = new();

    /// <summary>What the last answer said of the server; null before the first.</summary>
    public EwsServerInfo? Server { get; private set; }

    /// <summary>HTTP requests sent so far, repeated and redirected ones included.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <param name="smtpAddress">The mailbox to impersonate; null is the account's own.</param>
    /// <param name="timeZoneId">The Windows zone that times without one are in; null is UTC.</param>
    public EwsMailbox OpenMailbox(string? smtpAddress, string? timeZoneId = null) => new(this, smtpAddress, timeZoneId);

    public void Dispose()
    {
        _gate.Dispose();
        _http.Dispose();
    }

    /// <summary>A request as it is sent.</summary>
    internal static PooledStream Write<T>(EwsMailbox mailbox, EwsOperation<T> operation)
        where T : class
    {
        var request = new PooledStream();
        EwsEnvelopeWriter.Write(request, operation, mailbox.SmtpAddress, mailbox.TimeZoneId);
        return request;
    }

    /// <summary>Sends a request once, when the gate lets it through.</summary>
    /// <exception cref="EwsException">No usable answer came, or it is a fault.</exception>
    internal async Task<IReadOnlyList<EwsItemResult<T>>> SendAsync<T>(
        EwsMailbox mailbox,
        EwsOperation<T> operation,
        CancellationToken cancellationToken
    )
        where T : class
    {
        using var request = Write(mailbox, operation);
        return await SendAsync(mailbox, operation, request, holdsBack: true, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a request that was written, once, when the gate lets it through.</summary>
    /// <param name="mailbox">The mailbox to impersonate.</param>
    /// <param name="operation">What is asked.</param>
    /// <param name="request">The request.</param>
    /// <param name="holdsBack">Whether all requests wait after a passing failure. Not while an item is singled out that the server fails
    /// over.</param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <exception cref="EwsException">No usable answer came, or it is a fault.</exception>
    internal async Task<IReadOnlyList<EwsItemResult<T>>> SendAsync<T>(
        EwsMailbox mailbox,
        EwsOperation<T> operation,
        PooledStream request,
        bool holdsBack,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var call = new EwsCall(operation.Name, mailbox.SmtpAddress, Guid.NewGuid());
        await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ExchangeAsync(mailbox, operation, call, request, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsException exception)
        {
            exception.Operation = call.Operation;
            exception.ClientRequestId = call.ClientRequestId;
            React(exception, operation.IsWrite, holdsBack);
            throw;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task<IReadOnlyList<EwsItemResult<T>>> ExchangeAsync<T>(
        EwsMailbox mailbox,
        EwsOperation<T> operation,
        EwsCall call,
        PooledStream request,
        CancellationToken cancellationToken
    )
        where T : class
    {
        var time = Stopwatch.StartNew();
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Options.EndAfter(limit, Options.Timeout);
        try
        {
            using var answer = await _http.PostAsync(request, call, () => Count(mailbox), limit.Token).ConfigureAwait(false);
            _log.Exchanged(_http.Url, call, request, answer, time.Elapsed);
            var read = EwsAnswerReader.Read(answer, operation, limit.Token);
            Server = new EwsServerInfo(read.ServerBuild, read.SchemaVersion, answer.Date);
            _log.Answered(call, read.Results);
            React(read.Results);
            return read.Results;
        }
        catch (OperationCanceledException exception)
        {
            Exception failure = cancellationToken.IsCancellationRequested ? exception : _http.TimedOut(exception);
            _log.Failed(_http.Url, call, failure, time.Elapsed);
            cancellationToken.ThrowIfCancellationRequested();
            throw failure;
        }
        catch (Exception exception)
        {
            _log.Failed(_http.Url, call, exception, time.Elapsed);
            throw;
        }
    }

    private void Count(EwsMailbox mailbox)
    {
        Interlocked.Increment(ref _requestCount);
        mailbox.CountRequest();
    }

    private void React<T>(IReadOnlyList<EwsItemResult<T>> results)
        where T : class
    {
        foreach (var result in results)
        {
            if (result.Error is { IsServerBusy: true } busy)
            {
                _gate.Open();
                HoldBack(busy);
                return;
            }
        }
        _gate.Succeeded();
    }

    private void React(EwsException exception, bool isWrite, bool holdsBack)
    {
        switch (exception)
        {
            case EwsAuthenticationException refused:
                _gate.Close(() => new EwsAuthenticationException(refused.Host, refused.OfferedSchemes));
                break;
            case EwsResponseException response:
                _gate.Open();
                if (response.Error.IsServerBusy)
                {
                    HoldBack(response.Error);
                }

                break;
            case EwsConnectionException connection:
                connection.MayHaveBeenApplied =
                    isWrite
                    && !connection.ProvesNothingDone
                    && connection.Failure
                        is EwsConnectionFailure.Timeout
                            or EwsConnectionFailure.ConnectionLost
                            or EwsConnectionFailure.ServiceUnavailable
                            or EwsConnectionFailure.NotEws
                            or EwsConnectionFailure.InvalidResponse
                            or EwsConnectionFailure.ResponseTooLarge
                            or EwsConnectionFailure.ServerError;
                if (connection.MayPassSoon && (holdsBack || connection.Failure == EwsConnectionFailure.ServiceUnavailable))
                {
                    _gate.BackOff(connection.RetryAfter);
                }

                break;
        }
    }

    private void HoldBack(EwsError busy)
    {
        if (string.Equals(busy.ResponseCode, EwsResponseCodes.ExceededConnectionCount, StringComparison.Ordinal))
        {
            _gate.LowerConcurrency();
        }

        _gate.BackOff(busy.BackOff);
    }
}

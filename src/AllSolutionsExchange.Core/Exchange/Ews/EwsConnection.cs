using System.Diagnostics;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// The way to one Exchange server with one account. It is shared by all mailboxes that are reached so, and safe for
/// use from several threads: its gate bounds and holds back what they send together.
/// </summary>
internal sealed class EwsConnection : IDisposable
{
    private readonly EwsHttpClient _http;
    private readonly EwsGate _gate;
    private readonly EwsProtocolLog _log;
    private long _requestCount;

    /// <exception cref="EwsConnectionException">The URL is not https, or holds a user name.</exception>
    public EwsConnection(EwsConnectionOptions options)
    {
        Options = options;
        _http = new EwsHttpClient(options);
        _gate = new EwsGate(options.MaxConcurrency, options.Delay);
        _log = new EwsProtocolLog(options.ProtocolLog, options.LogBodies);
        BatchSize = new EwsBatchSize(options.InitialBatchSize);
    }

    public EwsConnectionOptions Options { get; }

    /// <summary>Shared by all mailboxes: the budget of the server is the account's.</summary>
    public EwsBatchSize BatchSize { get; }

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

    /// <summary>Sends a request once, when the gate lets it through.</summary>
    /// <exception cref="EwsException">No usable answer came, or it is a fault.</exception>
    internal async Task<IReadOnlyList<EwsItemResult<T>>> SendAsync<T>(EwsMailbox mailbox, EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class
    {
        using var request = new PooledStream();
        EwsEnvelopeWriter.Write(request, operation, mailbox.SmtpAddress, mailbox.TimeZoneId);
        var call = new EwsCall(operation.Name, mailbox.SmtpAddress, Guid.NewGuid());
        await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return await ExchangeAsync(mailbox, operation, call, request, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsException e)
        {
            e.Operation = call.Operation;
            e.ClientRequestId = call.ClientRequestId;
            React(e, operation.IsWrite);
            throw;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task<IReadOnlyList<EwsItemResult<T>>> ExchangeAsync<T>(
        EwsMailbox mailbox, EwsOperation<T> operation, EwsCall call, PooledStream request, CancellationToken cancellationToken)
        where T : class
    {
        var time = Stopwatch.StartNew();
        try
        {
            var answer = await _http.PostAsync(request, call, () => Count(mailbox), cancellationToken).ConfigureAwait(false);
            using (answer.Body)
            {
                _log.Exchanged(_http.Url, call, request, answer, time.Elapsed);
                var read = EwsAnswerReader.Read(answer, operation);
                Server = new EwsServerInfo(read.ServerBuild, read.SchemaVersion, answer.Date);
                _log.Answered(call, read.Results);
                React(read.Results);
                return read.Results;
            }
        }
        catch (Exception e)
        {
            _log.Failed(_http.Url, call, e, time.Elapsed);
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

    private void React(EwsException exception, bool isWrite)
    {
        switch (exception)
        {
            case EwsAuthenticationException refused:
                _gate.Refuse(refused);
                break;
            case EwsResponseException response:
                _gate.Open();
                if (response.Error.IsServerBusy)
                    HoldBack(response.Error);
                break;
            case EwsConnectionException connection:
                connection.MayHaveBeenApplied = isWrite && connection.Failure is EwsConnectionFailure.Timeout
                    or EwsConnectionFailure.ConnectionLost or EwsConnectionFailure.ServiceUnavailable or EwsConnectionFailure.NotEws
                    or EwsConnectionFailure.InvalidResponse or EwsConnectionFailure.ResponseTooLarge;
                if (connection.IsTransient)
                    _gate.BackOff(connection.RetryAfter);
                break;
        }
    }

    private void HoldBack(EwsError busy)
    {
        if (string.Equals(busy.ResponseCode, EwsResponseCodes.ExceededConnectionCount, StringComparison.Ordinal))
            _gate.LowerConcurrency();
        _gate.BackOff(busy.BackOff);
    }
}

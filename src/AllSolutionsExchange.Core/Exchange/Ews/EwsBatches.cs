using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Sends requests for many things, as many in each as the server and the way to it take. What one of them spoils for all of a
/// request is halved until that one is alone: then it is that one's error, and the others arrive.
/// </summary>
/// <remarks>
/// Singling out k of n takes 2k log2(n / k) requests about, and never more than 2n. It begins only after the server has answered
/// something, and after each <see cref="FailuresToProbe"/> failures in a row it goes on only if the server answers something else.
/// </remarks>
internal sealed class EwsBatches<TInput, T>(
    EwsConnection connection,
    EwsMailbox mailbox,
    IReadOnlyList<TInput> inputs,
    Func<IReadOnlyList<TInput>, EwsOperation<T>> create,
    EwsItemResult<T>?[] results
)
    where T : class
{
    // One more than halving a full batch down to one item takes.
    private const int FailuresToProbe = 8;

    private readonly Queue<int> _pending = new(Enumerable.Range(0, inputs.Count));
    private int _tries = 1;
    private int _failuresInARow;

    public async Task SendAsync(CancellationToken cancellationToken)
    {
        while (_pending.Count > 0)
        {
            var batch = new List<int>(_pending.Take(connection.BatchSize.Current));
            var isWrite = false;
            try
            {
                using var request = Fit(batch, out var operation);
                isWrite = operation.IsWrite;
                await SendAsync(batch, operation, request, holdsBack: true, cancellationToken).ConfigureAwait(false);
            }
            catch (EwsException exception) when (_tries < EwsMailbox.MaxTries && mailbox.MayRepeat(exception, isWrite))
            {
                connection.BatchSize.Halve(batch.Count);
                await mailbox.WaitForMailboxAsync(exception, _tries++, cancellationToken).ConfigureAwait(false);
                continue;
            }
            catch (EwsException exception) when (IsSpoiltByOne(exception, isWrite))
            {
                if (exception is EwsConnectionException { Failure: EwsConnectionFailure.ResponseTooLarge })
                {
                    connection.BatchSize.Halve(batch.Count);
                }

                await SingleOutAsync(batch, exception, isWrite, cancellationToken).ConfigureAwait(false);
            }
            for (var i = 0; i < batch.Count; i++)
            {
                _pending.Dequeue();
            }
        }
    }

    /// <summary>The request for a batch; what is too many bytes for one is taken out of the batch.</summary>
    private PooledStream Fit(List<int> batch, out EwsOperation<T> operation)
    {
        while (true)
        {
            operation = Operation(batch);
            var request = EwsConnection.Write(mailbox, operation);
            var limit = connection.RequestSize.Current;
            if (batch.Count == 1 || request.Length <= limit)
            {
                return request;
            }

            var fitting = Math.Min(Math.Max(1, (int)(batch.Count * limit / request.Length)), batch.Count - 1);
            batch.RemoveRange(fitting, batch.Count - fitting);
            request.Dispose();
        }
    }

    private EwsOperation<T> Operation(List<int> batch) => create(batch.ConvertAll(index => inputs[index]));

    /// <summary>Sends a request and puts what was answered in its place; what Exchange had no time for waits again.</summary>
    private async Task SendAsync(
        List<int> batch,
        EwsOperation<T> operation,
        PooledStream request,
        bool holdsBack,
        CancellationToken cancellationToken
    )
    {
        var answers = await connection.SendAsync(mailbox, operation, request, holdsBack, cancellationToken).ConfigureAwait(false);
        EwsMailbox.RequireCount(answers, batch.Count, operation);
        RequireReadable(answers, operation);
        _failuresInARow = 0;
        var isLastTry = _tries >= EwsMailbox.MaxTries;
        var unsettled = 0;
        for (var i = 0; i < batch.Count; i++)
        {
            if (!isLastTry && IsUnsettled(answers[i].Error, operation))
            {
                _pending.Enqueue(batch[i]);
                unsettled++;
            }
            else
            {
                results[batch[i]] = answers[i];
            }
        }
        _tries = unsettled > 0 ? _tries + 1 : 1;
        if (unsettled > 0)
        {
            connection.BatchSize.Halve(batch.Count);
        }
        else
        {
            connection.BatchSize.Grow(batch.Count);
        }
    }

    private static bool IsUnsettled(EwsError? error, EwsOperation<T> operation) =>
        error is not null && (error.IsServerBusy || error.IsNotProcessed || (!operation.IsWrite && error.IsTransient));

    // The write was done, and what it made is not known. That is not a failure of the write, which would then be tried again.
    private static void RequireReadable(IReadOnlyList<EwsItemResult<T>> answers, EwsOperation<T> operation)
    {
        if (!operation.IsWrite || answers.FirstOrDefault(answer => answer.Error is { IsUnreadable: true })?.Error is not { } error)
        {
            return;
        }

        throw new EwsConnectionException(
            EwsConnectionFailure.InvalidResponse,
            $"The answer to {operation.Name} cannot be read.",
            error.MessageText
        )
        {
            MayHaveBeenApplied = true,
            Operation = operation.Name,
        };
    }

    /// <summary>
    /// Whether it may be one item that spoilt the answer for all. Of a write: only where nothing of it can have been done.
    /// </summary>
    private bool IsSpoiltByOne(EwsException exception, bool isWrite)
    {
        // What is too large has come from a server that is up.
        if (connection.Server is null && exception is not EwsConnectionException { Failure: EwsConnectionFailure.ResponseTooLarge })
        {
            return false;
        }

        return exception switch
        {
            EwsResponseException response when isWrite => response.ProvesNothingDone && !response.Error.IsServerBusy,
            EwsResponseException response => !EwsResponseCodes.IsOfMailbox(response.ResponseCode),
            EwsConnectionException refused when isWrite => refused.IsRefusal,
            EwsConnectionException failed => failed.Failure
                is EwsConnectionFailure.InvalidResponse
                    or EwsConnectionFailure.ResponseTooLarge
                    or EwsConnectionFailure.RequestTooLarge
                    or EwsConnectionFailure.ServerError
                    or EwsConnectionFailure.ConnectionLost
                    or EwsConnectionFailure.Timeout
                    or EwsConnectionFailure.Forbidden
                    or EwsConnectionFailure.NotEws,
            _ => false,
        };
    }

    /// <summary>Sends the halves of a batch that failed, and theirs, until what spoils it is alone.</summary>
    private async Task SingleOutAsync(List<int> batch, EwsException failure, bool isWrite, CancellationToken cancellationToken)
    {
        if (++_failuresInARow % FailuresToProbe == 0)
        {
            await EwsProbe.RequireAnswerAsync(connection, mailbox, failure, cancellationToken).ConfigureAwait(false);
        }

        if (batch.Count == 1)
        {
            results[batch[0]] = EwsItemResult<T>.Failure(EwsError.Of(failure));
            _tries = 1;
            return;
        }

        var taken = 0L;
        var middle = batch.Count / 2;
        foreach (var half in new[] { batch.GetRange(0, middle), batch.GetRange(middle, batch.Count - middle) })
        {
            taken = Math.Max(taken, await SendHalfAsync(half, isWrite, cancellationToken).ConfigureAwait(false));
        }

        if (taken > 0 && failure is EwsConnectionException { IsRefusal: true })
        {
            connection.RequestSize.Learn(taken);
        }
    }

    /// <returns>The bytes of the request, if it was taken; 0 if it was not.</returns>
    private async Task<long> SendHalfAsync(List<int> half, bool isWrite, CancellationToken cancellationToken)
    {
        var operation = Operation(half);
        using var request = EwsConnection.Write(mailbox, operation);
        if (half.Count > 1 && request.Length > connection.RequestSize.Current)
        {
            // Its other half has shown meanwhile how many bytes are taken.
            half.ForEach(_pending.Enqueue);
            return 0;
        }
        try
        {
            await SendAsync(half, operation, request, holdsBack: false, cancellationToken).ConfigureAwait(false);
            return request.Length;
        }
        catch (EwsException exception) when (IsSpoiltByOne(exception, isWrite))
        {
            await SingleOutAsync(half, exception, isWrite, cancellationToken).ConfigureAwait(false);
        }
        catch (EwsException exception) when (_tries < EwsMailbox.MaxTries && mailbox.MayRepeat(exception, isWrite))
        {
            await mailbox.WaitForMailboxAsync(exception, _tries++, cancellationToken).ConfigureAwait(false);
            half.ForEach(_pending.Enqueue);
        }
        return 0;
    }
}

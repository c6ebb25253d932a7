namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// One mailbox on a connection, impersonated. It counts the requests made for it, and repeats what may be repeated:
/// a read after any passing failure, a write only when Exchange said that it did not begin.
/// </summary>
internal sealed class EwsMailbox
{
    /// <summary>The first try included.</summary>
    private const int MaxTries = 5;

    /// <summary>How many lookups go into one FindItem: two search expressions each.</summary>
    private const int LookupsPerRequest = 25;

    private readonly EwsConnection _connection;
    private long _requestCount;

    internal EwsMailbox(EwsConnection connection, string? smtpAddress, string? timeZoneId)
    {
        _connection = connection;
        SmtpAddress = smtpAddress;
        TimeZoneId = timeZoneId;
    }

    /// <summary>The mailbox that is impersonated; null is the account's own.</summary>
    public string? SmtpAddress { get; }

    /// <summary>The Windows zone of times that carry none; null is UTC.</summary>
    public string? TimeZoneId { get; }

    /// <summary>HTTP requests made for this mailbox, repeated and redirected ones included.</summary>
    public long RequestCount => Interlocked.Read(ref _requestCount);

    /// <summary>Sends a request for one thing.</summary>
    /// <exception cref="EwsResponseException">Exchange answered no.</exception>
    /// <exception cref="EwsConnectionException">No usable answer came.</exception>
    /// <exception cref="EwsAuthenticationException">The account was refused.</exception>
    public Task<T> SendAsync<T>(EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class =>
        RepeatAsync(operation, async () =>
        {
            var results = await _connection.SendAsync(this, operation, cancellationToken).ConfigureAwait(false);
            RequireCount(results, 1, operation.Name);
            return results[0].GetValueOrThrow();
        }, cancellationToken);

    /// <summary>Sends requests for many things, as many in each as the server takes.</summary>
    /// <param name="inputs">What is asked for.</param>
    /// <param name="create">Makes the request for some of the inputs.</param>
    /// <param name="results">
    /// As long as <paramref name="inputs"/> and in the same order; filled as answers arrive. After an exception, null
    /// stands where nothing is known: not sent, or sent and unanswered.
    /// </param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <exception cref="EwsException">As <see cref="SendAsync"/>; an error of one item is in its place instead.</exception>
    public async Task SendBatchesAsync<TInput, T>(
        IReadOnlyList<TInput> inputs, Func<IReadOnlyList<TInput>, EwsOperation<T>> create, EwsItemResult<T>?[] results, CancellationToken cancellationToken)
        where T : class
    {
        var pending = new Queue<int>(Enumerable.Range(0, inputs.Count));
        var tries = 1;
        while (pending.Count > 0)
        {
            var batch = new List<int>(pending.Take(_connection.BatchSize.Current));
            var operation = create(batch.ConvertAll(index => inputs[index]));
            IReadOnlyList<EwsItemResult<T>> answers;
            try
            {
                answers = await _connection.SendAsync(this, operation, cancellationToken).ConfigureAwait(false);
                RequireCount(answers, batch.Count, operation.Name);
            }
            catch (EwsException e) when (IsWorthSmaller(e, operation.IsWrite, batch.Count))
            {
                _connection.BatchSize.Halve(batch.Count);
                continue;
            }
            catch (EwsException e) when (tries < MaxTries && MayRepeat(e, operation.IsWrite))
            {
                _connection.BatchSize.Halve(batch.Count);
                await WaitForMailboxAsync(e, tries++, cancellationToken).ConfigureAwait(false);
                continue;
            }
            var unsettled = Settle(batch, answers, results, operation.IsWrite, isLastTry: tries >= MaxTries);
            for (var i = 0; i < batch.Count; i++)
                pending.Dequeue();
            unsettled.ForEach(pending.Enqueue);
            tries = unsettled.Count > 0 ? tries + 1 : 1;
            if (unsettled.Count > 0)
                _connection.BatchSize.Halve(batch.Count);
            else
                _connection.BatchSize.Grow(batch.Count);
        }
    }

    /// <summary>The items with these ids, in the same order; what Exchange did not give is an error in its place.</summary>
    public async Task<IReadOnlyList<EwsItemResult<EwsCalendarItem>>> GetItemsAsync(
        IReadOnlyList<EwsItemId> ids, EwsItemShape shape, CancellationToken cancellationToken)
    {
        var results = new EwsItemResult<EwsCalendarItem>?[ids.Count];
        await SendBatchesAsync(ids, batch => new GetItemOperation(batch, shape), results, cancellationToken).ConfigureAwait(false);
        return results!;
    }

    /// <summary>All calendar folders of the mailbox, those in Deleted Items included. Usually one request.</summary>
    public async Task<IReadOnlyList<EwsFolder>> FindCalendarFoldersAsync(CancellationToken cancellationToken)
    {
        var folders = new List<EwsFolder>();
        while (true)
        {
            var operation = new FindFolderOperation(EwsFolderId.MessageFolderRoot, FindFolderOperation.CalendarClass, folders.Count);
            var page = await SendAsync(operation, cancellationToken).ConfigureAwait(false);
            folders.AddRange(page.Folders);
            if (page.IncludesLastItemInRange || page.Folders.Count == 0)
                return folders;
        }
    }

    /// <summary>The items in one folder that meet one of the lookups; one request for each 25 of them.</summary>
    public async Task<IReadOnlyList<EwsCalendarItem>> FindItemsAsync(
        EwsFolderId folder, IReadOnlyList<EwsItemLookup> lookups, EwsItemShape shape, CancellationToken cancellationToken)
    {
        var items = new List<EwsCalendarItem>();
        for (var first = 0; first < lookups.Count; first += LookupsPerRequest)
        {
            var part = lookups.Skip(first).Take(LookupsPerRequest).ToList();
            var offset = 0;
            EwsItemPage page;
            do
            {
                page = await SendAsync(new FindItemOperation(folder, part, shape, offset), cancellationToken).ConfigureAwait(false);
                items.AddRange(page.Items);
                offset += page.Items.Count;
            }
            while (!page.IncludesLastItemInRange && page.Items.Count > 0);
        }
        return items;
    }

    internal void CountRequest() => Interlocked.Increment(ref _requestCount);

    private async Task<TResult> RepeatAsync<TResult, T>(EwsOperation<T> operation, Func<Task<TResult>> send, CancellationToken cancellationToken)
        where T : class
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await send().ConfigureAwait(false);
            }
            catch (EwsException e) when (tries < MaxTries && MayRepeat(e, operation.IsWrite))
            {
                await WaitForMailboxAsync(e, tries, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    private bool MayRepeat(EwsException exception, bool isWrite) => exception switch
    {
        EwsResponseException response => response.Error.IsServerBusy || (!isWrite && response.IsTransient),

        // Before the first answer, a server that cannot be reached is most likely a wrong URL.
        EwsConnectionException { Failure: EwsConnectionFailure.Connect } => _connection.Server is not null,
        EwsConnectionException connection => !isWrite && connection.IsTransient,
        _ => false,
    };

    // An answer that is too large may be taken in two.
    private static bool IsWorthSmaller(EwsException exception, bool isWrite, int count) =>
        !isWrite && count > 1 && exception is EwsConnectionException { Failure: EwsConnectionFailure.ResponseTooLarge };

    // Trouble of the server holds the gate back, for all mailboxes. What troubles one mailbox is waited for here.
    private async Task WaitForMailboxAsync(EwsException exception, int tries, CancellationToken cancellationToken)
    {
        if (exception is EwsResponseException { Error.IsServerBusy: false } response)
            await _connection.Options.Delay(response.BackOff ?? TimeSpan.FromSeconds(1 << tries), cancellationToken).ConfigureAwait(false);
    }

    private static List<int> Settle<T>(
        List<int> batch, IReadOnlyList<EwsItemResult<T>> answers, EwsItemResult<T>?[] results, bool isWrite, bool isLastTry)
        where T : class
    {
        var unsettled = new List<int>();
        for (var i = 0; i < batch.Count; i++)
        {
            var error = answers[i].Error;
            var repeat = error is not null && (error.IsServerBusy || error.IsNotProcessed || (!isWrite && error.IsTransient));
            if (repeat && !isLastTry)
                unsettled.Add(batch[i]);
            else
                results[batch[i]] = answers[i];
        }
        return unsettled;
    }

    private static void RequireCount<T>(IReadOnlyList<EwsItemResult<T>> results, int count, string operation)
        where T : class
    {
        if (results.Count != count)
            throw new EwsConnectionException(EwsConnectionFailure.InvalidResponse, $"The answer to {operation} holds {results.Count} response messages instead of {count}.");
    }
}

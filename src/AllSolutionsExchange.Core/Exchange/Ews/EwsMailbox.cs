using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// One mailbox on a connection, impersonated. It counts the requests made for it, and repeats what may be repeated:
/// a read after any passing failure, a write only when Exchange said that it did not begin.
/// </summary>
internal sealed class EwsMailbox
{
    /// <summary>The first try included.</summary>
    internal const int MaxTries = 5;

    /// <summary>How many lookups go into one FindItem: two search expressions each.</summary>
    private const int LookupsPerRequest = 25;

    /// <summary>How many items of a folder may spoil their page, before the folder counts as one that cannot be listed.</summary>
    private const int MaxPassedOver = 20;

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
        where T : class => RepeatAsync(operation, () => SendOnceAsync(operation, cancellationToken), cancellationToken);

    /// <summary>Sends a request for one thing, and does not repeat it.</summary>
    /// <exception cref="EwsException">As <see cref="SendAsync"/>.</exception>
    internal async Task<T> SendOnceAsync<T>(EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class
    {
        var results = await _connection.SendAsync(this, operation, cancellationToken).ConfigureAwait(false);
        RequireCount(results, 1, operation);
        return results[0].GetValueOrThrow();
    }

    /// <summary>Sends requests for many things, as many in each as the server takes.</summary>
    /// <param name="inputs">What is asked for.</param>
    /// <param name="create">Makes the request for some of the inputs.</param>
    /// <param name="results">
    /// As long as <paramref name="inputs"/> and in the same order; filled as answers arrive. After an exception, null
    /// means that nothing is known: not sent, or sent and unanswered.
    /// </param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <exception cref="EwsException">As <see cref="SendAsync"/>; an error of one item is in its place instead.</exception>
    public async Task SendBatchesAsync<TInput, T>(
        IReadOnlyList<TInput> inputs,
        Func<IReadOnlyList<TInput>, EwsOperation<T>> create,
        EwsItemResult<T>?[] results,
        CancellationToken cancellationToken
    )
        where T : class =>
        await new EwsBatches<TInput, T>(_connection, this, inputs, create, results).SendAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>The items with these ids, in the same order; what Exchange did not give is an error in its place.</summary>
    public async Task<IReadOnlyList<EwsItemResult<T>>> GetItemsAsync<T>(
        EwsFields<T> fields,
        IReadOnlyList<EwsItemId> ids,
        EwsItemShape shape,
        CancellationToken cancellationToken
    )
        where T : EwsItem, new()
    {
        var results = new EwsItemResult<T>?[ids.Count];
        await SendBatchesAsync(ids, batch => new GetItemOperation<T>(fields, batch, shape), results, cancellationToken)
            .ConfigureAwait(false);
        return results!;
    }

    /// <summary>All folders of one class in the mailbox, those in Deleted Items included. Usually one request.</summary>
    /// <exception cref="EwsConnectionException">The server says of page after page that more is to come, and nothing new comes.</exception>
    public async Task<IReadOnlyList<EwsFolder>> FindFoldersAsync(string folderClass, CancellationToken cancellationToken)
    {
        var folders = new List<EwsFolder>();
        var pages = new EwsPageGuard("FindFolder");
        var sizes = new EwsPages(_connection, this, FindFolderOperation.PageSize);
        while (true)
        {
            var page = await sizes
                .SendAsync(
                    size => new FindFolderOperation(EwsFolderId.MessageFolderRoot, folderClass, pages.Offset, size),
                    cancellationToken
                )
                .ConfigureAwait(false);
            foreach (var folder in page.Folders)
            {
                if (pages.IsNew(folder.Id!))
                {
                    folders.Add(folder);
                }
            }
            if (page.IncludesLastItemInRange)
            {
                return folders;
            }

            pages.RequireNews(page.Folders.Count);
        }
    }

    /// <summary>The items in one folder that meet one of the lookups, each once; one request for each 25 of them.</summary>
    /// <exception cref="EwsConnectionException">The server says of page after page that more is to come, and nothing new comes.</exception>
    public async Task<IReadOnlyList<T>> FindItemsAsync<T>(
        EwsFields<T> fields,
        EwsFolderId folder,
        IReadOnlyList<EwsItemLookup> lookups,
        EwsItemShape shape,
        CancellationToken cancellationToken
    )
        where T : EwsItem, new()
    {
        var items = new List<T>();
        for (var first = 0; first < lookups.Count; first += LookupsPerRequest)
        {
            var part = lookups.Skip(first).Take(LookupsPerRequest).ToList();
            var pages = new EwsPageGuard("FindItem");
            var sizes = new EwsPages(_connection, this, FindItemOperation.PageSize);
            while (true)
            {
                var page = await sizes
                    .SendAsync(size => new FindItemOperation<T>(fields, folder, part, shape, pages.Offset, size), cancellationToken)
                    .ConfigureAwait(false);
                foreach (var item in page.Items)
                {
                    if (pages.IsNew(item.ItemId!.Id))
                    {
                        items.Add(item);
                    }
                }
                if (page.IncludesLastItemInRange)
                {
                    break;
                }

                pages.RequireNews(page.Items.Count);
            }
        }
        return items;
    }

    /// <summary>The ids of all items in one folder, those that spoil their page passed over.</summary>
    /// <returns>The items, and how many were passed over.</returns>
    /// <exception cref="EwsSpoiltPageException">Too many spoil their page.</exception>
    public async Task<(IReadOnlyList<EwsItemId> Items, int PassedOver)> ListItemsAsync(
        EwsFolderId folder,
        CancellationToken cancellationToken
    )
    {
        var (items, passedOver) = (new List<EwsItemId>(), 0);
        var pages = new EwsPageGuard("FindItem");
        var sizes = new EwsPages(_connection, this, FindItemOperation.WholePageSize);
        while (true)
        {
            try
            {
                var page = await sizes
                    .SendAsync(
                        size => new FindItemOperation<EwsItem>(EwsAnyItem.Fields, folder, [], EwsItemShape.IdOnly, pages.Offset, size),
                        cancellationToken
                    )
                    .ConfigureAwait(false);
                items.AddRange(page.Items.Select(item => item.ItemId!).Where(id => pages.IsNew(id.Id)));
                if (page.IncludesLastItemInRange)
                {
                    return (items, passedOver);
                }

                pages.RequireNews(page.Items.Count);
            }
            catch (EwsSpoiltPageException) when (passedOver < MaxPassedOver)
            {
                passedOver++;
                pages.PassOver();
                sizes.PassOver();
            }
        }
    }

    internal void CountRequest() => Interlocked.Increment(ref _requestCount);

    private async Task<TResult> RepeatAsync<TResult, T>(
        EwsOperation<T> operation,
        Func<Task<TResult>> send,
        CancellationToken cancellationToken
    )
        where T : class
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await send().ConfigureAwait(false);
            }
            catch (EwsException exception) when (tries < MaxTries && MayRepeat(exception, operation.IsWrite))
            {
                await WaitForMailboxAsync(exception, tries, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    internal bool MayRepeat(EwsException exception, bool isWrite) =>
        exception switch
        {
            EwsResponseException response => response.Error.IsServerBusy || (!isWrite && response.IsTransient),

            // Before the first answer, a server that cannot be reached is most likely a wrong URL.
            EwsConnectionException { Failure: EwsConnectionFailure.Connect } => _connection.Server is not null,
            EwsConnectionException connection => connection.MayPassSoon && (!isWrite || !connection.WasSent),
            _ => false,
        };

    // Trouble of the server holds the gate back, for all mailboxes. What troubles one mailbox is waited for here.
    internal async Task WaitForMailboxAsync(EwsException exception, int tries, CancellationToken cancellationToken)
    {
        if (exception is not EwsResponseException { Error.IsServerBusy: false } response)
        {
            return;
        }

        var rest = response.BackOff ?? TimeSpan.FromSeconds(1 << tries);
        rest = rest < RequestGate.MaxServerBackOff ? rest : RequestGate.MaxServerBackOff;
        if (rest > RequestGate.LongRest)
        {
            _connection.Options.OnRest?.Invoke(rest);
        }

        await _connection.Options.Delay(rest, cancellationToken).ConfigureAwait(false);
    }

    internal static void RequireCount<T>(IReadOnlyList<EwsItemResult<T>> results, int count, EwsOperation<T> operation)
        where T : class
    {
        if (results.Count == count)
        {
            return;
        }

        throw new EwsConnectionException(
            EwsConnectionFailure.InvalidResponse,
            $"The answer to {operation.Name} holds {results.Count} response messages instead of {count}."
        )
        {
            MayHaveBeenApplied = operation.IsWrite,
            Operation = operation.Name,
        };
    }
}

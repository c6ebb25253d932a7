using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>The default folder of one kind in one mailbox, over EWS.</summary>
internal sealed class ExchangeSide<T> : ISyncSide
    where T : EwsItem, new()
{
    private readonly EwsMailbox _mailbox;
    private readonly EwsConnection _connection;
    private readonly Func<DateTimeOffset> _clock;
    private readonly ItemMap<T> _map;
    private readonly EwsKind<T> _kind;
    private readonly KindFolders<T> _folders;
    private readonly PullGuard _pulls = new();
    private readonly EwsPages _pages;
    private TimeSpan? _clockSkew;

    /// <param name="connection">The connection, shared by all mailboxes of a run.</param>
    /// <param name="smtpAddress">The mailbox, impersonated.</param>
    /// <param name="timeZone">The mailbox's zone in canonical form.</param>
    /// <param name="map">The kind of items, and how they are mapped.</param>
    /// <param name="clock">This machine's clock.</param>
    public ExchangeSide(EwsConnection connection, string smtpAddress, string timeZone, ItemMap<T> map, Func<DateTimeOffset> clock)
    {
        _connection = connection;
        _clock = clock;
        _mailbox = connection.OpenMailbox(smtpAddress, timeZone);
        _map = map;
        _kind = map.Kind;
        Capabilities = new()
        {
            ReadOnlyFields = map.ReadOnlyFields,
            StampsOnLink = !map.HasUids,
            MovesChangeIds = true,
        };
        _pages = new EwsPages(connection, _mailbox, SyncFolderItemsOperation.MaxChanges);
        _folders = new KindFolders<T>(_mailbox, map);
    }

    public SideName Name => SideName.Exchange;

    public SideCapabilities Capabilities { get; }

    public int Requests => (int)_mailbox.RequestCount;

    public TimeSpan ClockSkew => _clockSkew ?? TimeSpan.Zero;

    public string? Seen => null;

    public string? UidFor(LinkId linkId) => _map.UidFor(linkId);

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) =>
        TranslateAsync(async () =>
        {
            // A folder's id holds the mailbox's: it is another one when another mailbox is behind the address.
            var home = await _mailbox.SendAsync(new GetFolderOperation([_kind.Home]), cancellationToken).ConfigureAwait(false);
            return new SideIdentity(home.Id!, home.Id!);
        });

    /// <summary>The id of the folder names its mailbox: another one says with the first pull that it does not know it.</summary>
    public Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        Task.FromResult(SideContinuity.Same);

    public Task<string?> StampAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <summary>Exchange gives no id twice.</summary>
    public bool IsSameItem(LinkEnd end, SideItem item) => true;

    public async Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken)
    {
        try
        {
            return await TranslateAsync(() => SyncFolderItemsAsync(folder, cursor, cancellationToken)).ConfigureAwait(false);
        }
        catch (CursorInvalidException exception)
        {
            _pulls.TakeRefusal(exception);
            throw;
        }
        catch (MailboxRefusedException exception)
            when (string.Equals(exception.Code, EwsResponseCodes.NonExistentMailbox, StringComparison.Ordinal))
        {
            // The folder's id names its mailbox: Exchange says so too where another one is behind the address now.
            throw new FolderGoneException(exception);
        }
    }

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) =>
        TranslateAsync(async () =>
        {
            var (items, passedOver) = await _mailbox.ListItemsAsync(EwsFolderId.FromId(folder), cancellationToken).ConfigureAwait(false);
            return new FolderListing([.. items.Select(id => new ItemChange(id.Id, id.ChangeKey, IsVanished: false))], passedOver);
        });

    public Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        TranslateAsync(async () =>
        {
            var items = await GetAsync(ids, _kind.Fields.Whole, cancellationToken).ConfigureAwait(false);
            var results = new LoadResult[ids.Count];
            for (var i = 0; i < results.Length; i++)
            {
                results[i] = Loaded(_map, ids[i], items[i]);
            }

            return (IReadOnlyList<LoadResult>)results;
        });

    public Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        TranslateAsync(async () =>
        {
            var items = await GetAsync(ids, _kind.Name, cancellationToken).ConfigureAwait(false);
            return (IReadOnlyList<ItemName?>)[.. items.Select(item => item.Value is { } read ? _map.Name(read) : null)];
        });

    public Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken) =>
        TranslateAsync(() => _folders.FindAsync(wanted, cancellationToken));

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken) =>
        TranslateAsync(() =>
            operations[0].Action switch
            {
                SyncAction.Create => WriteAsync(
                    operations,
                    _map.New,
                    items => new CreateItemOperation<T>(_kind, EwsFolderId.FromId(operations[0].Folder!), items),
                    cancellationToken
                ),
                SyncAction.Delete => DeleteAsync(operations, cancellationToken),
                _ => WriteAsync(operations, _map.Changed, updates => new UpdateItemOperation<T>(_kind, updates), cancellationToken),
            }
        );

    private Task<TResult> TranslateAsync<TResult>(Func<Task<TResult>> call) => EwsFailures.TranslateAsync(_mailbox.SmtpAddress!, call);

    private Task<IReadOnlyList<EwsItemResult<T>>> GetAsync(
        IEnumerable<string> ids,
        EwsItemShape shape,
        CancellationToken cancellationToken
    ) => _mailbox.GetItemsAsync(_kind.Fields, [.. ids.Select(id => new EwsItemId(id))], shape, cancellationToken);

    /// <summary>
    /// What loading one id gave. A value that no item of the kind can hold, such as a day beyond the year 9999, is the item's error.
    /// </summary>
    internal static LoadResult Loaded(ItemMap<T> map, string id, EwsItemResult<T> result)
    {
        if (result.Error is { } error)
        {
            return new LoadResult(id, null, error.ResponseCode == EwsResponseCodes.ItemNotFound ? null : EwsFailures.Item(error));
        }

        try
        {
            return new LoadResult(id, map.Read(result.Value!));
        }
        catch (Exception exception) when (exception is ArgumentException or FormatException or OverflowException)
        {
            return new LoadResult(id, null, EwsFailures.Item(EwsError.Unreadable(map.WhyUnreadable))) { Name = map.Name(result.Value!) };
        }
    }

    private async Task<PullPage> SyncFolderItemsAsync(string folder, string? cursor, CancellationToken cancellationToken)
    {
        var page = await _pages
            .SendAsync(size => new SyncFolderItemsOperation(EwsFolderId.FromId(folder), cursor, size), cancellationToken)
            .ConfigureAwait(false);
        _pulls.Observe(page, isFirst: cursor is null);
        _clockSkew ??= _connection.Server?.Date is { } date ? date - _clock() : null;
        var changes = new List<ItemChange>(page.Changes.Count);
        foreach (var change in page.Changes)
        {
            if (change.Type != EwsChangeType.ReadFlagChange)
            {
                changes.Add(new ItemChange(change.ItemId.Id, change.ItemId.ChangeKey, change.Type == EwsChangeType.Delete));
            }
        }

        return new PullPage(changes, page.SyncState, page.IncludesLastItemInRange);
    }

    private async Task<IReadOnlyList<WriteOutcome>> WriteAsync<TInput>(
        IReadOnlyList<WriteOperation> operations,
        Func<WriteOperation, TInput> map,
        Func<IReadOnlyList<TInput>, EwsOperation<EwsItemId>> create,
        CancellationToken cancellationToken
    )
    {
        var results = new EwsItemResult<EwsItemId>?[operations.Count];
        await _mailbox.SendBatchesAsync(operations.Select(map).ToList(), create, results, cancellationToken).ConfigureAwait(false);
        return results
            .Select(result =>
                result!.Value is { } id ? new WriteOutcome(WriteStatus.Done, id.Id, id.ChangeKey) : EwsFailures.Outcome(result.Error!)
            )
            .ToList();
    }

    /// <summary>DeleteItem takes no precondition: the versions are asked for first, so that an edit is not lost with its item.</summary>
    private async Task<IReadOnlyList<WriteOutcome>> DeleteAsync(
        IReadOnlyList<WriteOperation> operations,
        CancellationToken cancellationToken
    )
    {
        var outcomes = new WriteOutcome[operations.Count];
        var ids = operations.Select(operation => operation.Id!);
        var now = await GetAsync(ids, EwsItemShape.IdOnly, cancellationToken).ConfigureAwait(false);
        var unchanged = new List<int>();
        for (var i = 0; i < outcomes.Length; i++)
        {
            if (now[i].Error is { } error)
            {
                outcomes[i] = EwsFailures.Outcome(error);
            }
            else if (string.Equals(now[i].Value!.ItemId?.ChangeKey, operations[i].Version, StringComparison.Ordinal))
            {
                unchanged.Add(i);
            }
            else
            {
                outcomes[i] = new WriteOutcome(WriteStatus.Conflict);
            }
        }

        var results = new EwsItemResult<EwsNothing>?[unchanged.Count];
        await _mailbox
            .SendBatchesAsync(
                unchanged.ConvertAll(i => new EwsItemId(operations[i].Id!, operations[i].Version)),
                batch => new DeleteItemOperation(batch, affectedTaskOccurrences: _kind.AffectedTaskOccurrences),
                results,
                cancellationToken
            )
            .ConfigureAwait(false);
        for (var i = 0; i < unchanged.Count; i++)
        {
            outcomes[unchanged[i]] = results[i]!.Error is { } error ? EwsFailures.Outcome(error) : new WriteOutcome(WriteStatus.Done);
        }

        return outcomes;
    }
}

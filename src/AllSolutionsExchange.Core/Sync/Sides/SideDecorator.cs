namespace AllSolutionsExchange.Sync;

/// <summary>A side with something done around each of its requests, and with its results checked.</summary>
internal abstract class SideDecorator : ISyncSide
{
    private readonly ISyncSide _inner;

    protected SideDecorator(ISyncSide inner) => _inner = inner;

    public SideName Name => _inner.Name;

    public SideCapabilities Capabilities => _inner.Capabilities;

    public int Requests => _inner.Requests;

    public TimeSpan ClockSkew => _inner.ClockSkew;

    public string? Seen => _inner.Seen;

    public string? UidFor(LinkId linkId) => _inner.UidFor(linkId);

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) => AroundAsync(_inner.IdentifyAsync, cancellationToken);

    public Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        _inner.CompareAsync(known, seen, cancellationToken);

    public Task<string?> StampAsync(CancellationToken cancellationToken) => _inner.StampAsync(cancellationToken);

    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken) => _inner.KeepStampAsync(stamp, cancellationToken);

    public bool IsSameItem(LinkEnd end, SideItem item) => _inner.IsSameItem(end, item);

    public Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken) =>
        AroundAsync(token => _inner.PullAsync(folder, cursor, token), cancellationToken);

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) =>
        AroundAsync(token => _inner.ListAsync(folder, token), cancellationToken);

    public Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        AroundAsync(
            async token => SideContract.Loaded(Name, ids, await _inner.LoadAsync(ids, token).ConfigureAwait(false)),
            cancellationToken
        );

    public Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        AroundAsync(
            async token => SideContract.Named(Name, ids, await _inner.NamesAsync(ids, token).ConfigureAwait(false)),
            cancellationToken
        );

    public Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken) =>
        AroundAsync(token => _inner.FindAsync(wanted, token), cancellationToken);

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken) =>
        AroundAsync(
            async token => SideContract.Written(Name, operations, await _inner.WriteAsync(operations, token).ConfigureAwait(false)),
            cancellationToken
        );

    /// <summary>Makes a request, with whatever is done before, during and after it.</summary>
    protected abstract Task<T> AroundAsync<T>(Func<CancellationToken, Task<T>> request, CancellationToken cancellationToken);
}

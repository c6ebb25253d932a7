using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Benchmarks;

/// <summary>A side that tells of nothing new.</summary>
internal sealed class EmptySide : ISyncSide
{
    public EmptySide(SideName name = SideName.AllSolutions, string identity = "empty")
    {
        Name = name;
        Identity = new SideIdentity(identity, "folder");
    }

    public SideName Name { get; }

    public SideIdentity Identity { get; }

    public SideCapabilities Capabilities { get; } = new();

    public int Requests => 0;

    public TimeSpan ClockSkew => TimeSpan.Zero;

    public string? Seen => null;

    public string? UidFor(LinkId linkId) => null;

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(Identity);

    public Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        Task.FromResult(SideContinuity.Same);

    public Task<string?> StampAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsSameItem(LinkEnd end, SideItem item) => true;

    public Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken) =>
        Task.FromResult(new PullPage([], "0", IsLast: true));

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) =>
        Task.FromResult(new FolderListing([], Unnamed: 0));

    public Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<LoadResult>>([.. ids.Select(id => new LoadResult(id, null))]);

    public Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<ItemName?>>([.. ids.Select(_ => (ItemName?)null)]);

    public Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<FoundItem>>([]);

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<WriteOutcome>>([.. operations.Select(_ => new WriteOutcome(WriteStatus.NotFound))]);
}

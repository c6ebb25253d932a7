using System.Globalization;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>A user's items of one kind in the register, as the engine sees them. The marker is the synchronisation id; there are no
/// UIDs.</summary>
internal sealed class AllSolutionsSide : ISyncSide
{
    private const int PageSize = 512;
    private readonly ItemRegister _register;
    private readonly string _user;
    private readonly UserRows _own;
    private RegisterChange? _seen;

    /// <summary>A user's items of the register's kind.</summary>
    /// <param name="register">The register.</param>
    /// <param name="user">The user's code.</param>
    public AllSolutionsSide(ItemRegister register, string user)
    {
        _register = register;
        _user = user;
        _own = new UserRows(register.Kind, user);
    }

    private string Folder => _register.Kind.Folder;

    /// <inheritdoc/>
    public SideName Name => SideName.AllSolutions;

    /// <inheritdoc/>
    public SideCapabilities Capabilities { get; } =
        new()
        {
            StampsOnLink = true,
            MarkersEndWithLinks = true,
            KeepsStamp = true,
            IsLocal = true,
            FindBatch = 100,
            LoadBatch = PageSize,
        };

    /// <inheritdoc/>
    public int Requests => 0;

    /// <inheritdoc/>
    public TimeSpan ClockSkew => TimeSpan.Zero;

    /// <inheritdoc/>
    public string? UidFor(LinkId linkId) => null;

    /// <inheritdoc/>
    public string? Seen => _seen?.ToString();

    /// <inheritdoc/>
    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) => ReadAsync(Identity, cancellationToken);

    /// <inheritdoc/>
    public Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        ReadAsync(
            rows =>
            {
                if (Identity(rows) != known)
                {
                    return SideContinuity.Another;
                }

                var isHeld = seen is null || (RegisterChange.Parse(seen) is { } change && rows.Holds(change));
                return isHeld ? SideContinuity.Same : SideContinuity.PutBack;
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<string?> StampAsync(CancellationToken cancellationToken) => ReadAsync(rows => rows.StoreStamp(_user), cancellationToken);

    /// <inheritdoc/>
    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken) =>
        GuardAsync(_register.WriteAsync(rows => Look(rows, () => rows.SetStoreStamp(_user, stamp)), create: false, cancellationToken));

    /// <inheritdoc/>
    public bool IsSameItem(LinkEnd end, SideItem item) =>
        RegisterRow.BornOf(end.Version) is { } born
            ? string.Equals(born, RegisterRow.BornOf(item.Version), StringComparison.Ordinal)
            : !end.IsMarked || item.Marker is not null;

    /// <inheritdoc/>
    public Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken) =>
        ReadAsync(
            rows =>
            {
                var registerId = rows.RegisterId();
                var after = cursor is null ? 0 : ReadCursor(cursor, registerId, rows.Last().Sequence);
                var changes = rows.Changes(_user, after, liveOnly: cursor is null, PageSize);
                var last = changes.Count == 0 ? after : changes[changes.Count - 1].Sequence;
                return new PullPage(
                    [.. changes.Select(change => new ItemChange(change.Id, change.Version, change.IsDeleted))],
                    $"{registerId}:{Text(last)}",
                    IsLast: changes.Count < PageSize
                );
            },
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken) =>
        ReadAsync(
            rows => new FolderListing(
                [
                    .. rows.Changes(_user, 0, liveOnly: true, int.MaxValue)
                        .Select(row => new ItemChange(row.Id, row.Version, IsVanished: false)),
                ],
                Unnamed: 0
            ),
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(rows => (IReadOnlyList<LoadResult>)[.. ids.Select(id => Load(rows, id))], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        ReadAsync(rows => (IReadOnlyList<ItemName?>)[.. ids.Select(id => NameOf(rows, id))], cancellationToken);

    /// <inheritdoc/>
    public Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken) =>
        ReadAsync(
            rows => (IReadOnlyList<FoundItem>)[.. wanted.SelectMany(item => ItemsWithSyncId(rows, item.LinkId.ToString()))],
            cancellationToken
        );

    /// <inheritdoc/>
    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken) =>
        GuardAsync(
            _register.WriteAsync(
                rows => Look(rows, () => new RegisterWrites(rows, _own, _user, _register.Now).Write(operations)),
                create: false,
                cancellationToken
            )
        );

    private LoadResult Load(RegisterRows rows, string id)
    {
        ItemError? error = null;
        var row = RegisterRows.Try(() => _own.Find(rows, id), exception => error = RegisterWrites.Error(exception));
        return new LoadResult(id, row is null ? null : _own.Item(row), error);
    }

    private ItemName? NameOf(RegisterRows rows, string id) =>
        RegisterRows.Try(() => _own.Find(rows, id), _ => { })?.Content is { } content ? ItemName.Of(content) : null;

    private IEnumerable<FoundItem> ItemsWithSyncId(RegisterRows rows, string syncId) =>
        rows.ItemsWithSyncId(_user, syncId).Select(holder => new FoundItem(holder.Id, Folder, syncId, null, holder.IsDeleted));

    private static long ReadCursor(string cursor, string registerId, long sequence)
    {
        var parts = cursor.Split(':');
        return parts.Length == 2 && parts[0] == registerId && RegisterRow.ParseId(parts[1]) is { } number && number <= sequence
            ? number
            : throw new CursorInvalidException(
                "The AllSolutions register is not the same one as before, or was put back to an earlier state."
            );
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);

    private SideIdentity Identity(RegisterRows rows) => new($"{rows.RegisterId()}/{Caseless.Key(_user)}", Folder);

    private Task<T> ReadAsync<T>(Func<RegisterRows, T> work, CancellationToken cancellationToken) =>
        GuardAsync(_register.ReadAsync(rows => Look(rows, () => work(rows)), cancellationToken));

    /// <summary>Works on the register where it has not been put back since this side last looked, and keeps its position then.</summary>
    private T Look<T>(RegisterRows rows, Func<T> work)
    {
        if (_seen is { } seen && !rows.Holds(seen))
        {
            throw new SideUnavailableException(
                "The AllSolutions register was put back to an earlier state while it was synchronised.",
                "Run the synchronisation again."
            );
        }

        var result = work();
        _seen = rows.Last();
        return result;
    }

    private static async Task<T> GuardAsync<T>(Task<T> call)
    {
        try
        {
            return await call.ConfigureAwait(false);
        }
        catch (CouplingException exception) when (exception is not SideException)
        {
            throw new SideUnavailableException(exception);
        }
    }
}

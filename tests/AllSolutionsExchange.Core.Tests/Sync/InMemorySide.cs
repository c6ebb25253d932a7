using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// A side in memory with the habits of the real ones: new ids on a move, copies that keep the marker, versions that churn, cursors
/// that turn invalid, and a server that keeps something else than it was given. What a user does to it is its public half.
/// </summary>
internal sealed partial class InMemorySide : ISyncSide
{
    public const string Home = "home";
    public const string Elsewhere = "elsewhere";
    public const string Trash = "trash";

    private readonly Func<DateTimeOffset> _clock;
    private readonly bool _isRegister;
    private readonly StoryKind _kind;
    private readonly List<HashSet<string>> _named =
    [
        [],
    ];
    private List<(string Id, bool IsVanished, int Stamp)> _log = [];
    private int _next;
    private int _epoch;
    private int _unique;
    private string? _stamp;

    public InMemorySide(SideName name, Func<DateTimeOffset> clock, StoryKind? kind = null)
    {
        _kind = kind ?? StoryKind.Appointments;
        Name = name;
        _clock = clock;
        _isRegister = name == SideName.AllSolutions;
        Capabilities = new SideCapabilities
        {
            StampsOnLink = _isRegister || !_kind.HasUid,
            MarkersEndWithLinks = _isRegister,
            MovesChangeIds = !_isRegister,
            KeepsStamp = _isRegister,
            IsLocal = _isRegister,
            FindBatch = 3,
            LoadBatch = 4,
            WriteBatch = 3,
        };
    }

    public Dictionary<string, SideItem> Items { get; private set; } = new(StringComparer.Ordinal);

    /// <summary>Writes that changed something, the engine's only.</summary>
    public int Writes { get; private set; }

    /// <summary>Content writes to items that are read-only here.</summary>
    public int ForbiddenWrites { get; private set; }

    /// <summary>What the server makes of a body that it is given.</summary>
    public Func<string, string> Rewrite { get; set; } = body => body;

    /// <summary>What is stored of an appointment: what stood there before (null for a new one), and what should stand there now.</summary>
    public Func<Appointment?, Appointment, Appointment>? Stores { get; set; }

    /// <summary>Why what is made is left untouched from then on.</summary>
    public HoldReason StoredHold { get; set; }

    /// <summary>The UID that an item gets that is made for a link; null for what was asked for.</summary>
    public Func<LinkId, string?>? MadeUid { get; set; }

    /// <summary>Subjects that the server refuses to write.</summary>
    public Func<string, bool> Refuses { get; set; } = _ => false;

    /// <summary>Ids that spoil the page of changes which names them, alone at last: what comes before them arrives.</summary>
    public Func<string, bool> SpoilsPage { get; set; } = _ => false;

    /// <summary>Ids that a search cannot name.</summary>
    public Func<string, bool> SpoilsSearch { get; set; } = _ => false;

    /// <summary>A page of changes; Exchange gives 512.</summary>
    public int PageSize { get; set; } = 3;

    public string Identity { get; set; } = "mailbox-1";

    public SideName Name { get; }

    public SideCapabilities Capabilities { get; set; }

    public int Requests { get; private set; }

    public TimeSpan ClockSkew { get; set; }

    public string? Seen => _isRegister ? $"{_log.Count}.{(_log.Count == 0 ? 0 : _log[^1].Stamp)}" : null;

    private string FolderId => _isRegister || Identity == "mailbox-1" ? Home : Home + "@" + Identity;

    public IEnumerable<SideItem> Live => Items.Values.Where(item => item.Folder != Trash);

    public string? UidFor(LinkId linkId) => HasUid ? "uid-" + linkId : null;

    private bool HasUid => !_isRegister && _kind.HasUid;

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken)
    {
        Requests++;
        return Task.FromResult(new SideIdentity(Identity, FolderId));
    }

    public Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        Task.FromResult(
            !_isRegister ? SideContinuity.Same
            : Identity != known.Id ? SideContinuity.Another
            : seen is null || Holds(seen.Split('.')) ? SideContinuity.Same
            : SideContinuity.PutBack
        );

    public Task<string?> StampAsync(CancellationToken cancellationToken) => Task.FromResult(_stamp);

    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken)
    {
        _stamp = stamp;
        return Task.CompletedTask;
    }

    public bool IsSameItem(LinkEnd end, SideItem item) =>
        !_isRegister || (end.Version is { } version ? BornOf(version) == BornOf(item.Version) : !end.IsMarked || item.Marker is not null);

    /// <summary>What a register that counts its changes and does not stamp them would say.</summary>
    public static string WithoutStamp(string seen) => seen.Split('.')[0] + ".*";

    public Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken)
    {
        Requests++;
        if (folder != FolderId)
        {
            throw new FolderGoneException("ErrorFolderNotFound");
        }

        var parts = cursor?.Split(':');
        if (parts is { Length: < 4 })
        {
            throw new CursorInvalidException("ErrorInvalidSyncStateData");
        }

        var position = parts is null ? 0 : int.Parse(parts[parts[0] == "log" ? 2 : 3]);
        if (parts is not null && (int.Parse(parts[1]) != _epoch || (_isRegister && position > _log.Count)))
        {
            throw new CursorInvalidException("ErrorInvalidSyncStateData");
        }

        var named = parts is null ? 0 : int.Parse(parts[^1]);
        return Task.FromResult(
            parts?[0] == "log" ? ChangesPage(position, named) : ListingPage(parts?[2] ?? "", parts is null ? _log.Count : position, named)
        );
    }

    public Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken)
    {
        Requests++;
        var items = Items.Values.Where(item => item.Folder == Home).ToList();
        var named = items.FindAll(item => !SpoilsSearch(item.Id));
        return Task.FromResult(
            new FolderListing(
                [.. named.Select(item => new ItemChange(item.Id, item.Version, IsVanished: false))],
                items.Count - named.Count
            )
        );
    }

    public Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        Requests++;
        IReadOnlyList<LoadResult> results =
        [
            .. ids.Select(id => new LoadResult(id, Items.TryGetValue(id, out var item) && item.Folder != Trash ? Shown(item) : null)),
        ];
        return Task.FromResult(results);
    }

    public Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        Requests++;
        return Task.FromResult<IReadOnlyList<ItemName?>>([.. ids.Select(Named)]);
    }

    public Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken)
    {
        Requests++;
        if (
            wanted.Any(w =>
                Items.Values.Any(item =>
                    SpoilsSearch(item.Id) && (item.Marker == w.LinkId.ToString() || (w.Uid is not null && item.Uid == w.Uid))
                )
            )
        )
        {
            throw new PageSpoiltException(new ItemError("ErrorInternalServerError", "The search cannot be read."));
        }

        var markers = wanted.Select(w => w.LinkId.ToString()).ToHashSet(StringComparer.Ordinal);
        var uids = wanted.Where(w => w.Uid is not null).Select(w => w.Uid!).ToHashSet(StringComparer.Ordinal);
        IReadOnlyList<FoundItem> found =
        [
            .. Items
                .Values.Where(item =>
                    (item.Marker is not null && markers.Contains(item.Marker)) || (item.Uid is not null && uids.Contains(item.Uid))
                )
                .Select(item => new FoundItem(item.Id, item.Folder, item.Marker, item.Uid, item.Folder == Trash)),
        ];
        return Task.FromResult(found);
    }

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        Requests++;
        if (operations.Count > Capabilities.WriteBatch)
        {
            throw new ArgumentException("More operations than WriteBatch.", nameof(operations));
        }

        return Task.FromResult<IReadOnlyList<WriteOutcome>>([.. operations.Select(Write)]);
    }

    private DateTime Now => (_clock() + ClockSkew).UtcDateTime;

    private WriteOutcome Write(WriteOperation operation)
    {
        if (operation.Action == SyncAction.Create)
        {
            return Create(operation);
        }

        if (!Items.TryGetValue(operation.Id!, out var item) || item.Folder == Trash)
        {
            return new WriteOutcome(WriteStatus.NotFound);
        }

        if (operation.Version != "*" && operation.Version != item.Version)
        {
            return new WriteOutcome(WriteStatus.Conflict);
        }

        if (item.Content is { } known && Refuses(known.Title))
        {
            return Refused;
        }

        if (operation.Action == SyncAction.Delete)
        {
            Writes++;
            Move(item.Id, Trash);
            return new WriteOutcome(WriteStatus.Done);
        }

        Writes++;
        if (operation.Action == SyncAction.Update && item.Writable.IsEmpty)
        {
            ForbiddenWrites++;
        }

        var marker = operation.WritesMarker || operation.Action == SyncAction.Stamp ? operation.LinkId.ToString() : item.Marker;
        var content = operation.Action == SyncAction.Update ? Updated(item.Content!, operation) : item.Content;
        return Stored(item with { Marker = marker, Content = content, ModifiedUtc = Now });
    }

    private CanonicalItem Updated(CanonicalItem before, WriteOperation operation) =>
        Kept(before, Kinds.Of(_kind.Id).Merge(before, Rewritten(operation.Content!), operation.Fields));

    private CanonicalItem Kept(CanonicalItem? before, CanonicalItem after) =>
        Stores?.Invoke((Appointment?)before, (Appointment)after) ?? after;

    private CanonicalItem Rewritten(CanonicalItem content) => _kind.WithBody(content, Rewrite(_kind.Body(content)));

    private WriteOutcome Create(WriteOperation operation)
    {
        var marker = operation.LinkId.ToString();
        if (_isRegister && Live.FirstOrDefault(item => item.Marker == marker) is { } there)
        {
            return new WriteOutcome(WriteStatus.Done, there.Id, there.Version, there);
        }

        var content = operation.Content!;
        if (Refuses(content.Title))
        {
            return Refused;
        }

        Writes++;
        return Stored(
            new SideItem
            {
                Id = NewId(),
                Version = "",
                Folder = Home,
                Marker = marker,
                Uid = (MadeUid ?? UidFor)(operation.LinkId),
                ModifiedUtc = Now,
                Content = Kept(null, Rewritten(content)),
                Hold = StoredHold,
            }
        );
    }

    private static WriteOutcome Refused => new(WriteStatus.Failed, Error: new ItemError("ErrorRefused", "The server refuses this item."));

    private WriteOutcome Stored(SideItem item)
    {
        var stored = Put(item);
        return new WriteOutcome(WriteStatus.Done, stored.Id, stored.Version, _isRegister ? stored : null);
    }

    private ItemName? Named(string id) =>
        Items.TryGetValue(id, out var item) && item is { Content: { } content } && item.Folder != Trash ? ItemName.Of(content) : null;

    private static SideItem Shown(SideItem item) => item.Hold == HoldReason.None ? item : item with { Content = null };

    /// <summary>The cursor of a listing keeps where the log stood when it began, so that nothing that changes meanwhile is
    /// missed.</summary>
    private PullPage ListingPage(string after, int since, int named)
    {
        var ids = Items
            .Values.Where(item => item.Folder == Home && string.CompareOrdinal(item.Id, after) > 0)
            .Select(item => item.Id)
            .OrderBy(id => id, StringComparer.Ordinal)
            .ToList();
        var page = Readable(ids.Take(PageSize).Select(id => new ItemChange(id, Items[id].Version, IsVanished: false)));
        var isLast = ids.Count == page.Count;
        var next = Named(named, page);
        return new PullPage(
            page,
            isLast ? $"log:{_epoch}:{since}:{next}" : $"list:{_epoch}:{page[^1].Id}:{since}:{next}",
            isLast && since == _log.Count
        );
    }

    private PullPage ChangesPage(int position, int named)
    {
        var changes = _log.Skip(position).Take(PageSize).TakeWhile((change, i) => i == 0 || !SpoilsPage(change.Id)).ToList();
        var page = changes
            .Select(change => new ItemChange(
                change.Id,
                change.IsVanished || !Items.TryGetValue(change.Id, out var item) ? null : item.Version,
                change.IsVanished
            ))
            .ToList();
        if (!_isRegister)
        {
            page = Readable(Told(page, _named[named]));
        }

        return new PullPage(page, $"log:{_epoch}:{position + changes.Count}:{Named(named, page)}", position + changes.Count >= _log.Count);
    }

    /// <summary>The changes before the first that spoils the page.</summary>
    private List<ItemChange> Readable(IEnumerable<ItemChange> changes)
    {
        var all = changes.ToList();
        var readable = all.TakeWhile(change => !SpoilsPage(change.Id)).ToList();
        if (readable.Count == 0 && all.Count > 0)
        {
            throw new PageSpoiltException(new ItemError("ErrorInternalServerError", "The page cannot be read."));
        }

        return readable;
    }

    /// <summary>What Exchange tells of the changes: of an item that came and went it says nothing, nor that one is gone that this cursor
    /// has never named.</summary>
    private List<ItemChange> Told(List<ItemChange> changes, HashSet<string> named)
    {
        var known = new HashSet<string>(named, StringComparer.Ordinal);
        return changes.FindAll(change => change.IsVanished ? known.Remove(change.Id) : IsHome(change.Id) && (known.Add(change.Id) || true));
    }

    private bool IsHome(string id) => Items.TryGetValue(id, out var item) && item.Folder == Home;

    /// <summary>The number of what a cursor has named, after one more page.</summary>
    private int Named(int before, List<ItemChange> page)
    {
        if (page.Count == 0)
        {
            return before;
        }

        var named = new HashSet<string>(_named[before], StringComparer.Ordinal);
        foreach (var change in page)
        {
            _ = change.IsVanished ? named.Remove(change.Id) : named.Add(change.Id);
        }

        _named.Add(named);
        return _named.Count - 1;
    }

    private string Move(string id, string folder)
    {
        var moved = Items[id] with { Id = _isRegister ? id : NewId(), Folder = folder };
        Items.Remove(id);
        Log(id, isVanished: true);
        Items[moved.Id] = moved;
        if (folder == Home)
        {
            Log(moved.Id, isVanished: false);
        }

        return moved.Id;
    }

    /// <summary>A version is never given twice, and tells when its item was made.</summary>
    private SideItem Put(SideItem item)
    {
        var born = Items.TryGetValue(item.Id, out var known) ? BornOf(known.Version) : (++_unique).ToString();
        var stored = item with { Version = $"{NewId()}.{++_unique}/{born}" };
        Items[item.Id] = stored;
        if (item.Folder == Home)
        {
            Log(item.Id, isVanished: false);
        }

        return stored;
    }

    private static string BornOf(string version) => version.Split('/')[1];

    private bool Holds(string[] seen) =>
        int.Parse(seen[0]) is var count
        && count <= _log.Count
        && (count == 0 || seen[1] == "*" || seen[1] == _log[count - 1].Stamp.ToString());

    private void Log(string id, bool isVanished) => _log.Add((id, isVanished, ++_unique));

    private string NewId() => $"{Name.ToString()[0]}{++_next:D4}";
}

using System.Text.Json;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>A user's items of one kind behind a REST interface.</summary>
internal sealed class RestSide : ISyncSide
{
    private const int MaxFresh = 4096;

    private readonly RestClient _client;
    private readonly KindMap _map;
    private readonly SideRequest _request;
    private readonly Func<DateTimeOffset> _clock;
    private readonly RestRows _rows;
    private readonly RestWrites _writes;
    private readonly string _folder;
    private readonly Dictionary<string, JsonElement> _fresh = new(StringComparer.Ordinal);
    private int _requests;
    private TimeSpan? _clockSkew;

    /// <param name="client">The server, shared by all sides of a run.</param>
    /// <param name="map">What is where.</param>
    /// <param name="request">Whose items.</param>
    /// <param name="clock">This machine's clock.</param>
    public RestSide(RestClient client, KindMap map, SideRequest request, Func<DateTimeOffset> clock)
    {
        _client = client;
        _map = map;
        _request = request;
        _clock = clock;
        _folder = client.NameOf(map, request.Collection.User);
        _rows = new RestRows(map, request.TimeZone, _folder);
        _writes = new RestWrites(map, _rows, SendAsync, UrlOf, Fill);
        Capabilities = new SideCapabilities
        {
            StampsOnLink = map.Marker is not null,
            MarkersEndWithLinks = map.Marker is not null,
            WriteBatch = 25,
            KnownFields = map.KnownFields,
            ReadOnlyFields = map.ReadOnlyFields | ~map.KnownFields,
            Mapping = map.Mapping,
        };
    }

    public SideName Name => SideName.AllSolutions;

    public SideCapabilities Capabilities { get; }

    public int Requests => Volatile.Read(ref _requests);

    public TimeSpan ClockSkew => _clockSkew ?? TimeSpan.Zero;

    public string? Seen => null;

    public string? UidFor(LinkId linkId) => null;

    public Task<SideIdentity> IdentifyAsync(CancellationToken cancellationToken) => Task.FromResult(Identity);

    public Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken) =>
        Task.FromResult(known == Identity ? SideContinuity.Same : SideContinuity.Another);

    public Task<string?> StampAsync(CancellationToken cancellationToken) => Task.FromResult<string?>(null);

    public Task KeepStampAsync(string stamp, CancellationToken cancellationToken) => Task.CompletedTask;

    public bool IsSameItem(LinkEnd end, SideItem item) => true;

    /// <summary>All that changed, in one page: a list comes whole or not at all.</summary>
    /// <remarks>A version that was taken from the changed rows is not taken again from the whole list that follows them.</remarks>
    public async Task<PullPage> PullAsync(string folder, string? cursor, CancellationToken cancellationToken)
    {
        RequireOwn(folder);
        var known = cursor is null ? RestCursor.None() : RestCursor.Parse(cursor);
        var since =
            _map.List.Since is { } map && known.SinceUtc is { } moment && _clock().UtcDateTime - known.WholeUtc < map.WholeEvery
                ? SinceUrl(map, moment)
                : null;
        var changes = new List<ItemChange>();
        var listed = new HashSet<string>(StringComparer.Ordinal);
        await ReadAsync(since ?? ListUrl(_map.List.Path), (id, row) => Take(known, changes, listed, id, row), cancellationToken)
            .ConfigureAwait(false);
        if (since is not null && await IsCountOtherAsync(known, cancellationToken).ConfigureAwait(false))
        {
            since = null;
            listed.Clear();
            await ReadAsync(ListUrl(_map.List.Path), (id, row) => Take(known, changes, listed, id, row), cancellationToken)
                .ConfigureAwait(false);
        }

        if (since is null)
        {
            known.WholeUtc = _clock().UtcDateTime;
            await TakeMissingAsync(known, changes, listed, cancellationToken).ConfigureAwait(false);
        }

        return new PullPage(changes, known.ToString(), IsLast: true);
    }

    public async Task<FolderListing> ListAsync(string folder, CancellationToken cancellationToken)
    {
        RequireOwn(folder);
        var items = new Dictionary<string, ItemChange>(StringComparer.Ordinal);
        await ReadAsync(
                ListUrl(_map.List.Path),
                (id, row) => items[id] = new ItemChange(id, _rows.Version(row), IsVanished: false),
                cancellationToken
            )
            .ConfigureAwait(false);
        return new FolderListing([.. items.Values], Unnamed: 0);
    }

    public async Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        await Task.WhenAll(ids.Select(id => LoadAsync(id, cancellationToken))).ConfigureAwait(false);

    public async Task<IReadOnlyList<ItemName?>> NamesAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        [.. (await LoadAsync(ids, cancellationToken).ConfigureAwait(false)).Select(result => result.Name)];

    public async Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken)
    {
        if (_map.Marker is null || wanted.Count == 0)
        {
            return [];
        }

        var found = new Dictionary<string, FoundItem>(StringComparer.Ordinal);
        var markers = new HashSet<string>(wanted.Select(item => item.LinkId.ToString()), StringComparer.Ordinal);
        var urls = _map.FindPath is { } path
            ? wanted.Select(item => ListUrl(path, ("marker", item.LinkId.ToString())))
            : [ListUrl(_map.List.Path)];
        foreach (var url in urls)
        {
            await ReadAsync(url, (id, row) => Take(found, markers, id, row), cancellationToken).ConfigureAwait(false);
        }

        return [.. found.Values];
    }

    public Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken)
    {
        foreach (var operation in operations)
        {
            _ = operation.Id is { } id && _fresh.Remove(id);
        }

        return _writes.WriteAsync(operations, cancellationToken);
    }

    private SideIdentity Identity => new(_folder, _folder);

    private void RequireOwn(string folder)
    {
        if (!string.Equals(folder, _folder, StringComparison.Ordinal))
        {
            throw new FolderGoneException("The map of the connector leads to another list of AllSolutions now.");
        }
    }

    private void Take(RestCursor known, List<ItemChange> changes, HashSet<string> listed, string id, JsonElement row)
    {
        var version = _rows.Version(row);
        if (ModifiedOf(row) is { } modified && !(known.SinceUtc >= modified))
        {
            known.SinceUtc = modified;
        }

        if (!listed.Add(id) || (known.Rows.TryGetValue(id, out var before) && string.Equals(before, version, StringComparison.Ordinal)))
        {
            return;
        }

        known.Rows[id] = version;
        changes.Add(new ItemChange(id, version, IsVanished: false));
        if (_fresh.Count < MaxFresh)
        {
            _fresh[id] = row.Clone();
        }
    }

    // A row whose moment cannot be read is told when it is loaded.
    private DateTime? ModifiedOf(JsonElement row)
    {
        try
        {
            return _rows.Modified(row)?.Utc;
        }
        catch (FormatException)
        {
            return null;
        }
    }

    /// <summary>
    /// A row that a list does not name proves nothing: pages shift while they are read, and rights change. Only what the server does not
    /// know under its id any more is gone.
    /// </summary>
    private async Task TakeMissingAsync(
        RestCursor known,
        List<ItemChange> changes,
        HashSet<string> listed,
        CancellationToken cancellationToken
    )
    {
        foreach (var id in known.Rows.Keys.Where(id => !listed.Contains(id)).ToList())
        {
            var read = await _writes.ReadAsync(id, cancellationToken).ConfigureAwait(false);
            if (read is { Item: null, Error: null })
            {
                known.Rows.Remove(id);
                changes.Add(new ItemChange(id, null, IsVanished: true));
            }
        }
    }

    private void Take(Dictionary<string, FoundItem> found, HashSet<string> markers, string id, JsonElement row)
    {
        if (_rows.Marker(row) is { } marker && markers.Contains(marker))
        {
            found[id] = new FoundItem(id, _folder, marker, Uid: null, IsDeleted: false);
        }
    }

    private async Task<LoadResult> LoadAsync(string id, CancellationToken cancellationToken)
    {
        JsonElement row;
        lock (_fresh)
        {
            if (_fresh.TryGetValue(id, out row))
            {
                _fresh.Remove(id);
            }
        }

        return row.ValueKind == JsonValueKind.Undefined
            ? await _writes.ReadAsync(id, cancellationToken).ConfigureAwait(false)
            : _rows.Load(id, row);
    }

    private Uri SinceUrl(SinceMap since, DateTime moment)
    {
        var written = _map.Modified!.Value.Form.Write(ZonedTime.FromUtc(moment - since.Overlap, "UTC"))!.GetValue<string>();
        return ListUrl(since.Path, ("since", written));
    }

    /// <summary>Whether the server counts other rows than are known, so that one was deleted. False if it does not count.</summary>
    private async Task<bool> IsCountOtherAsync(RestCursor known, CancellationToken cancellationToken) =>
        RestList.CanCount(_map.List)
        && await List().CountAsync(ListUrl(_map.List.Path), cancellationToken).ConfigureAwait(false) != known.Rows.Count;

    private Task ReadAsync(Uri url, Action<string, JsonElement> take, CancellationToken cancellationToken) =>
        List().ReadAsync(url, take, cancellationToken);

    private RestList List() => new(_client, _map.List, _rows, (page, token) => SendAsync(RestCall.Get(page), token));

    private Uri UrlOf(string path, params (string Place, string Value)[] values) =>
        _client.UrlOf(path, [("user", _request.Collection.User), ("mailbox", _request.Mailbox), .. values]);

    /// <summary>The address of a list of this user's.</summary>
    /// <exception cref="MailboxRefusedException">The user's code cannot be part of one.</exception>
    private Uri ListUrl(string path, params (string Place, string Value)[] values)
    {
        try
        {
            return UrlOf(path, values);
        }
        catch (FormatException exception)
        {
            throw new MailboxRefusedException(
                "UserNotInAddress",
                $"AllSolutions cannot be asked for this user: {exception.Message}.",
                "Register the user under the code that AllSolutions has.",
                exception
            );
        }
    }

    private string Fill(string text) => text.Replace("{user}", _request.Collection.User).Replace("{mailbox}", _request.Mailbox);

    private async Task<RestAnswer> SendAsync(RestCall call, CancellationToken cancellationToken)
    {
        var answer = await _client.SendAsync(call, () => Interlocked.Increment(ref _requests), cancellationToken).ConfigureAwait(false);
        _clockSkew ??= answer.Date is { } date ? date - _clock() : null;
        return answer;
    }
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// The links that the items of one batch may belong to, read from the store in a few queries, and what becomes of them. Identity
/// is marker and UID: a marker alone may be a copy's, since a user who copies an item copies its marker with it.
/// </summary>
internal sealed class IdentityBatch
{
    private readonly SideName _side;
    private readonly Dictionary<LinkId, (JournalEntry Entry, List<string>? Candidates)> _undecided;
    private readonly ISyncSide _asked;
    private readonly Kind _kind;
    private readonly Func<LinkId> _newId;
    private readonly Dictionary<LinkId, Link> _links = [];
    private readonly Dictionary<string, LinkId> _byItem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkId> _byUid = new(StringComparer.Ordinal);
    private readonly HashSet<LinkId> _changed = [];
    private readonly HashSet<string> _missing = new(StringComparer.Ordinal);
    private readonly Dictionary<string, ItemError> _unread = new(StringComparer.Ordinal);

    private IdentityBatch(PassContext pass, SideName side)
    {
        _side = side;
        _asked = pass.Side(side);
        _kind = pass.Target.Kind;
        _undecided = pass.Undecided;
        _newId = () => LinkId.New(pass.Clock());
    }

    /// <summary>The links that are to be stored.</summary>
    public IEnumerable<Link> Changed => _changed.Select(id => _links[id]);

    public static async Task<IdentityBatch> ReadAsync(
        PassContext pass,
        SideName side,
        IReadOnlyList<LoadResult> loaded,
        CancellationToken cancellationToken
    )
    {
        var batch = new IdentityBatch(pass, side);
        batch.Add(
            await pass
                .Store.LinksByItemAsync(pass.Lease, side, loaded.Select(result => result.Id).ToList(), cancellationToken)
                .ConfigureAwait(false)
        );
        var items = loaded.Where(result => result.Item is not null).Select(result => result.Item!).ToList();
        foreach (var item in items)
        {
            batch.GiveUpId(item);
        }

        var markers = items.Select(item => batch.ForeignMarker(item)).OfType<LinkId>().Distinct().ToList();
        if (markers.Count > 0)
        {
            batch.Add(await pass.Store.LinksAsync(pass.Lease, markers, cancellationToken).ConfigureAwait(false));
        }

        var strangers = items.Where(item => !batch._byItem.ContainsKey(item.Id)).ToList();
        if (strangers.Count == 0)
        {
            return batch;
        }

        var uids = strangers.Where(item => item.Uid is not null).Select(item => item.Uid!).Distinct(StringComparer.Ordinal).ToList();
        if (uids.Count > 0)
        {
            batch.Add(await pass.Store.LinksByUidAsync(pass.Lease, side, uids, cancellationToken).ConfigureAwait(false));
        }

        await batch.LookForOriginalsAsync(pass, strangers, cancellationToken).ConfigureAwait(false);
        return batch;
    }

    /// <summary>The link whose item has this id. An item that was found under a new id meanwhile no longer has its old one.</summary>
    public Link? ByItem(string itemId) =>
        _byItem.TryGetValue(itemId, out var id) && string.Equals(_links[id][_side].Id, itemId, StringComparison.Ordinal)
            ? _links[id]
            : null;

    public void Put(Link link)
    {
        _links[link.Id] = link;
        _changed.Add(link.Id);
        if (link[_side].Id is { } itemId)
        {
            _byItem[itemId] = link.Id;
        }

        if (link[_side].Uid is { } uid)
        {
            _byUid[uid] = link.Id;
        }
    }

    /// <summary>
    /// An id that was given again is no longer that of the link which had it; what became of that link's item is to be proven.
    /// </summary>
    private void GiveUpId(SideItem item)
    {
        if (ByItem(item.Id) is not { } known || IsSameItem(known, item))
        {
            return;
        }

        _byItem.Remove(item.Id);
        Put(known.With(_side, known[_side] with { State = EndState.Vanished, Id = null, Version = null }) with { IsDirty = true });
    }

    /// <summary>
    /// An id that another source gave says nothing by itself: the item is the same if it carries the mark, or has the key fields.
    /// </summary>
    private bool IsSameItem(Link known, SideItem item) =>
        known[_side].Version is null && !string.Equals(known[_side].Folder, item.Folder, StringComparison.Ordinal)
            ? LinkId.Parse(item.Marker) == known.Id || item.Content?.MatchKey() == known.MatchKey
            : _asked.IsSameItem(known[_side], item);

    /// <summary>The link that an item belongs to: one that is known, one whose item got a new id, or a new one.</summary>
    public Link LinkOf(SideItem item)
    {
        if (ByItem(item.Id) is { } known)
        {
            return known;
        }

        if (Candidate(item) is not { } link)
        {
            return new Link { Id = LinkId.Parse(item.Marker) is { } marker && !_links.ContainsKey(marker) ? marker : _newId() };
        }

        return link[_side].State is EndState.None || !IsStillThere(link[_side]) ? link : new Link { Id = _newId() };
    }

    /// <summary>
    /// Whether an item is a second one that was made for a link whose first is still there. A run that was paused for longer than its
    /// lease can make one, after another run has found nothing and made it too. It is neither matched nor carried over, until a user
    /// makes it into another appointment.
    /// </summary>
    public bool IsDuplicate(SideItem item) =>
        ForeignMarker(item) is { } marker
        && _links.TryGetValue(marker, out var first)
        && item.Uid is not null
        && string.Equals(item.Uid, _asked.UidFor(marker), StringComparison.Ordinal)
        && IsStillThere(first[_side])
        && !string.Equals(first[_side].Id, item.Id, StringComparison.Ordinal)
        && (ByItem(item.Id) is not { } held || (held.Hold == HoldReason.Ambiguous && !IsAnother(item, held, first)));

    private static bool IsAnother(SideItem item, Link held, Link first) =>
        item.Content?.MatchKey() is { } key && key != held.MatchKey && key != first.MatchKey;

    /// <summary>
    /// Why it cannot be told yet which link an item belongs to, or null if it can: it may be an item under a new id, and whether
    /// the one under the old id is still there could not be read.
    /// </summary>
    public ItemError? Undecided(SideItem? item)
    {
        if (
            _unread.Count == 0
            || item is null
            || _byItem.ContainsKey(item.Id)
            || Candidate(item) is not { } link
            || !MayBeThere(link[_side])
        )
        {
            return null;
        }

        return _unread.TryGetValue(link[_side].Id!, out var error) ? error : null;
    }

    /// <summary>The link whose marker the item carries, where that is not the one that it is known by.</summary>
    private LinkId? ForeignMarker(SideItem item) =>
        LinkId.Parse(item.Marker) is { } marker && !(_byItem.TryGetValue(item.Id, out var known) && known == marker) ? marker : null;

    /// <summary>The link whose item this may be under a new id; whether the old id is still there decides.</summary>
    private Link? Candidate(SideItem item)
    {
        if (LinkId.Parse(item.Marker) is { } marker && _links.TryGetValue(marker, out var marked) && IsSameUid(marked, item))
        {
            return marked;
        }

        return item.Uid is { } uid && _byUid.TryGetValue(uid, out var id) ? _links[id] : null;
    }

    /// <summary>
    /// Whether an item with a link's marker is its item and no copy. Where the UID was never learned, one that is not what we asked for
    /// must at least hold what the other side does, or after a lost answer have the key fields of what was sent.
    /// </summary>
    private bool IsSameUid(Link link, SideItem item)
    {
        if (item.Uid is null || string.Equals(item.Uid, _asked.UidFor(link.Id), StringComparison.Ordinal))
        {
            return true;
        }

        if (link[_side].Uid is { } known)
        {
            return string.Equals(item.Uid, known, StringComparison.Ordinal);
        }

        if (_undecided.TryGetValue(link.Id, out var made) && made.Entry.Side == _side)
        {
            return item.Content?.MatchKey() == made.Entry.MatchKey;
        }

        return link[_side.Other()].State == EndState.None
            || (item.Content is { } content && _kind.Digests(content) == link[_side.Other()].Now);
    }

    private bool IsStillThere(LinkEnd end) => MayBeThere(end) && !_missing.Contains(end.Id!);

    /// <summary>
    /// Whether an item may be there under the id that is known. What has no UID may be one that no pull has named since it was found, while
    /// a copy with the same marker is named: its own id decides.
    /// </summary>
    private static bool MayBeThere(LinkEnd end) => end.IsLive || end is { State: EndState.Vanished, Id: not null, Uid: null };

    /// <summary>An id that the store takes for present may have vanished since its folder was pulled: it is asked for once more.</summary>
    private async Task LookForOriginalsAsync(PassContext pass, List<SideItem> strangers, CancellationToken cancellationToken)
    {
        var originals = strangers
            .Select(Candidate)
            .Where(link => link is not null && MayBeThere(link[_side]))
            .Select(link => link![_side].Id!)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (originals.Count == 0)
        {
            return;
        }

        foreach (var result in await pass.LoadAsync(_side, originals, cancellationToken).ConfigureAwait(false))
        {
            if (result.Error is { } error)
            {
                _unread[result.Id] = error;
            }
            else if (result.Item is null)
            {
                _missing.Add(result.Id);
            }
        }
    }

    private void Add(IEnumerable<Link> found)
    {
        foreach (var link in found.Where(link => !_changed.Contains(link.Id)))
        {
            _links[link.Id] = link;
            if (link[_side].Id is { } itemId)
            {
                _byItem[itemId] = link.Id;
            }

            if (link[_side].Uid is { } uid)
            {
                _byUid[uid] = link.Id;
            }
        }
    }
}

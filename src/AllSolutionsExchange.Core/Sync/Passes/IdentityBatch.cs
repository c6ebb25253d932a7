namespace AllSolutionsExchange.Sync;

/// <summary>
/// The links that the items of one batch may belong to, read from the store in a few queries, and what becomes of them. Identity
/// is marker and UID: a marker alone may be a copy's, since a user who copies an item copies its marker with it.
/// </summary>
internal sealed class IdentityBatch
{
    private readonly SideName side;
    private readonly Func<LinkId, string?> uidFor;
    private readonly Func<LinkId> newId;
    private readonly Dictionary<LinkId, Link> links = [];
    private readonly Dictionary<string, LinkId> byItem = new(StringComparer.Ordinal);
    private readonly Dictionary<string, LinkId> byUid = new(StringComparer.Ordinal);
    private readonly HashSet<LinkId> changed = [];
    private readonly HashSet<string> missing = new(StringComparer.Ordinal);

    private IdentityBatch(SideName side, Func<LinkId, string?> uidFor, Func<LinkId> newId)
    {
        this.side = side;
        this.uidFor = uidFor;
        this.newId = newId;
    }

    /// <summary>The links that are to be stored.</summary>
    public IEnumerable<Link> Changed => changed.Select(id => links[id]);

    public static async Task<IdentityBatch> ReadAsync(PassContext pass, SideName side, IReadOnlyList<LoadResult> loaded, CancellationToken cancellationToken)
    {
        var batch = new IdentityBatch(side, pass.Side(side).UidFor, () => LinkId.New(pass.Clock()));
        batch.Add(await pass.Store.LinksByItemAsync(pass.Lease, side, loaded.Select(result => result.Id).ToList(), cancellationToken).ConfigureAwait(false));
        var items = loaded.Where(result => result.Item is not null).Select(result => result.Item!).ToList();
        var markers = items.Select(item => batch.ForeignMarker(item)).OfType<LinkId>().Distinct().ToList();
        if (markers.Count > 0) batch.Add(await pass.Store.LinksAsync(pass.Lease, markers, cancellationToken).ConfigureAwait(false));
        var strangers = items.Where(item => !batch.byItem.ContainsKey(item.Id)).ToList();
        if (strangers.Count == 0) return batch;

        var uids = strangers.Where(item => item.Uid is not null).Select(item => item.Uid!).Distinct(StringComparer.Ordinal).ToList();
        if (uids.Count > 0) batch.Add(await pass.Store.LinksByUidAsync(pass.Lease, side, uids, cancellationToken).ConfigureAwait(false));
        await batch.LookForOriginalsAsync(pass, strangers, cancellationToken).ConfigureAwait(false);
        return batch;
    }

    public Link? ByItem(string itemId) => byItem.TryGetValue(itemId, out var id) ? links[id] : null;

    public void Put(Link link)
    {
        links[link.Id] = link;
        changed.Add(link.Id);
        if (link[side].Id is { } itemId) byItem[itemId] = link.Id;
        if (link[side].Uid is { } uid) byUid[uid] = link.Id;
    }

    /// <summary>The link that an item belongs to: one that is known, one whose item got a new id, or a new one.</summary>
    public Link LinkOf(SideItem item)
    {
        if (ByItem(item.Id) is { } known) return known;
        if (Candidate(item) is not { } link)
            return new Link { Id = LinkId.Parse(item.Marker) is { } marker && !links.ContainsKey(marker) ? marker : newId() };
        return link[side].State is EndState.None || !IsStillThere(link[side]) ? link : new Link { Id = newId() };
    }

    /// <summary>
    /// Whether an item is a second one that was made for a link whose first is still there. A run that was paused for longer than its
    /// lease can make one, after another run has found nothing and made it too. It is neither matched nor carried over.
    /// </summary>
    public bool IsTwin(SideItem item) =>
        ForeignMarker(item) is { } marker && links.TryGetValue(marker, out var first)
        && item.Uid is not null && string.Equals(item.Uid, uidFor(marker), StringComparison.Ordinal)
        && IsStillThere(first[side]) && !string.Equals(first[side].Id, item.Id, StringComparison.Ordinal);

    /// <summary>The link whose marker the item carries, where that is not the one that it is known by.</summary>
    private LinkId? ForeignMarker(SideItem item) =>
        LinkId.Parse(item.Marker) is { } marker && !(byItem.TryGetValue(item.Id, out var known) && known == marker) ? marker : null;

    /// <summary>The link whose item this may be under a new id; whether the old id is still there decides.</summary>
    private Link? Candidate(SideItem item)
    {
        if (LinkId.Parse(item.Marker) is { } marker && links.TryGetValue(marker, out var marked) && IsSameUid(marked, item)) return marked;
        return item.Uid is { } uid && byUid.TryGetValue(uid, out var id) ? links[id] : null;
    }

    /// <summary>
    /// Whether an item with a link's marker is its item and no copy. Where the UID was never learned, one that is not what we asked for
    /// must at least hold what the other side does.
    /// </summary>
    private bool IsSameUid(Link link, SideItem item)
    {
        if (item.Uid is null || string.Equals(item.Uid, uidFor(link.Id), StringComparison.Ordinal)) return true;
        if (link[side].Uid is { } known) return string.Equals(item.Uid, known, StringComparison.Ordinal);
        return link[side.Other()].State == EndState.None || item.Content?.Digests() == link[side.Other()].Now;
    }

    private bool IsStillThere(LinkEnd end) => end.IsLive && !missing.Contains(end.Id!);

    /// <summary>An id that the store takes for present may have vanished since its folder was pulled: it is asked for once more.</summary>
    private async Task LookForOriginalsAsync(PassContext pass, List<SideItem> strangers, CancellationToken cancellationToken)
    {
        var originals = strangers.Select(Candidate)
            .Where(link => link is not null && link[side].IsLive)
            .Select(link => link![side].Id!)
            .Distinct(StringComparer.Ordinal)
            .ToList();
        if (originals.Count == 0) return;
        foreach (var result in await pass.LoadAsync(side, originals, cancellationToken).ConfigureAwait(false))
            if (result.Item is null && result.Error is null) missing.Add(result.Id);
    }

    private void Add(IEnumerable<Link> found)
    {
        foreach (var link in found)
        {
            links[link.Id] = link;
            if (link[side].Id is { } itemId) byItem[itemId] = link.Id;
            if (link[side].Uid is { } uid) byUid[uid] = link.Id;
        }
    }
}

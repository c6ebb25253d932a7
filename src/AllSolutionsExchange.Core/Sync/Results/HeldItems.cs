using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// What is held at the end of a pass, in this one or in an earlier one: how many items, and which of them since they failed.
/// </summary>
internal static class HeldItems
{
    private const int PageSize = 500;

    private static readonly (HoldReason Hold, Func<Link, Collection, SyncHeldItem?> Item)[] Named =
    [
        (HoldReason.Quarantined, (link, _) => Failed(link)),
        (HoldReason.NotKept, (link, _) => Failed(link)),
        (HoldReason.Diverged, Diverged),
    ];

    /// <summary>The result with the items that are held.</summary>
    public static async Task<SyncResult> AddAsync(
        SyncResult result,
        ISyncStore store,
        Lease lease,
        SyncTarget target,
        CancellationToken cancellationToken
    )
    {
        var counts = await store.CountAsync(lease, cancellationToken).ConfigureAwait(false);
        var state = await store.ReadStateAsync(lease, cancellationToken).ConfigureAwait(false);
        var unread = new HashSet<string>(
            state.Unread.Where(item => item.Trouble.Side == SideName.Exchange).Select(item => item.Id),
            StringComparer.Ordinal
        );
        var items = new List<SyncHeldItem>();
        var unlinked = await AddUnreadAsync(items, state, store, lease, cancellationToken).ConfigureAwait(false);
        foreach (var (hold, item) in Named)
        {
            SyncHeldItem? Name(Link link) => Known(item(link, target.Collection), link, unread, target.Kind);
            await AddLinksAsync(items, store, lease, hold, Name, cancellationToken).ConfigureAwait(false);
        }

        if (target.AllSolutions.Capabilities.IsLocal)
        {
            items = await NamedAsync(items, target.AllSolutions, cancellationToken).ConfigureAwait(false);
        }

        var reasons = counts.Held == 0 ? [] : await store.CountHeldAsync(lease, cancellationToken).ConfigureAwait(false);
        return result with
        {
            HeldByReason = Text(reasons, unlinked),
            Held = counts.Held + unlinked,
            Unmatched = counts.Unmatched,
            HeldItems = [.. items.Select(item => item with { Kind = result.Kind })],
            NotKept = items.Count(item => item.Reason == nameof(HoldReason.NotKept)),
        };
    }

    private static string Text(Dictionary<HoldReason, int> reasons, int unlinked)
    {
        reasons.TryGetValue(HoldReason.Quarantined, out var quarantined);
        if (unlinked > 0)
        {
            reasons[HoldReason.Quarantined] = quarantined + unlinked;
        }

        return string.Join(
            "; ",
            reasons
                .OrderByDescending(reason => reason.Value)
                .ThenBy(reason => reason.Key)
                .Select(reason => FormattableString.Invariant($"{reason.Key} {reason.Value}"))
        );
    }

    /// <returns>How many of them are not held already for what is known of their links, so that each item counts once.</returns>
    private static async Task<int> AddUnreadAsync(
        List<SyncHeldItem> items,
        CollectionState state,
        ISyncStore store,
        Lease lease,
        CancellationToken cancellationToken
    )
    {
        var held = state.Unread.Where(item => RetrySchedule.IsHeld(item.Trouble.Failures)).ToList();
        var unlinked = held.Count;
        foreach (var side in SideNames.Both)
        {
            var ids = held.Where(item => item.Trouble.Side == side).Select(item => item.Id).ToList();
            var links = await store.LinksByItemAsync(lease, side, ids, cancellationToken).ConfigureAwait(false);
            unlinked -= links.Count(link => link.Hold != HoldReason.None);
        }

        items.AddRange(held.Select(item => Item(item.Trouble, item.Id, HoldReason.Quarantined)));
        var folders = SpoiltPull.Held(state).ToList();
        items.AddRange(folders.Select(held => Item(held.Trouble, held.Folder.Folder, HoldReason.Quarantined)));
        return unlinked + folders.Count;
    }

    private static async Task AddLinksAsync(
        List<SyncHeldItem> items,
        ISyncStore store,
        Lease lease,
        HoldReason hold,
        Func<Link, SyncHeldItem?> name,
        CancellationToken cancellationToken
    )
    {
        LinkId? after = null;
        while (true)
        {
            var links = await store.HeldAsync(lease, hold, after, PageSize, cancellationToken).ConfigureAwait(false);
            if (links.Count == 0)
            {
                return;
            }

            after = links[links.Count - 1].Id;
            items.AddRange(links.Select(name).OfType<SyncHeldItem>());
        }
    }

    private static async Task<List<SyncHeldItem>> NamedAsync(
        List<SyncHeldItem> items,
        ISyncSide allSolutions,
        CancellationToken cancellationToken
    )
    {
        var numbers = items.Where(item => item.IsNameable).Select(item => item.AllSolutionsId);
        var names = await AllSolutionsNames.ReadAsync(allSolutions, numbers, cancellationToken).ConfigureAwait(false);
        return items.ConvertAll(item =>
            item is { IsNameable: true, AllSolutionsId: { } number } && names.TryGetValue(number, out var name)
                ? item with
                {
                    Title = name.Title,
                    DueDate = name.DueDate,
                }
                : item
        );
    }

    private static SyncHeldItem? Failed(Link link) =>
        link.Trouble is { } trouble ? Item(trouble, link[trouble.Side].Id ?? link.Id.ToString(), link.Hold) : null;

    private static SyncHeldItem Diverged(Link link, Collection collection) =>
        new(
            nameof(SideName.AllSolutions),
            link.AllSolutions.Id ?? link.Id.ToString(),
            link.Hold.ToString(),
            "Diverged",
            HoldAdvice.Diverged(collection),
            0,
            null
        );

    private static SyncHeldItem? Known(SyncHeldItem? item, Link link, HashSet<string> unread, Kind kind) =>
        item is null
            ? null
            : item with
            {
                StartUtc = kind.HasStart && link.StartsTicks != 0 ? new DateTime(link.StartsTicks, DateTimeKind.Utc) : null,
                AllSolutionsId = link.AllSolutions.IsLive ? link.AllSolutions.Id : null,
                IsNameable =
                    link is { AllSolutions: { IsLive: true, IsHeld: false }, Exchange.IsHeld: false }
                    && !unread.Contains(link.Exchange.Id ?? ""),
            };

    private static SyncHeldItem Item(Trouble trouble, string id, HoldReason reason) =>
        new(
            trouble.Side.ToString(),
            ForeignText.Shown(id),
            reason.ToString(),
            trouble.Error.Code,
            trouble.Error.Message,
            trouble.Failures,
            reason == HoldReason.NotKept ? null : new DateTime(trouble.NextTryTicks, DateTimeKind.Utc)
        );
}

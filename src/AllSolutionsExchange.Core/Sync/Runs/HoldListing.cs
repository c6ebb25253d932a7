namespace AllSolutionsExchange.Sync;

/// <summary>
/// Lists what is held of one mailbox. The store keeps no titles: they are read now, for a page at a time. A side that does not
/// answer is not asked again, and its items come without.
/// </summary>
internal sealed class HoldListing
{
    /// <summary>As many titles are asked for at once.</summary>
    public const int PageSize = 100;

    private static readonly HoldReason[] Reasons =
    [
        .. Enum.GetValues(typeof(HoldReason)).Cast<HoldReason>().Where(reason => reason != HoldReason.None),
    ];

    private readonly ISyncStore _store;
    private readonly Lease _mailbox;
    private readonly SyncTarget _target;
    private readonly DateTimeOffset _now;
    private readonly HashSet<SideName> _silent = [];
    private List<UnreadItem> _unread = [];

    /// <param name="store">What is remembered.</param>
    /// <param name="mailbox">The mailbox, to read.</param>
    /// <param name="target">The user, and the sides that know the titles.</param>
    /// <param name="silent">The sides that are not asked.</param>
    /// <param name="now">The time, by which an item is outside the window.</param>
    public HoldListing(ISyncStore store, Lease mailbox, SyncTarget target, IEnumerable<SideName> silent, DateTimeOffset now)
    {
        _now = now;
        _store = store;
        _mailbox = mailbox;
        _target = target;
        _silent.UnionWith(silent);
    }

    /// <summary>Why a side did not answer; null if each did.</summary>
    public SideException? Failure { get; private set; }

    /// <summary>Hands on what is held for one of these reasons, or for any, in the order of their times.</summary>
    public async Task ReadAsync(ICollection<HoldReason>? reasons, Func<SyncHold, Task> take, CancellationToken cancellationToken)
    {
        var holds = new List<SyncHold>();
        await ReadAsync(reasons, holds, cancellationToken).ConfigureAwait(false);
        foreach (var hold in holds.Ordered())
        {
            await take(hold).ConfigureAwait(false);
        }
    }

    private async Task ReadAsync(ICollection<HoldReason>? reasons, List<SyncHold> holds, CancellationToken cancellationToken)
    {
        var state = await _store.ReadStateAsync(_mailbox, cancellationToken).ConfigureAwait(false);
        _unread = [.. state.Unread.Where(item => RetrySchedule.IsHeld(item.Trouble.Failures))];
        foreach (var reason in Reasons.Where(reason => reasons?.Contains(reason) ?? true))
        {
            await ReadLinksAsync(reason, holds, cancellationToken).ConfigureAwait(false);
            if (reason != HoldReason.Quarantined)
            {
                continue;
            }

            await ReadUnreadAsync(holds, cancellationToken).ConfigureAwait(false);
            await NameAsync(
                    [.. SpoiltPull.Held(state).Select(held => Held(held.Trouble, held.Folder.Spoilt!.HeldSinceTicks))],
                    holds,
                    cancellationToken
                )
                .ConfigureAwait(false);
        }
    }

    private async Task ReadLinksAsync(HoldReason reason, List<SyncHold> holds, CancellationToken cancellationToken)
    {
        LinkId? after = null;
        while (true)
        {
            var links = await _store.HeldAsync(_mailbox, reason, after, PageSize, cancellationToken).ConfigureAwait(false);
            if (links.Count == 0)
            {
                return;
            }

            after = links[links.Count - 1].Id;
            await NameAsync([.. links.Select(Held)], holds, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>What could not be read and is not held for what is known of its link.</summary>
    private async Task ReadUnreadAsync(List<SyncHold> holds, CancellationToken cancellationToken)
    {
        foreach (var side in SideNames.Both)
        {
            var items = _unread.FindAll(item => item.Trouble.Side == side);
            for (var start = 0; start < items.Count; start += PageSize)
            {
                var page = items.GetRange(start, Math.Min(PageSize, items.Count - start));
                var links = await _store
                    .LinksByItemAsync(_mailbox, side, page.ConvertAll(item => item.Id), cancellationToken)
                    .ConfigureAwait(false);
                var known = links.ToLookup(link => link[side].Id, StringComparer.Ordinal);
                var unlinked = page.Where(item => known[item.Id].All(link => link.Hold == HoldReason.None));
                await NameAsync([.. unlinked.Select(item => Held(item, known[item.Id].FirstOrDefault()))], holds, cancellationToken)
                    .ConfigureAwait(false);
            }
        }
    }

    private async Task NameAsync(IReadOnlyList<Entry> page, List<SyncHold> holds, CancellationToken cancellationToken)
    {
        var names = new Dictionary<(SideName, string), ItemName?>();
        foreach (var side in SideNames.Both)
        {
            var ids = page.Where(entry => entry.Side == side && entry.Id is not null).Select(entry => entry.Id!).ToList();
            var read = await NamesAsync(side, ids, cancellationToken).ConfigureAwait(false);
            for (var i = 0; i < read.Count; i++)
            {
                names[(side, ids[i])] = read[i];
            }
        }

        foreach (var (hold, side, id) in page)
        {
            names.TryGetValue((side, id ?? ""), out var name);
            var isPrivate = hold.Reason == nameof(HoldReason.Private);
            holds.Add(
                hold with
                {
                    Title = isPrivate ? null : name?.Title,
                    StartUtc = hold.StartUtc ?? name?.StartUtc,
                    DueDate = name?.DueDate,
                }
            );
        }
    }

    private async Task<IReadOnlyList<ItemName?>> NamesAsync(SideName side, IReadOnlyList<string> ids, CancellationToken cancellationToken)
    {
        if (ids.Count == 0 || _silent.Contains(side))
        {
            return [];
        }

        try
        {
            var asked = side == SideName.Exchange ? _target.Exchange : _target.AllSolutions;
            return SideContract.Named(side, ids, await asked.NamesAsync(ids, cancellationToken).ConfigureAwait(false));
        }
        catch (SideException exception)
        {
            _silent.Add(side);
            Failure ??= exception;
            return [];
        }
    }

    private Entry Held(Link link)
    {
        var side = HeldLink.Side(link);
        var unread = _unread.Find(item => string.Equals(link[item.Trouble.Side].Id, item.Id, StringComparison.Ordinal));
        var hold = Hold(side, link.Hold, HeldLink.Trouble(link) ?? unread?.Trouble, link.HeldSinceTicks, link);
        var source = link[side].IsLive && link[side].Id is not null ? side : side.Other();
        return new Entry(hold, source, link[source].IsLive ? link[source].Id : null);
    }

    private Entry Held(UnreadItem item, Link? link)
    {
        var side = item.Trouble.Side;
        var hold = Hold(side, HoldReason.Quarantined, item.Trouble, item.HeldSinceTicks, link);
        return new Entry(
            side == SideName.Exchange ? hold with { ExchangeId = item.Id } : hold with { AllSolutionsId = item.Id },
            side,
            item.Id
        );
    }

    /// <summary>What spoils the page of a folder, which nobody can name.</summary>
    private Entry Held(Trouble trouble, long? sinceTicks) =>
        new(Hold(trouble.Side, HoldReason.Quarantined, trouble, sinceTicks, null), trouble.Side, null);

    private SyncHold Hold(SideName side, HoldReason reason, Trouble? trouble, long? sinceTicks, Link? link) =>
        new()
        {
            User = _target.User,
            Mailbox = _target.Mailbox,
            Kind = _target.Collection.Kind.ToString(),
            Side = side.ToString(),
            Reason = reason.ToString(),
            SinceUtc = Utc(sinceTicks),
            StartUtc = link is { StartsTicks: not 0 } && _target.Kind.HasStart ? Utc(link.StartsTicks) : null,
            Advice = HoldAdvice.Of(_target.Collection, side, reason, trouble, Window(link), link),
            AllSolutionsId = link is { AllSolutions.IsLive: true } ? link.AllSolutions.Id : null,
            ExchangeId = link is { Exchange.IsLive: true } ? link.Exchange.Id : null,
        };

    /// <summary>The parameters that make the window reach the item, with a day to spare; empty if the default reaches it.</summary>
    private string Window(Link? link)
    {
        if (link is not { StartsTicks: not 0 })
        {
            return "";
        }

        var past = ((_now.UtcTicks - link.EndsTicks) / TimeSpan.TicksPerDay) + 2;
        var future = ((link.StartsTicks - _now.UtcTicks) / TimeSpan.TicksPerDay) + 2;
        var byDefault = new SyncOptions();
        return past > byDefault.PastDays ? FormattableString.Invariant($" -PastDays {past}")
            : future > byDefault.FutureDays ? FormattableString.Invariant($" -FutureDays {future}")
            : "";
    }

    private static DateTime? Utc(long? ticks) => ticks is { } known ? new DateTime(known, DateTimeKind.Utc) : null;

    /// <param name="Hold">What is handed on, as yet without a title.</param>
    /// <param name="Side">The side that knows the title.</param>
    /// <param name="Id">The item's id there; null if there is none.</param>
    private sealed record Entry(SyncHold Hold, SideName Side, string? Id);
}

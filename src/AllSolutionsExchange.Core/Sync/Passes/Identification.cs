using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// Reads the items that wait in the inbox and finds the link that each belongs to: by its id, else by its marker and UID, else by
/// its UID. Nothing is written to either side.
/// </summary>
internal static class Identification
{
    /// <summary>By how much the clocks of a side's servers may differ.</summary>
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromSeconds(10);

    /// <summary>A commit costs by the pages of the indexes that it touches, which for five requests are hardly more than for one.</summary>
    private const int LoadsPerCommit = 5;

    public static async Task RunAsync(PassContext pass, SideName side, CancellationToken cancellationToken)
    {
        var after = 0L;
        while (true)
        {
            var entries = await pass
                .Store.InboxAsync(pass.Lease, side, after, LoadsPerCommit * pass.Side(side).Capabilities.LoadBatch, cancellationToken)
                .ConfigureAwait(false);
            if (entries.Count == 0)
            {
                break;
            }

            after = entries[entries.Count - 1].Number;
            var changes = new StoreChanges();
            changes.InboxRemoved.AddRange(entries.Select(entry => (side, entry.Number)));
            var ids = entries
                .Select(entry => entry.Id)
                .Distinct(StringComparer.Ordinal)
                .Where(id => !pass.Unread.FailedNow(side, id))
                .ToList();
            await ObserveAsync(pass, side, ids, changes, cancellationToken).ConfigureAwait(false);
        }

        var due = pass.Unread.Due(side);
        if (due.Count > 0)
        {
            await ObserveAsync(pass, side, due, new StoreChanges(), cancellationToken).ConfigureAwait(false);
        }
    }

    private static async Task ObserveAsync(
        PassContext pass,
        SideName side,
        List<string> ids,
        StoreChanges changes,
        CancellationToken cancellationToken
    )
    {
        pass.HasNews = true;
        var loaded = await pass.LoadAsync(side, ids, cancellationToken).ConfigureAwait(false);
        var batch = await IdentityBatch.ReadAsync(pass, side, loaded, cancellationToken).ConfigureAwait(false);
        foreach (var result in loaded)
        {
            Observe(pass, side, batch, result, changes);
        }

        changes.Links.AddRange(batch.Changed);
        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    private static void Observe(PassContext pass, SideName side, IdentityBatch batch, LoadResult result, StoreChanges changes)
    {
        if ((result.Error ?? batch.Undecided(result.Item)) is { } error)
        {
            var link = batch.ByItem(result.Id);
            pass.Tally.Failed(side, result.Id, error, link, result.Name);
            HoldUnread(pass, side, link, changes);
            changes.Unread.Add(pass.Unread.Failed(side, result.Id, error));
            return;
        }

        if (pass.Unread.Remove(side, result.Id))
        {
            changes.UnreadRemoved.Add((side, result.Id));
        }

        if (result.Item is null)
        {
            if (batch.ByItem(result.Id) is { } lost)
            {
                batch.Put(lost.With(side, lost[side] with { State = EndState.Vanished, Version = null }) with { IsDirty = true });
            }

            return;
        }

        var isDuplicate = batch.IsDuplicate(result.Item);
        var before = batch.LinkOf(result.Item);
        if (IsEarlierState(pass, side, before, result.Item))
        {
            pass.SetTrust(side, SideTrust.PutBack, changes);
            before = before.WithoutAgreement();
        }

        var after = Observed(pass, side, before, result.Item, Answered(pass, side, before.Id, result.Item, changes));
        if (isDuplicate)
        {
            after = after with { IsDirty = false, Hold = HoldReason.Ambiguous };
        }

        batch.Put(after);
        if (after.IsDirty && result.Item.Content is { } content && MayBeWritten(pass, side, after))
        {
            changes.Contents.Add((after.Id, side, content));
        }
    }

    /// <summary>What cannot be read while its side is matched anew may be an earlier state, also when it can be read again.</summary>
    private static void HoldUnread(PassContext pass, SideName side, Link? link, StoreChanges changes)
    {
        if (link is not null && pass.Trust(side) == SideTrust.Rematching)
        {
            changes.Links.Add(link.WithoutAgreement() with { IsDirty = false, Hold = HoldReason.Diverged });
        }
    }

    /// <summary>
    /// Whether an item shows that its side, or the store, was put back: after a lost cursor it changed to something older than was seen of
    /// it, or it carries the mark of a link that is not remembered where no item keeps a mark longer than its link.
    /// </summary>
    private static bool IsEarlierState(PassContext pass, SideName side, Link before, SideItem item) =>
        pass.Trust(side) switch
        {
            SideTrust.Full => pass.State.FirstPassDone
                && !pass.IsRematching
                && pass.Side(side).Capabilities.MarkersEndWithLinks
                && before[side].State == EndState.None
                && before[side.Other()].State == EndState.None
                && LinkId.Parse(item.Marker) == before.Id,
            SideTrust.Forgot or SideTrust.PutBack => pass.Side(side).Seen is null
                && before[side].Id is not null
                && item.ModifiedUtc.Ticks < before[side].ModifiedTicks - ClockTolerance.Ticks
                && IsOther(pass, before[side], item),
            _ => false,
        };

    private static bool IsOther(PassContext pass, LinkEnd before, SideItem item) =>
        item.Content is not { } content || pass.Target.Kind.Digests(content) != before.Now;

    /// <summary>
    /// What an update sent to this end whose answer never came; none where there was none. It is answered now, unless the item became
    /// one that is left untouched: what it holds tells when it is read as an appointment again.
    /// </summary>
    private static FieldDigests Answered(PassContext pass, SideName side, LinkId link, SideItem item, StoreChanges changes)
    {
        if (item.Content is null || item.Hold != HoldReason.None)
        {
            return default;
        }

        if (!pass.Unanswered.TryGetValue((side, link), out var entry))
        {
            return default;
        }

        pass.Unanswered.Remove((side, link));
        changes.JournalRemoved.Add(entry.Number);
        return entry.Sent;
    }

    /// <summary>The link with what was just read of its end.</summary>
    private static Link Observed(PassContext pass, SideName side, Link before, SideItem item, FieldDigests sent)
    {
        var isStillMade = before[side].State == EndState.Made && string.Equals(before[side].Id, item.Id, StringComparison.Ordinal);
        var end = before[side] with
        {
            State = isStillMade ? EndState.Made : EndState.Present,
            Id = item.Id,
            Folder = item.Folder,
            Version = item.Version,
            Uid = item.Uid,
            ModifiedTicks = item.ModifiedUtc.Ticks,
            IsMarked = LinkId.Parse(item.Marker) == before.Id,
            Hold = item.Hold,
            Writable = item.Writable,
        };
        if (item.Hold != HoldReason.None || item.Content is null)
        {
            return before.With(side, end with { Now = default }) with { IsDirty = false, Hold = item.Hold };
        }

        end = end with { Now = pass.Target.Kind.Digests(item.Content) };
        var isOther = end.Now != before[side].Now && !Remapping.IsUntouched(before[side], end);
        if (pass.Trust(side) == SideTrust.Rematching && isOther)
        {
            before = before.WithoutAgreement();
        }

        end = Remapping.Reread(before[side], end);
        end = end with { Agreed = end.Agreed.Learned(end.Now) };
        var isNews = isOther || !before[side].IsLive;
        var link = before.With(side, end) with
        {
            MatchKey = item.Content.MatchKey(),
            StartsTicks = item.Content.CountsFromUtc?.Ticks ?? 0,
            EndsTicks = item.Content.CountsUntilUtc?.Ticks ?? 0,
        };
        if (!sent.IsNone && link.IsAgreed)
        {
            link = WithAgreementOnSent(link, side, sent, pass.Target.Kind.Digests(item.Content.AsKept()));
        }

        return isNews || before.Hold is HoldReason.OutsideWindow or HoldReason.Diverged ? Judged(pass, side, link) : link;
    }

    /// <summary>
    /// What an unanswered update sent and the item holds was written by us: both sides agree on it, whatever users did since.
    /// </summary>
    private static Link WithAgreementOnSent(Link link, SideName side, FieldDigests sent, FieldDigests asKept)
    {
        var (end, other, kept) = (link[side], link[side.Other()], ~asKept.Differences(sent));
        return link.With(side, end with { Agreed = end.Agreed.With(kept, end.Now) })
            .With(side.Other(), other with { Agreed = other.Agreed.With(kept, sent) });
    }

    /// <summary>Whether a link with something new is to be planned, or held.</summary>
    internal static Link Judged(PassContext pass, SideName side, Link link)
    {
        // What is held for what the other item is stays so until that item changes.
        if (link[side.Other()].IsHeld)
        {
            return link with { IsDirty = false };
        }

        if (link.Hold == HoldReason.Diverged && link.AllSolutions.Now != link.Exchange.Now)
        {
            return link with { IsDirty = false };
        }

        link = link with { Hold = HoldReason.None, Trouble = null };
        if (link[side.Other()].State == EndState.None)
        {
            // Whatever the first pass may not create is held for good, wherever the window goes later.
            if (!pass.CreatesOn(side.Other()))
            {
                return link with { IsDirty = false, Hold = HoldReason.Unmatched };
            }

            if (!pass.InWindow(link.StartsTicks, link.EndsTicks))
            {
                return link with { IsDirty = false, Hold = HoldReason.OutsideWindow };
            }
        }

        return link with
        {
            IsDirty = !link.IsAgreed || !link[side].Changes.IsEmpty || !link[side.Other()].Changes.IsEmpty || !link[side.Other()].IsLive,
        };
    }

    private static bool MayBeWritten(PassContext pass, SideName side, Link link) =>
        pass.Options.WritesTo(side.Other()) && (link[side.Other()].State != EndState.None || pass.CreatesOn(side.Other()));
}

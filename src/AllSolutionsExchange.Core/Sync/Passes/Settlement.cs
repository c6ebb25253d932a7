using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>What the outcome of a write means for its link.</summary>
internal static class Settlement
{
    public static void Settle(
        PassContext pass,
        PlannedWrite write,
        WriteOutcome outcome,
        IReadOnlyDictionary<string, LoadResult> stored,
        StoreChanges changes
    )
    {
        if (!IsUnanswered(write, outcome, stored))
        {
            changes.JournalRemoved.Add(write.Journal.Number);
        }

        if (write.Planned.Action != SyncAction.Stamp)
        {
            changes.PlanRemoved.Add(write.Planned);
        }

        switch (outcome.Status)
        {
            case WriteStatus.Done:
                if (write.Planned.Action != SyncAction.Stamp)
                {
                    pass.Tally.Wrote(write.Planned.Target, write.Planned.Action);
                }

                if (write.Planned.Reason == PlanReason.DeletedEarlier)
                {
                    pass.Tally.EarlierDeletions++;
                }

                Done(pass, write, outcome, stored, changes);
                break;
            case WriteStatus.Failed:
                Failed(pass, write, outcome.Error ?? new ItemError("Unknown", "The server gave no reason."), stored, changes);
                break;
            default:
                changes.InboxAdded.Add((write.Planned.Target, write.Operation.Id!));
                break;
        }
    }

    /// <summary>An update that was done and cannot be read back stays in the journal: what the item holds tells in the next pass.</summary>
    private static bool IsUnanswered(PlannedWrite write, WriteOutcome outcome, IReadOnlyDictionary<string, LoadResult> stored) =>
        outcome.Status == WriteStatus.Done
        && !write.Journal.Sent.IsNone
        && !(stored.TryGetValue(outcome.Id!, out var result) && result.Error is null);

    private static void Failed(
        PassContext pass,
        PlannedWrite write,
        ItemError error,
        IReadOnlyDictionary<string, LoadResult> stored,
        StoreChanges changes
    )
    {
        // What could not be deleted has its name on its own side only, and was read again for it.
        var name = NameOf(write) ?? (write.Operation.Id is { } id && stored.TryGetValue(id, out var result) ? result.Name : null);
        pass.Tally.Failed(write.Planned.Target, write.Operation.Id ?? write.Link.Id.ToString(), error, write.Link, name);
        changes.Links.Add(Troubled(pass, write.Link, write.Planned.Target, error));
    }

    private static ItemName? NameOf(PlannedWrite write) => write.Operation.Content is { } content ? ItemName.Of(content) : null;

    /// <summary>
    /// The link after one more failure: it is tried again in the next run, or where it failed in several in a row after a while.
    /// </summary>
    private static Link Troubled(PassContext pass, Link link, SideName target, ItemError error)
    {
        var trouble = Trouble.After(link.Trouble, target, error, pass.Clock());
        link = link with { Trouble = trouble };
        return RetrySchedule.IsHeld(trouble.Failures) ? link with { IsDirty = false, Hold = HoldReason.Quarantined } : link;
    }

    private static void Done(
        PassContext pass,
        PlannedWrite write,
        WriteOutcome outcome,
        IReadOnlyDictionary<string, LoadResult> stored,
        StoreChanges changes
    )
    {
        if (write.Planned.Action == SyncAction.Delete)
        {
            changes.LinksRemoved.Add(write.Link.Id);
            return;
        }

        var target = write.Planned.Target;
        var before = write.Link[target];
        var end = before with
        {
            State = before.IsLive ? before.State : EndState.Made,
            Folder = write.Operation.Folder ?? before.Folder,
            Id = outcome.Id,
            Version = outcome.Version,

            // Of what was just made the UID is learned when it is read back: that of the item which it replaces is none of it.
            Uid = write.Planned.Action == SyncAction.Create ? null : before.Uid,
            IsMarked = true,
        };
        if (!stored.TryGetValue(outcome.Id!, out var result) || result.Item?.Content is null)
        {
            if (result?.Item is { Hold: not HoldReason.None } odd && write.Planned.Action != SyncAction.Stamp)
            {
                pass.Tally.Failed(target, odd.Id, ReadBack.HoldError(target, odd.Hold), write.Link, NameOf(write));
            }

            // It was written but cannot be read back now: the next pass reads it and finds both sides the same.
            var link = write.Link.With(target, end with { Version = null }) with
            {
                IsDirty = true,
            };
            changes.Links.Add(result?.Item is null ? AgreedAsSent(write, link) : link);
            changes.InboxAdded.Add((target, outcome.Id!));
            return;
        }

        changes.Links.Add(Agreed(pass, write, end, outcome, result.Item));
    }

    /// <summary>What was sent and taken is agreed on, also where it is removed before it could be read: then it was deleted.</summary>
    private static Link AgreedAsSent(PlannedWrite write, Link link)
    {
        if (write.Planned.Action == SyncAction.Stamp)
        {
            return link;
        }

        var (target, source) = (write.Planned.Target, link[write.Planned.Target.Other()]);
        var fields = write.Planned.Action == SyncAction.Create ? FieldSet.Every : write.Planned.Fields;
        return link.With(target, link[target] with { Agreed = link[target].Agreed.With(fields, source.Now) })
            .With(target.Other(), source with { Agreed = source.Agreed.With(fields, source.Now) });
    }

    private static Link Agreed(PassContext pass, PlannedWrite write, LinkEnd end, WriteOutcome outcome, SideItem item)
    {
        var (target, fields) = (write.Planned.Target, write.Planned.Fields);
        var source = write.Link[target.Other()];
        var now = pass.Target.Kind.Digests(item.Content!);
        end = end with
        {
            Version = item.Version,
            Folder = item.Folder,
            Uid = item.Uid,
            Now = now,
            ModifiedTicks = item.ModifiedUtc.Ticks,
            Writable = item.Writable,
        };
        if (write.Planned.Action == SyncAction.Stamp)
        {
            return write.Link.With(target, end);
        }

        // Where somebody changed the item between our write and the reading back, what came back is not what the server made of
        // ours: what we sent is what both sides agreed on, and the rest is that person's change.
        var isOurs = string.Equals(item.Version, outcome.Version, StringComparison.Ordinal);
        var agreedHere = isOurs ? now : source.Now;
        var agreedOn = write.Planned.Action == SyncAction.Create ? FieldSet.Every : fields;
        end = end with { Agreed = end.Agreed.With(agreedOn, agreedHere).Learned(now) };

        // What came back broken counts as changed by the source since: it is sent again, and never taken over.
        var broken = isOurs ? ReadBack.Broken(write, item.Content!) : FieldSet.None;
        source = source with { Agreed = source.Agreed.With(agreedOn, source.Now).With(broken, now) };
        var link = write.Link.With(target, end).With(target.Other(), source);
        link = link with { IsDirty = !end.Changes.IsEmpty || !source.Changes.IsEmpty, Hold = HoldReason.None };
        if (!broken.IsEmpty)
        {
            return Broken(pass, link, target, item, ReadBack.BrokenError(target, pass.Target.Kind.Names(broken)));
        }

        var notKept = isOurs ? ReadBack.NotKept(write, now) : FieldSet.None;
        return notKept.IsEmpty
            ? link with
            {
                Trouble = null,
            }
            : link with
            {
                Trouble = new Trouble(target, 0, 0, ReadBack.NotKeptError(target, pass.Target.Kind.Names(notKept))),
                Hold = HoldReason.NotKept,
            };
    }

    private static Link Broken(PassContext pass, Link link, SideName target, SideItem item, ItemError error)
    {
        pass.Tally.Failed(target, item.Id, error, link, ItemName.Of(item.Content!));
        return Troubled(pass, link, target, error);
    }
}

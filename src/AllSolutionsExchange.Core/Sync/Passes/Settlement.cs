namespace AllSolutionsExchange.Sync;

/// <summary>What the outcome of a write means for its link.</summary>
internal static class Settlement
{
    public static void Take(PassContext pass, PlannedWrite write, WriteOutcome outcome, IReadOnlyDictionary<string, LoadResult> stored, StoreChanges changes)
    {
        changes.JournalRemoved.Add(write.Journal.Number);
        if (write.Planned.Action != SyncAction.Stamp) changes.PlanRemoved.Add(write.Planned);
        switch (outcome.Status)
        {
            case WriteStatus.Done:
                if (write.Planned.Action != SyncAction.Stamp) pass.Tally.Wrote(write.Planned.Target, write.Planned.Action);
                Done(write, outcome, stored, changes);
                break;
            case WriteStatus.Failed:
                Failed(pass, write, outcome.Error ?? new ItemError("Unknown", "The server gave no reason."), changes);
                break;
            default:
                changes.InboxAdded.Add((write.Planned.Target, write.Operation.Id!));
                break;
        }
    }

    private static void Failed(PassContext pass, PlannedWrite write, ItemError error, StoreChanges changes)
    {
        pass.Tally.Failed(write.Planned.Target, write.Operation.Id ?? write.Link.Id.ToString(), error);
        changes.Links.Add(Troubled(pass, write.Link, write.Planned.Target, error));
    }

    /// <summary>The link after one more failure: it is tried again in the next run, or where it failed in several in a row after a while.</summary>
    private static Link Troubled(PassContext pass, Link link, SideName target, ItemError error)
    {
        var trouble = Trouble.After(link.Trouble, target, error, pass.Clock());
        link = link with { Trouble = trouble };
        return RetrySchedule.IsHeld(trouble.Failures) ? link with { IsDirty = false, Hold = HoldReason.Quarantined } : link;
    }

    private static void Done(PlannedWrite write, WriteOutcome outcome, IReadOnlyDictionary<string, LoadResult> stored, StoreChanges changes)
    {
        if (write.Planned.Action == SyncAction.Delete)
        {
            changes.LinksRemoved.Add(write.Link.Id);
            return;
        }

        var target = write.Planned.Target;
        var end = write.Link[target] with { State = EndState.Present, Id = outcome.Id, Version = outcome.Version, IsMarked = true };
        if (!stored.TryGetValue(outcome.Id!, out var result) || result.Item?.Content is null)
        {
            // It was written but cannot be read back now: the next pass reads it and finds both sides the same.
            changes.Links.Add(write.Link.With(target, end with { Version = null }) with { IsDirty = true });
            changes.InboxAdded.Add((target, outcome.Id!));
            return;
        }

        changes.Links.Add(Agreed(write, end, outcome, result.Item));
    }

    private static Link Agreed(PlannedWrite write, LinkEnd end, WriteOutcome outcome, SideItem item)
    {
        var (target, fields) = (write.Planned.Target, write.Planned.Fields);
        var source = write.Link[target.Other()];
        var now = item.Content!.Digests();
        end = end with { Version = item.Version, Folder = item.Folder, Uid = item.Uid, Now = now, ModifiedTicks = item.ModifiedUtc.Ticks, IsReadOnly = item.IsReadOnly };
        if (write.Planned.Action == SyncAction.Stamp) return write.Link.With(target, end);

        // Where somebody changed the item between our write and the reading back, what came back is not what the server made of
        // ours: what we sent is what both sides agreed on, and the rest is that person's change.
        var isOurs = string.Equals(item.Version, outcome.Version, StringComparison.Ordinal);
        var agreedHere = isOurs ? now : source.Now;
        var agreedOn = write.Planned.Action == SyncAction.Create ? ~0 : fields;
        end = end with { Agreed = end.Agreed.With(agreedOn, agreedHere) };
        source = source with { Agreed = source.Agreed.With(agreedOn, source.Now) };
        var link = write.Link.With(target, end).With(target.Other(), source);
        return link with { IsDirty = end.Changes != 0 || source.Changes != 0, Trouble = null, Hold = HoldReason.None };
    }
}

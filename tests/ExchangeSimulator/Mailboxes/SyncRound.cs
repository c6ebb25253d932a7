using System.Runtime.InteropServices;

namespace ExchangeSimulator.Mailboxes;

/// <summary>What happened to an item, as SyncFolderItems says it.</summary>
internal enum SyncChangeKind
{
    Create,
    Update,
    Delete,
    ReadFlagChange,
}

/// <summary>One change; the item is null where it is gone.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct SyncChange(SyncChangeKind Kind, EntryId Id, Item? Item, long Position);

/// <summary>A page of changes, and the state with which to ask for the next.</summary>
internal sealed record SyncPage(IReadOnlyList<SyncChange> Changes, SyncState State, bool IsLast);

/// <summary>
/// The changes of a folder since a state, compacted per item: first what came, newest first, then what changed, then what left.
/// A round ends at the sequence number at which it began; what happens meanwhile is in the next one.
/// </summary>
internal static class SyncRound
{
    public static SyncPage Next(Folder folder, SyncState? given, int count)
    {
        var state = given ?? new SyncState(folder.Mailbox.Guid, folder.Counter, folder.SyncEpoch, 0, 0, CreatesDone: false, 0);
        if (state.Target == state.Known)
        {
            state = state with { Target = Math.Max(folder.LastChange, state.Known), CreatesDone = false, Position = folder.LastChange + 1 };
        }

        var changes = new List<SyncChange>(Math.Min(count, 64));
        if (!state.CreatesDone)
        {
            state = AddCreates(folder, state, count, changes);
        }

        if (state.CreatesDone)
        {
            state = AddOthers(folder, state, count, changes);
        }

        var isLast = state.Known == state.Target;
        return new SyncPage(changes, state, isLast);
    }

    private static SyncState AddCreates(Folder folder, SyncState state, int count, List<SyncChange> changes)
    {
        var top = Math.Min(state.Target, state.Position - 1);
        for (var i = folder.IndexAfter(top) - 1; i >= 0 && folder.Items[i].Added > state.Known; i--)
        {
            if (changes.Count == count)
            {
                return state;
            }

            var item = folder.Items[i];
            changes.Add(new SyncChange(SyncChangeKind.Create, item.Id, item, item.Added));
            state = state with { Position = item.Added };
        }
        return state with { CreatesDone = true, Position = state.Known };
    }

    private static SyncState AddOthers(Folder folder, SyncState state, int count, List<SyncChange> changes)
    {
        // Without this look at the last change, a pass over an unchanged folder would read it all.
        var others = folder.LastChange > state.Position ? Others(folder, state) : [];
        foreach (var change in others)
        {
            if (changes.Count == count)
            {
                return state;
            }

            changes.Add(change);
            state = state with { Position = change.Position };
        }
        return state with { Known = state.Target, Position = state.Target };
    }

    private static List<SyncChange> Others(Folder folder, SyncState state)
    {
        var others = new List<SyncChange>();
        for (var i = 0; i < folder.Items.Count && folder.Items[i].Added <= state.Known; i++)
        {
            var item = folder.Items[i];
            if (IsDue(state, item.Changed))
            {
                others.Add(new SyncChange(SyncChangeKind.Update, item.Id, item, item.Changed));
            }
            else if (IsDue(state, item.ReadFlagChanged) && item.Changed <= state.Known)
            {
                others.Add(new SyncChange(SyncChangeKind.ReadFlagChange, item.Id, item, item.ReadFlagChanged));
            }
        }
        foreach (var gone in folder.Tombstones)
        {
            if (gone.Added <= state.Known && IsDue(state, gone.Removed))
            {
                others.Add(
                    new SyncChange(SyncChangeKind.Delete, new EntryId(folder.Mailbox.Guid, folder.Counter, gone.Item), null, gone.Removed)
                );
            }
        }
        others.Sort((a, b) => a.Position.CompareTo(b.Position));
        return others;
    }

    private static bool IsDue(SyncState state, long sequence) => sequence > state.Position && sequence <= state.Target;
}

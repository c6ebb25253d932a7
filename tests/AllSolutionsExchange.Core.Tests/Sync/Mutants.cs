using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What the engine would be without one of its safeguards. Each is a change at a seam, so that the product carries no switch for
/// it.</summary>
internal enum Mutant
{
    None,
    NoMarker,
    NoUid,
    CursorBeforeChanges,
    DeleteOnFirstDelete,
    HashOfWhatWasSent,
    AlwaysOverwrite,
    NoFence,
    QuarantineForgets,
    RecoveryDropsEntry,
    UnnamedNotAsked,
    RegisterNotAsked,
    StopOnlyOnFolderGone,
    StampNotCompared,
    BirthNotCompared,
    ForgottenSideTrusted,
    StoreStampNotCompared,
}

internal sealed class MutantSide(ISyncSide inner, FaultPlan faults, Mutant mutant) : FaultySide(inner, faults)
{
    private readonly Dictionary<string, WriteOperation> _sent = new(StringComparer.Ordinal);

    public override string? UidFor(LinkId linkId) => mutant == Mutant.NoUid ? null : base.UidFor(linkId);

    public override async Task<SideContinuity> CompareAsync(SideIdentity known, string? seen, CancellationToken cancellationToken)
    {
        if (mutant == Mutant.RegisterNotAsked)
        {
            return SideContinuity.Same;
        }

        if (mutant == Mutant.StampNotCompared && seen is not null)
        {
            seen = InMemorySide.WithoutStamp(seen);
        }

        var continuity = await base.CompareAsync(known, seen, cancellationToken);
        return mutant == Mutant.StopOnlyOnFolderGone && continuity == SideContinuity.Another ? SideContinuity.Same : continuity;
    }

    public override async Task<string?> StampAsync(CancellationToken cancellationToken) =>
        mutant == Mutant.StoreStampNotCompared ? null : await base.StampAsync(cancellationToken);

    public override bool IsSameItem(LinkEnd end, SideItem item) => mutant == Mutant.BirthNotCompared || base.IsSameItem(end, item);

    public override async Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        [
            .. (await base.LoadAsync(ids, cancellationToken)).Select(result =>
                result.Item is null ? result : result with { Item = Mutated(result.Item) }
            ),
        ];

    public override async Task<IReadOnlyList<FoundItem>> FindAsync(IReadOnlyList<WantedItem> wanted, CancellationToken cancellationToken)
    {
        var found = await base.FindAsync(wanted, cancellationToken);
        return mutant switch
        {
            Mutant.DeleteOnFirstDelete => [],
            Mutant.NoMarker => [.. found.Select(item => item with { Marker = null })],
            Mutant.NoUid =>
            [
                .. found.Where(item => wanted.Any(w => w.LinkId.ToString() == item.Marker)).Select(item => item with { Uid = null }),
            ],
            _ => found,
        };
    }

    public override async Task<IReadOnlyList<WriteOutcome>> WriteAsync(
        IReadOnlyList<WriteOperation> operations,
        CancellationToken cancellationToken
    )
    {
        var outcomes = await base.WriteAsync(
            mutant == Mutant.AlwaysOverwrite
                ? [.. operations.Select(o => o with { Version = o.Version is null ? null : "*" })]
                : operations,
            cancellationToken
        );
        if (mutant == Mutant.HashOfWhatWasSent)
        {
            for (var i = 0; i < outcomes.Count; i++)
            {
                if (outcomes[i].Id is { } id && operations[i].Content is not null)
                {
                    _sent[id] = operations[i];
                }
            }
        }

        return outcomes;
    }

    private SideItem Mutated(SideItem item)
    {
        if (mutant == Mutant.NoMarker)
        {
            return item with { Marker = null };
        }

        if (mutant == Mutant.NoUid)
        {
            return item with { Uid = null };
        }

        if (!_sent.Remove(item.Id, out var write) || item.Content is not { } stored)
        {
            return item;
        }

        return item with
        {
            Content = Kinds.Of(stored.Kind).Merge(stored, write.Content!, write.Fields),
        };
    }
}

internal sealed class MutantStore(ISyncStore inner, FaultPlan faults, Mutant mutant) : FaultyStore(inner, faults)
{
    public override async Task RenewAsync(Lease lease, TimeSpan duration, CancellationToken cancellationToken)
    {
        try
        {
            await base.RenewAsync(lease, duration, cancellationToken);
        }
        catch (LeaseLostException) when (mutant == Mutant.NoFence)
        {
            // The lease goes on as if it were still there.
        }
    }

    public override async Task CommitAsync(Lease lease, StoreChanges changes, CancellationToken cancellationToken)
    {
        if (mutant == Mutant.QuarantineForgets)
        {
            Forget(changes);
        }

        if (mutant == Mutant.UnnamedNotAsked)
        {
            TakeAsNamed(changes);
        }

        if (mutant == Mutant.CursorBeforeChanges && changes.Pages.Count > 0)
        {
            var cursors = new StoreChanges();
            cursors.Pages.AddRange(changes.Pages.Select(page => (page.Side, page.Folder, page.Page with { Changes = [] })));
            await base.CommitAsync(lease, cursors, cancellationToken);
        }

        if (mutant == Mutant.ForgottenSideTrusted)
        {
            changes.Trusts.RemoveAll(trust => trust.Trust == SideTrust.Forgot);
        }

        try
        {
            await base.CommitAsync(lease, changes, cancellationToken);
        }
        catch (LeaseLostException) when (mutant == Mutant.NoFence)
        {
            await CommitAsync(lease with { Fence = lease.Fence + 1 }, changes, cancellationToken);
        }
    }

    public override async Task<IReadOnlyList<JournalEntry>> JournalAsync(Lease lease, CancellationToken cancellationToken)
    {
        var journal = await base.JournalAsync(lease, cancellationToken);
        if (mutant != Mutant.RecoveryDropsEntry)
        {
            return journal;
        }

        var dropped = new StoreChanges();
        dropped.JournalRemoved.AddRange(journal.Select(entry => entry.Number));
        await CommitAsync(lease, dropped, cancellationToken);
        return journal;
    }

    /// <summary>What was made counts as named by the cursor.</summary>
    private static void TakeAsNamed(StoreChanges changes)
    {
        for (var i = 0; i < changes.Links.Count; i++)
        {
            foreach (var side in SideNames.Both)
            {
                if (changes.Links[i][side] is { State: EndState.Made } end)
                {
                    changes.Links[i] = changes.Links[i].With(side, end with { State = EndState.Present });
                }
            }
        }
    }

    /// <summary>What failed in five runs in a row is dropped.</summary>
    private static void Forget(StoreChanges changes)
    {
        var forgotten = changes.Unread.Where(item => RetrySchedule.IsHeld(item.Trouble.Failures)).ToList();
        changes.UnreadRemoved.AddRange(forgotten.Select(item => (item.Trouble.Side, item.Id)));
        changes.Unread.RemoveAll(forgotten.Contains);
        for (var i = 0; i < changes.Links.Count; i++)
        {
            if (changes.Links[i].Hold == HoldReason.Quarantined)
            {
                changes.Links[i] = changes.Links[i] with { Hold = HoldReason.None, Trouble = null };
            }
        }
    }
}

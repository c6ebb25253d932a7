using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>
/// One pass over one mailbox: claim, recover, pull, identify, prove, match, plan, safety limits, execute, release. Each step leaves the
/// store in a state from which the next pass carries on.
/// </summary>
internal sealed class SyncPass
{
    /// <summary>A move found by the proof is read in a second round; more are the next pass's.</summary>
    private const int MaxRounds = 3;

    // Exchange first: its first answer tells whether the account is let in at all.
    private static readonly SideName[] PullOrder = [SideName.Exchange, SideName.AllSolutions];

    private readonly PassContext _pass;

    public SyncPass(PassContext pass) => _pass = pass;

    /// <summary>Carries the pass out, in the order of <c>docs/architecture.md</c>.</summary>
    /// <param name="cancellationToken">Stops between two steps or while waiting for the network.</param>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await PlanAsync(cancellationToken).ConfigureAwait(false);
        var planned = await _pass.Store.PlanCountsAsync(_pass.Lease, cancellationToken).ConfigureAwait(false);
        if (planned.Count > 0)
        {
            if (await SafetyStopAsync(cancellationToken).ConfigureAwait(false) is { } stop)
            {
                throw stop;
            }

            await Execution.RunAsync(_pass, planned, cancellationToken).ConfigureAwait(false);
        }

        await Execution.StampAsync(_pass, cancellationToken).ConfigureAwait(false);
        if (_pass.HasSpooled)
        {
            await _pass.CommitAsync(new StoreChanges { ClearsSpool = true }, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Everything up to the safety limits; nothing is written to either side.</summary>
    public async Task PlanAsync(CancellationToken cancellationToken)
    {
        _pass.State = await _pass.Store.ReadStateAsync(_pass.Lease, cancellationToken).ConfigureAwait(false);
        _pass.HasNews = _pass.State.HasDirty;
        _pass.Tally.Conflicts.UnionWith(_pass.State.Conflicts);
        await Continuity.CheckAsync(_pass, cancellationToken).ConfigureAwait(false);
        _pass.Unread = new UnreadItems(_pass.State.Unread, _pass.Options.FullResync, _pass.Clock);
        _pass.TakeInitialMode();
        await RemapAsync(cancellationToken).ConfigureAwait(false);
        if (_pass.State.HasSpool)
        {
            await _pass.CommitAsync(new StoreChanges { ClearsSpool = true }, cancellationToken).ConfigureAwait(false);
        }

        await Recovery.RunAsync(_pass, cancellationToken).ConfigureAwait(false);
        foreach (var side in PullOrder)
        {
            await Pull.RunAsync(_pass, side, cancellationToken).ConfigureAwait(false);
        }

        await IdentifyAsync(cancellationToken).ConfigureAwait(false);
        SpoiltPull.Tell(_pass);
        await LostEnds.SettleAsync(_pass, cancellationToken).ConfigureAwait(false);
        if (_pass.HasNews)
        {
            await Matching.RunAsync(_pass, cancellationToken).ConfigureAwait(false);
        }

        await HoldRelease.RunAsync(_pass, cancellationToken).ConfigureAwait(false);
        var counts = await _pass.Store.CountAsync(_pass.Lease, cancellationToken).ConfigureAwait(false);
        SafetyLimits.CheckEmptySide(counts, _pass.Options, _pass.Target.Collection);
        await Planning.RunAsync(_pass, cancellationToken).ConfigureAwait(false);
        if (_pass.Reviewed is { } reviewed)
        {
            _pass.Tally.Leftovers = await reviewed.LeftAsync(_pass, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>The safety limit that stops what is planned; null if it may be carried out.</summary>
    public async Task<SafetyStopException?> SafetyStopAsync(CancellationToken cancellationToken)
    {
        var planned = await _pass.Store.PlanCountsAsync(_pass.Lease, cancellationToken).ConfigureAwait(false);
        var counts = await _pass.Store.CountAsync(_pass.Lease, cancellationToken).ConfigureAwait(false);
        return SafetyLimits.OnDeletes(planned, counts, _pass.Options, _pass.Target.Collection, _pass.IsPlan);
    }

    /// <summary>Has every item read again where the mapping is another one than that of the digests.</summary>
    private async Task RemapAsync(CancellationToken cancellationToken)
    {
        await RemapSidesAsync(cancellationToken).ConfigureAwait(false);
        var version = _pass.Target.Kind.MappingVersion;
        if (_pass.State.MappingVersion == version)
        {
            return;
        }

        _pass.HasNews = true;
        await _pass.CommitAsync(new StoreChanges { MappingVersion = version }, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Has a side's items read again where the side reads them in another way than they were read.</summary>
    private async Task RemapSidesAsync(CancellationToken cancellationToken)
    {
        var changes = new StoreChanges();
        foreach (var (side, memory) in _pass.State.Sides.Select(known => (known.Key, known.Value)))
        {
            if (_pass.Side(side).Capabilities.Mapping is not { } mapping || mapping == memory.Mapping)
            {
                continue;
            }

            var changed = memory.Mapping is { } before ? SideMapping.Changed(before, mapping) : FieldSet.None;
            changes.Mappings.Add(new MappingChange(side, mapping, IsReread: true, changed));
        }

        if (changes.IsEmpty)
        {
            return;
        }

        _pass.HasNews = true;
        _pass.Unread = new UnreadItems(_pass.State.Unread, areAllDue: true, _pass.Clock);
        await _pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
    }

    private async Task IdentifyAsync(CancellationToken cancellationToken)
    {
        for (var round = 0; round < MaxRounds; round++)
        {
            foreach (var side in PullOrder)
            {
                await Identification.RunAsync(_pass, side, cancellationToken).ConfigureAwait(false);
            }

            Continuity.ThrowIfPutBack(_pass);
            var moved = false;
            foreach (var side in PullOrder)
            {
                moved |= await VanishProof.RunAsync(_pass, side, cancellationToken).ConfigureAwait(false);
            }

            if (!moved)
            {
                break;
            }
        }

        await Recovery.EndAsync(_pass, cancellationToken).ConfigureAwait(false);
    }
}

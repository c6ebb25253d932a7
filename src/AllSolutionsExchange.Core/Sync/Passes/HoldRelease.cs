namespace AllSolutionsExchange.Sync;

/// <summary>
/// Takes up again what was held, where the reason has gone: time moved the window, or this run may do more than earlier ones.
/// </summary>
internal static class HoldRelease
{
    private const int PageSize = 500;

    public static async Task RunAsync(PassContext pass, CancellationToken cancellationToken)
    {
        var rules = pass.Rules();
        await ForEachAsync(
                pass,
                after =>
                    pass.Store.EnteringWindowAsync(
                        pass.Lease,
                        pass.WindowStartTicks,
                        pass.WindowEndTicks,
                        after,
                        PageSize,
                        cancellationToken
                    ),
                Release,
                cancellationToken
            )
            .ConfigureAwait(false);
        if (pass.Reviewed is not null || (pass.State.FirstPassDone && pass.Options.InitialMode is not null))
        {
            await HeldAsync(pass, HoldReason.Unmatched, link => ReleaseUnmatched(pass, link), cancellationToken).ConfigureAwait(false);
        }

        if (pass.Options.DeletionPolicy != DeletionPolicy.None)
        {
            await HeldAsync(pass, HoldReason.PendingDelete, link => ReleaseIfWritable(rules, link), cancellationToken)
                .ConfigureAwait(false);
        }

        if (pass.Options.ConflictPolicy != ConflictPolicy.NewestWins)
        {
            await HeldAsync(pass, HoldReason.Diverged, Release, cancellationToken).ConfigureAwait(false);
        }

        await ReadOnlyAsync(pass, rules, cancellationToken).ConfigureAwait(false);
        await HeldAsync(pass, HoldReason.Quarantined, link => pass.IsDue(link.Trouble) ? Release(link) : null, cancellationToken)
            .ConfigureAwait(false);
    }

    /// <summary>
    /// Only after what may be written has changed: however much is held, a pass without changes reads none of it. What a reviewed plan left
    /// out is looked at again by the next run.
    /// </summary>
    private static async Task ReadOnlyAsync(PassContext pass, PlannerRules rules, CancellationToken cancellationToken)
    {
        var current = rules.WriteRules();
        if (pass.State.WriteRules == current)
        {
            return;
        }

        await HeldAsync(pass, HoldReason.ReadOnly, link => ReleaseIfWritable(rules, link), cancellationToken).ConfigureAwait(false);
        await pass.CommitAsync(new StoreChanges { WriteRules = pass.Reviewed is null ? current : 0 }, cancellationToken)
            .ConfigureAwait(false);
    }

    private static Task HeldAsync(PassContext pass, HoldReason hold, Func<Link, Link?> release, CancellationToken cancellationToken) =>
        ForEachAsync(pass, after => pass.Store.HeldAsync(pass.Lease, hold, after, PageSize, cancellationToken), release, cancellationToken);

    private static async Task ForEachAsync(
        PassContext pass,
        Func<LinkId?, Task<IReadOnlyList<Link>>> read,
        Func<Link, Link?> release,
        CancellationToken cancellationToken
    )
    {
        var rules = pass.Rules();
        LinkId? after = null;
        while (true)
        {
            var links = await read(after).ConfigureAwait(false);
            if (links.Count == 0)
            {
                return;
            }

            after = links[links.Count - 1].Id;
            var changes = new StoreChanges();
            foreach (var link in links)
            {
                if (release(link) is { } released && IsNamed(pass, rules, released))
                {
                    changes.Links.Add(released);
                }
            }

            await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Whether a link may be taken up: with a reviewed plan only what that names, and what needs no write.</summary>
    private static bool IsNamed(PassContext pass, PlannerRules rules, Link released)
    {
        if (pass.Reviewed is not { } reviewed)
        {
            return true;
        }

        var decision = Planner.Plan(released, rules);
        return decision.Operations.Count == 0 || reviewed.Named(pass.Target, released, decision).Count > 0;
    }

    private static Link Release(Link link) => link with { IsDirty = true, Hold = HoldReason.None };

    private static Link? ReleaseUnmatched(PassContext pass, Link link)
    {
        // Two that match are linked in any mode.
        if (link.AllSolutions.IsLive && link.Exchange.IsLive)
        {
            return Release(link);
        }

        var target = link.AllSolutions.IsLive ? SideName.Exchange : SideName.AllSolutions;
        if (!pass.Options.InitialModeCreatesOn(target))
        {
            return null;
        }

        return pass.InWindow(link.StartsTicks, link.EndsTicks) ? Release(link) : link with { Hold = HoldReason.OutsideWindow };
    }

    /// <summary>
    /// The planner tells whether anything can be written now; where not, the link is not touched, so that a pass without changes writes no
    /// row.
    /// </summary>
    private static Link? ReleaseIfWritable(PlannerRules rules, Link link)
    {
        var released = Release(link);
        return Planner.Plan(released, rules).Operations.Count > 0 ? released : null;
    }
}

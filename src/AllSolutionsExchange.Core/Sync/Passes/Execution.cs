namespace AllSolutionsExchange.Sync;

/// <summary>
/// Carries out the plan in batches of one side and one action: journal, write, read back, agree. Creates come before
/// deletes, so that whatever goes wrong between leaves too much and never too little.
/// </summary>
internal static class Execution
{
    private static readonly SyncAction[] Order = [SyncAction.Create, SyncAction.Update, SyncAction.Delete];

    public static async Task RunAsync(
        PassContext pass,
        IReadOnlyDictionary<(SideName Target, SyncAction Action), int> planned,
        CancellationToken cancellationToken
    )
    {
        foreach (var action in Order)
        {
            foreach (var target in SideNames.Both)
            {
                if (planned.ContainsKey((target, action)))
                {
                    await RunAsync(pass, target, action, cancellationToken).ConfigureAwait(false);
                }
            }
        }
    }

    private static async Task RunAsync(PassContext pass, SideName target, SyncAction action, CancellationToken cancellationToken)
    {
        LinkId? after = null;
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var operations = await pass
                .Store.PlanAsync(pass.Lease, target, action, after, pass.Side(target).Capabilities.WriteBatch, cancellationToken)
                .ConfigureAwait(false);
            if (operations.Count == 0)
            {
                return;
            }

            after = operations[operations.Count - 1].LinkId;
            var batch = await WriteBatch.PrepareAsync(pass, target, operations, cancellationToken).ConfigureAwait(false);
            await batch.RunAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Gives the items of links that were agreed their marker, where the side wants that done at once and may be written to. An item of
    /// which some fields may only be read gets none.
    /// </summary>
    public static async Task StampAsync(PassContext pass, CancellationToken cancellationToken)
    {
        foreach (var side in SideNames.Both.Where(side => IsStamped(pass, side)))
        {
            LinkId? after = null;
            while (true)
            {
                var links = await pass
                    .Store.UnmarkedAsync(pass.Lease, side, after, pass.Side(side).Capabilities.WriteBatch, cancellationToken)
                    .ConfigureAwait(false);
                if (links.Count == 0)
                {
                    break;
                }

                after = links[links.Count - 1].Id;
                var batch = WriteBatch.OfStamps(pass, side, links.Where(link => pass.IsDue(link.Trouble) && !link[side].IsRestricted));
                await batch.RunAsync(cancellationToken).ConfigureAwait(false);
            }
        }
    }

    // The embedded register keeps our markers for itself, whichever way items go; in somebody's mailbox each is a write.
    private static bool IsStamped(PassContext pass, SideName side) =>
        pass.Side(side).Capabilities is { StampsOnLink: true } capabilities && (capabilities.IsLocal || pass.Options.WritesTo(side));
}

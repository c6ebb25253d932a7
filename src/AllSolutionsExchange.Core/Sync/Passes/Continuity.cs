namespace AllSolutionsExchange.Sync;

/// <summary>
/// Whether both sides go on from where they were left. What was put back to an earlier state holds yesterday's content as if it were
/// today's edit, and lacks what was made since as if somebody had deleted it: the mailbox stops before anything is read.
/// </summary>
internal static class Continuity
{
    /// <summary>Compares each side with what was seen of it. With -FullResync, what was put back or replaced is matched anew.</summary>
    /// <exception cref="SafetyStopException">A side is another one or was put back.</exception>
    public static async Task CheckAsync(PassContext pass, CancellationToken cancellationToken)
    {
        var changes = new StoreChanges();
        var broken = new List<SideName>();
        foreach (var known in pass.State.Sides)
        {
            var continuity = await CompareAsync(pass, known.Key, known.Value, cancellationToken).ConfigureAwait(false);
            if (continuity == SideContinuity.Same)
            {
                continue;
            }

            if (!pass.Options.FullResync)
            {
                throw Refusal(continuity, known.Key, pass.Target);
            }

            // What an old store remembers of either side is yesterday's.
            broken.AddRange(continuity == SideContinuity.StorePutBack ? SideNames.Both : [known.Key]);
        }

        foreach (var known in pass.State.Sides.Where(known => broken.Contains(known.Key)).ToList())
        {
            await RematchAsync(pass, known.Key, known.Value.Identity, changes, cancellationToken).ConfigureAwait(false);
        }

        if (changes.IsEmpty)
        {
            return;
        }

        foreach (var folder in pass.State.Folders)
        {
            Pull.BeginListing(pass, folder, changes);
        }

        await pass.CommitAsync(changes, cancellationToken).ConfigureAwait(false);
        pass.State = await pass.Store.ReadStateAsync(pass.Lease, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Stops where it was found in this pass, by what was read.</summary>
    /// <exception cref="SafetyStopException">A side was put back.</exception>
    public static void ThrowIfPutBack(PassContext pass)
    {
        foreach (var side in SideNames.Both)
        {
            if (pass.Trust(side) == SideTrust.PutBack)
            {
                throw PutBack(side, pass.Target);
            }
        }
    }

    public static SafetyStopException Another(SideName side, SyncTarget target) =>
        side == SideName.Exchange
            ? new(
                SafetyLimit.IdentityChanged,
                "This address now leads to another mailbox than the one that was synchronised, or the default folder was made anew. "
                    + "Nothing was written.",
                "If that is meant, remove the registration with Remove-AsUserMailbox and register the user again."
            )
            : new(
                SafetyLimit.IdentityChanged,
                "AllSolutions is not the one that was synchronised: the register beside this store was replaced, or the connector was set "
                    + "to another one, or to another list of it. Nothing was written.",
                "Put the right one back. " + WayOut("If this one is meant", target)
            );

    public static SafetyStopException PutBack(SideName side, SyncTarget target) =>
        side == SideName.Exchange
            ? new(
                SafetyLimit.PutBack,
                "The mailbox holds an earlier state than the one that was synchronised: it was restored. Nothing was written.",
                WayOut("If this state is meant", target)
            )
            : new(
                SafetyLimit.PutBack,
                "The AllSolutions register and the store do not belong together: one of them was put back to an earlier state. "
                    + "Nothing was written.",
                "Put the right one back. " + WayOut("If this state is meant", target)
            );

    private static SafetyStopException Refusal(SideContinuity continuity, SideName side, SyncTarget target) =>
        continuity switch
        {
            SideContinuity.Another => Another(side, target),
            SideContinuity.StorePutBack => new(
                SafetyLimit.PutBack,
                "The store or the AllSolutions register was put back to an earlier state, or a copy of the store was used since. "
                    + "Nothing was written.",
                "Put the right one back. " + WayOut("If this one is meant", target)
            ),
            _ => PutBack(side, target),
        };

    private static string WayOut(string condition, SyncTarget target) =>
        $"{condition}, run Invoke-AsExchangeSync -User {CommandText.Quote(target.User)} -FullResync: it matches both sides anew, deletes "
        + "nothing, and holds what differs or has no counterpart. Add -InitialMode Both to make what is missing, and -ConflictPolicy "
        + "ExchangeWins or AllSolutionsWins to say which side is right where they differ.";

    private static async Task<SideContinuity> CompareAsync(
        PassContext pass,
        SideName side,
        SideMemory memory,
        CancellationToken cancellationToken
    )
    {
        if (memory.Trust == SideTrust.PutBack)
        {
            return SideContinuity.PutBack;
        }

        var isDecided = memory.Trust == SideTrust.Forgot && pass.Options.FullResync;
        if (isDecided && await LostEnds.AnyAsync(pass, side, cancellationToken).ConfigureAwait(false))
        {
            return SideContinuity.PutBack;
        }

        var continuity = await pass.Side(side).CompareAsync(memory.Identity, memory.Seen, cancellationToken).ConfigureAwait(false);
        var isOurs =
            continuity != SideContinuity.Same || await pass.Stamps.FitsAsync(side, memory, cancellationToken).ConfigureAwait(false);
        return isOurs ? continuity : SideContinuity.StorePutBack;
    }

    private static async Task RematchAsync(
        PassContext pass,
        SideName side,
        SideIdentity known,
        StoreChanges changes,
        CancellationToken cancellationToken
    )
    {
        var identity = await pass.Side(side).IdentifyAsync(cancellationToken).ConfigureAwait(false);
        if (side == SideName.Exchange && identity != known)
        {
            throw Another(side, pass.Target);
        }

        await pass.Stamps.ReadAsync(side, cancellationToken).ConfigureAwait(false);
        changes.Identities.Add((side, identity));
        changes.Mappings.Add(new MappingChange(side, pass.Side(side).Capabilities.Mapping));
        pass.SetTrust(side, SideTrust.Rematching, changes);
    }
}

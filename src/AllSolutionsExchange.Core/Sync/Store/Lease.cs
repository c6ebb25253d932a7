namespace AllSolutionsExchange.Sync;

/// <summary>The right to work on one collection. It ends by time, so that a killed holder blocks nobody for long.</summary>
/// <param name="Collection">The collection's number in the store.</param>
/// <param name="Fence">Goes up with every claim; a commit under an older one is refused.</param>
internal sealed record Lease(long Collection, long Fence);

/// <summary>The answer to a claim.</summary>
/// <param name="Lease">The lease, or null where somebody else has it.</param>
/// <param name="Holder">Who has it: host, process, start time.</param>
/// <param name="UntilUtc">Until when, unless renewed.</param>
internal sealed record LeaseClaim(Lease? Lease, string Holder, DateTime UntilUtc);

/// <summary>The lease was lost: it ran out and somebody else took the mailbox over. Nothing was stored.</summary>
public sealed class LeaseLostException : CouplingException
{
    private const string TakenOver = "The mailbox was taken over by another run while this one was waiting.";

    /// <summary>A lost lease.</summary>
    public LeaseLostException()
        : base(ErrorIds.LeaseLost, TakenOver, "Nothing was lost; that run carries on from here.") { }
}

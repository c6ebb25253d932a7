using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Sync;

/// <summary>How a pass over one mailbox went.</summary>
public sealed record SyncResult
{
    /// <summary>The AllSolutions user.</summary>
    public required string User { get; init; }

    /// <summary>The mailbox's SMTP address.</summary>
    public required string Mailbox { get; init; }

    /// <summary>The kind of item, such as Appointment.</summary>
    public required string Kind { get; init; }

    /// <summary>How it ended: Success, SuccessWithErrors, Failed, Interrupted (the next run carries on), Stopped (by a safety limit)
    /// or Locked (by another run).</summary>
    public string Status { get; init; } = SyncStatus.Success;

    /// <summary>What was written to Exchange.</summary>
    public SyncCounts ToExchange { get; init; } = new(0, 0, 0);

    /// <summary>What was written to AllSolutions.</summary>
    public SyncCounts ToAllSolutions { get; init; } = new(0, 0, 0);

    /// <summary>Items of both sides that were found to be the same and linked.</summary>
    public int Linked { get; init; }

    /// <summary>
    /// Items that this pass looked at and left alone, each once: those that it holds for a reason other than a failure, and with -Plan
    /// those that the plan does not name.
    /// </summary>
    public int Skipped { get; init; }

    /// <summary>Items that are left alone now, whatever the reason, since this pass or an earlier one. Get-AsSyncHold lists them.</summary>
    public int Held { get; init; }

    /// <summary>How many of <see cref="Held"/> there are for each reason, such as "Unmatched 3; Private 1"; empty if nothing is
    /// held.</summary>
    public string HeldByReason { get; init; } = "";

    /// <summary>Those of <see cref="Held"/> that match nothing on the other side and wait for a run with -InitialMode.</summary>
    public int Unmatched { get; init; }

    /// <summary>The items among them that are held because they failed, because a field of them did not stay as it was written, or because
    /// the
    /// sides diverged; named in every run until that is over.</summary>
    public IReadOnlyList<SyncHeldItem> HeldItems
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<SyncHeldItem>([]);

    /// <summary>Those of <see cref="HeldItems"/> of which one side left a field as it was, although it was written.</summary>
    public int NotKept { get; init; }

    /// <summary>Items of which both sides had changed the same field, or held another value when they were linked.</summary>
    public int Conflicts { get; init; }

    /// <summary>Deletions that earlier runs left, because their policy did not carry them over, and that this one carried out.</summary>
    public int EarlierDeletions { get; init; }

    /// <summary>The items that failed.</summary>
    public IReadOnlyList<SyncItemError> Errors
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<SyncItemError>([]);

    /// <summary>The lines of a plan given with -Plan that were not carried out, with the reason.</summary>
    public IReadOnlyList<SyncPlanLeftover> NotCarriedOut
    {
        get;
        init => field = ReadableList.Of(value);
    } = new ReadableList<SyncPlanLeftover>([]);

    /// <summary>Requests sent to Exchange, retries included.</summary>
    public int Requests { get; init; }

    /// <summary>How long it took.</summary>
    public TimeSpan Duration { get; init; }

    /// <summary>When a pass over this mailbox last ended without a failure (UTC); null for never.</summary>
    public DateTime? LastSuccessUtc { get; init; }

    /// <summary>Why it did not succeed and what to do; null if it did.</summary>
    public string? Message { get; init; }

    /// <summary>The exception behind a failure, or null.</summary>
    internal Exception? Exception { get; init; }

    /// <summary>The exception behind a failure. It is not a property: lists and JSON would show its stack trace.</summary>
    /// <returns>The exception, or null.</returns>
    public Exception? GetException() => Exception;
}

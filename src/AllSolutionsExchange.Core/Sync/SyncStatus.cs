namespace AllSolutionsExchange.Sync;

/// <summary>
/// How a pass over one mailbox ended: names, as results show them. ConvertTo-Json would write the number of an enumeration.
/// </summary>
public static class SyncStatus
{
    /// <summary>Everything was done.</summary>
    public const string Success = nameof(Success);

    /// <summary>Some items failed; the others were done.</summary>
    public const string SuccessWithErrors = nameof(SuccessWithErrors);

    /// <summary>The mailbox could not be synchronised.</summary>
    public const string Failed = nameof(Failed);

    /// <summary>The connection was lost, or Ctrl+C was pressed; the next pass carries on.</summary>
    public const string Interrupted = nameof(Interrupted);

    /// <summary>A safety limit stopped it before the first write.</summary>
    public const string Stopped = nameof(Stopped);

    /// <summary>Another run has the mailbox.</summary>
    public const string Locked = nameof(Locked);
}

namespace AllSolutionsExchange.Sync;

/// <summary>How a pass over one mailbox ended.</summary>
public enum SyncStatus
{
    /// <summary>Everything was done.</summary>
    Success = 0,

    /// <summary>Some items failed; the others were done.</summary>
    SuccessWithErrors = 1,

    /// <summary>The mailbox could not be synchronised.</summary>
    Failed = 2,

    /// <summary>The connection was lost, or Ctrl+C was pressed; the next pass carries on.</summary>
    Interrupted = 3,

    /// <summary>A brake stopped it before the first write.</summary>
    Stopped = 4,

    /// <summary>Another run has the mailbox.</summary>
    Locked = 5,
}

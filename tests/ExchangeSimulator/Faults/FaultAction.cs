namespace ExchangeSimulator;

/// <summary>What goes wrong with a request.</summary>
public enum FaultKind
{
    /// <summary>SOAP fault ErrorServerBusy; nothing is done.</summary>
    ServerBusy,

    /// <summary>401 in spite of good credentials; nothing is done.</summary>
    Unauthorized,

    /// <summary>401 that offers Negotiate alone, as one server of several does on which Basic is off; nothing is done.</summary>
    BasicNotOffered,

    /// <summary>503 with a page of HTML, as IIS answers; nothing is done.</summary>
    ServiceUnavailable,

    /// <summary>The connection is cut before anything is done.</summary>
    CutBefore,

    /// <summary>The connection is cut after it was done: the answer is lost.</summary>
    CutAfter,

    /// <summary>It is done; half of the answer comes.</summary>
    TruncatedXml,

    /// <summary>SyncFolderItems answers ErrorInvalidSyncStateData.</summary>
    InvalidSyncState,

    /// <summary>It is done after <see cref="FaultAction.Delay"/>.</summary>
    Slow,

    /// <summary>The item whose subject is <see cref="FaultAction.Subject"/>, or any item where that is null, gets
    /// <see cref="FaultAction.ResponseCode"/>, the others are done.</summary>
    ItemError,
}

/// <summary>A fault, with what it needs to know.</summary>
/// <param name="Kind">What goes wrong.</param>
public sealed record FaultAction(FaultKind Kind)
{
    /// <summary>For ServerBusy: milliseconds; null gives none.</summary>
    public int? BackOffMilliseconds { get; init; }

    /// <summary>For Slow.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For ItemError: the subject, compared exactly after trimming; null hits any item.</summary>
    public string? Subject { get; init; }

    /// <summary>For ItemError.</summary>
    public string ResponseCode { get; init; } = "ErrorInternalServerError";

    public static FaultAction ServerBusy(int? backOffMilliseconds = null) =>
        new(FaultKind.ServerBusy) { BackOffMilliseconds = backOffMilliseconds };

    public static FaultAction Slow(TimeSpan delay) => new(FaultKind.Slow) { Delay = delay };

    public static FaultAction ItemError(string? subject, string responseCode = "ErrorInternalServerError") =>
        new(FaultKind.ItemError) { Subject = subject, ResponseCode = responseCode };

    public static implicit operator FaultAction(FaultKind kind) => new(kind);
}

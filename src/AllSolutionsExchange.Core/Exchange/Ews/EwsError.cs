namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>An error that Exchange gave, for a whole request or for one item in a batch.</summary>
/// <param name="ResponseCode">MS-OXWSCDATA ResponseCodeType, or <see cref="EwsResponseCodes.UnreadableItem"/>.</param>
/// <param name="MessageText">Exchange's own text, possibly empty.</param>
/// <param name="BackOff">BackOffMilliseconds, when Exchange gave it.</param>
internal sealed record EwsError(string ResponseCode, string MessageText, TimeSpan? BackOff = null)
{
    public bool IsTransient => EwsResponseCodes.IsTransient(ResponseCode);

    /// <summary>Exchange refused to begin: whatever was asked was not applied.</summary>
    public bool IsServerBusy => EwsResponseCodes.IsServerBusy(ResponseCode);

    /// <summary>The batch was stopped before this item: it was not applied.</summary>
    public bool IsNotProcessed => string.Equals(ResponseCode, EwsResponseCodes.BatchProcessingStopped, StringComparison.Ordinal);
}

/// <summary>The answer for one item of a request: its value, or the error that stands in its place.</summary>
internal sealed class EwsItemResult<T>
    where T : class
{
    private EwsItemResult(T? value, EwsError? error)
    {
        Value = value;
        Error = error;
    }

    /// <summary>The value; null when <see cref="Error"/> is set.</summary>
    public T? Value { get; }

    /// <summary>The error; null when <see cref="Value"/> is set.</summary>
    public EwsError? Error { get; }

    public static EwsItemResult<T> Success(T value) => new(value, error: null);

    public static EwsItemResult<T> Failure(EwsError error) => new(value: null, error);

    /// <exception cref="EwsResponseException">The item has an error.</exception>
    public T GetValueOrThrow() => Value ?? throw new EwsResponseException(Error!);
}

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>An error that Exchange gave, for a whole request or for one item in a batch.</summary>
/// <param name="ResponseCode">MS-OXWSCDATA ResponseCodeType, <see cref="EwsResponseCodes.UnreadableItem"/>, or the name of an
/// <see cref="EwsConnectionFailure"/>.</param>
/// <param name="MessageText">Exchange's own text, possibly empty; or ours.</param>
/// <param name="BackOff">BackOffMilliseconds, when Exchange gave it.</param>
internal sealed record EwsError(string ResponseCode, string MessageText, TimeSpan? BackOff = null)
{
    /// <summary>The code, as it may be shown.</summary>
    public string ResponseCode { get; } = ForeignText.Shown(ResponseCode);

    /// <summary>Exchange's own text, as it may be shown.</summary>
    public string MessageText { get; } = ForeignText.Shown(MessageText);

    /// <summary>Whether the text is ours: Exchange answered what cannot be read, or did not answer.</summary>
    public bool IsOurs { get; private init; }

    /// <summary>The answer for one item that cannot be read.</summary>
    public static EwsError Unreadable(string text) => new(EwsResponseCodes.UnreadableItem, text) { IsOurs = true };

    /// <summary>Why a request for one item alone was not answered, or answered no.</summary>
    public static EwsError Of(EwsException exception) =>
        exception switch
        {
            EwsResponseException response => response.Error,
            EwsConnectionException connection => new EwsError(connection.Failure.ToString(), connection.Message) { IsOurs = true },
            _ => new EwsError(exception.GetType().Name, exception.Message) { IsOurs = true },
        };

    public bool IsTransient => EwsResponseCodes.IsTransient(ResponseCode);

    /// <summary>Exchange refused to begin: whatever was asked was not applied.</summary>
    public bool IsServerBusy => EwsResponseCodes.IsServerBusy(ResponseCode);

    /// <summary>Exchange did something, and what it did cannot be told.</summary>
    public bool IsUnreadable => string.Equals(ResponseCode, EwsResponseCodes.UnreadableItem, StringComparison.Ordinal);

    /// <summary>Exchange refused the request before it did anything of it.</summary>
    public bool IsRefusal => IsServerBusy || EwsResponseCodes.IsRefusal(ResponseCode);

    /// <summary>The batch was stopped before this item: it was not applied.</summary>
    public bool IsNotProcessed => string.Equals(ResponseCode, EwsResponseCodes.BatchProcessingStopped, StringComparison.Ordinal);
}

/// <summary>The answer for one item of a request: its value, or the error that is in its place.</summary>
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

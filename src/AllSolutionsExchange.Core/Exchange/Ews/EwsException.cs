namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// What went wrong while talking to Exchange Web Services. Two families: <see cref="EwsConnectionException"/>
/// (no usable answer came) and <see cref="EwsResponseException"/> (Exchange answered no).
/// <see cref="EwsAuthenticationException"/> stands apart, because it is the account that failed: nothing more is
/// sent with that account. No message contains a password, an Authorization header or the content of an item.
/// </summary>
public abstract class EwsException : CouplingException
{
    private protected EwsException(
        ErrorDescriptor error,
        string fault,
        string? advice,
        object? target = null,
        Exception? innerException = null
    )
        : base(error, ForeignText.Shown(fault), advice is null ? null : ForeignText.Shown(advice), target, innerException) { }

    private protected EwsException(ErrorDescriptor error, EwsException cause)
        : base(error, cause) { }

    /// <summary>The EWS operation that was under way, for example <c>GetItem</c>; null before the first request.</summary>
    public string? Operation { get; internal set; }

    /// <summary>
    /// The <c>client-request-id</c> of the request, by which the Exchange admin finds it in the IIS and EWS logs;
    /// null before the first request.
    /// </summary>
    public Guid? ClientRequestId { get; internal set; }

    /// <summary>Whether the whole request left this machine, so that the server may have taken it.</summary>
    internal bool WasSent { get; set; } = true;

    /// <inheritdoc/>
    internal override string? LogReference =>
        ClientRequestId is { } id && WasSent
            ? $"The logs of IIS and EWS have it under client-request-id {id:D} ({Operation})."
            : base.LogReference;

    /// <summary>Whether it is certain that nothing of the request was done: it may be sent again, whole or in parts.</summary>
    internal virtual bool ProvesNothingDone => false;

    /// <summary>Whether the same request may succeed later without anybody changing anything.</summary>
    public virtual bool IsTransient => false;
}

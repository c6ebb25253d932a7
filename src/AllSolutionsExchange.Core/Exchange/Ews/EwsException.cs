namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// What went wrong while talking to Exchange Web Services. Two families: <see cref="EwsConnectionException"/>
/// (no usable answer came) and <see cref="EwsResponseException"/> (Exchange answered no).
/// <see cref="EwsAuthenticationException"/> stands apart, because it is the account that failed: nothing more is
/// sent with that account. No message contains a password, an Authorization header or the content of an item.
/// </summary>
public abstract class EwsException : Exception
{
    private protected EwsException(string message, Exception? innerException)
        : base(ForeignText.Shown(message), innerException)
    {
    }

    /// <summary>The EWS operation that was under way, for example <c>GetItem</c>; null before the first request.</summary>
    public string? Operation { get; internal set; }

    /// <summary>
    /// The <c>client-request-id</c> of the request, by which the Exchange admin finds it in the IIS and EWS logs;
    /// null before the first request.
    /// </summary>
    public Guid? ClientRequestId { get; internal set; }

    /// <summary>Whether it is certain that nothing of the request was done: it may be sent again, whole or in parts.</summary>
    internal virtual bool ProvesNothingDone => false;

    /// <summary>Whether the same request may succeed later without anybody changing anything.</summary>
    public virtual bool IsTransient => false;
}

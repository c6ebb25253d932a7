namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Exchange answered no: a SOAP fault, or an error as the response message of a request for one thing.</summary>
public sealed class EwsResponseException : EwsException
{
    internal EwsResponseException(EwsError error)
        : base(ErrorIds.MailboxRefused, EwsResponseCodes.Said(error) + ".", EwsResponseCodes.Advice(error.ResponseCode)) => Error = error;

    /// <summary>The response code, for example <c>ErrorImpersonateUserDenied</c> (MS-OXWSCDATA, ResponseCodeType).</summary>
    public string ResponseCode => Error.ResponseCode;

    /// <summary>The text that Exchange gave with it, in the language of the server.</summary>
    public string MessageText => Error.MessageText;

    /// <summary>The time that Exchange asked to wait (BackOffMilliseconds); null when it asked nothing.</summary>
    public TimeSpan? BackOff => Error.BackOff;

    /// <inheritdoc/>
    public override bool IsTransient => Error.IsTransient;

    internal override bool ProvesNothingDone => Error.IsRefusal;

    internal EwsError Error { get; }
}

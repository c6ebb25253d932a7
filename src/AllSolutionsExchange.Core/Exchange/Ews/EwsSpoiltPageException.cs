namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A page of one item cannot be read, although the server answers otherwise: that item spoils it.</summary>
internal sealed class EwsSpoiltPageException : EwsException
{
    public EwsSpoiltPageException(EwsException failure)
        : base(ErrorIds.MailboxRefused, failure) => Failure = failure;

    /// <summary>What the page gave.</summary>
    public EwsException Failure { get; }

    public override bool IsTransient => Failure.IsTransient;
}

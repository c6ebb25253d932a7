namespace AllSolutionsExchange.Sync;

/// <summary>A side could not be read or written. The message says what to do and holds neither secrets nor content.</summary>
public abstract class SideException : CouplingException
{
    private protected SideException(ErrorDescriptor error, string fault, string? advice, Exception? innerException)
        : base(error, fault, advice, innerException: innerException) { }

    private protected SideException(ErrorDescriptor error, CouplingException cause, string? more = null)
        : base(error, cause, more) { }
}

/// <summary>The side did not answer, or not to the end. What was written may or may not have been applied.</summary>
public sealed class SideUnavailableException : SideException
{
    /// <summary>A failure of the connection.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="advice">What to do, or null.</param>
    public SideUnavailableException(string fault, string? advice = null)
        : base(ErrorIds.SideUnavailable, fault, advice, innerException: null) { }

    /// <summary>The failure of the connection that another failure is.</summary>
    /// <param name="cause">The other failure.</param>
    public SideUnavailableException(CouplingException cause)
        : base(ErrorIds.SideUnavailable, cause) { }

    /// <summary>
    /// Whether it may pass by itself. False for what somebody has to mend: the URL, the certificate, a logon form in the way.
    /// </summary>
    public bool IsTransient { get; init; } = true;

    /// <summary>Whether no server answered at all, so that it is no matter of one mailbox.</summary>
    internal bool IsUnreachable { get; init; }
}

/// <summary>The side answered no for the whole mailbox: no such mailbox, no right on it.</summary>
internal sealed class MailboxRefusedException : SideException
{
    /// <summary>A refusal.</summary>
    /// <param name="code">The side's own code, such as an EWS ResponseCode.</param>
    /// <param name="fault">What is wrong.</param>
    /// <param name="advice">What to do, or null.</param>
    /// <param name="innerException">The cause, or null.</param>
    public MailboxRefusedException(string code, string fault, string? advice = null, Exception? innerException = null)
        : base(ErrorIds.MailboxRefused, fault, advice, innerException) => Code = code;

    /// <summary>The side's own code, such as an EWS ResponseCode.</summary>
    public string Code { get; }
}

/// <summary>The account was refused (401). It stops the whole run, since going on would lock the account out.</summary>
public sealed class AccountRefusedException : SideException
{
    /// <summary>A refusal of the account.</summary>
    /// <param name="fault">What is wrong.</param>
    /// <param name="advice">What to do, or null.</param>
    public AccountRefusedException(string fault, string? advice = null)
        : base(ErrorIds.AccountRefused, fault, advice, innerException: null) { }

    /// <summary>The refusal of the account that another failure is.</summary>
    /// <param name="cause">The other failure.</param>
    public AccountRefusedException(CouplingException cause)
        : base(ErrorIds.AccountRefused, cause) { }

    /// <summary>A refusal of the account after which no run starts.</summary>
    /// <param name="cause">The refusal.</param>
    /// <param name="remedy">What makes runs start again.</param>
    internal AccountRefusedException(AccountRefusedException cause, string remedy)
        : base(ErrorIds.AccountRefused, cause, remedy) => Side = cause.Side;

    /// <summary>Which side refused it.</summary>
    internal SideName Side { get; init; } = SideName.Exchange;

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;
}

/// <summary>
/// The side no longer knows the cursor (ErrorInvalidSyncStateData): everything is listed anew, and nothing is taken for deleted before the
/// list is complete.
/// </summary>
internal sealed class CursorInvalidException : SideException
{
    /// <summary>An unknown cursor.</summary>
    /// <param name="fault">What is wrong.</param>
    public CursorInvalidException(string fault)
        : base(ErrorIds.MailboxRefused, fault, advice: null, innerException: null) { }

    /// <summary>The unknown cursor that another failure tells of.</summary>
    /// <param name="cause">The other failure.</param>
    public CursorInvalidException(CouplingException cause)
        : base(ErrorIds.MailboxRefused, cause) { }
}

/// <summary>The folder's id does not resolve: the folder is gone, or another mailbox is behind the address.</summary>
internal sealed class FolderGoneException : SideException
{
    /// <summary>A folder that is gone.</summary>
    /// <param name="fault">What is wrong.</param>
    public FolderGoneException(string fault)
        : base(ErrorIds.MailboxRefused, fault, advice: null, innerException: null) { }

    /// <summary>The folder that is gone by what another failure says.</summary>
    /// <param name="cause">The other failure.</param>
    public FolderGoneException(CouplingException cause)
        : base(ErrorIds.MailboxRefused, cause) { }
}

/// <summary>A side left out, doubled or mixed up results. None of them was taken.</summary>
internal sealed class SideContractException : SideException
{
    /// <summary>Results that do not fit what was asked for.</summary>
    /// <param name="fault">What is wrong.</param>
    public SideContractException(string fault)
        : base(ErrorIds.SideUnavailable, fault, "Nothing of that answer was taken, and the next run asks again.", innerException: null) { }
}

/// <summary>One item spoils a page of changes, so that the cursor cannot pass it. The side answers otherwise.</summary>
internal sealed class PageSpoiltException : SideException
{
    /// <param name="error">What the side said.</param>
    /// <param name="innerException">The cause, or null.</param>
    public PageSpoiltException(ItemError error, Exception? innerException = null)
        : base(ErrorIds.MailboxRefused, error.Message, advice: null, innerException) => Error = error;

    /// <summary>What the side said.</summary>
    public ItemError Error { get; }
}

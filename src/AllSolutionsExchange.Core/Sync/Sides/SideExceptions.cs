namespace AllSolutionsExchange.Sync;

/// <summary>A side could not be read or written. The message says what to do and holds neither secrets nor content.</summary>
public abstract class SideException : Exception
{
    /// <summary>A failure with what to do about it.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    protected SideException(string message, Exception? innerException)
        : base(message, innerException)
    {
    }
}

/// <summary>The side did not answer, or not to the end. What was written may or may not have been applied.</summary>
public sealed class SideUnavailableException : SideException
{
    /// <summary>A failure of the connection.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    /// <param name="isTransient">Whether it may pass by itself.</param>
    public SideUnavailableException(string message, Exception? innerException = null, bool isTransient = true)
        : base(message, innerException) => IsTransient = isTransient;

    /// <summary>
    /// Whether it may pass by itself. False for what somebody has to mend: the URL, the certificate, a logon form in the way.
    /// </summary>
    public bool IsTransient { get; }

    /// <summary>Whether no server answered at all, so that it is no matter of one mailbox.</summary>
    internal bool IsUnreachable { get; init; }
}

/// <summary>The side answered no for the whole mailbox: no such mailbox, no right on it.</summary>
public sealed class MailboxRefusedException : SideException
{
    /// <summary>A refusal.</summary>
    /// <param name="code">The side's own code, such as an EWS ResponseCode.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public MailboxRefusedException(string code, string message, Exception? innerException = null)
        : base(message, innerException) => Code = code;

    /// <summary>The side's own code, such as an EWS ResponseCode.</summary>
    public string Code { get; }
}

/// <summary>The account was refused (401). It stops the whole run, since going on would lock the account out.</summary>
public sealed class AccountRefusedException : SideException
{
    /// <summary>A refusal of the account.</summary>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public AccountRefusedException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>
/// The side no longer knows the cursor (ErrorInvalidSyncStateData): everything is listed anew, and nothing is taken for deleted before the
/// list is complete.
/// </summary>
public sealed class CursorInvalidException : SideException
{
    /// <summary>An unknown cursor.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    public CursorInvalidException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>The folder's id does not resolve: the folder is gone, or another mailbox stands behind the address.</summary>
public sealed class FolderGoneException : SideException
{
    /// <summary>A folder that is gone.</summary>
    /// <param name="message">What is wrong.</param>
    /// <param name="innerException">The cause, or null.</param>
    public FolderGoneException(string message, Exception? innerException = null)
        : base(message, innerException)
    {
    }
}

/// <summary>A side left out, doubled or mixed up results. None of them was taken.</summary>
public sealed class SideContractException : SideException
{
    /// <summary>Results that do not fit what was asked for.</summary>
    /// <param name="message">What is wrong.</param>
    public SideContractException(string message)
        : base(message + " Nothing of that answer was taken, and the next run asks again.", innerException: null)
    {
    }
}

/// <summary>One item spoils a page of changes, so that the cursor cannot pass it. The side answers otherwise.</summary>
internal sealed class PageSpoiltException : SideException
{
    /// <param name="error">What the side said.</param>
    /// <param name="innerException">The cause, or null.</param>
    public PageSpoiltException(ItemError error, Exception? innerException = null)
        : base(error.Message, innerException) => Error = error;

    /// <summary>What the side said.</summary>
    public ItemError Error { get; }
}

namespace AllSolutionsExchange.AllSolutions;

/// <summary>A user's mailbox cannot be registered.</summary>
public sealed class UserMailboxException : CouplingException
{
    internal UserMailboxException(ErrorDescriptor error, string fault, string? advice, string user, string? otherUser = null)
        : base(error, fault, advice, user)
    {
        User = user;
        OtherUser = otherUser;
    }

    /// <summary>The user that was to be registered.</summary>
    public string User { get; }

    /// <summary>The user who has the mailbox already, or null if that is not the matter.</summary>
    public string? OtherUser { get; }
}

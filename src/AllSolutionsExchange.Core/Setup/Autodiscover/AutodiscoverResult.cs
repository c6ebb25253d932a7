using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>The EWS endpoint of a mailbox.</summary>
/// <param name="Mailbox">The SMTP address that was asked for.</param>
/// <param name="Url">The address of EWS, https.</param>
/// <param name="Source">Who told it: the protocol and the address that answered.</param>
/// <param name="Redirects">The redirects on the way, in their order, those that were not followed among them.</param>
public sealed record AutodiscoverResult(string Mailbox, Uri Url, string Source, IReadOnlyList<AutodiscoverRedirect> Redirects)
{
    /// <summary>The redirects that were met, in their order.</summary>
    public IReadOnlyList<AutodiscoverRedirect> Redirects
    {
        get;
        init => field = ReadableList.Of(value);
    } = ReadableList.Of(Redirects);
}

/// <summary>A redirect.</summary>
/// <param name="From">The address that redirected.</param>
/// <param name="To">Where to: a URL, or another SMTP address.</param>
/// <param name="Followed">Whether it was followed. To a host that is not trusted it is, without the credential, where none is
/// needed.</param>
public sealed record AutodiscoverRedirect(string From, string To, bool Followed)
{
    /// <summary>Why it was not followed, as half a sentence; null if it was.</summary>
    public string? Reason { get; init; }

    /// <summary>Whether it would be followed if its host were trusted.</summary>
    public bool NeedsTrust { get; init; }

    /// <inheritdoc/>
    public override string ToString() => $"{From} -> {To}{(Followed ? string.Empty : " (not followed)")}";
}

/// <summary>Autodiscover told no EWS endpoint for a mailbox. The message lists who was asked and what each answered.</summary>
public sealed class AutodiscoverException : CouplingException
{
    internal AutodiscoverException(string fault, string advice)
        : base(ErrorIds.EndpointNotFound, fault, advice) { }
}

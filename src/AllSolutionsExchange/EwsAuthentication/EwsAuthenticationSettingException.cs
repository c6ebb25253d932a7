namespace AllSolutionsExchange.EwsAuthentication;

/// <summary>The authentication of a virtual directory cannot be read or set as asked.</summary>
/// <param name="errorId">The first part of FullyQualifiedErrorId.</param>
/// <param name="identity">The virtual directory.</param>
/// <param name="message">What is wrong in one sentence, and then what to do.</param>
internal sealed class EwsAuthenticationSettingException(string errorId, string identity, string message) : Exception(message)
{
    /// <summary>The first part of FullyQualifiedErrorId. Scripts test for it: it is never renamed.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>The virtual directory.</summary>
    public string Identity { get; } = identity;
}

namespace AllSolutionsExchange.Impersonation;

/// <summary>Impersonation cannot be granted or revoked as asked.</summary>
/// <param name="errorId">The first part of FullyQualifiedErrorId.</param>
/// <param name="target">The name of what it is about: an assignment, a scope, a role group, a group.</param>
/// <param name="message">What is wrong in one sentence, and then what to do.</param>
internal sealed class ImpersonationException(string errorId, string target, string message) : Exception(message)
{
    /// <summary>The first part of FullyQualifiedErrorId. Scripts test for it: it is never renamed.</summary>
    public string ErrorId { get; } = errorId;

    /// <summary>The name of what it is about.</summary>
    public string Target { get; } = target;
}

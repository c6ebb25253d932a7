namespace AllSolutionsExchange.Impersonation;

/// <summary>Impersonation cannot be granted or revoked as asked.</summary>
/// <param name="error">Which error it is.</param>
/// <param name="target">The name of what it is about: an assignment, a scope, a role group, a group.</param>
/// <param name="fault">What is wrong.</param>
/// <param name="advice">What to do.</param>
internal sealed class ImpersonationException(ErrorDescriptor error, string target, string fault, string advice)
    : CouplingException(error, fault, advice, target);

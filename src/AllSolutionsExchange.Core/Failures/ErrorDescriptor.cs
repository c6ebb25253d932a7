namespace AllSolutionsExchange;

/// <summary>An error as scripts and admins know it; <see cref="ErrorIds"/> lists all.</summary>
/// <param name="Id">The first part of <c>FullyQualifiedErrorId</c>. Scripts test for it: it is never renamed.</param>
/// <param name="Category">What kind of failure it is.</param>
/// <param name="Advice">What to do, if the failure itself does not know better.</param>
public sealed record ErrorDescriptor(string Id, FailureCategory Category, string Advice);

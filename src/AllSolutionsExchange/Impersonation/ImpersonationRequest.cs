namespace AllSolutionsExchange.Impersonation;

/// <summary>What is granted or revoked.</summary>
/// <param name="User">The service account, as Exchange's own commands take it.</param>
/// <param name="Name">The name of the role assignment, and of the management scope that is made for it.</param>
/// <param name="RoleGroup">The role group that gets the role, with the account as its member; null where the account gets it
/// itself.</param>
internal sealed record ImpersonationRequest(string User, string Name, string? RoleGroup);

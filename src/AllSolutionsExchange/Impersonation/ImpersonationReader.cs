using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Impersonation;

/// <summary>Reads who may impersonate whom.</summary>
/// <param name="shell">The session that is asked.</param>
internal sealed class ImpersonationReader(Shell shell)
{
    private IReadOnlyList<ShellObject>? _scopes;

    /// <summary>The management scopes, read once.</summary>
    public IReadOnlyList<ShellObject> Scopes => _scopes ??= shell.Invoke(ImpersonationQueries.Scopes);

    /// <summary>Every account that holds the role, groups taken apart into their members; one object per account and assignment.</summary>
    public IReadOnlyList<ImpersonationAssignment> Everyone() => Read(ImpersonationQueries.Assignments.With("GetEffectiveUsers"));

    /// <summary>The role's assignments, each once.</summary>
    public IReadOnlyList<ImpersonationAssignment> Assignments() => Read(ImpersonationQueries.Assignments);

    /// <summary>The role's assignments that an account has, itself or as a member of a group.</summary>
    /// <param name="user">The account.</param>
    /// <exception cref="ShellCommandException">Exchange knows no such account, or the reading failed.</exception>
    public IReadOnlyList<ImpersonationAssignment> Of(string user) => Read(ImpersonationQueries.AssignmentsOf(user));

    /// <summary>The names of the assignments whose scope a mailbox is in.</summary>
    /// <param name="mailbox">The mailbox's SMTP address.</param>
    public ISet<string> Reaching(string mailbox) =>
        new HashSet<string>(
            shell.Invoke(ImpersonationQueries.AssignmentsReaching(mailbox)).Select(found => found.Text("Name") ?? ""),
            StringComparer.OrdinalIgnoreCase
        );

    /// <summary>
    /// The other roles of an account, as "role (by assignee)". What everybody with a mailbox has by the role assignment
    /// policy does not count.
    /// </summary>
    /// <param name="user">The account.</param>
    public IReadOnlyList<string> OtherRolesOf(string user) =>
        [
            .. shell
                .Invoke(ImpersonationQueries.AllRolesOf(user))
                .Where(found => found.Text("RoleAssigneeType") != "RoleAssignmentPolicy" && found.Text("Role") != ImpersonationQueries.Role)
                .Select(found => $"{found.Text("Role")} (by {found.Text("RoleAssigneeName") ?? found.Text("RoleAssignee")})")
                .Distinct(StringComparer.Ordinal),
        ];

    /// <summary>A role group; null if there is none of this name.</summary>
    public ShellObject? RoleGroup(string name) =>
        shell.Invoke(ImpersonationQueries.RoleGroups).FirstOrDefault(group => IsNamed(group, name));

    /// <summary>A management scope; null if there is none of this name.</summary>
    public ShellObject? Scope(string name) => Scopes.FirstOrDefault(scope => IsNamed(scope, name));

    private IReadOnlyList<ImpersonationAssignment> Read(ShellCommand command) => [.. shell.Invoke(command).Select(Assignment)];

    private ImpersonationAssignment Assignment(ShellObject found)
    {
        var name = found.Text("Name") ?? found.Text("Identity") ?? "";
        var scope = found.Text("CustomRecipientWriteScope");
        return new ImpersonationAssignment
        {
            Name = name,
            User = found.Text("User") ?? found.Text("EffectiveUserName") ?? "",
            AssigneeType = found.Text("RoleAssigneeType"),
            Assignee = found.Text("RoleAssigneeName") ?? found.Text("RoleAssignee"),
            RecipientScope = found.Text("RecipientWriteScope"),
            ScopeName = scope,
            ScopeFilter = scope is null || found.Text("RecipientWriteScope") == "OU" ? null : Scope(scope)?.Text("RecipientFilter"),
            Enabled = found.Boolean("Enabled") ?? true,
            IsGranted = ImpersonationName.IsMarked(name),
        };
    }

    private static bool IsNamed(ShellObject found, string name) =>
        string.Equals(found.Text("Name"), name, StringComparison.OrdinalIgnoreCase);
}

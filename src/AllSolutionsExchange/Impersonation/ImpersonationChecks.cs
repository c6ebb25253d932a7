using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Impersonation;

/// <summary>
/// What stands in the way of a grant. Nothing that exists is changed into something else: another scope, assignment or
/// role group of the same name is an error that says what it is.
/// </summary>
/// <param name="shell">The session that is asked.</param>
/// <param name="reader">Reads it.</param>
/// <param name="request">Who gets the right, under which name.</param>
/// <param name="scope">Over which mailboxes.</param>
internal sealed class ImpersonationChecks(Shell shell, ImpersonationReader reader, ImpersonationRequest request, ImpersonationScope scope)
{
    /// <summary>A built-in role group that vendors' instructions name: its members may search every mailbox.</summary>
    private const string Discovery = "Discovery Management";

    /// <summary>What can be refused without asking Exchange.</summary>
    /// <exception cref="ImpersonationException">The role group opens more than impersonation, or the scope has the name that an own one
    /// would have.</exception>
    public static void Validate(ImpersonationRequest request, ImpersonationScope scope)
    {
        if (string.Equals(request.RoleGroup, Discovery, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImpersonationException(
                ErrorIds.RoleGroupRefused,
                Discovery,
                $"The role group {Discovery} also lets its members search every mailbox.",
                "Give -RoleGroup the name of one of its own."
            );
        }

        if (string.Equals(scope.ManagementScope, request.Name, StringComparison.OrdinalIgnoreCase))
        {
            throw new ImpersonationException(
                ErrorIds.NameRefused,
                request.Name,
                $"The management scope '{request.Name}' has the same name as the grant, and would be mistaken for the scope that the "
                    + "grant makes.",
                "Give another -Name."
            );
        }
    }

    /// <summary>What only Exchange can tell.</summary>
    /// <exception cref="ImpersonationException">Something else is there.</exception>
    public void Validate()
    {
        CheckScope();
        var assignments = reader.Assignments();
        CheckAssignment(assignments.FirstOrDefault(found => IsSame(found.Name, request.Name)));
        if (request.RoleGroup is not null && reader.RoleGroup(request.RoleGroup) is { } group)
        {
            CheckRoleGroup(group, assignments);
        }
    }

    private void CheckScope()
    {
        if (scope.ManagementScope is { } name && reader.Scope(name) is null)
        {
            throw new ImpersonationException(
                ErrorIds.ScopeNotFound,
                name,
                $"There is no management scope '{name}'.",
                "See Get-ManagementScope, or have one made by -MemberOfGroup or -RecipientFilter."
            );
        }

        if (
            scope.Filter is string filter
            && reader.Scope(request.Name) is { } found
            && (
                !RecipientFilter.AreSame(found.Text("RecipientFilter"), filter)
                || found.Text("RecipientRoot") is not null
                || found.Boolean("Exclusive") == true
            )
        )
        {
            throw new ImpersonationException(
                ErrorIds.ScopeExists,
                request.Name,
                $"A management scope '{request.Name}' already exists, with the filter "
                    + $"\"{found.Text("RecipientFilter")}\"{Further(found)}.",
                "Use it by -ManagementScope with another -Name, or revoke it first by Revoke-AsImpersonation."
            );
        }
    }

    private void CheckAssignment(ImpersonationAssignment? found)
    {
        if (found is null)
        {
            return;
        }

        var assignee = request.RoleGroup is null
            ? reader.Of(request.User).Any(own => IsSame(own.Name, found.Name)) && found.AssigneeType == "User"
            : IsSame(found.Assignee, request.RoleGroup);
        if (!assignee || !HasScope(found) || !found.Enabled)
        {
            throw new ImpersonationException(
                ErrorIds.AssignmentExists,
                request.Name,
                $"An assignment '{found.Name}' already exists, for the {found.AssigneeType} {found.Assignee}, scope "
                    + $"{Describe(found)}{(found.Enabled ? "" : ", disabled")}.",
                "Give another -Name, or take it back first by Revoke-AsImpersonation."
            );
        }
    }

    private void CheckRoleGroup(ShellObject group, IReadOnlyList<ImpersonationAssignment> assignments)
    {
        var others = group.Texts("Roles").Select(Leaf).Where(role => !IsSame(role, ImpersonationQueries.Role)).ToList();
        if (others.Count > 0)
        {
            throw new ImpersonationException(
                ErrorIds.RoleGroupRefused,
                request.RoleGroup!,
                $"The role group '{request.RoleGroup}' also gives {string.Join(", ", others)}.",
                "Give -RoleGroup the name of one of its own."
            );
        }

        if (
            assignments.FirstOrDefault(found => IsSame(found.Assignee, request.RoleGroup) && !IsSame(found.Name, request.Name)) is
            { } further
        )
        {
            throw new ImpersonationException(
                ErrorIds.RoleGroupRefused,
                request.RoleGroup!,
                $"The role group '{request.RoleGroup}' has the role already by the assignment '{further.Name}', scope {Describe(further)}.",
                "Give -RoleGroup another name."
            );
        }
    }

    private bool HasScope(ImpersonationAssignment found) =>
        scope switch
        {
            { Filter: not null } => IsSame(found.ScopeName, request.Name),
            { ManagementScope: { } name } => IsSame(found.ScopeName, name),
            { OrganizationalUnit: { } unit } => IsSame(found.ScopeName, unit) || NamesOf(unit).Any(name => IsSame(found.ScopeName, name)),
            _ => found.ScopeName is null && IsSame(found.RecipientScope, "Organization"),
        };

    /// <summary>An organizational unit has several names; an assignment shows one of them.</summary>
    private IEnumerable<string?> NamesOf(string unit) =>
        shell.Find("Get-OrganizationalUnit") is null
            ? []
            : shell
                .Invoke(new ShellCommand("Get-OrganizationalUnit").With("Identity", unit))
                .SelectMany(found => new[] { found.Text("Identity"), found.Text("CanonicalName"), found.Text("DistinguishedName") });

    private static string Describe(ImpersonationAssignment found) => found.ScopeName ?? found.RecipientScope ?? "unknown";

    private static string Further(ShellObject scope) =>
        (scope.Text("RecipientRoot") is { } root ? $", under {root}" : "") + (scope.Boolean("Exclusive") == true ? ", exclusive" : "");

    private static string Leaf(string name) => name.Substring(name.LastIndexOf('/') + 1);

    private static bool IsSame(string? left, string? right) => string.Equals(left, right, StringComparison.OrdinalIgnoreCase);
}

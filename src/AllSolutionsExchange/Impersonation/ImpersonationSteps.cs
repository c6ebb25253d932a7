using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Impersonation;

/// <summary>The changes of a grant and of its revocation, in their order.</summary>
internal static class ImpersonationSteps
{
    /// <summary>The description of a role group that Grant-AsImpersonation made: its mark.</summary>
    public const string RoleGroupMark =
        "Made by Grant-AsImpersonation of AllSolutionsExchange. Revoke-AsImpersonation removes it with its last member.";

    /// <summary>What makes a grant: the scope, the role group, the assignment, the member.</summary>
    /// <param name="request">Who gets the right, under which name.</param>
    /// <param name="scope">Over which mailboxes.</param>
    public static IEnumerable<ShellStep> Grant(ImpersonationRequest request, ImpersonationScope scope)
    {
        if (scope.Filter is not null)
        {
            yield return new(
                new ShellCommand("New-ManagementScope")
                    .With("Name", request.Name)
                    .With("RecipientRestrictionFilter", scope.Filter)
                    .WithoutQuestion(),
                new ShellGuard(ImpersonationQueries.Scopes, IsPresent: false, ("Name", request.Name))
            );
        }

        if (request.RoleGroup is null)
        {
            yield return new(Assignment(request, scope).With("User", request.User).WithoutQuestion(), Has(request, isPresent: false));
            yield break;
        }

        yield return new(
            new ShellCommand("New-RoleGroup").With("Name", request.RoleGroup).With("Description", RoleGroupMark).WithoutQuestion(),
            new ShellGuard(ImpersonationQueries.RoleGroups, IsPresent: false, ("Name", request.RoleGroup))
        );
        yield return new(
            Assignment(request, scope).With("SecurityGroup", request.RoleGroup).WithoutQuestion(),
            new ShellGuard(ImpersonationQueries.Assignments, IsPresent: false, ("Name", request.Name))
        );
        yield return new(Member("Add-RoleGroupMember", request, request.RoleGroup), Has(request, isPresent: false));
    }

    /// <summary>What takes a grant back: the member or the assignment, and then what nothing uses any more.</summary>
    /// <param name="request">Who loses the right, and under which name it was granted.</param>
    public static IEnumerable<ShellStep> Revoke(ImpersonationRequest request)
    {
        var removeAssignment = new ShellCommand("Remove-ManagementRoleAssignment").With("Identity", request.Name).WithoutQuestion();
        if (request.RoleGroup is null)
        {
            yield return new(removeAssignment, Has(request, isPresent: true));
        }
        else
        {
            var isEmpty = new ShellGuard(ImpersonationQueries.RoleGroups, IsPresent: true, ("Name", request.RoleGroup))
            {
                Empty = "Members",
            };
            yield return new(Member("Remove-RoleGroupMember", request, request.RoleGroup), Has(request, isPresent: true));
            yield return new(
                removeAssignment,
                isEmpty,
                new ShellGuard(ImpersonationQueries.Assignments, IsPresent: true, ("Name", request.Name))
            );
            yield return new(
                new ShellCommand("Remove-RoleGroup")
                    .With("Identity", request.RoleGroup)
                    .With("BypassSecurityGroupManagerCheck")
                    .WithoutQuestion(),
                isEmpty with
                {
                    Equal = [.. isEmpty.Equal, ("Description", RoleGroupMark)],
                }
            );
        }

        yield return new(
            new ShellCommand("Remove-ManagementScope").With("Identity", request.Name).WithoutQuestion(),
            new ShellGuard(ImpersonationQueries.UnusedScopes, IsPresent: true, ("Name", request.Name))
        );
    }

    /// <summary>
    /// The account has the right by this very grant: itself, or as a member of this role group; not by a group that somebody assigned the
    /// role to by hand.
    /// </summary>
    private static ShellGuard Has(ImpersonationRequest request, bool isPresent)
    {
        var assignments = ImpersonationQueries.AssignmentsOf(request.User);
        return request.RoleGroup is null
            ? new(assignments, isPresent, ("Name", request.Name), ("RoleAssigneeType", "User"))
            : new(assignments, isPresent, ("Name", request.Name), ("RoleAssigneeName", request.RoleGroup));
    }

    private static ShellCommand Assignment(ImpersonationRequest request, ImpersonationScope scope)
    {
        var assignment = new ShellCommand("New-ManagementRoleAssignment")
            .With("Name", request.Name)
            .With("Role", ImpersonationQueries.Role);
        return scope switch
        {
            { Filter: not null } => assignment.With("CustomRecipientWriteScope", request.Name),
            { ManagementScope: { } name } => assignment.With("CustomRecipientWriteScope", name),
            { OrganizationalUnit: { } unit } => assignment.With("RecipientOrganizationalUnitScope", unit),
            _ => assignment,
        };
    }

    /// <summary>Whoever may manage roles may bypass the check that they manage this group, which another admin may have made.</summary>
    private static ShellCommand Member(string command, ImpersonationRequest request, string roleGroup) =>
        new ShellCommand(command)
            .With("Identity", roleGroup)
            .With("Member", request.User)
            .With("BypassSecurityGroupManagerCheck")
            .WithoutQuestion();
}

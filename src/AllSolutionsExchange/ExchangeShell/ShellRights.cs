namespace AllSolutionsExchange.ExchangeShell;

/// <summary>
/// Which management role makes a native command, and its parameters, visible to an admin, and a role group that has it by
/// default. Exchange shows nobody a command or parameter that no role of theirs holds. Sources: Exchange 2013 help,
/// "Understanding management roles", "Organization Management" and "Recipients permissions" (which names the role for
/// Get-ManagementRoleAssignment); Exchange PowerShell reference, Remove-RoleGroup.
/// </summary>
/// <param name="Role">The management role.</param>
/// <param name="RoleGroup">A role group that holds it by default.</param>
internal sealed record ShellRights(string Role, string RoleGroup)
{
    /// <summary>What an admin needs who cannot run a command.</summary>
    /// <param name="command">The command's documented name.</param>
    public static ShellRights For(string command) =>
        command.Substring(command.IndexOf('-') + 1) switch
        {
            "WebServicesVirtualDirectory" => new("Exchange Virtual Directories", "Organization Management"),
            "OrganizationConfig" => new("View-Only Configuration", "View-Only Organization Management"),
            "Group" or "OrganizationalUnit" => new("View-Only Recipients", "View-Only Organization Management"),
            _ => new("Role Management", "Organization Management"),
        };

    /// <summary>The advice.</summary>
    public override string ToString() => $"the management role '{Role}', as in the role group '{RoleGroup}'";
}

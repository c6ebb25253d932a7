using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Impersonation;

/// <summary>The native commands that only read, each in one form, so that a cmdlet and a printed script ask the same.</summary>
internal static class ImpersonationQueries
{
    /// <summary>The management role.</summary>
    public const string Role = "ApplicationImpersonation";

    /// <summary>Read by whoever may read anything of this: they tell a prefixed import of Exchange's commands.</summary>
    public static readonly string[] Family = ["Get-ManagementRoleAssignment", "Get-ManagementScope", "Get-RoleGroup"];

    /// <summary>
    /// All assignments of the role. Delegating ones are left out: they allow giving the role to others, not to use it, and
    /// Organization Management has one from Setup on.
    /// </summary>
    public static ShellCommand Assignments { get; } =
        new ShellCommand("Get-ManagementRoleAssignment").With("Role", Role).With("Delegating", false);

    /// <summary>All management scopes.</summary>
    public static ShellCommand Scopes { get; } = new("Get-ManagementScope");

    /// <summary>The management scopes that no assignment uses.</summary>
    public static ShellCommand UnusedScopes { get; } = Scopes.With("Orphan");

    /// <summary>All role groups, with their members.</summary>
    public static ShellCommand RoleGroups { get; } = new ShellCommand("Get-RoleGroup").With("ResultSize", "Unlimited");

    /// <summary>The assignments of the role that an account has, itself or as a member of a group.</summary>
    public static ShellCommand AssignmentsOf(string user) => Assignments.With("RoleAssignee", user);

    /// <summary>The regular assignments of any role that an account has.</summary>
    public static ShellCommand AllRolesOf(string user) =>
        new ShellCommand("Get-ManagementRoleAssignment").With("Delegating", false).With("RoleAssignee", user);

    /// <summary>The assignments of the role whose scope a mailbox is in.</summary>
    public static ShellCommand AssignmentsReaching(string mailbox) =>
        Assignments.With("WritableRecipient", mailbox).With("GetEffectiveUsers") with
        {
            NotFoundAdvice = "Correct the address of -Mailbox; Get-Mailbox shows it as PrimarySmtpAddress.",
        };
}

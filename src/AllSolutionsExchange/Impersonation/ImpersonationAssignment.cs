namespace AllSolutionsExchange.Impersonation;

/// <summary>An account that holds the management role ApplicationImpersonation, and by what.</summary>
public record ImpersonationAssignment
{
    /// <summary>The account: its canonical name, as <c>contoso.com/Users/svc-allsolutions</c>.</summary>
    public string User { get; init; } = "";

    /// <summary>The name of the role assignment.</summary>
    public string Name { get; init; } = "";

    /// <summary>What the role is assigned to: User, RoleGroup, SecurityGroup and so on, in Exchange's words.</summary>
    public string? AssigneeType { get; init; }

    /// <summary>The name of what the role is assigned to: the account, or the group that it is a member of.</summary>
    public string? Assignee { get; init; }

    /// <summary>How far the assignment reaches: Organization, OU or CustomRecipientScope, in Exchange's words.</summary>
    public string? RecipientScope { get; init; }

    /// <summary>The management scope or organizational unit; null if it reaches the whole organization.</summary>
    public string? ScopeName { get; init; }

    /// <summary>The management scope's OPATH filter; null if there is none.</summary>
    public string? ScopeFilter { get; init; }

    /// <summary>Whether the assignment counts at all.</summary>
    public bool Enabled { get; init; }

    /// <summary>Whether Grant-AsImpersonation made it, by its name: Revoke-AsImpersonation takes back no other.</summary>
    public bool IsGranted { get; init; }

    /// <summary>The mailbox that was asked about; null where none was.</summary>
    public string? Mailbox { get; init; }

    /// <summary>Whether the mailbox is in the assignment's scope; null where none was asked about.</summary>
    public bool? ReachesMailbox { get; init; }
}

/// <summary>What a grant came to.</summary>
public sealed record ImpersonationGrant : ImpersonationAssignment
{
    /// <summary>Takes over what is in Exchange.</summary>
    /// <param name="assignment">The assignment, as read back.</param>
    internal ImpersonationGrant(ImpersonationAssignment assignment)
        : base(assignment) { }

    /// <summary>False where everything stood there already, and nothing was changed.</summary>
    public bool Changed { get; init; }
}

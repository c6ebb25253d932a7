namespace AllSolutionsExchange;

public static partial class ErrorIds
{
    /// <summary>Autodiscover returned no EWS address for the mailbox.</summary>
    /// <remarks>No server that was asked knows it, or the way leads to a host that is not trusted.</remarks>
    public static ErrorDescriptor EndpointNotFound { get; } =
        new(
            nameof(EndpointNotFound),
            FailureCategory.ObjectNotFound,
            "Ask a server of yours with -Server, or take the address from Get-WebServicesVirtualDirectory."
        );

    /// <summary>The test of the endpoint failed, and nothing was stored.</summary>
    /// <remarks>One of its steps failed; the message names it.</remarks>
    public static ErrorDescriptor EndpointTestFailed { get; } =
        new(
            nameof(EndpointTestFailed),
            FailureCategory.ConnectionError,
            "Mend what the step names. Test-AsExchangeEndpoint shows all steps."
        );

    /// <summary>A command of Exchange's own shell failed.</summary>
    /// <remarks>Exchange said no; its text is in the message.</remarks>
    public static ErrorDescriptor ExchangeCommandFailed { get; } =
        new(nameof(ExchangeCommandFailed), FailureCategory.InvalidResult, "Run the command again.");

    /// <summary>A command of Exchange's own shell is not in the session.</summary>
    /// <remarks>The session is not one of Exchange, or the account lacks the management role.</remarks>
    public static ErrorDescriptor ExchangeCommandMissing { get; } =
        new(
            nameof(ExchangeCommandMissing),
            FailureCategory.ObjectNotFound,
            "Run this in the Exchange Management Shell or after Import-PSSession of an Exchange server."
        );

    /// <summary>A parameter of a command of Exchange's own shell is not in the session.</summary>
    /// <remarks>The account lacks the management role that has it.</remarks>
    public static ErrorDescriptor ExchangeParameterMissing { get; } =
        new(
            nameof(ExchangeParameterMissing),
            FailureCategory.PermissionDenied,
            "Use an account that has the role which the message names."
        );

    /// <summary>Exchange's own commands are in the session under several prefixes.</summary>
    /// <remarks>Sessions of two organizations are imported.</remarks>
    public static ErrorDescriptor ExchangeCommandAmbiguous { get; } =
        new(
            nameof(ExchangeCommandAmbiguous),
            FailureCategory.InvalidArgument,
            "Keep one Exchange session imported and run the command again."
        );

    /// <summary>What was asked for does not exist in Exchange Online.</summary>
    /// <remarks>The session is one of Exchange Online.</remarks>
    public static ErrorDescriptor ExchangeOnlineRefused { get; } =
        new(nameof(ExchangeOnlineRefused), FailureCategory.NotImplemented, "Run the command in a session of an Exchange server.");

    /// <summary>A change was made and does not show when it is read back.</summary>
    /// <remarks>Active Directory has not replicated yet.</remarks>
    public static ErrorDescriptor NotConfirmed { get; } =
        new(nameof(NotConfirmed), FailureCategory.InvalidResult, "Wait some minutes and look again.");

    /// <summary>There is no such management scope.</summary>
    /// <remarks>The name is misspelt.</remarks>
    public static ErrorDescriptor ScopeNotFound { get; } =
        new(
            nameof(ScopeNotFound),
            FailureCategory.ObjectNotFound,
            "See Get-ManagementScope, or have one made by -MemberOfGroup or -RecipientFilter."
        );

    /// <summary>There is a management scope of this name already, with another filter.</summary>
    /// <remarks>It was made for something else.</remarks>
    public static ErrorDescriptor ScopeExists { get; } =
        new(
            nameof(ScopeExists),
            FailureCategory.ResourceExists,
            "Use it by -ManagementScope with another -Name, or revoke it first by Revoke-AsImpersonation."
        );

    /// <summary>There is an assignment of this name already, for something else.</summary>
    /// <remarks>It was made for another account or scope, or is disabled.</remarks>
    public static ErrorDescriptor AssignmentExists { get; } =
        new(
            nameof(AssignmentExists),
            FailureCategory.ResourceExists,
            "Give another -Name, or take it back first by Revoke-AsImpersonation."
        );

    /// <summary>The group is not known, or its name is not unique.</summary>
    /// <remarks>The name is misspelt, or several groups have it.</remarks>
    public static ErrorDescriptor GroupNotFound { get; } =
        new(nameof(GroupNotFound), FailureCategory.ObjectNotFound, "Give the group's distinguished name.");

    /// <summary>The role group cannot be used for the grant.</summary>
    /// <remarks>It gives other rights too, or has the role already.</remarks>
    public static ErrorDescriptor RoleGroupRefused { get; } =
        new(nameof(RoleGroupRefused), FailureCategory.InvalidArgument, "Give -RoleGroup the name of one of its own.");

    /// <summary>The name of the grant cannot be used.</summary>
    /// <remarks>It is too long, is that of a management scope, or does not begin as the names of this module's grants do.</remarks>
    public static ErrorDescriptor NameRefused { get; } = new(nameof(NameRefused), FailureCategory.InvalidArgument, "Give another -Name.");

    /// <summary>The mailbox is not in the scope of the grant.</summary>
    /// <remarks>It is not a direct member of the group, or the filter leaves it out.</remarks>
    public static ErrorDescriptor MailboxNotInScope { get; } =
        new(
            nameof(MailboxNotInScope),
            FailureCategory.PermissionDenied,
            "See the ScopeFilter of the grant, and whether the mailbox is a direct member of the group."
        );

    /// <summary>There is no such virtual directory, or there are several.</summary>
    /// <remarks>The identity is misspelt or incomplete.</remarks>
    public static ErrorDescriptor VirtualDirectoryNotFound { get; } =
        new(
            nameof(VirtualDirectoryNotFound),
            FailureCategory.ObjectNotFound,
            "Give one as Get-WebServicesVirtualDirectory shows its Identity."
        );

    /// <summary>The virtual directory is that of the back end.</summary>
    /// <remarks>Exchange itself signs in to the back end; its settings stay as they are.</remarks>
    public static ErrorDescriptor BackEndRefused { get; } =
        new(
            nameof(BackEndRefused),
            FailureCategory.InvalidArgument,
            "Set the front end, as Get-WebServicesVirtualDirectory shows its Identity."
        );

    /// <summary>The identity of the virtual directory names no server.</summary>
    /// <remarks>Exchange would take the local server.</remarks>
    public static ErrorDescriptor IdentityIncomplete { get; } =
        new(nameof(IdentityIncomplete), FailureCategory.InvalidArgument, "Give it as Get-WebServicesVirtualDirectory shows its Identity.");
}

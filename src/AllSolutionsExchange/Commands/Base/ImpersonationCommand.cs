using AllSolutionsExchange.Impersonation;

namespace AllSolutionsExchange.Commands;

/// <summary>A cmdlet on the management role ApplicationImpersonation, which Exchange Online no longer has.</summary>
public abstract class ImpersonationCommand : ExchangeShellCommand
{
    private static readonly Refusal GoneOnline = new(
        "Exchange Online has no ApplicationImpersonation: the role was removed there in February 2025.",
        "Use RBAC for Applications instead: New-ServicePrincipal, and New-ManagementRoleAssignment -App with a role such as 'Application "
            + "Calendars.ReadWrite' and -CustomResourceScope. EWS itself ends there on 1 April 2027."
    );

    private ImpersonationReader? _reader;

    private protected sealed override string[] Family => ImpersonationQueries.Family;

    private protected sealed override Refusal OnlineReason => GoneOnline;

    /// <summary>Reads who may impersonate whom.</summary>
    private protected ImpersonationReader Reader => _reader ??= new ImpersonationReader(Shell);

    /// <summary>Warns where an account can do more than impersonate: whoever has its password has that too.</summary>
    private protected void WarnOfOtherRoles(string user)
    {
        var others = Reader.OtherRolesOf(user);
        if (others.Count > 0)
        {
            WriteWarning(
                $"{user} also has {string.Join(", ", others)}. The service account should be an ordinary account that holds "
                    + $"{ImpersonationQueries.Role} and nothing else."
            );
        }
    }
}

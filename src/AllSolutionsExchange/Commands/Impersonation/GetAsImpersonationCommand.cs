using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Impersonation;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Shows which accounts may impersonate mailboxes, through which assignment and in which scope.</para>
/// <para type="description">Shows who holds the management role ApplicationImpersonation in Exchange Server, by which role
/// assignment and in which scope, read by Exchange's own commands: run it in the Exchange Management Shell, or after
/// Import-PSSession of an Exchange server. With -User it warns if the account has other roles too.</para>
/// </summary>
/// <example>
///   <para>See which of the registered mailboxes the service account may not reach.</para>
///   <code>Get-AsUserMailbox | Get-AsImpersonation -User CONTOSO\svc-allsolutions | Where-Object { -not $_.ReachesMailbox }</code>
/// </example>
/// <example>
///   <para>List every account that may reach every mailbox.</para>
///   <code>Get-AsImpersonation | Where-Object RecipientScope -eq Organization | Sort-Object User</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsImpersonation")]
[OutputType(typeof(ImpersonationAssignment))]
public sealed class GetAsImpersonationCommand : ImpersonationCommand
{
    private IReadOnlyList<ImpersonationAssignment>? _assignments;

    /// <summary>
    /// <para type="description">The account: DOMAIN\name, user principal name, or what else Exchange knows it by; default: all
    /// accounts that hold the role, members of groups included.</para>
    /// </summary>
    [Parameter(Position = 0)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    [ArgumentCompleter(typeof(ImpersonatorCompleter))]
    public string? User { get; set; }

    /// <summary>
    /// <para type="description">A mailbox: its SMTP address, or the output of Get-Mailbox or Get-AsUserMailbox. Each assignment then
    /// says whether the mailbox is in its scope.</para>
    /// </summary>
    [Parameter(Position = 1, ValueFromPipeline = true)]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity? Mailbox { get; set; }

    /// <inheritdoc />
    private protected override object? ErrorTarget => (object?)Mailbox ?? User;

    /// <inheritdoc />
    private protected override void Process()
    {
        _assignments ??= Read();
        var reaching = Mailbox is null ? null : Reader.Reaching(Mailbox.Address);
        foreach (var assignment in _assignments)
        {
            WriteObject(assignment with { Mailbox = Mailbox?.Address, ReachesMailbox = reaching?.Contains(assignment.Name) });
        }
    }

    /// <summary>Reads once, however many mailboxes follow.</summary>
    private IReadOnlyList<ImpersonationAssignment> Read()
    {
        RefuseExchangeOnline();
        if (User is null)
        {
            return Reader.Everyone();
        }

        var assignments = Reader.Of(User);
        if (assignments.Count == 0)
        {
            WriteWarning(
                $"{User} does not hold {ImpersonationQueries.Role}: it may not impersonate any mailbox. Grant-AsImpersonation gives "
                    + "it the role."
            );
        }

        WarnOfOtherRoles(User);
        return assignments;
    }
}

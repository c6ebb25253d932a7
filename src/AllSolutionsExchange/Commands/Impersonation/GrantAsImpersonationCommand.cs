using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Impersonation;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Gives an account the right to impersonate mailboxes of Exchange Server.</para>
/// <para type="description">Gives the account the management role ApplicationImpersonation over the mailboxes named, by Exchange's
/// own commands, makes the management scope for it if one is needed, and reads back what is there. Run it in the
/// Exchange Management Shell, or after Import-PSSession of an Exchange server. Run again, it changes nothing. What is
/// there already under the same name with other values is never changed: it is an error that says what it is. Exchange
/// Online no longer has the role. It may take up to an hour until EWS knows of a change.</para>
/// <para type="string">With -AsScript: Exchange's own commands, one per line, under a line that says what they are for.</para>
/// </summary>
/// <example>
///   <para>Let the service account reach the members of one group, and prove it for one of them. Members of groups within that group are
/// not reached.</para>
///   <code>Get-Group AllSolutions-Users | ForEach-Object { Grant-AsImpersonation CONTOSO\svc-allsolutions -MemberOfGroup $_.DistinguishedName -Mailbox anna@contoso.com }</code>
/// </example>
/// <example>
///   <para>Write the commands for a hosting partner, who has the shell.</para>
///   <code>Grant-AsImpersonation CONTOSO\svc-allsolutions -OrganizationalUnit contoso.com/Customers/Fabrikam -AsScript | Set-Content grant.ps1</code>
/// </example>
[Cmdlet(VerbsSecurity.Grant, "AsImpersonation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(ImpersonationGrant), typeof(string))]
public sealed class GrantAsImpersonationCommand : ImpersonationCommand
{
    private const string Group = "MemberOfGroup",
        Filter = "RecipientFilter",
        Scope = "ManagementScope",
        Unit = "OrganizationalUnit",
        Everything = "AllMailboxes";

    /// <summary>
    /// <para type="description">The service account: DOMAIN\name or user principal name. It should be an ordinary account; a warning
    /// names what other roles it has.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string User { get; set; } = "";

    /// <summary>
    /// <para type="description">The group whose direct members may be impersonated, by name or distinguished name. Exchange does not
    /// look into groups within the group.</para>
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = Group)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string MemberOfGroup { get; set; } = "";

    /// <summary>
    /// <para type="description">An OPATH filter of the mailboxes that may be impersonated, as "Department -eq 'Sales'".</para>
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = Filter)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string RecipientFilter { get; set; } = "";

    /// <summary><para type="description">The name of a management scope that is there already.</para></summary>
    [Parameter(Mandatory = true, ParameterSetName = Scope)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string ManagementScope { get; set; } = "";

    /// <summary>
    /// <para type="description">The organizational unit whose mailboxes may be impersonated, as contoso.com/Sales.</para>
    /// </summary>
    [Parameter(Mandatory = true, ParameterSetName = Unit)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string OrganizationalUnit { get; set; } = "";

    /// <summary><para type="description">Every mailbox of the organization may be impersonated.</para></summary>
    [Parameter(Mandatory = true, ParameterSetName = Everything)]
    public SwitchParameter AllMailboxes { get; set; }

    /// <summary>
    /// <para type="description">The role group that gets the role, with the account as a member, instead of the account itself. It is
    /// made if there is none. One with other roles, such as Discovery Management, is refused.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? RoleGroup { get; set; }

    /// <summary>
    /// <para type="description">The name of the role assignment, and of the management scope if one is made. It begins with
    /// "AllSolutions-", by which Revoke-AsImpersonation knows it; default: made of the account's or role group's name.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? Name { get; set; }

    /// <summary>
    /// <para type="description">A mailbox for which it is proved that the account may now reach it: an SMTP address, or the output of
    /// Get-Mailbox.</para>
    /// </summary>
    [Parameter]
    [MailboxIdentityTransformation]
    [ArgumentCompleter(typeof(MailboxCompleter))]
    public MailboxIdentity? Mailbox { get; set; }

    /// <summary>
    /// <para type="description">Returns Exchange's own commands as text, one per line, and changes nothing. It needs no Exchange; run
    /// twice, the text changes nothing more.</para>
    /// </summary>
    [Parameter]
    public SwitchParameter AsScript { get; set; }

    /// <inheritdoc />
    private protected override object? ErrorTarget => User;

    /// <inheritdoc />
    private protected override void Process()
    {
        var request = new ImpersonationRequest(User, ImpersonationName.From(Name, User, RoleGroup), RoleGroup);
        if (AsScript)
        {
            var asked = AskedScope(GroupInScript);
            ImpersonationChecks.Validate(request, asked);
            WriteScript(
                "Lets the service account impersonate mailboxes"
                    + (MyInvocation.BoundParameters.ContainsKey(Group) ? ", members of nested groups excepted" : ""),
                ImpersonationSteps.Grant(request, asked)
            );
            return;
        }

        RefuseExchangeOnline();
        var scope = AskedScope(new GroupReader(Shell, WriteWarning).Find);
        ImpersonationChecks.Validate(request, scope);
        new ImpersonationChecks(Shell, Reader, request, scope).Validate();
        WarnOfOtherRoles(User);
        WarnOfFurtherReach(request);
        if (Apply([.. ImpersonationSteps.Grant(request, scope)], User, $"Grant impersonation of {scope}") is { } changed)
        {
            Report(request, changed);
        }
    }

    private void Report(ImpersonationRequest request, bool changed)
    {
        var granted =
            new ImpersonationReader(Shell)
                .Of(User)
                .FirstOrDefault(found => string.Equals(found.Name, request.Name, StringComparison.OrdinalIgnoreCase))
            ?? throw new ImpersonationException(
                ErrorIds.NotConfirmed,
                request.Name,
                $"The assignment '{request.Name}' was made, but does not show yet when it is read back.",
                "Wait until Active Directory has replicated and see Get-AsImpersonation."
            );
        var reaches = Mailbox is null ? (bool?)null : Reader.Reaching(Mailbox.Address).Contains(request.Name);
        WriteObject(
            new ImpersonationGrant(granted)
            {
                Changed = changed,
                Mailbox = Mailbox?.Address,
                ReachesMailbox = reaches,
            }
        );
        if (changed)
        {
            WriteWarning("Exchange Web Services may need up to an hour to apply this.");
        }
        else
        {
            WriteVerbose($"{User} already has this through the assignment {request.Name}: nothing was changed.");
        }

        if (reaches == false)
        {
            throw new ImpersonationException(
                ErrorIds.MailboxNotInScope,
                Mailbox!.Address,
                $"{Mailbox} is not in the scope of the assignment '{request.Name}'.",
                "See its ScopeFilter, and whether the mailbox is a direct member of the group."
            );
        }
    }

    private void WarnOfFurtherReach(ImpersonationRequest request)
    {
        foreach (
            var other in Reader
                .Of(User)
                .Where(found => found.Enabled && !string.Equals(found.Name, request.Name, StringComparison.OrdinalIgnoreCase))
        )
        {
            WriteWarning(
                $"{User} also has {ImpersonationQueries.Role} by the assignment '{other.Name}', scope "
                    + $"{other.ScopeName ?? other.RecipientScope}. It may reach both together."
            );
        }
    }

    private static ImpersonationScope GroupInScript(string group) =>
        ImpersonationScope.IsDistinguishedName(group) ? ImpersonationScope.ByGroup(group) : ImpersonationScope.ByGroupInScript(group);

    private ImpersonationScope AskedScope(Func<string, ImpersonationScope> byGroup) =>
        ParameterSetName switch
        {
            Group => byGroup(MemberOfGroup),
            Filter => ImpersonationScope.ByFilter(RecipientFilter),
            Scope => ImpersonationScope.ByManagementScope(ManagementScope),
            Unit => ImpersonationScope.ByOrganizationalUnit(OrganizationalUnit),
            _ => AllMailboxes
                ? ImpersonationScope.AllMailboxes
                : throw new ValueException(
                    "-AllMailboxes:$false names no mailboxes.",
                    "Give -MemberOfGroup, -RecipientFilter, -ManagementScope or -OrganizationalUnit."
                ),
        };
}

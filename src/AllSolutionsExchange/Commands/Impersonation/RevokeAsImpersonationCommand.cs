using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Impersonation;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Takes back what Grant-AsImpersonation granted, and nothing else.</para>
/// <para type="description">Removes the role assignment, or the account from the role group, and then the management scope and
/// the role group that Grant-AsImpersonation made, if nothing uses them any more. It knows its own by the name, which begins
/// with "AllSolutions-", and a role group by its description. Run again, it changes nothing. It may take up to an hour until
/// EWS knows of it.</para>
/// <para type="string">With -AsScript: Exchange's own commands, one per line, under a line that says what they are for.</para>
/// </summary>
/// <example>
///   <para>Take back everything that was granted to an account.</para>
///   <code>Get-AsImpersonation CONTOSO\svc-allsolutions | Where-Object IsGranted | Revoke-AsImpersonation</code>
/// </example>
/// <example>
///   <para>Write the commands for a hosting partner, who has the shell.</para>
///   <code>Revoke-AsImpersonation CONTOSO\svc-allsolutions -AsScript | Set-Content revoke.ps1</code>
/// </example>
[Cmdlet(VerbsSecurity.Revoke, "AsImpersonation", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ImpersonationAssignment), typeof(string))]
public sealed class RevokeAsImpersonationCommand : ImpersonationCommand
{
    /// <summary><para type="description">The service account that the right was granted to.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    [ArgumentCompleter(typeof(ImpersonatorCompleter))]
    public string User { get; set; } = "";

    /// <summary>
    /// <para type="description">The name that it was granted under; default: the name that Grant-AsImpersonation makes of the
    /// account or role group.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    [ArgumentCompleter(typeof(AssignmentCompleter))]
    public string? Name { get; set; }

    /// <summary>
    /// <para type="description">The role group that it was granted by. If Exchange can be asked and -Name is given, it is found without
    /// this.</para>
    /// </summary>
    [Parameter]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string? RoleGroup { get; set; }

    /// <summary><para type="description">Returns what was taken back, as it was.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

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
            WriteScript("Takes back what let the service account impersonate mailboxes", ImpersonationSteps.Revoke(request));
            return;
        }

        RefuseExchangeOnline();
        var standing = Reader.Of(User).FirstOrDefault(found => string.Equals(found.Name, request.Name, StringComparison.OrdinalIgnoreCase));
        request = request with { RoleGroup = standing?.AssigneeType == "RoleGroup" ? standing.Assignee : RoleGroup };
        var changed = Apply([.. ImpersonationSteps.Revoke(request)], User, $"Revoke the impersonation granted as {request.Name}");
        if (changed == false)
        {
            WriteVerbose($"Nothing was granted to {User} as {request.Name}: nothing was changed.");
        }
        else if (changed == true)
        {
            WriteWarning("Exchange Web Services may need up to an hour to apply this.");
            if (PassThru && standing is not null)
            {
                WriteObject(standing);
            }
        }
    }
}

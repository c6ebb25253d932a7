using System.Management.Automation;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.EwsAuthentication;
using AllSolutionsExchange.ExchangeShell;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Switches Basic authentication of Exchange Web Services on or off.</para>
/// <para type="description">Sets it on the virtual directory that clients speak to, by Exchange's own
/// Set-WebServicesVirtualDirectory, reads it back, and returns what was offered before and after. The back end of Exchange
/// 2013 and later is refused. If it is already set, nothing changes. IIS remembers Basic sign-ins for 15 minutes and
/// longer: until then an old password may still work.</para>
/// <para type="string">With -AsScript: Exchange's own command.</para>
/// </summary>
/// <example>
///   <para>Offer Basic authentication on every server.</para>
///   <code>Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true</code>
/// </example>
/// <example>
///   <para>Write the commands for a hosting partner, who has the shell.</para>
///   <code>'MBX01\EWS (Default Web Site)', 'MBX02\EWS (Default Web Site)' | Set-AsEwsAuthentication -BasicAuthentication $true -AsScript</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsEwsAuthentication", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.Medium)]
[OutputType(typeof(EwsAuthenticationChange), typeof(string))]
public sealed class SetAsEwsAuthenticationCommand : EwsAuthenticationCommand
{
    private bool _isWarned;

    /// <summary>
    /// <para type="description">The virtual directory, as MBX01\EWS (Default Web Site), or the output of
    /// Get-WebServicesVirtualDirectory or Get-AsEwsAuthentication. A name without a server is refused.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipeline = true)]
    [VirtualDirectoryIdentityTransformation]
    [NoInvisibleCharacters]
    [ArgumentCompleter(typeof(VirtualDirectoryCompleter))]
    public string Identity { get; set; } = "";

    /// <summary><para type="description">Whether Basic authentication is offered. Never taken from the pipeline.</para></summary>
    [Parameter(Mandatory = true)]
    public bool BasicAuthentication { get; set; }

    /// <summary>
    /// <para type="description">Returns Exchange's own command as text and changes nothing. It needs no Exchange; run twice, the text
    /// changes nothing more.</para>
    /// </summary>
    [Parameter]
    public SwitchParameter AsScript { get; set; }

    /// <inheritdoc />
    private protected override object? ErrorTarget => Identity;

    /// <inheritdoc />
    private protected override void Process()
    {
        VirtualDirectories.Validate(Identity);
        if (AsScript)
        {
            WriteObject(ShellScript.Print(VirtualDirectories.SetBasic(Identity, BasicAuthentication)));
            return;
        }

        RefuseExchangeOnline();
        var before = Directories.Find(Identity);
        VirtualDirectories.Validate(before.Identity);
        if (before.BasicAuthentication == BasicAuthentication)
        {
            WriteVerbose($"{before.Identity}: Basic authentication was already {OnOff}; nothing was changed.");
            WriteObject(
                new EwsAuthenticationChange
                {
                    Identity = before.Identity,
                    Before = before,
                    After = before,
                }
            );
            return;
        }

        var command = VirtualDirectories.SetBasic(before.Identity, BasicAuthentication);
        Shell.Require(command);
        if (ShouldProcess(before.Identity, $"Switch Basic authentication {OnOff}"))
        {
            Change(command, before);
        }
    }

    private string OnOff => BasicAuthentication ? "on" : "off";

    private void Change(ShellCommand command, EwsAuthenticationSettings before)
    {
        WriteVerbose(ShellScript.Print(command));
        Shell.Invoke(command);
        var after = Directories.Find(before.Identity);
        WriteObject(
            new EwsAuthenticationChange
            {
                Identity = before.Identity,
                Before = before,
                After = after,
                Changed = true,
            }
        );
        if (!_isWarned)
        {
            _isWarned = true;
            WriteWarning(
                "IIS remembers Basic sign-ins for 15 minutes and longer: until then an old password, or a disabled account, may still "
                    + "be let in."
            );
        }

        if (after.BasicAuthentication != BasicAuthentication)
        {
            throw new EwsAuthenticationSettingException(
                ErrorIds.NotConfirmed,
                before.Identity,
                $"Basic authentication of '{before.Identity}' was switched {OnOff}, but still reads back as before.",
                "Wait some minutes and see Get-AsEwsAuthentication."
            );
        }
    }
}

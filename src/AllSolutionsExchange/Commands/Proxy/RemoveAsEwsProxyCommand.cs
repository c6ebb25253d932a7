using System.Management.Automation;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Takes the proxy of Exchange Web Services out of a server's web.config.</para>
/// <para type="description">Takes out what Set-AsEwsProxy wrote. If nothing else has changed the file since, it becomes what it
/// was to the byte; if an update or somebody else has, only the proxy goes. To get back a proxy that was replaced with
/// -Force, use Restore-AsEwsProxy. Saving recycles the application.</para>
/// <para type="string">With -AsScript: a script that makes the change on the server; nothing if there is nothing to change.</para>
/// </summary>
/// <example>
///   <para>Take the proxy out of all servers.</para>
///   <code>Get-ExchangeServer | Remove-AsEwsProxy</code>
/// </example>
/// <example>
///   <para>Take it out only if a former proxy is still named.</para>
///   <code>Get-ExchangeServer | Get-AsEwsProxy | Where-Object { $_.ProxyAddress.Host -eq 'oldproxy' } | Remove-AsEwsProxy -Force</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AsEwsProxy", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(EwsProxy), typeof(string))]
public sealed class RemoveAsEwsProxyCommand : EwsProxyChangeCommand
{
    /// <summary><para type="description">Takes out a proxy too that this module has no record of setting.</para></summary>
    [Parameter]
    public SwitchParameter Force { get; set; }

    /// <inheritdoc />
    protected override string Action => "Take the proxy out";

    /// <inheritdoc />
    protected override Task<EwsProxyChange> PrepareAsync(EwsConfigFile file, CancellationToken cancellationToken) =>
        Configuration.PrepareRemoveAsync(file, Force, cancellationToken);
}

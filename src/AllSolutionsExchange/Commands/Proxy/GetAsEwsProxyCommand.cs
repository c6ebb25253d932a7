using System.Management.Automation;
using AllSolutionsExchange.Setup.Proxy;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Shows the proxy through which Exchange Web Services of a server call out.</para>
/// <para type="description">Exchange notifies AllSolutions of changes by calling it (push notifications). The call goes through the
/// proxy that the web.config of the EWS application names: on Exchange 2010 that of its only site, from 2013 on that of the back
/// end. Changes nothing.</para>
/// </summary>
/// <example>
///   <para>Show the proxy of all servers.</para>
///   <code>Get-ExchangeServer | Get-AsEwsProxy</code>
/// </example>
/// <example>
///   <para>Find the servers that have none.</para>
///   <code>Get-ExchangeServer | Get-AsEwsProxy | Where-Object { -not $_.IsConfigured }</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsEwsProxy")]
[OutputType(typeof(EwsProxy))]
public sealed class GetAsEwsProxyCommand : EwsProxyCommand
{
    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        pipeline.WriteObject(await Configuration.GetAsync(FindFile(), cancellationToken).ConfigureAwait(false));
}

using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Takes the connector to AllSolutions away.</para>
/// <para type="description">The map and its secret are removed from the store, and the local register is the AllSolutions side again, as
/// with Set-AsConnector -Register. No item is changed on either side. It asks first: -Confirm:$false does not.</para>
/// </summary>
/// <example>
///   <para>Save the map, and remove the connector.</para>
///   <code>(Get-AsConnector).Map | Set-Content map.json -Encoding utf8
/// Remove-AsConnector -Confirm:$false</code>
/// </example>
/// <example>
///   <para>Remove the connector without a question, and see what is used now.</para>
///   <code>Remove-AsConnector -Confirm:$false -PassThru | Format-List *</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AsConnector", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(ConnectorSettings))]
public sealed class RemoveAsConnectorCommand : StoreCommand
{
    /// <summary><para type="description">Returns what is used from now on: the register.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ConnectorRemoval.RunAsync(OpenCoupling().Connector, pipeline, PassThru, cancellationToken);
}

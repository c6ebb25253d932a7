using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Shows how AllSolutions is reached.</para>
/// <para type="description">Shows the connector that Set-AsConnector stored: the address, the account, the kinds of item and the map. The
/// secret is not shown. If no connector is set, the type is Register: the local register beside the store is the AllSolutions
/// side.</para>
/// </summary>
/// <example>
///   <para>Show all of the connector, with its map.</para>
///   <code>Get-AsConnector | Format-List *</code>
/// </example>
/// <example>
///   <para>Save the map that is stored, to change it.</para>
///   <code>(Get-AsConnector).Map | Set-Content map.json -Encoding utf8</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsConnector")]
[OutputType(typeof(ConnectorSettings))]
public sealed class GetAsConnectorCommand : StoreCommand
{
    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        pipeline.WriteObject(await OpenCoupling().Connector.GetAsync(cancellationToken).ConfigureAwait(false));
}

using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Shows the parameters of the coupling with Exchange.</para>
/// <para type="description">Shows the address of Exchange, the service account and what else Set-AsExchangeParameter stored
/// (MZZPAR in AllSolutions). The password is not shown.</para>
/// </summary>
/// <example>
///   <para>Show all parameters.</para>
///   <code>Get-AsExchangeParameter | Format-List *</code>
/// </example>
/// <example>
///   <para>See since when the account is refused, if it is.</para>
///   <code>Get-AsExchangeParameter | Select-Object UserName, AccountRefusedUtc, AccountRefusedReason</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsExchangeParameter")]
[OutputType(typeof(ExchangeParameters))]
public sealed class GetAsExchangeParameterCommand : StoreCommand
{
    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        pipeline.WriteObject(await OpenCoupling().Parameters.GetAsync(cancellationToken).ConfigureAwait(false));
}

using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Deletes an appointment in AllSolutions.</para>
/// <para type="description">It is deleted in the register. It stays in Exchange, unless Invoke-AsExchangeSync runs with a -DeletionPolicy
/// that
/// carries deletions over.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>Delete one appointment.</para>
///   <code>Get-AsAppointment -Id 1001 | Remove-AsAppointment</code>
/// </example>
/// <example>
///   <para>Delete a user's appointments before a date, and see first which these are.</para>
///   <code>Get-AsAppointment -User JAN -Until 2020-01-01 | Remove-AsAppointment -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Remove, "AsAppointment", SupportsShouldProcess = true, ConfirmImpact = ConfirmImpact.High)]
[OutputType(typeof(RegisterAppointment))]
public sealed class RemoveAsAppointmentCommand : RemoveItemCommand
{
    /// <summary><para type="description">The appointment's number.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(AppointmentCompleter))]
    [NoInvisibleCharacters]
    public override string Id { get; set; } = "";

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.RemoveAsync(OpenCoupling().Agenda, this, OpenCoupling(), pipeline, cancellationToken);
}

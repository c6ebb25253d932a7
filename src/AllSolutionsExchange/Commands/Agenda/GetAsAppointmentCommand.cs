using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Lists appointments in AllSolutions.</para>
/// <para type="description">Lists what is in the register (MAFSPR in AllSolutions), by user and start.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>List the appointments that are not linked to an item in Exchange.</para>
///   <code>Get-AsUserMailbox | Get-AsAppointment -WithoutSyncId</code>
/// </example>
/// <example>
///   <para>Write a user's appointments of March to a file, change it in another program, and see what it would change. Dates have the year
/// first
/// in it, in any culture.</para>
///   <code>Get-AsAppointment -User JAN -From 2026-03-01 -Until 2026-04-01 | Export-Csv march.csv -NoTypeInformation -Encoding UTF8
/// Import-Csv march.csv | Set-AsAppointment -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Get, "AsAppointment")]
[OutputType(typeof(RegisterAppointment))]
public sealed class GetAsAppointmentCommand : GetItemCommand
{
    /// <summary><para type="description">The appointment's number. One that is not there is an error.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [ArgumentCompleter(typeof(AppointmentCompleter))]
    [NoInvisibleCharacters]
    public override string? Id { get; set; }

    /// <summary>
    /// <para type="description">Only what is still going on at this time or starts later; in this computer's time zone.</para>
    /// </summary>
    [Parameter]
    [TextIs(typeof(DateTime))]
    public DateTime? From { get; set; }

    /// <summary><para type="description">Only what starts before this time; in this computer's time zone.</para></summary>
    [Parameter]
    [TextIs(typeof(DateTime))]
    public DateTime? Until { get; set; }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.ListAsync(
            OpenCoupling().Agenda,
            Query(From?.ToUniversalTime(), Until?.ToUniversalTime()),
            OpenCoupling(),
            pipeline,
            cancellationToken
        );
}

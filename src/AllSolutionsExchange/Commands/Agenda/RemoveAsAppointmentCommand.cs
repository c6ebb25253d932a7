using System.Globalization;
using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Deletes an appointment in AllSolutions.</para>
/// <para type="description">It is deleted in the register. It stays in Exchange, unless Invoke-AsExchangeSync runs with a -DeletionPolicy
/// that
/// carries deletions over.</para>
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
[OutputType(typeof(AsAppointment))]
public sealed class RemoveAsAppointmentCommand : RowCommand
{
    /// <summary><para type="description">The appointment's number.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(AppointmentCompleter))]
    [NoInvisibleCharacters]
    public string Id { get; set; } = "";

    /// <summary><para type="description">Returns the appointment as it was.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Id;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var agenda = OpenCoupling().Agenda;
        AsAppointment found;
        try
        {
            found = await agenda.FindAsync(Id, cancellationToken).ConfigureAwait(false);
        }
        catch (RegisterException exception) when (exception.IsUnreadable)
        {
            if (await pipeline.ShouldProcessAsync($"appointment {Id}, which cannot be read", "Delete").ConfigureAwait(false))
            {
                await agenda.DiscardAsync(Id, cancellationToken).ConfigureAwait(false);
            }

            return;
        }

        if (!await pipeline.ShouldProcessAsync(Named(found), "Delete").ConfigureAwait(false))
        {
            return;
        }

        var removed = await agenda.RemoveAsync(Id, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            pipeline.WriteObject(removed);
        }
    }

    /// <summary>What somebody decides by who is asked: a number alone says nothing. The title of a private one stays private.</summary>
    private static string Named(AsAppointment found)
    {
        var title = found.Sensitivity == nameof(Sensitivity.Private) ? "" : $"'{ForeignText.Shown(found.Subject)}', ";
        var time = found.IsAllDay ? "yyyy-MM-dd" : "yyyy-MM-dd HH:mm";
        return FormattableString.Invariant(
            $"appointment {found.Id} of user {found.User} ({title}{found.Start.ToString(time, CultureInfo.InvariantCulture)})"
        );
    }
}

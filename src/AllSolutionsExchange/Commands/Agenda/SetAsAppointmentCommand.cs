using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Changes an appointment in AllSolutions.</para>
/// <para type="description">Changes what is given, and leaves the rest as it is. The next synchronisation carries the change
/// to Exchange. Nobody is mailed.</para>
/// </summary>
/// <example>
///   <para>Move an appointment.</para>
///   <code>Get-AsAppointment -User JAN -Subject 'Visit' | Set-AsAppointment -Start '2026-03-02 11:00' -End '2026-03-02 12:00'</code>
/// </example>
/// <example>
///   <para>Give all of a user's appointments with a customer a category, and see first which these are.</para>
///   <code>Get-AsAppointment -User JAN -Subject '*Contoso*' | Set-AsAppointment -Categories Contoso -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsAppointment", SupportsShouldProcess = true)]
[OutputType(typeof(AsAppointment))]
public sealed class SetAsAppointmentCommand : StoreCommand
{
    // Stands for parameters: fields of Core's enumerations would have Core loaded with the module.
    private AppointmentChanges _changes = new();

    /// <summary><para type="description">The appointment's number.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [ValidateNotNullOrEmpty]
    [NoInvisibleCharacters]
    public string Id { get; set; } = "";

    /// <summary><para type="description">The subject; an empty text for none.</para></summary>
    [Parameter]
    [AllowEmptyString]
    public string? Subject { get => _changes.Subject; set => _changes = _changes with { Subject = value }; }

    /// <summary><para type="description">The start: a wall time in the appointment's time zone, or in -TimeZone.</para></summary>
    [Parameter]
    [TextIs(typeof(DateTime))]
    public DateTime? Start { get => _changes.Start; set => _changes = _changes with { Start = value }; }

    /// <summary>
    /// <para type="description">The end: a wall time in the appointment's time zone, or in -TimeZone. Of an all-day appointment
    /// the date after its last one.</para>
    /// </summary>
    [Parameter]
    [TextIs(typeof(DateTime))]
    public DateTime? End { get => _changes.End; set => _changes = _changes with { End = value }; }

    /// <summary><para type="description">The body as plain text; an empty text for none.</para></summary>
    [Parameter]
    [AllowEmptyString]
    public string? Body { get => _changes.Body; set => _changes = _changes with { Body = value }; }

    /// <summary><para type="description">The location; an empty text for none.</para></summary>
    [Parameter]
    [AllowEmptyString]
    public string? Location { get => _changes.Location; set => _changes = _changes with { Location = value }; }

    /// <summary><para type="description">The appointment lasts whole days; -AllDay:$false makes it one with times.</para></summary>
    [Parameter]
    public SwitchParameter AllDay { get; set; }

    /// <summary><para type="description">How the time shows to others.</para></summary>
    [Parameter]
    public ShowAs? ShowAs { get => _changes.ShowAs; set => _changes = _changes with { ShowAs = value }; }

    /// <summary><para type="description">How confidential it is. A private appointment is not synchronised yet.</para></summary>
    [Parameter]
    public Sensitivity? Sensitivity { get => _changes.Sensitivity; set => _changes = _changes with { Sensitivity = value }; }

    /// <summary>
    /// <para type="description">The categories, all of them: several values, or one text in which semicolons part them. An
    /// empty list for none.</para>
    /// </summary>
    [Parameter]
    [AllowEmptyCollection]
    public string[]? Categories { get; set; }

    /// <summary><para type="description">Minutes before the start at which to remind; $null for no reminder.</para></summary>
    [Parameter]
    [AllowNull]
    public int? Reminder { get => _changes.ReminderMinutes; set => _changes = _changes with { ReminderMinutes = value }; }

    /// <summary>
    /// <para type="description">The time zone by its Windows or IANA id. Given without -Start and -End, the appointment keeps its
    /// moment and shows in that zone.</para>
    /// </summary>
    [Parameter]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [NoInvisibleCharacters]
    public string? TimeZone { get => _changes.TimeZone; set => _changes = _changes with { TimeZone = value }; }

    /// <summary><para type="description">Returns the appointment as it is stored.</para></summary>
    [Parameter]
    public SwitchParameter PassThru { get; set; }

    /// <inheritdoc />
    protected override object? ErrorTarget => Id;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var agenda = OpenCoupling().Agenda;
        var changes = _changes with
        {
            IsAllDay = IsGiven(nameof(AllDay)) ? AllDay.IsPresent : null,
            Categories = CategoryList.From(Categories),
            RemovesReminder = IsGiven(nameof(Reminder)) && Reminder is null,
        };
        var preview = await agenda.PreviewUpdateAsync(Id, changes, cancellationToken).ConfigureAwait(false);
        if (!await pipeline.ShouldProcessAsync($"appointment {preview.Id} of user {preview.User}", "Change").ConfigureAwait(false))
        {
            return;
        }

        var stored = await agenda.UpdateAsync(Id, changes, cancellationToken).ConfigureAwait(false);
        if (PassThru)
        {
            pipeline.WriteObject(stored);
        }
    }

    private bool IsGiven(string parameter) => MyInvocation.BoundParameters.ContainsKey(parameter);
}

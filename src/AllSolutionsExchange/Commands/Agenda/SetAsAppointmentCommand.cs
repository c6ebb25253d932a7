using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Changes an appointment in AllSolutions.</para>
/// <para type="description">Changes what is given, and leaves the rest as it is. From the pipeline it takes the numbers of
/// appointments, or rows with a number and what is to be changed. Of an appointment of Get-AsAppointment only the number is taken, and
/// a blank cell of a row changes nothing. The next synchronisation carries the change to Exchange. Nobody is mailed.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>Move an appointment.</para>
///   <code>Get-AsAppointment -User JAN -Subject 'Visit' | Set-AsAppointment -Start '2026-03-02 11:00' -End '2026-03-02 12:00'</code>
/// </example>
/// <example>
///   <para>Give all of a user's appointments with a customer a category, and see first which these are.</para>
///   <code>Get-AsAppointment -User JAN -Subject '*Contoso*' | Set-AsAppointment -Categories Contoso -WhatIf</code>
/// </example>
/// <example>
///   <para>See what a file would change: rows with the number and what changes. Dates have the year first, as Export-Csv writes those of
/// Get-AsAppointment.</para>
///   <code>Import-Csv march.csv | Set-AsAppointment -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsAppointment", SupportsShouldProcess = true)]
[OutputType(typeof(RegisterAppointment))]
public sealed class SetAsAppointmentCommand : SetItemCommand
{
    // Stands for fields of the parameters: those of Core's enumerations would have Core loaded with the module.
    private AppointmentChanges _values = new();

    /// <summary><para type="description">The appointment's number.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(AppointmentCompleter))]
    [NoInvisibleCharacters]
    public override string Id { get; set; } = "";

    /// <summary><para type="description">The subject; an empty text for none.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Subject
    {
        get => _values.Subject;
        set => _values = _values with { Subject = value };
    }

    /// <summary><para type="description">The start: a wall time in the appointment's time zone, or in -TimeZone.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime))]
    public DateTime? Start
    {
        get => _values.Start;
        set => _values = _values with { Start = value };
    }

    /// <summary>
    /// <para type="description">The end: a wall time in the appointment's time zone, or in -TimeZone. Of an all-day appointment
    /// the date after its last one.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime))]
    public DateTime? End
    {
        get => _values.End;
        set => _values = _values with { End = value };
    }

    /// <summary><para type="description">The body as plain text; an empty text for none.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Body
    {
        get => _values.Body;
        set => _values = _values with { Body = value };
    }

    /// <summary><para type="description">The location; an empty text for none.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Location
    {
        get => _values.Location;
        set => _values = _values with { Location = value };
    }

    /// <summary>
    /// <para type="description">The appointment lasts whole days; -AllDay:$false makes it one with times; default: unchanged.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsAllDay")]
    [TextIsBoolean(BlankIsFalse = true)]
    public SwitchParameter AllDay { get; set; }

    /// <summary><para type="description">How the time shows to others.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(ShowAs))]
    public ShowAs? ShowAs
    {
        get => _values.ShowAs;
        set => _values = _values with { ShowAs = value };
    }

    /// <summary><para type="description">How confidential it is. A private appointment is not synchronised yet.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(Sensitivity))]
    public Sensitivity? Sensitivity
    {
        get => _values.Sensitivity;
        set => _values = _values with { Sensitivity = value };
    }

    /// <summary>
    /// <para type="description">The categories, all of them: several values, or one text separated by semicolons. An
    /// empty list for none.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyCollection]
    public string[]? Categories { get; set; }

    /// <summary><para type="description">Minutes before the start at which to remind; $null for no reminder.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [Alias("ReminderMinutes")]
    [TextIs(typeof(int))]
    public int? Reminder
    {
        get => _values.ReminderMinutes;
        set => _values = _values with { ReminderMinutes = value };
    }

    /// <summary>
    /// <para type="description">The time zone by its Windows or IANA id; default: the appointment's own. Given without -Start and
    /// -End, the appointment keeps its moment and shows in that zone.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [NoInvisibleCharacters]
    public string? TimeZone
    {
        get => _values.TimeZone;
        set => _values = _values with { TimeZone = value };
    }

    /// <inheritdoc />
    private protected override string? OtherName(string parameter) =>
        parameter switch
        {
            nameof(AllDay) => "IsAllDay",
            nameof(Reminder) => "ReminderMinutes",
            _ => null,
        };

    /// <inheritdoc />
    private protected override object Given(Func<string, bool> isGiven)
    {
        T? Of<T>(string name, T? value) => isGiven(name) ? value : default;
        return new AppointmentChanges
        {
            Subject = Of(nameof(Subject), Subject),
            Start = Of(nameof(Start), Start),
            End = Of(nameof(End), End),
            Body = Of(nameof(Body), Body),
            Location = Of(nameof(Location), Location),
            IsAllDay = Of<bool?>(nameof(AllDay), AllDay.IsPresent),
            ShowAs = Of(nameof(ShowAs), ShowAs),
            Sensitivity = Of(nameof(Sensitivity), Sensitivity),
            Categories = Of(nameof(Categories), CategoryList.From(Categories)),
            ReminderMinutes = Of(nameof(Reminder), Reminder),
            RemovesReminder = isGiven(nameof(Reminder)) && Reminder is null,
            TimeZone = Of(nameof(TimeZone), TimeZone),
        };
    }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.ChangeAsync(OpenCoupling().Agenda, this, OpenCoupling(), pipeline, cancellationToken);
}

using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Adds an appointment to a user's agenda in AllSolutions.</para>
/// <para type="description">Adds an appointment to the local register, which is the AllSolutions side if no connector is set (MAFSPR in
/// AllSolutions). The next synchronisation carries it to the user's calendar in Exchange. Nobody is mailed.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>Add one appointment and show its number.</para>
///   <code>New-AsAppointment -User JAN -Subject 'Visit' -Start '2026-03-02 09:30' -End '2026-03-02 10:30' | Select-Object Id</code>
/// </example>
/// <example>
///   <para>Add appointments from a file with the columns User, Subject, Start and End, and others if you want.</para>
///   <code>Import-Csv agenda.csv | New-AsAppointment</code>
/// </example>
[Cmdlet(VerbsCommon.New, "AsAppointment", SupportsShouldProcess = true)]
[OutputType(typeof(RegisterAppointment))]
public sealed class NewAsAppointmentCommand : NewItemCommand
{
    /// <summary>Says nothing yet.</summary>
    public NewAsAppointmentCommand()
        : base(new AppointmentChanges()) { }

    private AppointmentChanges Own
    {
        get => (AppointmentChanges)Changes;
        set => Changes = value;
    }

    /// <summary>
    /// <para type="description">The start: a wall time in -TimeZone. Of an all-day appointment only the date counts.</para>
    /// </summary>
    [Parameter(Mandatory = true, ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime), IsRequired = true)]
    public DateTime Start { get; set; }

    /// <summary>
    /// <para type="description">The end: a wall time in -TimeZone. Of an all-day appointment the date after its last one;
    /// without it the appointment lasts one day.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime))]
    public DateTime? End
    {
        get => Own.End;
        set => Own = Own with { End = value };
    }

    /// <summary><para type="description">The location.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Location
    {
        get => Own.Location;
        set => Own = Own with { Location = value };
    }

    /// <summary><para type="description">The appointment lasts whole days.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("IsAllDay")]
    [TextIsBoolean(BlankIsFalse = true)]
    public SwitchParameter AllDay { get; set; }

    /// <summary><para type="description">How the time shows to others; default: Busy.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(ShowAs))]
    public ShowAs? ShowAs
    {
        get => Own.ShowAs;
        set => Own = Own with { ShowAs = value };
    }

    /// <summary><para type="description">Minutes before the start at which to remind; default: no reminder.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReminderMinutes")]
    [TextIs(typeof(int))]
    public int? Reminder
    {
        get => Own.ReminderMinutes;
        set => Own = Own with { ReminderMinutes = value };
    }

    /// <summary><para type="description">The time zone by its Windows or IANA id; default: the one of the parameters.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [NoInvisibleCharacters]
    public string? TimeZone
    {
        get => Own.TimeZone;
        set => Own = Own with { TimeZone = value };
    }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.AddAsync(
            OpenCoupling().Agenda,
            this,
            Own with
            {
                Start = Start,
                IsAllDay = AllDay.IsPresent,
            },
            preview => FormattableString.Invariant($" of {preview.Start:yyyy-MM-dd HH:mm}"),
            OpenCoupling(),
            pipeline,
            cancellationToken
        );
}

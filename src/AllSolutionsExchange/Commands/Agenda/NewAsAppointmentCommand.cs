using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Adds an appointment to a user's agenda in AllSolutions.</para>
/// <para type="description">Adds an appointment to the local register, which is the AllSolutions side for now (MAFSPR in
/// AllSolutions). The next synchronisation carries it to the user's calendar in Exchange. Nobody is mailed.</para>
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
[OutputType(typeof(AsAppointment))]
public sealed class NewAsAppointmentCommand : RowCommand
{
    // Stands for parameters: fields of Core's enumerations would have Core loaded with the module.
    private AppointmentChanges _changes = new();
    private readonly HashSet<string> _known = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>
    /// <para type="description">The user's code in AllSolutions. One that is not registered is taken with a warning, once per user: such
    /// appointments wait until the user is.</para>
    /// </summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(UserCompleter))]
    [NoInvisibleCharacters]
    public string User { get; set; } = "";

    /// <summary><para type="description">The subject.</para></summary>
    [Parameter(Position = 1, ValueFromPipelineByPropertyName = true)]
    public string? Subject
    {
        get => _changes.Subject;
        set => _changes = _changes with { Subject = value };
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
        get => _changes.End;
        set => _changes = _changes with { End = value };
    }

    /// <summary><para type="description">The body as plain text.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Body
    {
        get => _changes.Body;
        set => _changes = _changes with { Body = value };
    }

    /// <summary><para type="description">The location.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string? Location
    {
        get => _changes.Location;
        set => _changes = _changes with { Location = value };
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
        get => _changes.ShowAs;
        set => _changes = _changes with { ShowAs = value };
    }

    /// <summary>
    /// <para type="description">How confidential it is; default: Normal. A private appointment is not synchronised yet.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(Sensitivity))]
    public Sensitivity? Sensitivity
    {
        get => _changes.Sensitivity;
        set => _changes = _changes with { Sensitivity = value };
    }

    /// <summary><para type="description">The categories: several values, or one text separated by semicolons.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    public string[]? Categories { get; set; }

    /// <summary><para type="description">Minutes before the start at which to remind; default: no reminder.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReminderMinutes")]
    [TextIs(typeof(int))]
    public int? Reminder
    {
        get => _changes.ReminderMinutes;
        set => _changes = _changes with { ReminderMinutes = value };
    }

    /// <summary><para type="description">The time zone by its Windows or IANA id; default: the one of the parameters.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [ArgumentCompleter(typeof(TimeZoneCompleter))]
    [NoInvisibleCharacters]
    public string? TimeZone
    {
        get => _changes.TimeZone;
        set => _changes = _changes with { TimeZone = value };
    }

    /// <inheritdoc />
    protected override object? ErrorTarget => User;

    /// <inheritdoc />
    protected override async Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        var agenda = OpenCoupling().Agenda;
        var changes = _changes with { Start = Start, IsAllDay = AllDay.IsPresent, Categories = CategoryList.From(Categories) };
        var preview = await agenda.PreviewAsync(User, changes, cancellationToken).ConfigureAwait(false);
        await WarnAsync(preview.User, pipeline, cancellationToken).ConfigureAwait(false);
        if (
            await pipeline
                .ShouldProcessAsync($"agenda of user {preview.User}", $"Add the appointment of {preview.Start:yyyy-MM-dd HH:mm}")
                .ConfigureAwait(false)
        )
        {
            pipeline.WriteObject(await agenda.AddAsync(User, changes, cancellationToken).ConfigureAwait(false));
        }
    }

    // AllSolutions may know users that are not registered here, so that it is no error; a code that was mistyped looks the same.
    private async Task WarnAsync(string user, CommandPipeline pipeline, CancellationToken cancellationToken)
    {
        if (_known.Add(user) && !await OpenCoupling().Users.IsRegisteredAsync(user, cancellationToken).ConfigureAwait(false))
        {
            pipeline.WriteWarning(
                $"User '{user}' is not registered, and appointments of such a user are not synchronised. Get-AsUserMailbox lists the "
                    + "registered "
                    + $"users, and Set-AsUserMailbox registers '{user}'. If another user was meant, remove the appointment with "
                    + "Remove-AsAppointment."
            );
        }
    }
}

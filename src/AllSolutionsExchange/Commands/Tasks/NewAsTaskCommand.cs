using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Adds a task to a user's tasks in AllSolutions.</para>
/// <para type="description">Adds a task to the local register, which is the AllSolutions side if no connector is set. Dates are days: no
/// time and no time zone moves them. If the user's tasks are synchronised, the next synchronisation carries it to the tasks in Exchange.
/// Nobody is mailed.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>Add one task and show its number.</para>
///   <code>New-AsTask -User JAN -Subject 'Send the quotation' -DueDate 2026-03-06 | Select-Object Id</code>
/// </example>
/// <example>
///   <para>Add a task that is half done, and remind of it.</para>
///   <code>New-AsTask JAN 'Stocktaking' -StartDate 2026-03-02 -DueDate 2026-03-06 -PercentComplete 50 -Reminder '2026-03-05 09:00' |
/// Format-List</code>
/// </example>
/// <example>
///   <para>Add tasks from a file with the columns User, Subject and DueDate, and others if you want.</para>
///   <code>Import-Csv tasks.csv | New-AsTask</code>
/// </example>
[Cmdlet(VerbsCommon.New, "AsTask", SupportsShouldProcess = true)]
[OutputType(typeof(RegisterTask))]
public sealed class NewAsTaskCommand : NewItemCommand
{
    /// <summary>Says nothing yet.</summary>
    public NewAsTaskCommand()
        : base(new TaskChanges()) { }

    private TaskChanges Own
    {
        get => (TaskChanges)Changes;
        set => Changes = value;
    }

    /// <summary><para type="description">The day on which it starts. Without -DueDate it is due on that day.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? StartDate
    {
        get => Own.StartDate;
        set => Own = Own with { StartDate = value };
    }

    /// <summary><para type="description">The day on which it is due.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? DueDate
    {
        get => Own.DueDate;
        set => Own = Own with { DueDate = value };
    }

    /// <summary>
    /// <para type="description">How far it is; default: NotStarted. The percentage follows: 100 if it is completed, and 0 if it is not
    /// started.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(TodoStatus))]
    public TodoStatus? Status
    {
        get => Own.Status;
        set => Own = Own with { Status = value };
    }

    /// <summary>
    /// <para type="description">What part of it is done, 0 to 100; default: 0. The status follows: from 1 on it is in progress, and at 100
    /// completed.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(int))]
    public int? PercentComplete
    {
        get => Own.PercentComplete;
        set => Own = Own with { PercentComplete = value };
    }

    /// <summary>
    /// <para type="description">The day on which it was completed; default: for a completed one, today. Exchange keeps the day on which it
    /// hears of it.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? CompletedDate
    {
        get => Own.CompletedDate;
        set => Own = Own with { CompletedDate = value };
    }

    /// <summary><para type="description">How much it matters; default: Normal.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(Importance))]
    public Importance? Importance
    {
        get => Own.Importance;
        set => Own = Own with { Importance = value };
    }

    /// <summary>
    /// <para type="description">When to remind: a wall time in the time zone of the parameters; default: no reminder.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [Alias("ReminderUtc")]
    [TextIs(typeof(DateTime))]
    public DateTime? Reminder
    {
        get => Own.Reminder;
        set => Own = Own with { Reminder = value };
    }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.AddAsync(
            OpenCoupling().Tasks,
            this,
            Own,
            preview => preview.DueDate is { } day ? FormattableString.Invariant($" that is due on {day:yyyy-MM-dd}") : "",
            OpenCoupling(),
            pipeline,
            cancellationToken
        );
}

using System.Management.Automation;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Binding;
using AllSolutionsExchange.Completion;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Commands;

/// <summary>
/// <para type="synopsis">Changes a task in AllSolutions.</para>
/// <para type="description">Changes what is given, and leaves the rest as it is. From the pipeline it takes the numbers of tasks, or rows
/// with a number and what is to be changed. Of a task of Get-AsTask only the number is taken, and a blank cell of a row changes nothing.
/// Status, percentage and completion date move together: give one of them. The next synchronisation carries the change to Exchange. Nobody
/// is mailed.</para>
/// <para type="description">If a connector is set (Set-AsConnector), AllSolutions itself holds the items, and this command refuses: the
/// register is not used then.</para>
/// </summary>
/// <example>
///   <para>Complete a task.</para>
///   <code>Get-AsTask JAN -Subject 'Quotation*' | Set-AsTask -Status Completed</code>
/// </example>
/// <example>
///   <para>Put a user's tasks of a customer off by giving them another due date, and see first which these are.</para>
///   <code>Get-AsTask JAN -Subject '*Contoso*' | Set-AsTask -DueDate 2026-04-01 -WhatIf</code>
/// </example>
/// <example>
///   <para>See what a file would change: rows with the number and what changes. Dates have the year first, as Export-Csv writes those of
/// Get-AsTask.</para>
///   <code>Import-Csv tasks.csv | Set-AsTask -WhatIf</code>
/// </example>
[Cmdlet(VerbsCommon.Set, "AsTask", SupportsShouldProcess = true)]
[OutputType(typeof(RegisterTask))]
public sealed class SetAsTaskCommand : SetItemCommand
{
    // Stands for fields of the parameters: those of Core's enumerations would have Core loaded with the module.
    private TaskChanges _values = new();

    /// <summary><para type="description">The task's number.</para></summary>
    [Parameter(Mandatory = true, Position = 0, ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [AllowEmptyString]
    [Filled]
    [ArgumentCompleter(typeof(TaskCompleter))]
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

    /// <summary><para type="description">The day on which it starts; $null for none.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? StartDate
    {
        get => _values.StartDate;
        set => _values = _values with { StartDate = value };
    }

    /// <summary>
    /// <para type="description">The day on which it is due; $null for none. A task that has a start date needs one.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? DueDate
    {
        get => _values.DueDate;
        set => _values = _values with { DueDate = value };
    }

    /// <summary><para type="description">How far it is. A completed task is opened again by another status.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(TodoStatus))]
    public TodoStatus? Status
    {
        get => _values.Status;
        set => _values = _values with { Status = value };
    }

    /// <summary><para type="description">What part of it is done, 0 to 100.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(int))]
    public int? PercentComplete
    {
        get => _values.PercentComplete;
        set => _values = _values with { PercentComplete = value };
    }

    /// <summary>
    /// <para type="description">The day on which it was completed; default: for one that is completed now, today. Exchange keeps the day on
    /// which it hears of it.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(DateTime), IsDay = true)]
    public DateTime? CompletedDate
    {
        get => _values.CompletedDate;
        set => _values = _values with { CompletedDate = value };
    }

    /// <summary><para type="description">The body as plain text; an empty text for none.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowEmptyString]
    public string? Body
    {
        get => _values.Body;
        set => _values = _values with { Body = value };
    }

    /// <summary><para type="description">How much it matters.</para></summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [TextIs(typeof(Importance))]
    public Importance? Importance
    {
        get => _values.Importance;
        set => _values = _values with { Importance = value };
    }

    /// <summary><para type="description">How confidential it is. A private task is not synchronised yet.</para></summary>
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

    /// <summary>
    /// <para type="description">When to remind: a wall time in the time zone of the parameters; $null for no reminder.</para>
    /// </summary>
    [Parameter(ValueFromPipelineByPropertyName = true)]
    [AllowNull]
    [Alias("ReminderUtc")]
    [TextIs(typeof(DateTime))]
    public DateTime? Reminder
    {
        get => _values.Reminder;
        set => _values = _values with { Reminder = value };
    }

    /// <inheritdoc />
    private protected override string? OtherName(string parameter) => parameter == nameof(Reminder) ? "ReminderUtc" : null;

    /// <inheritdoc />
    private protected override object Given(Func<string, bool> isGiven)
    {
        T? Of<T>(string name, T? value) => isGiven(name) ? value : default;
        return new TaskChanges
        {
            Subject = Of(nameof(Subject), Subject),
            StartDate = Of(nameof(StartDate), StartDate),
            RemovesStartDate = isGiven(nameof(StartDate)) && StartDate is null,
            DueDate = Of(nameof(DueDate), DueDate),
            RemovesDueDate = isGiven(nameof(DueDate)) && DueDate is null,
            Status = Of(nameof(Status), Status),
            PercentComplete = Of(nameof(PercentComplete), PercentComplete),
            CompletedDate = Of(nameof(CompletedDate), CompletedDate),
            Body = Of(nameof(Body), Body),
            Importance = Of(nameof(Importance), Importance),
            Sensitivity = Of(nameof(Sensitivity), Sensitivity),
            Categories = Of(nameof(Categories), CategoryList.From(Categories)),
            Reminder = Of(nameof(Reminder), Reminder),
            RemovesReminder = isGiven(nameof(Reminder)) && Reminder is null,
        };
    }

    /// <inheritdoc />
    protected override Task ProcessRecordAsync(CommandPipeline pipeline, CancellationToken cancellationToken) =>
        ItemWork.ChangeAsync(OpenCoupling().Tasks, this, OpenCoupling(), pipeline, cancellationToken);
}

using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>The parts of a task's fields.</summary>
internal sealed class TaskParts : KindParts
{
    private static readonly FieldPart Subject = new(TaskFields.Subject.Name, null, PartType.Text);
    private static readonly FieldPart Body = new(TaskFields.Body.Name, null, PartType.Text);
    private static readonly FieldPart Start = new(TaskFields.Dates.Name, "start", PartType.Day);
    private static readonly FieldPart Due = new(TaskFields.Dates.Name, "due", PartType.Day);
    private static readonly FieldPart Status = new(TaskFields.Progress.Name, "status", PartType.Choice) { Choice = typeof(TodoStatus) };
    private static readonly FieldPart Percent = new(TaskFields.Progress.Name, "percent", PartType.Number);
    private static readonly FieldPart Completed = new(TaskFields.Progress.Name, "completed", PartType.Day) { IsRequired = false };
    private static readonly FieldPart Weight = new(TaskFields.Importance.Name, null, PartType.Choice) { Choice = typeof(Importance) };
    private static readonly FieldPart Privacy = new(TaskFields.Sensitivity.Name, null, PartType.Choice)
    {
        Choice = typeof(Sensitivity),
        IsExact = true,
    };

    private static readonly FieldPart Categories = new(TaskFields.Categories.Name, null, PartType.Texts);
    private static readonly FieldPart Reminder = new(TaskFields.Reminder.Name, null, PartType.Moment);

    public override ItemKind Kind => ItemKind.Task;

    public override IReadOnlyList<FieldPart> Parts { get; } =
    [Subject, Body, Start, Due, Status, Percent, Completed, Weight, Privacy, Categories, Reminder];

    public override IReadOnlyList<string> RequiredFields { get; } = [TaskFields.Subject.Name, TaskFields.Dates.Name];

    public override CanonicalItem Read(PartValues values, string zone) =>
        new TodoTask
        {
            Subject = values.Get(Subject, ""),
            Body = values.Get(Body, ""),
            Start = values.Get<DateTime?>(Start),
            Due = values.Get<DateTime?>(Due),
            Status = values.Get<TodoStatus>(Status),
            Percent = values.Get<int>(Percent),
            Completed = values.Get<DateTime?>(Completed),
            Importance = values.Get<Importance>(Weight),
            Sensitivity = values.Get<Sensitivity>(Privacy),
            Categories = values.Get<IReadOnlyList<string>>(Categories, []),
            ReminderUtc = values.Get<ZonedTime?>(Reminder)?.Utc,
        }.Normalized();

    public override object? Value(CanonicalItem item, FieldPart part)
    {
        var task = (TodoTask)item;
        return part switch
        {
            _ when part == Subject => task.Subject,
            _ when part == Body => task.Body,
            _ when part == Start => task.Start,
            _ when part == Due => task.Due,
            _ when part == Status => task.Status,
            _ when part == Percent => task.Percent,
            _ when part == Completed => task.Completed,
            _ when part == Weight => task.Importance,
            _ when part == Privacy => task.Sensitivity,
            _ when part == Categories => task.Categories,
            _ => task.ReminderUtc is { } moment ? ZonedTime.FromUtc(moment, "UTC") : null,
        };
    }
}

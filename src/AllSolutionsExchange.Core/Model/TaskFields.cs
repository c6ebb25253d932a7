namespace AllSolutionsExchange.Model;

/// <summary>The fields of a task that are kept the same on both sides.</summary>
internal static class TaskFields
{
    public static readonly Field<TodoTask> Subject = new(
        0,
        nameof(Subject),
        item => item.Subject,
        (item, value) => item with { Subject = (string)value! },
        (digests, item) => digests.Text(item.Subject)
    );

    /// <summary>The body as plain text.</summary>
    public static readonly Field<TodoTask> Body = new(
        1,
        nameof(Body),
        item => item.Body,
        (item, value) => item with { Body = (string)value! },
        (digests, item) => digests.Text(item.Body)
    );

    /// <summary>The days on which it begins and is due.</summary>
    public static readonly Field<TodoTask> Dates = new(
        2,
        nameof(Dates),
        item => (item.Start, item.Due),
        (item, value) =>
        {
            var (start, due) = ((DateTime?, DateTime?))value!;
            return item with { Start = start, Due = due };
        },
        (digests, item) => digests.Text(item.Due is null ? "" : $"{item.Start?.Ticks}|{item.Due?.Ticks}")
    );

    /// <summary>Status, percentage and day of completion: each follows from the others.</summary>
    public static readonly Field<TodoTask> Progress = new(
        3,
        nameof(Progress),
        item => (item.Status, item.Percent, item.Completed),
        (item, value) =>
        {
            var (status, percent, completed) = ((TodoStatus, int, DateTime?))value!;
            return item with { Status = status, Percent = percent, Completed = completed };
        },
        (digests, item) =>
            digests.Text(item.Status == TodoStatus.NotStarted ? "" : $"{(int)item.Status}|{item.Percent}|{item.Completed?.Ticks}")
    );

    /// <summary>How much it matters.</summary>
    public static readonly Field<TodoTask> Importance = new(
        4,
        nameof(Importance),
        item => item.Importance,
        (item, value) => item with { Importance = (Importance)value! },
        (digests, item) => digests.Number((int)item.Importance)
    );

    /// <summary>How confidential it is.</summary>
    public static readonly Field<TodoTask> Sensitivity = new(
        5,
        nameof(Sensitivity),
        item => item.Sensitivity,
        (item, value) => item with { Sensitivity = (Sensitivity)value! },
        (digests, item) => digests.Number((int)item.Sensitivity)
    );

    /// <summary>The categories, as a set.</summary>
    public static readonly Field<TodoTask> Categories = new(
        6,
        nameof(Categories),
        item => item.Categories,
        (item, value) => item with { Categories = (IReadOnlyList<string>)value! },
        (digests, item) => digests.Text(string.Join("\n", item.Categories))
    );

    public static readonly Field<TodoTask> Reminder = new(
        7,
        nameof(Reminder),
        item => item.ReminderUtc,
        (item, value) => item with { ReminderUtc = (DateTime?)value },
        (digests, item) => digests.Number(item.ReminderUtc?.Ticks ?? 0)
    );

    /// <summary>The row of <see cref="Kinds"/>.</summary>
    public static readonly Kind<TodoTask> Kind = new(
        ItemKind.Task,
        mappingVersion: 1,
        ContentJson.Default.TodoTask,
        item => item.Normalized(),
        Subject,
        Body,
        Dates,
        Progress,
        Importance,
        Sensitivity,
        Categories,
        Reminder
    )
    {
        HasStart = false,
        FillableFields = (FieldSet)Body | Dates | Categories | Reminder | Sensitivity,
        CertainBy = Dates,
    };
}

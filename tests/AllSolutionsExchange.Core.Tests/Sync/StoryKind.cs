using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// What a story needs of a kind of item: one of tomorrow, whose title tells which it is and whose body what was last edited, and a field
/// that is changed beside it.
/// </summary>
/// <param name="Id">The kind.</param>
/// <param name="HasUid">Whether its items keep an id of their own in Exchange wherever they go (MS-OXWSTASK: tasks have none).</param>
/// <param name="New">An item of a number and a text; the day is that after the date.</param>
/// <param name="WithBody">The item with another body.</param>
/// <param name="WithOther">The item with another field, which says this.</param>
/// <param name="Body">The body.</param>
/// <param name="Show">The item on one line, title and body first. The stop at the end of a body is the server's own.</param>
internal sealed record StoryKind(
    ItemKind Id,
    bool HasUid,
    Func<DateTime, int, string, CanonicalItem> New,
    Func<CanonicalItem, string, CanonicalItem> WithBody,
    Func<CanonicalItem, string, CanonicalItem> WithOther,
    Func<CanonicalItem, string> Body,
    Func<CanonicalItem, string> Show
)
{
    private const string Zone = "W. Europe Standard Time";

    public static readonly StoryKind Appointments = new(
        ItemKind.Appointment,
        HasUid: true,
        (today, number, text) =>
            new Appointment
            {
                Subject = $"item {number}",
                Body = text,
                Start = ZonedTime.FromUtc(today.AddDays(1).AddHours(9).AddMinutes(number), Zone),
                End = ZonedTime.FromUtc(today.AddDays(1).AddHours(10).AddMinutes(number), Zone),
            },
        (item, body) => (Appointment)item with { Body = body },
        (item, other) => (Appointment)item with { Location = other },
        item => ((Appointment)item).Body,
        item => ((Appointment)item).Show()
    );

    public static readonly StoryKind Tasks = new(
        ItemKind.Task,
        HasUid: false,
        (today, number, text) =>
            new TodoTask
            {
                Subject = $"item {number}",
                Body = text,
                Start = today.AddDays(1),
                Due = today.AddDays(1 + number),
                Status = TodoStatus.InProgress,
                Percent = number % 100,
            },
        (item, body) => (TodoTask)item with { Body = body },
        (item, other) => (TodoTask)item with { Categories = [other] },
        item => ((TodoTask)item).Body,
        item => ShowTask((TodoTask)item)
    );

    /// <summary>An item without the differences that carry no meaning, whatever its kind.</summary>
    public static CanonicalItem Normalized(CanonicalItem item) =>
        item switch
        {
            Appointment appointment => appointment.Normalized(),
            TodoTask task => task.Normalized(),
            _ => throw new ArgumentOutOfRangeException(nameof(item), item.Kind, "No story knows this kind."),
        };

    public override string ToString() => Id.ToString();

    private static string ShowTask(TodoTask task) =>
        $"{task.Subject}|{task.Body.TrimEnd('.')}|{task.Start:d}|{task.Due:d}|{task.Status} "
        + $"{task.Percent}|{string.Join(",", task.Categories)}";
}

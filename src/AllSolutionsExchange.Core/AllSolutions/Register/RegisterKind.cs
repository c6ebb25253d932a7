using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What the register needs to know of a kind of item beside its content.</summary>
/// <param name="Kind">The kind.</param>
/// <param name="Noun">What a person calls one, and with As before it what its commands are about.</param>
/// <param name="Folder">The word for all of a user's.</param>
/// <param name="Listed">The time that one is listed by: when it begins and ends, or null if it has none.</param>
/// <param name="NotFound">The error of a number that none has.</param>
/// <param name="Unreadable">The error of one that cannot be read.</param>
internal sealed record RegisterKind(
    Kind Kind,
    string Noun,
    string Folder,
    Func<CanonicalItem, (DateTime Begin, DateTime End)?> Listed,
    ErrorDescriptor NotFound,
    ErrorDescriptor Unreadable
)
{
    public static readonly RegisterKind Appointments = new(
        AppointmentFields.Kind,
        "Appointment",
        "agenda",
        item => (((Appointment)item).Start.Utc, ((Appointment)item).End.Utc),
        ErrorIds.AppointmentNotFound,
        ErrorIds.AppointmentUnreadable
    );

    public static readonly RegisterKind Tasks = new(
        TaskFields.Kind,
        "Task",
        "tasks",
        item => ((TodoTask)item).Due is { } day ? (day, day) : null,
        ErrorIds.TaskNotFound,
        ErrorIds.TaskUnreadable
    );
}

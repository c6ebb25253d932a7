using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What to set of a task.</summary>
public sealed record TaskChanges : ItemChanges
{
    private const int Done = 100;

    /// <summary>The day on which it starts; its time and zone are not looked at. Without a due date it is due on that day.</summary>
    public DateTime? StartDate { get; init; }

    /// <summary>Whether there is to be no start date.</summary>
    public bool RemovesStartDate { get; init; }

    /// <summary>The day on which it is due; its time and zone are not looked at.</summary>
    public DateTime? DueDate { get; init; }

    /// <summary>Whether there is to be no due date.</summary>
    public bool RemovesDueDate { get; init; }

    /// <summary>How far it is. Percentage and completion date follow.</summary>
    public TodoStatus? Status { get; init; }

    /// <summary>What part of it is done, 0 to 100. Status and completion date follow.</summary>
    public int? PercentComplete { get; init; }

    /// <summary>The day on which it was completed, which makes it a completed one; its time and zone are not looked at.</summary>
    public DateTime? CompletedDate { get; init; }

    /// <summary>How much it matters.</summary>
    public Importance? Importance { get; init; }

    /// <summary>When to remind: of unspecified kind a wall time in the zone of the parameters, else the moment that it says.</summary>
    public DateTime? Reminder { get; init; }

    /// <summary>Whether there is to be no reminder.</summary>
    public bool RemovesReminder { get; init; }

    internal override CanonicalItem ApplyTo(CanonicalItem? item, string defaultZone, DateTimeOffset now)
    {
        var was = (TodoTask?)item ?? new TodoTask();
        var (start, due) = Dates(was);
        var (status, percent, completed) = Progress(was, isNew: item is null, TimeZones.ToLocal(now.UtcDateTime, defaultZone));
        return (
            was with
            {
                Subject = CheckedSubject() ?? was.Subject,
                Body = Body ?? was.Body,
                Start = start,
                Due = due,
                Status = status,
                Percent = percent,
                Completed = completed,
                Importance = Checked(Importance) ?? was.Importance,
                Sensitivity = Checked(Sensitivity) ?? was.Sensitivity,
                Categories = Categories ?? was.Categories,
                ReminderUtc = RemovesReminder ? null : Moment(Checked(Reminder), defaultZone) ?? was.ReminderUtc,
            }
        ).Normalized();
    }

    private (DateTime? Start, DateTime? Due) Dates(TodoTask was)
    {
        var start = RemovesStartDate ? null : Checked(StartDate)?.Date ?? was.Start;
        var due = RemovesDueDate ? null : Checked(DueDate)?.Date ?? was.Due;
        if (start is not null && RemovesDueDate)
        {
            throw new RegisterException(
                ErrorIds.DueDateMissing,
                "A task that has a start date has a due date too.",
                "Take both away: -StartDate $null -DueDate $null."
            );
        }

        return start > due
            ? throw new RegisterException(
                ErrorIds.DueBeforeStart,
                FormattableString.Invariant($"The task would be due on {due:yyyy-MM-dd} and start on {start:yyyy-MM-dd}, after that."),
                "Give a -DueDate that is not before -StartDate."
            )
            : (start, due);
    }

    // Any of the three moves the other two.
    private (TodoStatus Status, int Percent, DateTime? Completed) Progress(TodoTask was, bool isNew, DateTime today)
    {
        // A row of a file repeats what it does not change.
        var status = !isNew && Status == was.Status ? null : Checked(Status);
        var percent = !isNew && PercentComplete == was.Percent ? null : CheckedPercent();
        var completed = !isNew && CompletedDate?.Date == was.Completed ? null : Checked(CompletedDate);
        if (status == TodoStatus.Completed || percent == Done || completed is not null)
        {
            if (status is not (null or TodoStatus.Completed) || percent is not (null or Done))
            {
                throw Contradiction();
            }

            return (TodoStatus.Completed, Done, completed ?? was.Completed ?? today);
        }

        if (status is { } given)
        {
            if (given == TodoStatus.NotStarted && percent > 0)
            {
                throw Contradiction();
            }

            return (given, percent ?? (was.Percent == Done ? 0 : was.Percent), null);
        }

        if (percent is not { } part)
        {
            return (was.Status, was.Percent, was.Completed);
        }

        var isPaused = was.Status is TodoStatus.WaitingOnOthers or TodoStatus.Deferred;
        return (
            isPaused ? was.Status
            : part == 0 && Status != TodoStatus.InProgress ? TodoStatus.NotStarted
            : TodoStatus.InProgress,
            part,
            null
        );
    }

    private int? CheckedPercent() =>
        PercentComplete is < 0 or > Done
            ? throw new RegisterException(
                ErrorIds.PercentRefused,
                $"{PercentComplete} is not a percentage.",
                "Give a whole number from 0 to 100."
            )
            : PercentComplete;

    private RegisterException Contradiction() =>
        new(
            ErrorIds.ProgressContradicts,
            "A task is completed if it is at 100 percent or has a completion date, and not started only at 0 percent. What was given "
                + "says both.",
            "Give one of -Status, -PercentComplete and -CompletedDate: the others follow."
        );

    private static DateTime? Moment(DateTime? given, string zone) =>
        given is { Kind: DateTimeKind.Unspecified } wall ? TimeZones.ToUtc(wall, zone) : given?.ToUniversalTime();
}

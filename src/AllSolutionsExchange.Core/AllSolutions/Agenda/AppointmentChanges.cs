using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What to set of an appointment.</summary>
public sealed record AppointmentChanges : ItemChanges
{
    /// <summary>The location.</summary>
    public string? Location { get; init; }

    /// <summary>
    /// The start (inclusive). Of unspecified kind it is a wall time in <see cref="TimeZone"/>, else the moment that it says. Needed for a
    /// new appointment; of an all-day one only the date counts.
    /// </summary>
    public DateTime? Start { get; init; }

    /// <summary>
    /// The end (exclusive), read as <see cref="Start"/>; of an all-day appointment the date after its last. Needed for a new one that does
    /// not last all day.
    /// </summary>
    public DateTime? End { get; init; }

    /// <summary>A Windows or IANA time zone id. Given alone, the appointment keeps its moment and shows in that zone.</summary>
    public string? TimeZone { get; init; }

    /// <summary>Whether it lasts whole days.</summary>
    public bool? IsAllDay { get; init; }

    /// <summary>How the time shows to others.</summary>
    public ShowAs? ShowAs { get; init; }

    /// <summary>Minutes before the start at which to remind.</summary>
    public int? ReminderMinutes { get; init; }

    /// <summary>Whether there is to be no reminder.</summary>
    public bool RemovesReminder { get; init; }

    internal override CanonicalItem ApplyTo(CanonicalItem? item, string defaultZone, DateTimeOffset now)
    {
        var current = (Appointment?)item;
        var isAllDay = IsAllDay ?? current?.IsAllDay ?? false;
        var start =
            Time(Checked(Start), current?.Start, isAllDay, defaultZone)
            ?? throw new RegisterException(ErrorIds.StartMissing, "The appointment has no start.", "Give it with -Start.");
        var end =
            Time(Checked(End), current?.End, isAllDay, defaultZone)
            ?? (
                isAllDay
                    ? ZonedTime.Date(start.Local.AddDays(1))
                    : throw new RegisterException(ErrorIds.EndMissing, "The appointment has no end.", "Give it with -End.")
            );
        end = WithLengthKept(start, end, current);
        RefuseWrongOrder(start, end, isAllDay);
        var was = current ?? new Appointment();
        return (
            was with
            {
                Subject = CheckedSubject() ?? was.Subject,
                Body = Body ?? was.Body,
                Location = Location ?? was.Location,
                Start = start,
                End = end,
                IsAllDay = isAllDay,
                ShowAs = Checked(ShowAs) ?? was.ShowAs,
                Sensitivity = Checked(Sensitivity) ?? was.Sensitivity,
                Categories = Categories ?? was.Categories,
                ReminderMinutes = RemovesReminder ? null : Minutes ?? was.ReminderMinutes,
            }
        ).Normalized();
    }

    private int? Minutes =>
        ReminderMinutes is < 0 or > Appointment.MaxReminderMinutes
            ? throw new RegisterException(
                ErrorIds.ReminderRefused,
                $"A reminder must come 0 to {Appointment.MaxReminderMinutes} minutes (five years) before the start."
            )
            : ReminderMinutes;

    private ZonedTime? Time(DateTime? given, ZonedTime? current, bool isAllDay, string defaultZone)
    {
        if (given is null && current is null)
        {
            return null;
        }

        try
        {
            var zone =
                TimeZone is { Length: > 0 } named ? named
                : current is { Zone.Length: > 0 } was ? was.Zone
                : defaultZone;
            if (isAllDay)
            {
                // A moment is a date only in a zone.
                return ZonedTime.Date(
                    given switch
                    {
                        null => current!.Value.Local,
                        { Kind: DateTimeKind.Unspecified } date => date,
                        { } instant => ZonedTime.FromUtc(instant.ToUniversalTime(), zone).Local,
                    }
                );
            }

            if (Wall(given, current) is { } wall)
            {
                return ZonedTime.FromLocal(wall, zone);
            }

            return ZonedTime.FromUtc(given?.ToUniversalTime() ?? current!.Value.Utc, zone);
        }
        catch (UnknownTimeZoneException exception)
        {
            throw new RegisterException(ErrorIds.TimeZoneUnknown, exception);
        }
    }

    // A wall time, if the time is told as one: what was given without a kind, or the date that it was until now.
    private static DateTime? Wall(DateTime? given, ZonedTime? current) =>
        given is { } time
            ? time.Kind == DateTimeKind.Unspecified
                ? time
                : null
            : current is { Zone.Length: 0 } date
                ? date.Local
                : null;

    // A start in the hour that summer time leaves out is moved on, and its end with it.
    private ZonedTime WithLengthKept(ZonedTime start, ZonedTime end, Appointment? current)
    {
        if (Wall(Start, current?.Start) is not { } from || Wall(End, current?.End) is not { } until || until < from)
        {
            return end;
        }

        var isMoved = start.Zone.Length > 0 && start.Local != from && string.Equals(start.Zone, end.Zone, StringComparison.Ordinal);
        return isMoved ? end with { Utc = start.Utc + (until - from) } : end;
    }

    private static void RefuseWrongOrder(ZonedTime start, ZonedTime end, bool isAllDay)
    {
        if (end.Utc < start.Utc)
        {
            throw new RegisterException(
                ErrorIds.EndBeforeStart,
                "The appointment ends before it starts.",
                "Give a -Start that comes before -End."
            );
        }

        if (isAllDay && end.Utc == start.Utc)
        {
            throw new RegisterException(
                ErrorIds.EndBeforeStart,
                "An all-day appointment ends on the date after its last one.",
                "Leave -End out for a single day."
            );
        }
    }
}

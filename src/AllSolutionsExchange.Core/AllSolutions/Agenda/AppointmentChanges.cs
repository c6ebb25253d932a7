using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>What to set of an appointment. Null leaves what is there as it is; of a new appointment it stands for nothing.</summary>
public sealed record AppointmentChanges
{
    private const int FirstYear = 1900;
    private const int LastYear = 4500;

    /// <summary>The subject; empty for none.</summary>
    public string? Subject { get; init; }

    /// <summary>The body as plain text.</summary>
    public string? Body { get; init; }

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

    /// <summary>How confidential it is.</summary>
    public Sensitivity? Sensitivity { get; init; }

    /// <summary>The categories, all of them; empty for none.</summary>
    public IReadOnlyList<string>? Categories { get; init; }

    /// <summary>Minutes before the start at which to remind.</summary>
    public int? ReminderMinutes { get; init; }

    /// <summary>Whether there is to be no reminder.</summary>
    public bool RemovesReminder { get; init; }

    /// <summary>The appointment as it would be after this, in canonical form.</summary>
    /// <param name="current">The appointment now, or null for a new one.</param>
    /// <param name="defaultZone">The time zone of a new appointment that names none.</param>
    /// <exception cref="AppointmentException">It ends before it starts, or a value cannot be taken.</exception>
    internal Appointment ApplyTo(Appointment? current, string defaultZone)
    {
        var isAllDay = IsAllDay ?? current?.IsAllDay ?? false;
        var start = Time(Start, current?.Start, isAllDay, defaultZone) ?? throw new AppointmentException(
            ErrorIds.StartMissing,
            "The appointment has no start.",
            "Give it with -Start.");
        var end = Time(End, current?.End, isAllDay, defaultZone)
            ?? (isAllDay ? ZonedTime.Date(start.Local.AddDays(1)) : throw new AppointmentException(
                ErrorIds.EndMissing,
                "The appointment has no end.",
                "Give it with -End."));
        end = WithLengthKept(start, end, current);
        RefuseWrongOrder(start, end, isAllDay);
        var was = current ?? new Appointment();
        return (was with
        {
            Subject = Line ?? was.Subject,
            Body = Body ?? was.Body,
            Location = Location ?? was.Location,
            Start = start,
            End = end,
            IsAllDay = isAllDay,
            ShowAs = Defined(ShowAs) ?? was.ShowAs,
            Sensitivity = Defined(Sensitivity) ?? was.Sensitivity,
            Categories = Categories ?? was.Categories,
            ReminderMinutes = RemovesReminder ? null : Minutes ?? was.ReminderMinutes,
        }).Normalized();
    }

    private string? Line => CanonicalText.Line(Subject).Length > Appointment.MaxSubjectLength
        ? throw new AppointmentException(
            ErrorIds.SubjectRefused,
            $"A subject can have at most {Appointment.MaxSubjectLength} characters; this one has {CanonicalText.Line(Subject).Length}.",
            "Shorten it, or put the rest into -Body.")
        : Subject;

    private int? Minutes => ReminderMinutes is < 0 or > Appointment.MaxReminderMinutes
        ? throw new AppointmentException(
            ErrorIds.ReminderRefused,
            $"A reminder must come 0 to {Appointment.MaxReminderMinutes} minutes (five years) before the start.")
        : ReminderMinutes;

    private ZonedTime? Time(DateTime? given, ZonedTime? current, bool isAllDay, string defaultZone)
    {
        if (given is null && current is null) return null;
        if (given is { Year: < FirstYear or > LastYear })
            throw new AppointmentException(ErrorIds.TimeRefused, $"An appointment must lie between the years {FirstYear} and {LastYear}.");
        try
        {
            var zone = TimeZone is { Length: > 0 } named ? named : current is { Zone.Length: > 0 } was ? was.Zone : defaultZone;
            if (isAllDay)
            {
                // A moment is a date only in a zone.
                return ZonedTime.Date(given switch
                {
                    null => current!.Value.Local,
                    { Kind: DateTimeKind.Unspecified } date => date,
                    { } instant => ZonedTime.FromUtc(instant.ToUniversalTime(), zone).Local,
                });
            }

            if (Wall(given, current) is { } wall) return ZonedTime.FromLocal(wall, zone);
            return ZonedTime.FromUtc(given?.ToUniversalTime() ?? current!.Value.Utc, zone);
        }
        catch (UnknownTimeZoneException exception)
        {
            throw new AppointmentException(ErrorIds.TimeZoneUnknown, exception);
        }
    }

    // A wall time, if the time is told as one: what was given without a kind, or the date that it was until now.
    private static DateTime? Wall(DateTime? given, ZonedTime? current) => given is { } time
        ? time.Kind == DateTimeKind.Unspecified ? time : null
        : current is { Zone.Length: 0 } date ? date.Local : null;

    // A start in the hour that summer time leaves out is moved on, and its end with it.
    private ZonedTime WithLengthKept(ZonedTime start, ZonedTime end, Appointment? current)
    {
        if (Wall(Start, current?.Start) is not { } from || Wall(End, current?.End) is not { } until || until < from) return end;
        var isMoved = start.Zone.Length > 0 && start.Local != from && string.Equals(start.Zone, end.Zone, StringComparison.Ordinal);
        return isMoved ? end with { Utc = start.Utc + (until - from) } : end;
    }

    private static void RefuseWrongOrder(ZonedTime start, ZonedTime end, bool isAllDay)
    {
        if (end.Utc < start.Utc)
            throw new AppointmentException(
                ErrorIds.EndBeforeStart,
                "The appointment ends before it starts.",
                "Give a -Start that comes before -End.");
        if (isAllDay && end.Utc == start.Utc)
            throw new AppointmentException(
                ErrorIds.EndBeforeStart,
                "An all-day appointment ends on the date after its last one.",
                "Leave -End out for a single day.");
    }

    private static T? Defined<T>(T? value)
        where T : struct, Enum => value is null || Enum.IsDefined(typeof(T), value.Value)
        ? value
        : throw new AppointmentException(
            ErrorIds.ValueRefused,
            $"{value} is not a value of {typeof(T).Name}.",
            $"It is one of {string.Join(", ", Enum.GetNames(typeof(T)))}.");
}

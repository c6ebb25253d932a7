namespace AllSolutionsExchange.Model;

/// <summary>
/// A single appointment in canonical form: what both sides are mapped to and compared in. Make one through
/// <see cref="Normalized"/>, which takes away the differences that carry no meaning.
/// </summary>
internal sealed record Appointment : CanonicalItem
{
    /// <summary>
    /// The longest time before the start at which Exchange reminds, in minutes: five years (MS-OXWSCORE, ReminderMinutesBeforeStartType).
    /// </summary>
    public const int MaxReminderMinutes = 2_629_800;

    /// <inheritdoc/>
    public override ItemKind Kind => ItemKind.Appointment;

    /// <summary>The subject on one line.</summary>
    public string Subject { get; init; } = "";

    /// <summary>The body as plain text, lines ended by a line feed.</summary>
    public string Body { get; init; } = "";

    /// <summary>The location on one line.</summary>
    public string Location { get; init; } = "";

    /// <summary>The start (inclusive); of an all-day appointment its first date.</summary>
    public ZonedTime Start { get; init; }

    /// <summary>The end (exclusive); of an all-day appointment the date after its last.</summary>
    public ZonedTime End { get; init; }

    /// <summary>Whether it lasts whole days; then <see cref="Start"/> and <see cref="End"/> are dates.</summary>
    public bool IsAllDay { get; init; }

    /// <summary>How the time shows to others.</summary>
    public ShowAs ShowAs { get; init; } = ShowAs.Busy;

    /// <summary>How confidential it is.</summary>
    public Sensitivity Sensitivity { get; init; }

    /// <summary>The categories: distinct, in ordinal order.</summary>
    public IReadOnlyList<string> Categories { get; init; } = [];

    /// <summary>Minutes before the start at which to remind; null for no reminder.</summary>
    public int? ReminderMinutes { get; init; }

    /// <summary>
    /// Organizer and attendees as Exchange gave them, ordered by role and address; empty for an appointment of one's own.
    /// </summary>
    public IReadOnlyList<Attendee> Attendees { get; init; } = [];

    /// <inheritdoc/>
    public override string Title => Subject;

    /// <inheritdoc/>
    public override bool IsPrivate => Sensitivity == Sensitivity.Private;

    /// <inheritdoc/>
    public override DateTime? StartUtc => Start.Utc;

    /// <inheritdoc/>
    public override DateTime? CountsFromUtc => Start.Utc;

    /// <inheritdoc/>
    public override DateTime? CountsUntilUtc => End.Utc;

    /// <summary>
    /// This appointment without the differences that carry no meaning: blanks at line ends, kinds of line end, order of sets, upper case in
    /// addresses.
    /// </summary>
    /// <returns>The normalized appointment.</returns>
    public Appointment Normalized() =>
        this with
        {
            Subject = CanonicalText.LineUpTo(MaxSubjectLength, Subject),
            Body = CanonicalText.Lines(Body),
            Location = CanonicalText.Line(Location),
            Start = IsAllDay ? ZonedTime.Date(Start.Local) : Start,
            End = IsAllDay ? LastDay() : End,
            Categories = CanonicalText.Set(Categories),
            ReminderMinutes = ReminderMinutes is { } minutes ? Math.Min(Math.Max(minutes, 0), MaxReminderMinutes) : null,
            Attendees = NormalizedAttendees(),
        };

    // One that ends where it starts lasts one day. No day comes after the last.
    private ZonedTime LastDay()
    {
        var end = ZonedTime.Date(End.Local);
        return end.Utc == Start.Local.Date && end.Utc < DateTime.MaxValue.Date ? ZonedTime.Date(end.Utc.AddDays(1)) : end;
    }

    /// <inheritdoc/>
    public override FieldSet Departures(CanonicalItem sent)
    {
        if (sent is not Appointment other)
        {
            return FieldSet.None;
        }

        var isSameTime = IsAllDay == other.IsAllDay && IsSameSecond(Start, other.Start) && IsSameSecond(End, other.End);
        return (isSameTime ? FieldSet.None : AppointmentFields.Time)
            | (Sensitivity == other.Sensitivity ? FieldSet.None : AppointmentFields.Sensitivity);
    }

    // Exchange is sent whole seconds, and may call the same zone by another name.
    private static bool IsSameSecond(ZonedTime left, ZonedTime right) =>
        left.Utc.Ticks / TimeSpan.TicksPerSecond == right.Utc.Ticks / TimeSpan.TicksPerSecond;

    private IReadOnlyList<Attendee> NormalizedAttendees()
    {
        if (Attendees.Count == 0)
        {
            return Attendees;
        }

        var attendees = Attendees
            .Select(a => new Attendee(a.Role, CanonicalText.Line(a.Address).ToLowerInvariant(), CanonicalText.Line(a.Name)))
            .Distinct()
            .ToArray();
        Array.Sort(
            attendees,
            static (a, b) =>
                a.Role != b.Role ? a.Role.CompareTo(b.Role) : string.CompareOrdinal(a.Address + "\n" + a.Name, b.Address + "\n" + b.Name)
        );
        return attendees;
    }

    /// <inheritdoc/>
    protected override string MatchText() => $"{Subject.ToUpperInvariant()}\n{Start.Utc.Ticks}\n{End.Utc.Ticks}\n{IsAllDay}";
}

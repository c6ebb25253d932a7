namespace AllSolutionsExchange.Model;

/// <summary>The fields of an appointment that are kept the same on both sides.</summary>
internal static class AppointmentFields
{
    public static readonly Field<Appointment> Subject = new(
        0,
        nameof(Subject),
        item => item.Subject,
        (item, value) => item with { Subject = (string)value! },
        (digests, item) => digests.Text(item.Subject)
    );

    /// <summary>The body as plain text.</summary>
    public static readonly Field<Appointment> Body = new(
        1,
        nameof(Body),
        item => item.Body,
        (item, value) => item with { Body = (string)value! },
        (digests, item) => digests.Text(item.Body)
    );

    public static readonly Field<Appointment> Location = new(
        2,
        nameof(Location),
        item => item.Location,
        (item, value) => item with { Location = (string)value! },
        (digests, item) => digests.Text(item.Location)
    );

    /// <summary>Start, end, their zones, and whether it lasts all day.</summary>
    public static readonly Field<Appointment> Time = new(
        3,
        nameof(Time),
        item => (item.Start, item.End, item.IsAllDay),
        (item, value) =>
        {
            var (start, end, isAllDay) = ((ZonedTime, ZonedTime, bool))value!;
            return item with { Start = start, End = end, IsAllDay = isAllDay };
        },
        (digests, item) => digests.Text($"{item.Start.Utc.Ticks}|{item.Start.Zone}|{item.End.Utc.Ticks}|{item.End.Zone}|{item.IsAllDay}")
    );

    /// <summary>How the time shows to others.</summary>
    public static readonly Field<Appointment> ShowAs = new(
        4,
        nameof(ShowAs),
        item => item.ShowAs,
        (item, value) => item with { ShowAs = (ShowAs)value! },
        (digests, item) => digests.Number((int)item.ShowAs + 1)
    );

    /// <summary>How confidential it is.</summary>
    public static readonly Field<Appointment> Sensitivity = new(
        5,
        nameof(Sensitivity),
        item => item.Sensitivity,
        (item, value) => item with { Sensitivity = (Sensitivity)value! },
        (digests, item) => digests.Number((int)item.Sensitivity)
    );

    /// <summary>The categories, as a set.</summary>
    public static readonly Field<Appointment> Categories = new(
        6,
        nameof(Categories),
        item => item.Categories,
        (item, value) => item with { Categories = (IReadOnlyList<string>)value! },
        (digests, item) => digests.Text(string.Join("\n", item.Categories))
    );

    public static readonly Field<Appointment> Reminder = new(
        7,
        nameof(Reminder),
        item => item.ReminderMinutes,
        (item, value) => item with { ReminderMinutes = (int?)value },
        (digests, item) => digests.Number(item.ReminderMinutes is { } minutes ? minutes + 1L : 0)
    );

    /// <summary>Organizer and attendees: from Exchange to AllSolutions only.</summary>
    public static readonly Field<Appointment> Attendees = new(
        8,
        nameof(Attendees),
        item => item.Attendees,
        (item, value) => item with { Attendees = (IReadOnlyList<Attendee>)value! },
        (digests, item) =>
            digests.Text(string.Join("\n", item.Attendees.Select(attendee => $"{(int)attendee.Role}\t{attendee.Address}\t{attendee.Name}")))
    );

    /// <summary>The row of <see cref="Kinds"/>.</summary>
    public static readonly Kind<Appointment> Kind = new(
        ItemKind.Appointment,
        mappingVersion: 1,
        ContentJson.Default.Appointment,
        item => item.Normalized(),
        Subject,
        Body,
        Location,
        Time,
        ShowAs,
        Sensitivity,
        Categories,
        Reminder,
        Attendees
    );
}

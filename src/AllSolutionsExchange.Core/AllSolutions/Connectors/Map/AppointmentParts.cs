using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>The parts of an appointment's fields. Attendees are not among them: they come from Exchange and are many rows of their
/// own.</summary>
internal sealed class AppointmentParts : KindParts
{
    private static readonly FieldPart Subject = new(AppointmentFields.Subject.Name, null, PartType.Text);
    private static readonly FieldPart Body = new(AppointmentFields.Body.Name, null, PartType.Text);
    private static readonly FieldPart Location = new(AppointmentFields.Location.Name, null, PartType.Text);
    private static readonly FieldPart Start = new(AppointmentFields.Time.Name, "start", PartType.Moment);
    private static readonly FieldPart End = new(AppointmentFields.Time.Name, "end", PartType.Moment);
    private static readonly FieldPart AllDay = new(AppointmentFields.Time.Name, "allDay", PartType.Flag) { IsRequired = false };
    private static readonly FieldPart Zone = new(AppointmentFields.Time.Name, "zone", PartType.Text) { IsRequired = false };
    private static readonly FieldPart Show = new(AppointmentFields.ShowAs.Name, null, PartType.Choice) { Choice = typeof(ShowAs) };
    private static readonly FieldPart Privacy = new(AppointmentFields.Sensitivity.Name, null, PartType.Choice)
    {
        Choice = typeof(Sensitivity),
        IsExact = true,
    };

    private static readonly FieldPart Categories = new(AppointmentFields.Categories.Name, null, PartType.Texts);
    private static readonly FieldPart Reminder = new(AppointmentFields.Reminder.Name, null, PartType.Number);

    public override ItemKind Kind => ItemKind.Appointment;

    public override IReadOnlyList<FieldPart> Parts { get; } =
    [Subject, Body, Location, Start, End, AllDay, Zone, Show, Privacy, Categories, Reminder];

    public override IReadOnlyList<string> RequiredFields { get; } = [AppointmentFields.Subject.Name, AppointmentFields.Time.Name];

    public override CanonicalItem Read(PartValues values, string zone)
    {
        var (start, end) = (Moment(values, Start), Moment(values, End));

        // A source without the mark has whole days from midnight to midnight.
        var isAllDay = values.Has(AllDay) ? values.Get<bool>(AllDay) : IsMidnight(start) && IsMidnight(end) && end.Utc > start.Utc;
        var own = values.Get<string>(Zone) is { Length: > 0 } named ? named : zone;
        return new Appointment
        {
            Subject = values.Get(Subject, ""),
            Body = values.Get(Body, ""),
            Location = values.Get(Location, ""),
            Start = isAllDay ? ZonedTime.Date(start.Local) : ZonedTime.FromUtc(start.Utc, own),
            End = isAllDay ? ZonedTime.Date(end.Local) : ZonedTime.FromUtc(end.Utc, own),
            IsAllDay = isAllDay,
            ShowAs = values.Get(Show, ShowAs.Busy),
            Sensitivity = values.Get<Sensitivity>(Privacy),
            Categories = values.Get<IReadOnlyList<string>>(Categories, []),
            ReminderMinutes = values.Get<int?>(Reminder),
        }.Normalized();
    }

    public override object? Value(CanonicalItem item, FieldPart part)
    {
        var appointment = (Appointment)item;
        return part switch
        {
            _ when part == Subject => appointment.Subject,
            _ when part == Body => appointment.Body,
            _ when part == Location => appointment.Location,
            _ when part == Start => appointment.Start,
            _ when part == End => appointment.End,
            _ when part == AllDay => appointment.IsAllDay,
            _ when part == Zone => appointment.Start.Zone,
            _ when part == Show => appointment.ShowAs,
            _ when part == Privacy => appointment.Sensitivity,
            _ when part == Categories => appointment.Categories,
            _ => appointment.ReminderMinutes,
        };
    }

    private static ZonedTime Moment(PartValues values, FieldPart part) =>
        values.Get<ZonedTime?>(part) ?? throw new FormatException($"The {part.Name} is empty.");

    private static bool IsMidnight(ZonedTime time) => time.Local.TimeOfDay == TimeSpan.Zero;
}

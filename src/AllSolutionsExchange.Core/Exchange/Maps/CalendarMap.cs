using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Item = AllSolutionsExchange.Exchange.Ews.EwsItemFields<AllSolutionsExchange.Exchange.Ews.EwsCalendarItem>;

namespace AllSolutionsExchange.Exchange;

/// <summary>Appointments: calendar items in Exchange.</summary>
internal sealed class CalendarMap : ItemMap<EwsCalendarItem, Appointment>
{
    private readonly ItemTimes _times;
    private readonly string _mailboxZone;

    /// <param name="mailboxZone">
    /// The zone in which the dates of all-day appointments are days, and the one to take where an item's own is unknown here.
    /// </param>
    public CalendarMap(string mailboxZone)
        : base(EwsCalendar.Kind)
    {
        _mailboxZone = mailboxZone;
        _times = new ItemTimes(mailboxZone);
        Fields =
        [
            new(AppointmentFields.Subject, SetSubject, Item.Subject),
            new(AppointmentFields.Body, (item, appointment) => item.Body = appointment.Body, Item.Body),
            new(AppointmentFields.Location, (item, appointment) => item.Location = appointment.Location, EwsCalendar.Location),
            new(AppointmentFields.Time, SetTime),
            new(AppointmentFields.ShowAs, (item, appointment) => item.LegacyFreeBusyStatus = Status(appointment.ShowAs)),
            new(AppointmentFields.Sensitivity, (item, appointment) => item.Sensitivity = SensitivityMap.Write(appointment.Sensitivity)),
            new(AppointmentFields.Categories, (item, appointment) => item.Categories = appointment.Categories, Item.Categories),
            new(AppointmentFields.Reminder, SetReminder),
        ];
    }

    public override FieldSet ReadOnlyFields => AppointmentFields.Attendees;

    public override string WhyUnreadable =>
        "The item lacks its start or its end, or holds a value that is out of range. "
        + "Correct it in Outlook: its start, its end or its time zone.";

    protected override IReadOnlyList<MappedField<EwsCalendarItem, Appointment>> Fields { get; }

    public override bool HasUids => true;

    public override string UidFor(LinkId linkId) => GlobalObjectId.CleanFor(linkId);

    public override string? Uid(EwsCalendarItem item) => item.CleanGlobalObjectId;

    protected override HoldReason HoldOf(EwsCalendarItem item)
    {
        if (item.CalendarItemType is not (null or "Single"))
        {
            return HoldReason.Series;
        }

        return item.Sensitivity is "Private" ? HoldReason.Private : HoldReason.None;
    }

    protected override FieldSet Writable(EwsCalendarItem item) => IsMeeting(item) ? FieldSet.None : FieldSet.Every;

    protected override DateTime? StartUtc(EwsCalendarItem item) => item.StartUtc;

    protected override void Identify(EwsCalendarItem item, LinkId linkId) => item.Uid = GlobalObjectId.UidFor(linkId);

    protected override CanonicalItem Content(EwsCalendarItem item)
    {
        var isAllDay = item.IsAllDayEvent == true;
        if (item is not { StartUtc: { } startUtc, EndUtc: { } endUtc })
        {
            throw new FormatException("It has no start, or no end.");
        }

        var (start, end) = isAllDay
            ? _times.Days(startUtc, endUtc, item.StartTimeZone)
            : (_times.Moment(startUtc, item.StartTimeZone), _times.Moment(endUtc, item.EndTimeZone ?? item.StartTimeZone));
        return new Appointment
        {
            Subject = item.Subject ?? "",
            Body = item.Body ?? "",
            Location = item.Location ?? "",
            IsAllDay = isAllDay,
            Start = start,
            End = end,
            ShowAs = ShowAsOf(item.LegacyFreeBusyStatus),
            Sensitivity = SensitivityMap.Read(item.Sensitivity),
            Categories = item.Categories ?? [],
            ReminderMinutes = item.ReminderIsSet == true ? item.ReminderMinutesBeforeStart ?? 0 : null,
            Attendees = IsMeeting(item) ? Attendees(item) : [],
        }.Normalized();
    }

    private static void SetSubject(EwsCalendarItem item, Appointment appointment) =>
        item.Subject = CanonicalText.LineUpTo(CanonicalItem.MaxSubjectLength, appointment.Subject);

    private void SetTime(EwsCalendarItem item, Appointment appointment)
    {
        item.IsAllDayEvent = appointment.IsAllDay;
        item.StartUtc = Utc(appointment.Start);
        item.EndUtc = Utc(appointment.End);
        item.StartTimeZone = new EwsTimeZone(Zone(appointment.Start));
        item.EndTimeZone = new EwsTimeZone(Zone(appointment.End));
    }

    private DateTime Utc(ZonedTime time) => time.Zone.Length == 0 ? TimeZones.ToUtc(time.Local, _mailboxZone) : time.Utc;

    private string Zone(ZonedTime time) => time.Zone.Length == 0 ? _mailboxZone : time.Zone;

    private static void SetReminder(EwsCalendarItem item, Appointment appointment)
    {
        item.ReminderIsSet = appointment.ReminderMinutes is not null;
        item.ReminderMinutesBeforeStart = appointment.ReminderMinutes is { } minutes
            ? Math.Min(Math.Max(minutes, 0), Appointment.MaxReminderMinutes)
            : null;
    }

    private static bool IsMeeting(EwsCalendarItem item) =>
        item.IsMeeting == true
        || item.RequiredAttendees is { Count: > 0 }
        || item.OptionalAttendees is { Count: > 0 }
        || item.Resources is { Count: > 0 };

    private static List<Attendee> Attendees(EwsCalendarItem item)
    {
        var attendees = new List<Attendee>();
        if (item.Organizer is { } organizer)
        {
            attendees.Add(new Attendee(AttendeeRole.Organizer, organizer.Address, organizer.Name));
        }

        Add(item.RequiredAttendees, AttendeeRole.Required);
        Add(item.OptionalAttendees, AttendeeRole.Optional);
        Add(item.Resources, AttendeeRole.Resource);
        return attendees;

        void Add(IReadOnlyList<EwsAttendee>? people, AttendeeRole role)
        {
            foreach (var person in people ?? [])
            {
                attendees.Add(new Attendee(role, person.Mailbox.Address, person.Mailbox.Name));
            }
        }
    }

    private static ShowAs ShowAsOf(string? status) =>
        status switch
        {
            "Free" => ShowAs.Free,
            "Tentative" => ShowAs.Tentative,
            "OOF" => ShowAs.OutOfOffice,
            "WorkingElsewhere" => ShowAs.WorkingElsewhere,
            _ => ShowAs.Busy,
        };

    private static string Status(ShowAs showAs) =>
        showAs switch
        {
            ShowAs.OutOfOffice => "OOF",
            // The value came with Exchange 2013; the request is in the schema of 2010, where working elsewhere was free time.
            ShowAs.WorkingElsewhere => "Free",
            _ => Enum.IsDefined(typeof(ShowAs), showAs) ? showAs.ToString() : nameof(ShowAs.Busy),
        };
}

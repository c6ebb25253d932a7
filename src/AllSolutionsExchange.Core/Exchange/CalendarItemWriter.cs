using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>Maps the canonical form to what Exchange is sent: of an update the fields that differ and no others.</summary>
internal sealed class CalendarItemWriter
{
    private readonly string _mailboxZone;

    /// <param name="mailboxZone">The zone in which the dates of all-day appointments are days.</param>
    public CalendarItemWriter(string mailboxZone) => _mailboxZone = mailboxZone;

    public EwsCalendarItem New(WriteOperation operation)
    {
        var appointment = (Appointment)operation.Content!;
        var item = new EwsCalendarItem { LinkId = operation.LinkId.ToString(), Uid = GlobalObjectId.UidFor(operation.LinkId) };
        Set(item, appointment, FieldSet.Every);
        return item;
    }

    public EwsItemUpdate Changed(WriteOperation operation)
    {
        var item = new EwsCalendarItem();
        var emptied = new List<EwsCalendarField>();
        if (operation.WritesMarker) item.LinkId = operation.LinkId.ToString();
        if (operation.Content is Appointment appointment)
        {
            var fields = operation.Fields;
            Set(item, appointment, fields);
            Empty(item, appointment, fields, emptied);
        }

        return new EwsItemUpdate(new EwsItemId(operation.Id!, operation.Version), item, emptied);
    }

    private void Set(EwsCalendarItem item, Appointment appointment, FieldSet fields)
    {
        if (fields.Contains(AppointmentFields.Subject))
            item.Subject = CanonicalText.LineUpTo(Appointment.MaxSubjectLength, appointment.Subject);
        if (fields.Contains(AppointmentFields.Body)) item.Body = appointment.Body;
        if (fields.Contains(AppointmentFields.Location)) item.Location = appointment.Location;
        if (fields.Contains(AppointmentFields.Time)) SetTime(item, appointment);
        if (fields.Contains(AppointmentFields.ShowAs)) item.LegacyFreeBusyStatus = Status(appointment.ShowAs);
        if (fields.Contains(AppointmentFields.Sensitivity)) item.Sensitivity = Enum.IsDefined(typeof(Sensitivity), appointment.Sensitivity) ? appointment.Sensitivity.ToString() : nameof(Sensitivity.Private);
        if (fields.Contains(AppointmentFields.Categories) && appointment.Categories.Count > 0) item.Categories = appointment.Categories;
        if (!fields.Contains(AppointmentFields.Reminder)) return;
        item.ReminderIsSet = appointment.ReminderMinutes is not null;
        item.ReminderMinutesBeforeStart = appointment.ReminderMinutes is { } minutes ? Math.Min(Math.Max(minutes, 0), Appointment.MaxReminderMinutes) : null;
    }

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

    /// <summary>A field that became empty is deleted: an empty element would be kept as it stands by some versions.</summary>
    private static void Empty(EwsCalendarItem item, Appointment appointment, FieldSet fields, List<EwsCalendarField> emptied)
    {
        if (fields.Contains(AppointmentFields.Subject) && appointment.Subject.Length == 0) (item.Subject, _) = ((string?)null, Add(EwsCalendarField.Subject));
        if (fields.Contains(AppointmentFields.Body) && appointment.Body.Length == 0) (item.Body, _) = ((string?)null, Add(EwsCalendarField.Body));
        if (fields.Contains(AppointmentFields.Location) && appointment.Location.Length == 0) (item.Location, _) = ((string?)null, Add(EwsCalendarField.Location));
        if (fields.Contains(AppointmentFields.Categories) && appointment.Categories.Count == 0) Add(EwsCalendarField.Categories);

        bool Add(EwsCalendarField field)
        {
            emptied.Add(field);
            return true;
        }
    }

    private static string Status(ShowAs showAs) => showAs switch
    {
        ShowAs.OutOfOffice => "OOF",
        // The value came with Exchange 2013; the request is in the schema of 2010, where working elsewhere was free time.
        ShowAs.WorkingElsewhere => "Free",
        _ => Enum.IsDefined(typeof(ShowAs), showAs) ? showAs.ToString() : nameof(ShowAs.Busy),
    };
}

using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Users;

/// <summary>Between what a user sees and what the store keeps.</summary>
internal static class AppointmentForm
{
    /// <summary>The zone in which an appointment is entered.</summary>
    public static ZoneDefinition ZoneOf(Appointment appointment, string userTimeZone)
    {
        var id = appointment.TimeZone ?? userTimeZone;
        return ZoneDefinition.Find(id) ?? throw new ArgumentException($"'{id}' is no Windows time zone id.", nameof(appointment));
    }

    /// <summary>The properties that an appointment stands for; null where it has none.</summary>
    public static IEnumerable<(ItemProperty Property, object? Value)> Values(Appointment appointment, ZoneDefinition zone)
    {
        yield return (CommonProperties.Subject, appointment.Subject);
        yield return (CommonProperties.Body, ItemBody.FromText(appointment.Body));
        yield return (CommonProperties.Sensitivity, appointment.Sensitivity);
        yield return (CommonProperties.Categories, appointment.Categories.Count == 0 ? null : appointment.Categories.ToArray());
        yield return (CommonProperties.ReminderIsSet, appointment.ReminderMinutes is not null);
        yield return (CommonProperties.ReminderMinutes, appointment.ReminderMinutes ?? 15);
        yield return (CalendarProperties.Start, appointment.Start.ToUniversalTime());
        yield return (CalendarProperties.End, appointment.End.ToUniversalTime());
        yield return (CalendarProperties.StartTimeZone, zone);
        yield return (CalendarProperties.EndTimeZone, zone);
        yield return (CalendarProperties.IsAllDay, appointment.IsAllDay);
        yield return (CalendarProperties.ShowAs, appointment.ShowAs);
        yield return (CalendarProperties.Location, appointment.Location);
        yield return (CalendarProperties.RequiredAttendees, Recipients(appointment, isOptional: false));
        yield return (CalendarProperties.OptionalAttendees, Recipients(appointment, isOptional: true));
        yield return (CalendarProperties.Recurrence, appointment.IsSeries ? Weekly(appointment.Start, zone.Info) : null);
    }

    /// <summary>What the store keeps, as the user sees it.</summary>
    public static StoredItem Read(Item item)
    {
        var isAppointment = item.Schema == ItemSchema.CalendarItem;
        return new StoredItem(
            item.Id.ToString(),
            item.ChangeKey,
            item.Folder.DisplayName,
            item.Folder.Id.ToString(),
            item[CommonProperties.ItemClass] as string ?? item.Schema.ItemClass,
            Content(item, isAppointment),
            item[CalendarProperties.MyResponse] as string ?? "",
            item.GetExtended(ExtendedPropertyName.CleanGlobalObjectId) as string ?? "",
            item.Extended.Where(e => e.Key.Name is not null)
                .ToDictionary(e => $"{{{e.Key.Set:D}}}/{e.Key.Name}", e => string.Join('\n', Texts(e.Value)), StringComparer.Ordinal),
            item.Created,
            item.LastModified
        );
    }

    private static Appointment Content(Item item, bool isAppointment) =>
        new()
        {
            Subject = item.Subject,
            Body = (item[CommonProperties.Body] as ItemBody)?.ToText() ?? "",
            Location = item[CalendarProperties.Location] as string ?? "",
            Start = isAppointment ? CalendarProperties.StartOf(item) : default,
            End = isAppointment ? CalendarProperties.EndOf(item) : default,
            TimeZone = (item[CalendarProperties.StartTimeZone] as ZoneDefinition)?.Id,
            IsAllDay = item[CalendarProperties.IsAllDay] is true,
            ShowAs = item[CalendarProperties.ShowAs] as string ?? "",
            Sensitivity = item[CommonProperties.Sensitivity] as string ?? "",
            Categories = item[CommonProperties.Categories] as string[] ?? [],
            ReminderMinutes = item[CommonProperties.ReminderIsSet] is true ? item[CommonProperties.ReminderMinutes] as int? : null,
            Attendees =
            [
                .. Attendees(item, CalendarProperties.RequiredAttendees, isOptional: false),
                .. Attendees(item, CalendarProperties.OptionalAttendees, isOptional: true),
            ],
            Organizer =
                isAppointment && !CalendarProperties.IsOrganizer(item)
                    ? (item[CalendarProperties.Organizer] as Recipient[])?[0].Address
                    : null,
            IsSeries = item[CalendarProperties.Recurrence] is not null,
            Uid = item[CalendarProperties.Uid] as string,
        };

    private static IEnumerable<Attendee> Attendees(Item item, ItemProperty property, bool isOptional) =>
        (item[property] as Recipient[] ?? []).Select(r => new Attendee(r.Address, r.Name, isOptional));

    private static Recipient[]? Recipients(Appointment appointment, bool isOptional)
    {
        var recipients = appointment
            .Attendees.Where(a => a.IsOptional == isOptional)
            .Select(a => new Recipient(a.Name.Length == 0 ? a.Address : a.Name, a.Address))
            .ToArray();
        return recipients.Length == 0 ? null : recipients;
    }

    private static XElement Weekly(DateTimeOffset start, TimeZoneInfo zone)
    {
        var day = TimeZoneInfo.ConvertTime(start, zone);
        return new XElement(
            Ews.Types + "Recurrence",
            new XElement(
                Ews.Types + "WeeklyRecurrence",
                new XElement(Ews.Types + "Interval", 1),
                new XElement(Ews.Types + "DaysOfWeek", day.DayOfWeek.ToString())
            ),
            new XElement(
                Ews.Types + "NumberedRecurrence",
                new XElement(Ews.Types + "StartDate", day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture)),
                new XElement(Ews.Types + "NumberOfOccurrences", 10)
            )
        );
    }

    private static string[] Texts(object value) => value as string[] ?? [(string)value];
}

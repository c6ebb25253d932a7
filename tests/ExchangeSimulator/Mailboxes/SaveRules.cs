using System.Xml.Linq;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Mailboxes;

/// <summary>What Exchange does to an item when it is saved: defaults, all-day bounds, checks.</summary>
internal static class SaveRules
{
    private const int DefaultReminderMinutes = 15;
    private const int MaxSubject = 255;
    private static readonly TimeSpan MaxDuration = TimeSpan.FromDays(5 * 366);

    /// <summary>Fills in what a new item lacks, then applies the rules of every save.</summary>
    /// <param name="item">The item.</param>
    /// <param name="zone">The zone in force where the item names none.</param>
    public static void Complete(Item item, ZoneDefinition zone)
    {
        Default(item, CommonProperties.ItemClass, item.Schema.ItemClass);
        Default(item, CommonProperties.Sensitivity, "Normal");
        Default(item, CommonProperties.Importance, "Normal");
        Default(item, "item:Culture", "nl-NL");
        if (item.Schema == ItemSchema.CalendarItem)
        {
            CompleteAppointment(item, zone);
        }
        else
        {
            CompleteOther(item);
        }

        Apply(item, before: null, zone);
    }

    /// <summary>The rules of every save.</summary>
    /// <param name="item">The item as it is to be saved.</param>
    /// <param name="before">The item as it was; null for a new one.</param>
    /// <param name="zone">The zone of the request.</param>
    /// <exception cref="EwsItemException">The item cannot be saved so.</exception>
    public static void Apply(Item item, Item? before, ZoneDefinition zone)
    {
        if (item[CommonProperties.Subject] is string subject)
        {
            var trimmed = subject.Trim();
            item[CommonProperties.Subject] = trimmed.Length > MaxSubject ? trimmed[..MaxSubject] : trimmed;
        }
        if (item[CommonProperties.Categories] is string[] categories)
        {
            item[CommonProperties.Categories] = Distinct(categories);
        }

        if (item.Schema == ItemSchema.CalendarItem)
        {
            ApplyToAppointment(item);
        }
        else if (item.Schema == ItemSchema.Task)
        {
            TaskRules.Apply(item, before, zone);
        }
    }

    private static void CompleteAppointment(Item item, ZoneDefinition zone)
    {
        var now = item.Created;
        Default(item, CalendarProperties.Start, now);
        Default(item, CalendarProperties.End, ((DateTimeOffset)item[CalendarProperties.Start]!).AddMinutes(30));
        Default(item, CalendarProperties.Uid, GlobalObjectId.NewUid(item.Folder.Mailbox.NewGuid(), now));
        Default(item, CalendarProperties.IsAllDay, false);
        Default(item, CalendarProperties.ShowAs, "Busy");
        Default(item, CalendarProperties.MyResponse, "Organizer");
        Default(item, CalendarProperties.Organizer, new[] { new Recipient(item.Folder.Mailbox.DisplayName, item.Folder.Mailbox.Address) });
        Default(item, CalendarProperties.RequestWasSent, false);
        Default(item, "calendar:IsResponseRequested", true);
        Default(item, CommonProperties.ReminderIsSet, true);
        Default(item, CommonProperties.ReminderMinutes, DefaultReminderMinutes);
        Default(item, CalendarProperties.StartTimeZone, CustomZone.OfMeeting(item[CalendarProperties.MeetingTimeZone] as XElement) ?? zone);
        Default(item, CalendarProperties.EndTimeZone, item[CalendarProperties.StartTimeZone]!);
    }

    private static void CompleteOther(Item item)
    {
        Default(item, CommonProperties.ReminderIsSet, false);
        if (item.Schema == ItemSchema.Message)
        {
            var owner = new[] { new Recipient(item.Folder.Mailbox.DisplayName, item.Folder.Mailbox.Address) };
            Default(item, MessageProperties.From, owner);
            Default(item, MessageProperties.Sender, owner);
            Default(item, MessageProperties.IsRead, true);
        }
        else if (item.Schema == ItemSchema.Task)
        {
            Default(item, TaskProperties.Status, "NotStarted");
            Default(item, TaskProperties.PercentComplete, 0d);
            Default(item, TaskProperties.Owner, item.Folder.Mailbox.DisplayName);
        }
    }

    private static void ApplyToAppointment(Item item)
    {
        var (start, end) = (CalendarProperties.StartOf(item), CalendarProperties.EndOf(item));
        if (end < start)
        {
            throw new EwsItemException("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }

        if (end - start > MaxDuration)
        {
            throw new EwsItemException("ErrorCalendarDurationIsTooLong", "Calendar item duration is too long.");
        }

        if (item[CalendarProperties.IsAllDay] is true)
        {
            var zone = ((ZoneDefinition)item[CalendarProperties.StartTimeZone]!).Info;
            var first = TimeZoneInfo.ConvertTime(start, zone).Date;
            var last = TimeZoneInfo.ConvertTime(end, zone).DateTime;
            var after = last == last.Date && last > first ? last : last.Date.AddDays(1);
            item[CalendarProperties.Start] = new DateTimeOffset(EwsDateTime.ToUtc(first, zone));
            item[CalendarProperties.End] = new DateTimeOffset(EwsDateTime.ToUtc(after, zone));
        }
        item[CommonProperties.ReminderDueBy] = item[CalendarProperties.Start];
    }

    private static string[]? Distinct(string[] categories)
    {
        var kept = categories.Where(c => c.Length > 0).Distinct(StringComparer.OrdinalIgnoreCase).ToArray();
        return kept.Length == 0 ? null : kept;
    }

    private static void Default(Item item, ItemProperty property, object value) => item[property] ??= value;

    private static void Default(Item item, string path, object value) => item[item.Schema.ByPath(path)!] ??= value;
}

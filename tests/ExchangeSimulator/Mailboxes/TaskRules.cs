using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Mailboxes;

/// <summary>
/// What status, percentage and completion of a task make of one another, and which days it has ([MS-OXWSTASK], [MS-OXOTASK]).
/// </summary>
internal static class TaskRules
{
    /// <summary>After one property was set, the others follow: of several in a request the last decides.</summary>
    public static void Follow(Item item, ItemProperty property)
    {
        if (property == TaskProperties.Status)
        {
            FollowStatus(item);
        }
        else if (property == TaskProperties.PercentComplete)
        {
            FollowPercentage(item);
        }
        else if (property == TaskProperties.CompleteDate && item[property] is DateTimeOffset completed)
        {
            Complete(item, completed);
        }
    }

    /// <summary>Cuts the dates to days, and holds the due date to the start.</summary>
    /// <exception cref="EwsItemException">It is due before it starts.</exception>
    public static void Apply(Item item, Item? before, ZoneDefinition requestZone)
    {
        var mailbox = item.Folder.Mailbox;
        var zone = mailbox.Options.TaskDates switch
        {
            TaskDateZone.Request => requestZone.Info,
            TaskDateZone.Utc => TimeZoneInfo.Utc,
            _ => ZoneOf(item),
        };
        Cut(item, before, TaskProperties.StartDate, TaskProperties.StartDay, zone);
        Cut(item, before, TaskProperties.DueDate, TaskProperties.DueDay, zone);
        if ((item[TaskProperties.StartDay], item[TaskProperties.DueDay]) is not (DateTimeOffset start, DateTimeOffset due) || due >= start)
        {
            return;
        }

        if (!mailbox.Options.RaisesDueDate)
        {
            throw new EwsItemException("ErrorInvalidPropertySet", "Set action is invalid for property. (task:DueDate)");
        }

        item[TaskProperties.DueDay] = start;
        item[TaskProperties.DueDate] = item[TaskProperties.StartDate];
    }

    /// <summary>The moment at which a day of a task begins where its user is.</summary>
    public static object? Begin(Item item, ItemProperty day) => item[day] is DateTimeOffset date ? Midnight(date, ZoneOf(item)) : null;

    /// <summary>The day that it is for the user of an item.</summary>
    public static DateTime Today(Item item) => TimeZoneInfo.ConvertTime(item.Folder.Mailbox.Now, ZoneOf(item)).Date;

    private static void FollowStatus(Item item)
    {
        switch (item[TaskProperties.Status])
        {
            case "Completed":
                Complete(item, item.Folder.Mailbox.Now);
                break;
            case "NotStarted":
                Reopen(item, 0d);
                break;
            default:
                Reopen(item, item[TaskProperties.PercentComplete] is double and < 100 and var percentage ? percentage : 0d);
                break;
        }
    }

    private static void FollowPercentage(Item item)
    {
        var percentage = item[TaskProperties.PercentComplete] as double? ?? 0;
        if (percentage >= 100)
        {
            Complete(item, item.Folder.Mailbox.Now);
            return;
        }
        Reopen(item, percentage);
        if (item[TaskProperties.Status] is not ("WaitingOnOthers" or "Deferred"))
        {
            item[TaskProperties.Status] = percentage > 0 ? "InProgress" : "NotStarted";
        }
    }

    // The day is kept, as the moment at which it begins; one that is still to come is today.
    private static void Complete(Item item, DateTimeOffset completed)
    {
        var day = TimeZoneInfo.ConvertTime(completed, ZoneOf(item)).Date;
        var today = Today(item);
        item[TaskProperties.Status] = "Completed";
        item[TaskProperties.PercentComplete] = 100d;
        item[TaskProperties.CompleteDate] = Midnight(new DateTimeOffset(day < today ? day : today, TimeSpan.Zero), ZoneOf(item));
    }

    private static void Reopen(Item item, double percentage)
    {
        item[TaskProperties.PercentComplete] = percentage;
        item[TaskProperties.CompleteDate] = null;
    }

    private static void Cut(Item item, Item? before, ItemProperty date, ItemProperty day, TimeZoneInfo zone)
    {
        var isDaySet = !Equals(item[day], before?[day]);
        if (!isDaySet && Equals(item[date], before?[date]))
        {
            return;
        }

        var (moment, clock) = isDaySet ? (item[day], TimeZoneInfo.Utc) : (item[date], zone);
        item[day] = moment is DateTimeOffset known ? new DateTimeOffset(TimeZoneInfo.ConvertTime(known, clock).Date, TimeSpan.Zero) : null;
        item[date] = item[day] is DateTimeOffset cut ? Midnight(cut, zone) : null;
    }

    private static DateTimeOffset Midnight(DateTimeOffset day, TimeZoneInfo zone) => new(EwsDateTime.ToUtc(day.DateTime, zone));

    private static TimeZoneInfo ZoneOf(Item item) => ZoneDefinition.Find(item.Folder.Mailbox.TimeZone)!.Info;
}

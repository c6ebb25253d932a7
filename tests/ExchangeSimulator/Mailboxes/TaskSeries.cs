using System.Globalization;
using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Mailboxes;

/// <summary>
/// Tasks that come back ([MS-OXWSTASK] TaskRecurrenceType): one item, which goes on as the next one when it is completed. A recurring one
/// counts from its date, a regenerating one from the day on which it was completed.
/// </summary>
internal static class TaskSeries
{
    private static readonly string[] Months = CultureInfo.InvariantCulture.DateTimeFormat.MonthNames;

    /// <summary>Whether a write completes a task that comes back.</summary>
    public static bool IsCompletion(Item before, Item after) =>
        before.Schema == ItemSchema.Task
        && before[TaskProperties.Recurrence] is not null
        && after[TaskProperties.Recurrence] is not null
        && before[TaskProperties.Status] is not "Completed"
        && after[TaskProperties.Status] is "Completed";

    /// <summary>The task as the next one; null if it does not come back, or this is the last.</summary>
    public static Item? Next(Item item, ZoneDefinition requestZone)
    {
        if (item[TaskProperties.Recurrence] is not XElement recurrence)
        {
            return null;
        }

        var range = recurrence.Elements().ElementAt(1);
        if (range.Name.LocalName is "NumberedRecurrence" && Number(range, "NumberOfOccurrences") <= 1)
        {
            return null;
        }

        var day = Day(item) ?? Date(range, "StartDate");
        var next = NextDay(recurrence.Elements().First(), day, TaskRules.Today(item));
        if (range.Name.LocalName is "EndDateRecurrence" && next > Date(range, "EndDate"))
        {
            return null;
        }

        var moved = item.Draft();
        foreach (var date in new[] { TaskProperties.StartDay, TaskProperties.DueDay })
        {
            moved[date] = item[date] is DateTimeOffset before ? before + (next - day) : null;
        }

        moved[TaskProperties.Recurrence] = Remaining(recurrence, next);
        TaskRules.Apply(moved, item, requestZone);
        return moved;
    }

    private static DateTime? Day(Item item) =>
        (item[TaskProperties.DueDay] ?? item[TaskProperties.StartDay]) is DateTimeOffset day ? day.DateTime : null;

    private static DateTime NextDay(XElement pattern, DateTime day, DateTime completed)
    {
        var interval = pattern.Type("Interval") is null ? 1 : Number(pattern, "Interval");
        return pattern.Name.LocalName switch
        {
            "DailyRecurrence" => day.AddDays(interval),
            "WeeklyRecurrence" => NextInWeeks(pattern, day, interval),
            "AbsoluteMonthlyRecurrence" => InMonth(day.AddMonths(interval), Number(pattern, "DayOfMonth")),
            "AbsoluteYearlyRecurrence" => InMonth(new DateTime(day.Year + 1, Month(pattern), 1), Number(pattern, "DayOfMonth")),
            "RelativeMonthlyRecurrence" => Relative(pattern, day.AddMonths(interval)),
            "RelativeYearlyRecurrence" => Relative(pattern, new DateTime(day.Year + 1, Month(pattern), 1)),
            "DailyRegeneration" => completed.AddDays(interval),
            "WeeklyRegeneration" => completed.AddDays(7 * interval),
            "MonthlyRegeneration" => completed.AddMonths(interval),
            "YearlyRegeneration" => completed.AddYears(interval),
            var other => throw EwsErrors.NotPlayed($"tasks with a {other}"),
        };
    }

    private static DateTime NextInWeeks(XElement pattern, DateTime day, int interval)
    {
        var days = Text(pattern, "DaysOfWeek").Split(' ');
        var first = Enum.TryParse<DayOfWeek>(pattern.Type("FirstDayOfWeek")?.Value, out var known) ? known : DayOfWeek.Sunday;
        var week = day.AddDays(-((day.DayOfWeek - first + 7) % 7));
        var next = day.AddDays(1);
        while (!days.Contains(next.DayOfWeek.ToString(), StringComparer.Ordinal) || (next - week).Days / 7 % interval != 0)
        {
            next = next.AddDays(1);
        }

        return next;
    }

    private static DateTime InMonth(DateTime month, int day) =>
        new(month.Year, month.Month, Math.Min(day, DateTime.DaysInMonth(month.Year, month.Month)));

    private static DateTime Relative(XElement pattern, DateTime month)
    {
        var wanted = Text(pattern, "DaysOfWeek");
        var days = Enumerable
            .Range(1, DateTime.DaysInMonth(month.Year, month.Month))
            .Select(day => new DateTime(month.Year, month.Month, day))
            .Where(day =>
                wanted switch
                {
                    "Day" => true,
                    "Weekday" => day.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday),
                    "WeekendDay" => day.DayOfWeek is DayOfWeek.Saturday or DayOfWeek.Sunday,
                    _ => day.DayOfWeek.ToString() == wanted,
                }
            )
            .ToArray();
        var index = Array.IndexOf(["First", "Second", "Third", "Fourth"], Text(pattern, "DayOfWeekIndex"));
        return index < 0 ? days[^1] : days[index];
    }

    private static XElement Remaining(XElement recurrence, DateTime next)
    {
        var remaining = new XElement(recurrence);
        var range = remaining.Elements().ElementAt(1);
        range.SetElementValue(Ews.Types + "StartDate", next.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        if (range.Name.LocalName is "NumberedRecurrence")
        {
            range.SetElementValue(Ews.Types + "NumberOfOccurrences", XmlConvert.ToString(Number(range, "NumberOfOccurrences") - 1));
        }

        return remaining;
    }

    private static int Month(XElement pattern) => Array.IndexOf(Months, Text(pattern, "Month")) + 1;

    private static int Number(XElement parent, string element) => XmlConvert.ToInt32(Text(parent, element));

    // The zone behind a date does not move it.
    private static DateTime Date(XElement parent, string element) =>
        DateTime.ParseExact(Text(parent, element)[..10], "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static string Text(XElement parent, string element) =>
        parent.Type(element)?.Value ?? throw new EwsItemException("ErrorInvalidRecurrence", $"The recurrence has no {element}.");
}

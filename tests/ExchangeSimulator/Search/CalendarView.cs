using System.Globalization;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>
/// A CalendarView ([MS-OXWSMTGS] 2.2.4.12): what overlaps a span of time, in the order of time.
/// Series are left out: a real view gives their occurrences, which are not played.
/// </summary>
internal static class CalendarView
{
    private const int MaxYears = 2;

    /// <exception cref="EwsItemException">The folder or the span is none that a view can be of.</exception>
    public static Page<Item> Find(Folder folder, XElement view)
    {
        if (folder.FolderClass != "IPF.Appointment")
        {
            throw new EwsItemException(
                "ErrorCalendarFolderIsInvalidForCalendarView",
                "Calendar view is supported for calendar folders only."
            );
        }

        var (start, end) = (Time(view, "StartDate"), Time(view, "EndDate"));
        if (end < start)
        {
            throw new EwsItemException("ErrorCalendarEndDateIsEarlierThanStartDate", "EndDate is earlier than StartDate");
        }

        if (end > start.AddYears(MaxYears))
        {
            throw new EwsItemException("ErrorCalendarViewRangeTooBig", "The specified view range exceeds the maximum range of two years.");
        }

        var found = folder
            .Items.Where(i => i.Schema == ItemSchema.CalendarItem && i[CalendarProperties.Recurrence] is null)
            .Where(i => CalendarProperties.StartOf(i) < end && CalendarProperties.EndOf(i) > start)
            .OrderBy(CalendarProperties.StartOf)
            .ToArray();
        var limit = view.Value("MaxEntriesReturned") is { } text ? int.Parse(text, CultureInfo.InvariantCulture) : int.MaxValue;
        return new Page<Item>([.. found.Take(limit)], found.Length, null, found.Length <= limit);
    }

    private static DateTimeOffset Time(XElement view, string attribute)
    {
        try
        {
            return EwsDateTime.Parse(view.Value(attribute) ?? "", TimeZoneInfo.Utc);
        }
        catch (FormatException)
        {
            throw EwsFaultException.Schema(view, $"The '{attribute}' attribute is missing or no dateTime.");
        }
    }
}

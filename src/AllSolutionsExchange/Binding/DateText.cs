using System.Globalization;
using System.Management.Automation;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Binding;

/// <summary>
/// Reads a date with or without a time, as a cell of a CSV file or an admin writes it. Only one reading may be possible: PowerShell
/// puts the month first whatever the culture, Export-Csv and Excel write in the culture's order, and nobody sees which it was.
/// </summary>
internal static class DateText
{
    private const string HowTo = "Write it with the year first: 2026-12-07 09:30.";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(1);
    private static readonly Regex YearFirst = Pattern(
        @"^(?<year>\d{4})(?<separator>[-/.])(?<month>\d{1,2})\k<separator>(?<day>\d{1,2})(?:[T ]\s*(?<time>.+))?$"
    );
    private static readonly Regex YearLast = Pattern(
        @"^(?<first>\d{1,2})(?<separator>[-/.])(?<second>\d{1,2})\k<separator>(?<year>\d{4})(?:[T ]\s*(?<time>.+))?$"
    );
    private static readonly Regex Time = Pattern(@"(?<!\d)\d{1,2}[:.]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?");
    private static readonly Regex Offset = Pattern(@"^(?<time>.*\d)\s*(?<offset>Z|[+-]\d{2}:?\d{2})$");

    private static readonly string[] TimeFormats =
    [
        "H:mm",
        "H:mm:ss",
        "H:mm:ss.FFFFFFF",
        "H.mm",
        "H.mm.ss",
        "h:mm tt",
        "h:mm:ss tt",
        "h tt",
    ];

    /// <summary>The date and time.</summary>
    /// <returns>A wall time of unspecified kind; a moment in UTC if the text has an offset.</returns>
    /// <exception cref="ArgumentTransformationMetadataException">The text is not a whole date, or it can be read in two ways.</exception>
    public static DateTime Read(string text) =>
        Written(text) switch
        {
            { Offset: { } offset, Wall: var wall } => Moment(wall, offset) ?? throw NotADate(text),
            { Wall: var wall } => wall,
        };

    /// <summary>The day that is written, whatever time and offset are behind it.</summary>
    /// <exception cref="ArgumentTransformationMetadataException">The text is not a whole date, or it can be read in two ways.</exception>
    public static DateTime ReadDay(string text) => Written(text).Wall.Date;

    private static (DateTime Wall, string? Offset) Written(string text)
    {
        var trimmed = text.Trim();
        if (YearFirst.Match(trimmed) is { Success: true } yearFirst)
        {
            return At(Date(yearFirst, "month", "day"), yearFirst, text);
        }

        return YearLast.Match(trimmed) is { Success: true } yearLast
            ? At(OneReading(yearLast, text), yearLast, text)
            : WithMonthName(trimmed) ?? throw NotADate(text);
    }

    private static DateTime? OneReading(Match match, string text)
    {
        var dayFirst = Date(match, "second", "first");
        var monthFirst = Date(match, "first", "second");
        if (dayFirst is { } one && monthFirst is { } other && one != other)
        {
            throw Refused(
                "'{0}' can be {1:d MMMM} or {2:d MMMM}. Write the year first: {2:yyyy-MM-dd} or {1:yyyy-MM-dd}.",
                text,
                other,
                one
            );
        }

        // A year such as 2569 may be one of another calendar.
        return CultureInfo.CurrentCulture.Calendar is GregorianCalendar ? dayFirst ?? monthFirst : null;
    }

    private static DateTime? Date(Match match, string month, string day) =>
        DateTime.TryParseExact(
            $"{match.Groups["year"].Value}-{match.Groups[month].Value}-{match.Groups[day].Value}",
            "yyyy-M-d",
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var date
        )
            ? date
            : null;

    private static (DateTime Wall, string? Offset) At(DateTime? date, Match match, string text)
    {
        if (date is null)
        {
            throw NotADate(text);
        }

        var time = match.Groups["time"].Value.Trim();
        if (time.Length == 0)
        {
            return (date.Value, null);
        }

        var offset = Offset.Match(time);
        var wall = date.Value + (TimeOfDay(offset.Success ? offset.Groups["time"].Value : time) ?? throw NotADate(text));
        return (wall, offset.Success ? offset.Groups["offset"].Value : null);
    }

    private static TimeSpan? TimeOfDay(string time) =>
        DateTime.TryParseExact(time, TimeFormats, CultureInfo.InvariantCulture, DateTimeStyles.AllowWhiteSpaces, out var parsed)
        || DateTime.TryParseExact(time, TimeFormats, CultureInfo.CurrentCulture, DateTimeStyles.AllowWhiteSpaces, out parsed)
            ? parsed.TimeOfDay
            : null;

    private static DateTime? Moment(DateTime wall, string offset) =>
        DateTimeOffset.TryParse(
            wall.ToString("yyyy-MM-ddTHH:mm:ss.fffffff", CultureInfo.InvariantCulture) + offset,
            CultureInfo.InvariantCulture,
            DateTimeStyles.None,
            out var moment
        )
            ? moment.UtcDateTime
            : null;

    // With a month's name only the order is left open, and a year of four digits and a day of two settle that.
    private static (DateTime Wall, string? Offset)? WithMonthName(string text)
    {
        var date = Time.Replace(text, " ");
        var isWhole =
            date.Any(char.IsLetter)
            && Regex.IsMatch(date, @"(?<!\d)\d{4}(?!\d)", RegexOptions.None, Patience)
            && Regex.IsMatch(date, @"(?<!\d)\d{1,2}(?!\d)", RegexOptions.None, Patience);
        return isWhole ? InWords(text, CultureInfo.CurrentCulture) ?? InWords(text, CultureInfo.InvariantCulture) : null;
    }

    private static (DateTime Wall, string? Offset)? InWords(string text, CultureInfo culture)
    {
        if (!DateTime.TryParse(text, culture, DateTimeStyles.AdjustToUniversal, out var parsed))
        {
            return null;
        }

        return parsed.Kind == DateTimeKind.Utc && DateTimeOffset.TryParse(text, culture, DateTimeStyles.None, out var moment)
            ? (moment.DateTime, moment.ToString("zzz", CultureInfo.InvariantCulture))
            : (parsed, null);
    }

    private static ArgumentTransformationMetadataException NotADate(string text) => Refused("'{0}' is not a whole date. " + HowTo, text);

    private static ArgumentTransformationMetadataException Refused(string message, params object[] values) =>
        new(string.Format(CultureInfo.InvariantCulture, message, values));

    private static Regex Pattern(string pattern) => new(pattern, RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Patience);
}

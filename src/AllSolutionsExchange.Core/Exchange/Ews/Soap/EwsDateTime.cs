using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>xs:dateTime as EWS writes it, and as other servers do.</summary>
internal static class EwsDateTime
{
    /// <summary>Whole seconds, in UTC with Z.</summary>
    public static string Format(DateTime utc) => utc.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary>
    /// The instant in UTC. A time without a zone is UTC (EWS, "time zones": nothing given means UTC). Fractions of up to
    /// nine digits are taken, the part below a tick is cut off.
    /// </summary>
    /// <exception cref="FormatException">The text is not a dateTime.</exception>
    public static DateTime Parse(string text)
    {
        if (text.Length == 20 && text[19] == 'Z' && TryParseSeconds(text, out var utc))
        {
            return utc;
        }

        return ParseOther(text.Trim());
    }

    private static bool TryParseSeconds(string s, out DateTime utc)
    {
        utc = default;
        if (s[4] != '-' || s[7] != '-' || s[10] != 'T' || s[13] != ':' || s[16] != ':')
        {
            return false;
        }

        int year = (Two(s, 0) * 100) + Two(s, 2),
            month = Two(s, 5),
            day = Two(s, 8);
        int hour = Two(s, 11),
            minute = Two(s, 14),
            second = Two(s, 17);
        if (
            (year | month | day | hour | minute | second) < 0
            || year == 0
            || month is < 1 or > 12
            || day < 1
            || day > DateTime.DaysInMonth(year, month)
            || hour > 23
            || minute > 59
            || second > 59
        )
        {
            return false;
        }

        utc = new DateTime(year, month, day, hour, minute, second, DateTimeKind.Utc);
        return true;
    }

    // Negative for anything but two digits, also in a sum or an "or" with other results.
    private static int Two(string s, int index)
    {
        uint tens = (uint)(s[index] - '0'),
            ones = (uint)(s[index + 1] - '0');
        return tens > 9 || ones > 9 ? -10_000 : (int)((tens * 10) + ones);
    }

    private static DateTime ParseOther(string text)
    {
        var dot = text.IndexOf('.');
        if (dot > 0)
        {
            var end = dot + 1;
            while (end < text.Length && text[end] is >= '0' and <= '9')
            {
                end++;
            }

            if (end - dot > 8)
            {
                text = text.Remove(dot + 8, end - dot - 8);
            }
        }
        try
        {
            return DateTime.SpecifyKind(XmlConvert.ToDateTime(AsUtc(text), XmlDateTimeSerializationMode.Utc), DateTimeKind.Utc);
        }
        catch (ArgumentOutOfRangeException exception)
        {
            throw new FormatException("The dateTime is out of range.", exception);
        }
    }

    private static string AsUtc(string text)
    {
        var time = text.IndexOf('T');
        var hasZone = text.EndsWith("Z", StringComparison.Ordinal) || text.LastIndexOfAny(['+', '-']) > Math.Max(time, 9);
        return hasZone ? text : text + "Z";
    }
}

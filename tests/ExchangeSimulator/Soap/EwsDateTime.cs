using System.Globalization;
using System.Xml;

namespace ExchangeSimulator.Soap;

/// <summary>xs:dateTime as EWS reads and writes it: one without an offset is local to the zone in force; written to the whole
/// second.</summary>
internal static class EwsDateTime
{
    /// <exception cref="FormatException">No xs:dateTime.</exception>
    public static DateTimeOffset Parse(string text, TimeZoneInfo zone)
    {
        var value = XmlConvert.ToDateTime(text.Trim(), XmlDateTimeSerializationMode.RoundtripKind);
        var utc = value.Kind switch
        {
            DateTimeKind.Utc => value,
            // An offset was given: RoundtripKind has made it local to this process.
            DateTimeKind.Local => value.ToUniversalTime(),
            _ => ToUtc(value, zone),
        };
        return new DateTimeOffset(utc.Ticks - utc.Ticks % TimeSpan.TicksPerSecond, TimeSpan.Zero);
    }

    public static string Format(DateTimeOffset value, TimeZoneInfo zone)
    {
        if (ReferenceEquals(zone, TimeZoneInfo.Utc))
        {
            return value.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        }

        return TimeZoneInfo.ConvertTime(value, zone).ToString("yyyy-MM-ddTHH:mm:sszzz", CultureInfo.InvariantCulture);
    }

    /// <summary>The instant of a wall clock time; one within the gap of spring is read as if the clock had not been put forward.</summary>
    public static DateTime ToUtc(DateTime wallClock, TimeZoneInfo zone)
    {
        var unspecified = DateTime.SpecifyKind(wallClock, DateTimeKind.Unspecified);
        return DateTime.SpecifyKind(unspecified - zone.GetUtcOffset(unspecified), DateTimeKind.Utc);
    }
}

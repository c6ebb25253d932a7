using System.Xml;
using System.Xml.Linq;

namespace ExchangeSimulator.Soap;

/// <summary>Time zones by Windows id, from TimeZoneContext, StartTimeZone and EndTimeZone ([MS-OXWSGTZ]).</summary>
internal static class WindowsTimeZone
{
    /// <summary>The zone of a TimeZoneDefinition; of a custom one its first period's bias is all that is kept.</summary>
    /// <exception cref="EwsItemException">The id is no Windows id, and no period is given.</exception>
    public static TimeZoneInfo Read(XElement definition)
    {
        var id = definition.Value("Id") ?? "";
        if (Find(id) is { } zone)
            return zone;
        var bias = definition.Descendants(Ews.Types + "Period").FirstOrDefault()?.Value("Bias")
            ?? throw new EwsItemException("ErrorTimeZone", "The time zone is unknown.");
        var name = definition.Value("Name") ?? id;
        return TimeZoneInfo.CreateCustomTimeZone(id.Length == 0 ? name : id, -XmlConvert.ToTimeSpan(bias), name, name);
    }

    /// <summary>The zone of a Windows id, or null; .NET knows IANA ids too, Exchange does not.</summary>
    public static TimeZoneInfo? Find(string id)
    {
        if (id == "UTC")
            return TimeZoneInfo.Utc;
        return TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && !zone.HasIanaId ? zone : null;
    }
}

using System.Xml.Linq;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Properties;

/// <summary>How the values of one item of a request are read.</summary>
internal sealed class ReadingContext(XElement? startZone, XElement? endZone, ZoneDefinition context, SchemaVersion version)
{
    private readonly ZoneDefinition? _start = startZone is null ? null : ZoneDefinition.Read(startZone);
    private readonly ZoneDefinition? _end = endZone is null ? null : ZoneDefinition.Read(endZone);

    /// <summary>Which elements and values there are.</summary>
    public SchemaVersion Version { get; } = version;

    /// <summary>The zone of a time without an offset: its own in the same request, else the context's.</summary>
    public TimeZoneInfo ZoneOf(ItemProperty property) => ((property == CalendarProperties.End ? _end : null) ?? _start ?? context).Info;
}

using System.Xml.Linq;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Operations;

/// <summary>In which zone a time without an offset is read: its own in the same request, else the context's.</summary>
internal sealed class ItemZones(XElement? start, XElement? end, ZoneDefinition context)
{
    private readonly ZoneDefinition? _start = start is null ? null : ZoneDefinition.Read(start);
    private readonly ZoneDefinition? _end = end is null ? null : ZoneDefinition.Read(end);

    public TimeZoneInfo Of(ItemProperty property) =>
        ((property == CalendarProperties.End ? _end : null) ?? _start ?? context).Info;
}

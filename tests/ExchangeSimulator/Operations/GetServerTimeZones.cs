using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Operations;

/// <summary>GetServerTimeZones, [MS-OXWSGTZ] 3.1.4.1: names and ids, and definitions with periods and transitions.</summary>
internal static class GetServerTimeZones
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var wanted = request.Message("Ids")?.Elements().Select(e => e.Value).ToHashSet(StringComparer.Ordinal);
        var isFull = request.Value("ReturnFullTimeZoneData") is not ("false" or "0");
        ResponseMessages.Write(
            writer,
            "GetServerTimeZones",
            [wanted],
            null,
            ids =>
                w =>
                {
                    w.WriteStartElement("m", "TimeZoneDefinitions", Ews.MessagesUri);
                    foreach (var zone in Zones().Where(z => ids is null || ids.Contains(z.Id)))
                    {
                        WriteZone(w, zone, isFull);
                    }

                    w.WriteEndElement();
                }
        );
    }

    private static IEnumerable<ZoneDefinition> Zones() =>
        TimeZoneInfo
            .GetSystemTimeZones()
            .Select(z => TimeZoneInfo.TryConvertIanaIdToWindowsId(z.Id, out var windowsId) ? windowsId : z.Id)
            .Distinct(StringComparer.Ordinal)
            .Order(StringComparer.Ordinal)
            .Select(ZoneDefinition.Find)
            .OfType<ZoneDefinition>();

    private static void WriteZone(XmlWriter writer, ZoneDefinition zone, bool isFull)
    {
        writer.WriteStartElement("t", "TimeZoneDefinition", Ews.TypesUri);
        zone.WriteTo(writer, isFull);
        writer.WriteEndElement();
    }
}

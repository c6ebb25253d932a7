using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>GetServerTimeZones, [MS-OXWSGTZ] 3.1.4.1: names and ids; definitions with their standard period only.</summary>
internal static class GetServerTimeZones
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var wanted = request.Message("Ids")?.Elements().Select(e => e.Value).ToHashSet(StringComparer.Ordinal);
        var isFull = request.Value("ReturnFullTimeZoneData") is not ("false" or "0");
        ResponseMessages.Write(writer, "GetServerTimeZones", [wanted], null, ids => w =>
        {
            w.WriteStartElement("m", "TimeZoneDefinitions", Ews.MessagesUri);
            foreach (var zone in Zones().Where(z => ids is null || ids.Contains(z.Id)))
                WriteZone(w, zone, isFull);
            w.WriteEndElement();
        });
    }

    private static IEnumerable<TimeZoneInfo> Zones() => TimeZoneInfo.GetSystemTimeZones()
        .Select(z => TimeZoneInfo.TryConvertIanaIdToWindowsId(z.Id, out var windowsId) ? windowsId : z.Id)
        .Distinct(StringComparer.Ordinal)
        .Order(StringComparer.Ordinal)
        .Select(WindowsTimeZone.Find)
        .OfType<TimeZoneInfo>();

    private static void WriteZone(XmlWriter writer, TimeZoneInfo zone, bool isFull)
    {
        writer.WriteStartElement("t", "TimeZoneDefinition", Ews.TypesUri);
        writer.WriteAttributeString("Id", zone.Id);
        writer.WriteAttributeString("Name", zone.DisplayName);
        if (isFull)
        {
            const string period = "trule:Microsoft/Registry/Standard";
            writer.WriteStartElement("t", "Periods", Ews.TypesUri);
            writer.WriteStartElement("t", "Period", Ews.TypesUri);
            writer.WriteAttributeString("Bias", XmlConvert.ToString(-zone.BaseUtcOffset));
            writer.WriteAttributeString("Name", "Standard");
            writer.WriteAttributeString("Id", period);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteStartElement("t", "TransitionsGroups", Ews.TypesUri);
            writer.WriteStartElement("t", "TransitionsGroup", Ews.TypesUri);
            writer.WriteAttributeString("Id", "0");
            WriteTransition(writer, "Period", period);
            writer.WriteEndElement();
            writer.WriteEndElement();
            writer.WriteStartElement("t", "Transitions", Ews.TypesUri);
            WriteTransition(writer, "Group", "0");
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    private static void WriteTransition(XmlWriter writer, string kind, string target)
    {
        writer.WriteStartElement("t", "Transition", Ews.TypesUri);
        writer.WriteStartElement("t", "To", Ews.TypesUri);
        writer.WriteAttributeString("Kind", kind);
        writer.WriteString(target);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}

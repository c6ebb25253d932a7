using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>ConvertId, [MS-OXWSCVTID] 3.1.4.1: EWS ids into entry ids; clients use it to see that EWS answers.</summary>
internal static class ConvertId
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var format = request.Value("DestinationFormat") ?? throw EwsFaultException.Schema(request, "The required attribute 'DestinationFormat' is missing.");
        ResponseMessages.Write(writer, "ConvertId", request.RequiredMessage("SourceIds").Elements(), null, source =>
        {
            var converted = Convert(source, format);
            return w => WriteId(w, format, converted, source.Value("Mailbox") ?? "");
        });
    }

    private static string Convert(XElement source, string format)
    {
        if (!EntryId.TryParse(source.Value("Id") ?? "", out var id))
            throw EwsErrors.MalformedId();
        return format switch
        {
            "EwsId" => id.ToString(),
            "EntryId" => System.Convert.ToBase64String(id.ToStoreEntryId()),
            "HexEntryId" => System.Convert.ToHexString(id.ToStoreEntryId()),
            _ => throw EwsErrors.NotPlayed($"ConvertId into {format}"),
        };
    }

    private static void WriteId(XmlWriter writer, string format, string id, string mailbox)
    {
        writer.WriteStartElement("m", "AlternateId", Ews.MessagesUri);
        writer.WriteAttributeString("xsi", "type", "http://www.w3.org/2001/XMLSchema-instance", "t:AlternateIdType");
        writer.WriteAttributeString("Format", format);
        writer.WriteAttributeString("Id", id);
        writer.WriteAttributeString("Mailbox", mailbox);
        writer.WriteEndElement();
    }
}

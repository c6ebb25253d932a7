using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>ConvertId, [MS-OXWSCVTID] 3.1.4.1: EWS ids into entry ids and back; clients use it to see that EWS answers.</summary>
internal static class ConvertId
{
    private static readonly string[] Formats = ["EwsLegacyId", "EwsId", "EntryId", "HexEntryId", "StoreId", "OwaId"];

    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var format = Format(request, "DestinationFormat");
        ResponseMessages.Write(
            writer,
            "ConvertId",
            request.RequiredMessage("SourceIds").Elements(),
            null,
            source =>
            {
                var id = Parse(Format(source, "Format"), source.Value("Id") ?? "");
                var owner = context.Organization.Find(id.Mailbox) ?? throw EwsErrors.NoSuchMailbox();
                var converted = Convert(id, format);
                return w => WriteId(w, format, converted, owner.Address);
            }
        );
    }

    private static string Format(XElement element, string attribute)
    {
        var format = element.Value(attribute);
        return Formats.Contains(format, StringComparer.Ordinal)
            ? format!
            : throw EwsFaultException.Schema(
                element,
                $"The '{attribute}' attribute '{format}' is missing or fails the enumeration constraint."
            );
    }

    private static EntryId Parse(string format, string text)
    {
        try
        {
            var isRead = format switch
            {
                "EwsId" => EntryId.TryParse(text, out var id) ? id : (EntryId?)null,
                "EntryId" => EntryId.TryParseStore(System.Convert.FromBase64String(text), out var id) ? id : null,
                "HexEntryId" => EntryId.TryParseStore(System.Convert.FromHexString(text), out var id) ? id : null,
                _ => throw EwsErrors.NotPlayed($"ConvertId from {format}"),
            };
            return isRead ?? throw EwsErrors.MalformedId();
        }
        catch (FormatException)
        {
            throw EwsErrors.MalformedId();
        }
    }

    private static string Convert(EntryId id, string format) =>
        format switch
        {
            "EwsId" => id.ToString(),
            "EntryId" => System.Convert.ToBase64String(id.ToStoreEntryId()),
            "HexEntryId" => System.Convert.ToHexString(id.ToStoreEntryId()),
            _ => throw EwsErrors.NotPlayed($"ConvertId into {format}"),
        };

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

using System.Text;
using System.Xml;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Writes a SOAP message for the log. The text of an element is shown only where it is known to be harmless; of any
/// other, its length. So a new element is private until it is listed.
/// </summary>
internal static class EwsBodyRedactor
{
    private static readonly HashSet<string> Harmless = new(StringComparer.Ordinal)
    {
        "ResponseCode",
        "MessageText",
        "faultcode",
        "BaseShape",
        "BodyType",
        "MaxChangesReturned",
        "IncludesLastItemInRange",
        "ItemClass",
        "FolderClass",
        "CalendarItemType",
        "IsAllDayEvent",
        "IsMeeting",
        "IsCancelled",
        "ReminderIsSet",
        "DateTimeCreated",
        "LastModifiedTime",
        "PrimarySmtpAddress",
        "TotalCount",
        "ChildFolderCount",
    };

    // Time zone names and search constants are not ids.
    private static readonly HashSet<string> HarmlessAttributes = new(StringComparer.Ordinal)
    {
        "Id",
        "ChangeKey",
        "Version",
        "ResponseClass",
        "FieldURI",
        "PropertySetId",
        "PropertyName",
        "PropertyId",
        "PropertyType",
        "DistinguishedPropertySetId",
        "Traversal",
        "ConflictResolution",
        "DeleteType",
        "SendMeetingInvitations",
        "SendMeetingInvitationsOrCancellations",
        "SendMeetingCancellations",
        "MaxEntriesReturned",
        "Offset",
        "BasePoint",
        "TotalItemsInView",
        "IncludesLastItemInRange",
    };

    public static string Redact(PooledStream body)
    {
        var text = new StringBuilder();
        body.Position = 0;
        try
        {
            using var guarded = new EwsGuardedStream(body, CancellationToken.None);
            using var reader = XmlReader.Create(guarded, EwsXmlReader.Settings(Math.Max(1, body.Length)));
            guarded.Reader = reader;
            var element = string.Empty;
            while (reader.Read())
            {
                element = Append(text, reader, element);
            }
        }
        catch (XmlException)
        {
            text.Append($"... not well-formed, {body.Length} bytes in all");
        }
        return text.ToString();
    }

    private static string Append(StringBuilder text, XmlReader reader, string element)
    {
        switch (reader.NodeType)
        {
            case XmlNodeType.Element:
                text.Append('<').Append(reader.LocalName);
                AppendAttributes(text, reader);
                text.Append(reader.IsEmptyElement ? "/>" : ">");
                return reader.LocalName;
            case XmlNodeType.EndElement:
                text.Append("</").Append(reader.LocalName).Append('>');
                return string.Empty;
            case XmlNodeType.Text or XmlNodeType.CDATA:
                text.Append(Harmless.Contains(element) ? reader.Value : $"[{reader.Value.Length} characters]");
                return element;
            default:
                return element;
        }
    }

    private static void AppendAttributes(StringBuilder text, XmlReader reader)
    {
        while (reader.MoveToNextAttribute())
        {
            if (HarmlessAttributes.Contains(reader.LocalName))
            {
                text.Append(' ').Append(reader.LocalName).Append("=\"").Append(reader.Value).Append('"');
            }
        }
        reader.MoveToElement();
    }
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Properties;

/// <summary>Writes property values into a response.</summary>
/// <param name="writer">The response; its prefix t is declared.</param>
/// <param name="zone">The zone of the times that are written.</param>
/// <param name="bodyType">Text, HTML, or Best: as it was written.</param>
/// <param name="versions">Which values there are.</param>
internal sealed class PropertyWriter(XmlWriter writer, TimeZoneInfo zone, string bodyType, SchemaVersions versions)
{
    public void Write(ItemProperty property, object value)
    {
        writer.WriteStartElement("t", property.Element, Ews.TypesUri);
        switch (value)
        {
            case string text:
                // What came with 2013 was free time before.
                writer.WriteString(
                    property == CalendarProperties.ShowAs && text == "WorkingElsewhere" && versions.Request < SchemaVersion.Exchange2013
                        ? "Free"
                        : text
                );
                break;
            case bool flag:
                writer.WriteString(flag ? "true" : "false");
                break;
            case int number:
                writer.WriteString(XmlConvert.ToString(number));
                break;
            case double number:
                writer.WriteString(XmlConvert.ToString(number));
                break;
            case DateTimeOffset time:
                writer.WriteString(EwsDateTime.Format(time, zone));
                break;
            case string[] strings:
                foreach (var text in strings)
                {
                    writer.WriteElementString("t", "String", Ews.TypesUri, text);
                }

                break;
            case ItemBody body:
                WriteBody(body, bodyType == "Text" || property.Element == "TextBody" || bodyType == "Best" && body.IsText);
                break;
            case ZoneDefinition definition:
                definition.WriteTo(writer);
                break;
            case Recipient[] recipients:
                WriteRecipients(property.Kind, recipients);
                break;
            case XElement xml:
                WriteContent(xml);
                break;
            default:
                throw new InvalidOperationException($"No form for {value.GetType()}.");
        }
        writer.WriteEndElement();
    }

    public void WriteId(string element, EntryId id, string changeKey)
    {
        writer.WriteStartElement("t", element, Ews.TypesUri);
        writer.WriteAttributeString("Id", id.ToString());
        writer.WriteAttributeString("ChangeKey", changeKey);
        writer.WriteEndElement();
    }

    /// <summary>Writes an extended property under the very path by which it was asked for.</summary>
    public void WriteExtended(XElement uri, object value)
    {
        writer.WriteStartElement("t", "ExtendedProperty", Ews.TypesUri);
        writer.WriteStartElement("t", "ExtendedFieldURI", Ews.TypesUri);
        foreach (var attribute in uri.Attributes().Where(a => !a.IsNamespaceDeclaration))
        {
            writer.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
        }

        writer.WriteEndElement();
        if (value is string[] values)
        {
            writer.WriteStartElement("t", "Values", Ews.TypesUri);
            foreach (var text in values)
            {
                writer.WriteElementString("t", "Value", Ews.TypesUri, text);
            }

            writer.WriteEndElement();
        }
        else
        {
            writer.WriteElementString("t", "Value", Ews.TypesUri, (string)value);
        }
        writer.WriteEndElement();
    }

    private void WriteBody(ItemBody body, bool asText)
    {
        writer.WriteAttributeString("BodyType", asText ? "Text" : "HTML");
        writer.WriteString(asText ? body.ToText() : body.ToHtml());
    }

    private void WriteRecipients(PropertyKind kind, Recipient[] recipients)
    {
        foreach (var recipient in recipients)
        {
            if (kind == PropertyKind.Attendees)
            {
                writer.WriteStartElement("t", "Attendee", Ews.TypesUri);
            }

            writer.WriteStartElement("t", "Mailbox", Ews.TypesUri);
            writer.WriteElementString("t", "Name", Ews.TypesUri, recipient.Name);
            writer.WriteElementString("t", "EmailAddress", Ews.TypesUri, recipient.Address);
            writer.WriteElementString("t", "RoutingType", Ews.TypesUri, "SMTP");
            writer.WriteEndElement();
            if (kind == PropertyKind.Attendees)
            {
                // 2010 says nothing of who has not answered.
                if (versions.Server >= SchemaVersion.Exchange2013 || recipient.Response is not ("Unknown" or "NoResponseReceived"))
                {
                    writer.WriteElementString("t", "ResponseType", Ews.TypesUri, recipient.Response);
                }

                writer.WriteEndElement();
            }
        }
    }

    private void WriteContent(XElement xml)
    {
        foreach (var attribute in xml.Attributes())
        {
            writer.WriteAttributeString(attribute.Name.LocalName, attribute.Value);
        }

        foreach (var node in xml.Nodes())
        {
            node.WriteTo(writer);
        }
    }
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Properties;

/// <summary>Reads property values from the elements of a request.</summary>
internal static class PropertyReader
{
    private const int MaxReminderMinutes = 2_629_800;

    /// <summary>The value of an element.</summary>
    /// <param name="property">What it is a value of.</param>
    /// <param name="element">The element.</param>
    /// <param name="reading">The zone of a time without an offset, and which values there are.</param>
    /// <exception cref="EwsFaultException">The value is none of the schema's type.</exception>
    public static object Read(ItemProperty property, XElement element, ReadingContext reading)
    {
        try
        {
            return ReadValue(property, element, reading);
        }
        catch (Exception exception) when (exception is FormatException or OverflowException)
        {
            throw EwsFaultException.Schema(
                element,
                $"The '{element.Name}' element is invalid - The value '{element.Value}' is invalid according to its datatype."
            );
        }
    }

    private static object ReadValue(ItemProperty property, XElement element, ReadingContext reading) =>
        property.Kind switch
        {
            PropertyKind.Text => element.Value,
            PropertyKind.Boolean => XmlConvert.ToBoolean(element.Value),
            PropertyKind.Integer => property == CommonProperties.ReminderMinutes
                ? ReminderMinutes(element.Value)
                : XmlConvert.ToInt32(element.Value),
            PropertyKind.Number => XmlConvert.ToDouble(element.Value),
            PropertyKind.DateTime => EwsDateTime.Parse(element.Value, reading.ZoneOf(property)),
            PropertyKind.Choice => Choice(property, element.Value, reading.Version),
            PropertyKind.Strings => element.Elements(Ews.Types + "String").Select(e => e.Value).ToArray(),
            PropertyKind.Body => element.Value("BodyType") switch
            {
                "Text" => ItemBody.FromText(element.Value),
                "HTML" => ItemBody.FromHtml(element.Value),
                _ => throw EwsFaultException.Schema(element, "The required attribute 'BodyType' is missing or none of HTML and Text."),
            },
            PropertyKind.TimeZone => ZoneDefinition.Read(element),
            PropertyKind.Recipient or PropertyKind.Recipients => element.Elements(Ews.Types + "Mailbox").Select(ReadRecipient).ToArray(),
            PropertyKind.Attendees => element.Elements(Ews.Types + "Attendee").Select(a => ReadRecipient(a.Type("Mailbox") ?? a)).ToArray(),
            PropertyKind.Xml => Plain(element),
            _ => throw EwsFaultException.Schema(element, $"The element '{element.Name}' cannot be set."),
        };

    private static string Choice(ItemProperty property, string value, SchemaVersion version)
    {
        var isKnown =
            property.Choices.Contains(value, StringComparer.Ordinal)
            && (value != "WorkingElsewhere" || version >= SchemaVersion.Exchange2013);
        return isKnown ? value : throw new FormatException();
    }

    private static int ReminderMinutes(string text)
    {
        var minutes = XmlConvert.ToInt32(text);
        return minutes is >= 0 and <= MaxReminderMinutes ? minutes : throw new FormatException();
    }

    private static Recipient ReadRecipient(XElement mailbox)
    {
        var address = mailbox.Type("EmailAddress")?.Value;
        if (string.IsNullOrWhiteSpace(address))
        {
            throw new EwsItemException("ErrorInvalidRecipients", "At least one recipient is not valid.");
        }

        var name = mailbox.Type("Name")?.Value;
        return new Recipient(string.IsNullOrEmpty(name) ? address : name, address);
    }

    // Without the namespace declarations of the request, so that it is written with the prefixes of the answer.
    private static XElement Plain(XElement element) =>
        new(
            element.Name,
            element.Attributes().Where(a => !a.IsNamespaceDeclaration),
            element
                .Nodes()
                .Select(n =>
                    n is XElement child ? (object?)Plain(child)
                    : n is XText text && !string.IsNullOrWhiteSpace(text.Value) ? text.Value
                    : null
                )
        );
}

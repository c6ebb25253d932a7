using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>ResolveNames, [MS-OXWSRSLNM] 3.1.4.1: the directory knows the mailboxes' users.</summary>
internal static class ResolveNames
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var entry = request.RequiredMessage("UnresolvedEntry").Value.Trim();
        var withContact = request.Value("ReturnFullContactData") is "true" or "1";
        var found = Find(context.Organization, entry).ToArray();
        writer.WriteStartElement("m", "ResolveNamesResponse", Ews.MessagesUri);
        writer.WriteAttributeString("xmlns", "t", null, Ews.TypesUri);
        writer.WriteStartElement("m", "ResponseMessages", Ews.MessagesUri);
        writer.WriteStartElement("m", "ResolveNamesResponseMessage", Ews.MessagesUri);
        WriteOutcome(writer, found.Length);
        if (found.Length > 0)
        {
            WriteSet(writer, found, withContact);
        }

        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private static IEnumerable<MailboxStore> Find(Organization organization, string entry)
    {
        var sought = entry.StartsWith("smtp:", StringComparison.OrdinalIgnoreCase) ? entry[5..] : entry;
        if (sought.Length == 0)
        {
            return [];
        }

        return organization
            .Addresses.Where(address => address.StartsWith(sought, StringComparison.OrdinalIgnoreCase))
            .Select(address => organization.Find(address)!);
    }

    private static void WriteOutcome(XmlWriter writer, int count)
    {
        if (count == 0)
        {
            ResponseMessages.WriteError(writer, "Error", "ErrorNameResolutionNoResults", "No results were found.");
        }
        else if (count > 1)
        {
            ResponseMessages.WriteError(writer, "Warning", "ErrorNameResolutionMultipleResults", "Multiple results were found.");
        }
        else
        {
            writer.WriteAttributeString("ResponseClass", "Success");
            writer.WriteElementString("m", "ResponseCode", Ews.MessagesUri, "NoError");
        }
    }

    private static void WriteSet(XmlWriter writer, MailboxStore[] found, bool withContact)
    {
        writer.WriteStartElement("m", "ResolutionSet", Ews.MessagesUri);
        writer.WriteAttributeString("TotalItemsInView", XmlConvert.ToString(found.Length));
        writer.WriteAttributeString("IncludesLastItemInRange", "true");
        foreach (var mailbox in found.Take(100))
        {
            writer.WriteStartElement("t", "Resolution", Ews.TypesUri);
            writer.WriteStartElement("t", "Mailbox", Ews.TypesUri);
            writer.WriteElementString("t", "Name", Ews.TypesUri, mailbox.DisplayName);
            writer.WriteElementString("t", "EmailAddress", Ews.TypesUri, mailbox.Address);
            writer.WriteElementString("t", "RoutingType", Ews.TypesUri, "SMTP");
            writer.WriteElementString("t", "MailboxType", Ews.TypesUri, "Mailbox");
            writer.WriteEndElement();
            if (withContact)
            {
                WriteContact(writer, mailbox);
            }

            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }

    private static void WriteContact(XmlWriter writer, MailboxStore mailbox)
    {
        writer.WriteStartElement("t", "Contact", Ews.TypesUri);
        writer.WriteElementString("t", "DisplayName", Ews.TypesUri, mailbox.DisplayName);
        writer.WriteStartElement("t", "EmailAddresses", Ews.TypesUri);
        writer.WriteStartElement("t", "Entry", Ews.TypesUri);
        writer.WriteAttributeString("Key", "EmailAddress1");
        writer.WriteString("SMTP:" + mailbox.Address);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteElementString("t", "ContactSource", Ews.TypesUri, "ActiveDirectory");
        writer.WriteEndElement();
    }
}

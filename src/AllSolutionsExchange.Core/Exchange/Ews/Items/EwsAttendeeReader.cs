using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads attendees and organizers (MS-OXWSMTGS AttendeeType, MS-OXWSCDATA SingleRecipientType).</summary>
internal static class EwsAttendeeReader
{
    public static EwsAddress? ReadRecipient(XmlReader reader)
    {
        EwsAddress? address = null;
        if (!reader.Enter())
        {
            return null;
        }

        while (reader.NextChild())
        {
            if (reader.LocalName is "Mailbox")
            {
                address = EwsAddressReader.Read(reader);
            }
            else
            {
                reader.Skip();
            }
        }
        return address;
    }

    public static IReadOnlyList<EwsAttendee> Read(XmlReader reader)
    {
        var attendees = new List<EwsAttendee>();
        if (!reader.Enter())
        {
            return attendees;
        }

        while (reader.NextChild())
        {
            attendees.Add(ReadAttendee(reader));
        }

        return attendees;
    }

    private static EwsAttendee ReadAttendee(XmlReader reader)
    {
        EwsAddress? mailbox = null;
        string? response = null;
        if (reader.Enter())
        {
            while (reader.NextChild())
            {
                switch (reader.LocalName)
                {
                    case "Mailbox":
                        mailbox = EwsAddressReader.Read(reader);
                        break;
                    case "ResponseType":
                        response = reader.ReadText();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        return new EwsAttendee(mailbox ?? new EwsAddress(string.Empty, string.Empty, RoutingType: null), response);
    }
}

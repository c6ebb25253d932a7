using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads an item of any kind into an <see cref="EwsCalendarItem"/>; unknown elements are passed over.</summary>
internal static class EwsCalendarItemReader
{
    /// <summary>The item whose start tag the reader stands on, and past it.</summary>
    /// <exception cref="FormatException">It has no id, or a date, number or boolean of it cannot be read.</exception>
    public static EwsCalendarItem ReadWithId(XmlReader reader) =>
        Read(reader) is { ItemId: not null } item ? item : throw new FormatException("It holds an item without an id.");

    /// <summary>The item whose start tag the reader stands on, and past it.</summary>
    /// <exception cref="FormatException">A date, number or boolean of the item cannot be read.</exception>
    public static EwsCalendarItem Read(XmlReader reader)
    {
        var item = new EwsCalendarItem();
        if (!reader.Enter())
            return item;
        while (reader.NextChild())
        {
            if (!ReadItemElement(reader, item) && !ReadCalendarElement(reader, item) && !ReadPeopleAndZones(reader, item))
                reader.Skip();
        }
        return item;
    }

    private static bool ReadItemElement(XmlReader reader, EwsCalendarItem item)
    {
        switch (reader.LocalName)
        {
            case "ItemId": item.ItemId = reader.ReadItemId(); return true;
            case "ParentFolderId": item.ParentFolderId = reader.ReadFolderId(); return true;
            case "ItemClass": item.ItemClass = reader.ReadText(); return true;
            case "Subject": item.Subject = reader.ReadText(); return true;
            case "Sensitivity": item.Sensitivity = reader.ReadText(); return true;
            case "Body": item.Body = reader.ReadText(); return true;
            case "Categories": item.Categories = ReadStrings(reader); return true;
            case "DateTimeCreated": item.DateTimeCreatedUtc = reader.ReadDateTime(); return true;
            case "ReminderIsSet": item.ReminderIsSet = reader.ReadBoolean(); return true;
            case "ReminderMinutesBeforeStart": item.ReminderMinutesBeforeStart = reader.ReadInt32(); return true;
            case "LastModifiedTime": item.LastModifiedTimeUtc = reader.ReadDateTime(); return true;
            case "ExtendedProperty": ReadExtendedProperty(reader, item); return true;
            default: return false;
        }
    }

    private static bool ReadCalendarElement(XmlReader reader, EwsCalendarItem item)
    {
        switch (reader.LocalName)
        {
            case "UID": item.Uid = reader.ReadText(); return true;
            case "Start": item.StartUtc = reader.ReadDateTime(); return true;
            case "End": item.EndUtc = reader.ReadDateTime(); return true;
            case "IsAllDayEvent": item.IsAllDayEvent = reader.ReadBoolean(); return true;
            case "LegacyFreeBusyStatus": item.LegacyFreeBusyStatus = reader.ReadText(); return true;
            case "Location": item.Location = reader.ReadText(); return true;
            case "IsMeeting": item.IsMeeting = reader.ReadBoolean(); return true;
            case "CalendarItemType": item.CalendarItemType = reader.ReadText(); return true;
            case "MyResponseType": item.MyResponseType = reader.ReadText(); return true;
            default: return false;
        }
    }

    private static bool ReadPeopleAndZones(XmlReader reader, EwsCalendarItem item)
    {
        switch (reader.LocalName)
        {
            case "Organizer": item.Organizer = ReadSingleRecipient(reader); return true;
            case "RequiredAttendees": item.RequiredAttendees = ReadAttendees(reader); return true;
            case "OptionalAttendees": item.OptionalAttendees = ReadAttendees(reader); return true;
            case "Resources": item.Resources = ReadAttendees(reader); return true;
            case "StartTimeZone": item.StartTimeZone = EwsTimeZoneReader.Read(reader); return true;
            case "EndTimeZone": item.EndTimeZone = EwsTimeZoneReader.Read(reader); return true;
            default: return false;
        }
    }

    private static List<string> ReadStrings(XmlReader reader)
    {
        var strings = new List<string>();
        if (!reader.Enter())
            return strings;
        while (reader.NextChild())
            strings.Add(reader.ReadText());
        return strings;
    }

    private static void ReadExtendedProperty(XmlReader reader, EwsCalendarItem item)
    {
        if (!reader.Enter())
            return;
        bool isLinkId = false, isCleanGlobalObjectId = false;
        while (reader.NextChild())
        {
            switch (reader.LocalName)
            {
                case "ExtendedFieldURI":
                    isLinkId = IsLinkId(reader);
                    isCleanGlobalObjectId = !isLinkId && IsCleanGlobalObjectId(reader);
                    reader.Skip();
                    break;
                case "Value" when isLinkId: item.LinkId = reader.ReadText(); break;
                case "Value" when isCleanGlobalObjectId: item.CleanGlobalObjectId = reader.ReadText(); break;
                default: reader.Skip(); break;
            }
        }
    }

    private static bool IsLinkId(XmlReader reader) =>
        string.Equals(reader.GetAttribute("PropertyName"), EwsPropertyPath.LinkIdPropertyName, StringComparison.OrdinalIgnoreCase)
        && string.Equals(reader.GetAttribute("PropertySetId"), EwsPropertyPath.LinkIdPropertySet, StringComparison.OrdinalIgnoreCase);

    private static bool IsCleanGlobalObjectId(XmlReader reader) =>
        string.Equals(reader.GetAttribute("PropertyId"), "35", StringComparison.Ordinal)
        && (string.Equals(reader.GetAttribute("DistinguishedPropertySetId"), "Meeting", StringComparison.Ordinal)
            || string.Equals(reader.GetAttribute("PropertySetId"), MeetingPropertySet, StringComparison.OrdinalIgnoreCase));

    private static EwsAddress? ReadSingleRecipient(XmlReader reader)
    {
        EwsAddress? address = null;
        if (!reader.Enter())
            return null;
        while (reader.NextChild())
        {
            if (reader.LocalName is "Mailbox")
                address = EwsAddressReader.Read(reader);
            else
                reader.Skip();
        }
        return address;
    }

    private static List<EwsAttendee> ReadAttendees(XmlReader reader)
    {
        var attendees = new List<EwsAttendee>();
        if (!reader.Enter())
            return attendees;
        while (reader.NextChild())
            attendees.Add(ReadAttendee(reader));
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
                    case "Mailbox": mailbox = EwsAddressReader.Read(reader); break;
                    case "ResponseType": response = reader.ReadText(); break;
                    default: reader.Skip(); break;
                }
            }
        }
        return new EwsAttendee(mailbox ?? new EwsAddress(string.Empty, string.Empty, RoutingType: null), response);
    }

    // PSETID_Meeting (MS-OXPROPS 1.3.2).
    private const string MeetingPropertySet = "6ed8da90-450b-101b-98da-00aa003f1305";
}

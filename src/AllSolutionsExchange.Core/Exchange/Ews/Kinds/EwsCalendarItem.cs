namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// A calendar item in EWS terms. Any other kind of item that is in a calendar or in Deleted Items is read into the same class, as far
/// as it goes.
/// </summary>
internal sealed class EwsCalendarItem : EwsItem
{
    /// <summary>The iCalendar UID. It can be set on creating only.</summary>
    public string? Uid { get; set; }

    public DateTime? StartUtc { get; set; }

    /// <summary>Exclusive.</summary>
    public DateTime? EndUtc { get; set; }

    public bool? IsAllDayEvent { get; set; }

    /// <summary>Free, Tentative, Busy, OOF, WorkingElsewhere (2013 and later) or NoData.</summary>
    public string? LegacyFreeBusyStatus { get; set; }

    public string? Location { get; set; }

    public bool? IsMeeting { get; set; }

    /// <summary>Single, Occurrence, Exception or RecurringMaster.</summary>
    public string? CalendarItemType { get; set; }

    /// <summary>Unknown, Organizer, Tentative, Accept, Decline or NoResponseReceived.</summary>
    public string? MyResponseType { get; set; }

    public EwsAddress? Organizer { get; set; }

    public IReadOnlyList<EwsAttendee>? RequiredAttendees { get; set; }

    public IReadOnlyList<EwsAttendee>? OptionalAttendees { get; set; }

    /// <summary>Rooms and equipment.</summary>
    public IReadOnlyList<EwsAttendee>? Resources { get; set; }

    public EwsTimeZone? StartTimeZone { get; set; }

    public EwsTimeZone? EndTimeZone { get; set; }

    /// <summary>PSETID_Meeting 0x23, base64: the UID in the form that can be searched for.</summary>
    public string? CleanGlobalObjectId { get; set; }
}

/// <summary>A name with an address.</summary>
/// <param name="Name">The display name, possibly empty.</param>
/// <param name="Address">The address in the form of its routing type; empty when Exchange gave none.</param>
/// <param name="RoutingType">SMTP or EX; null when Exchange gave none.</param>
internal sealed record EwsAddress(string Name, string Address, string? RoutingType);

/// <summary>An attendee or a resource.</summary>
/// <param name="Mailbox">Who.</param>
/// <param name="ResponseType">Unknown, Organizer, Tentative, Accept, Decline or NoResponseReceived; null when not given.</param>
internal sealed record EwsAttendee(EwsAddress Mailbox, string? ResponseType);

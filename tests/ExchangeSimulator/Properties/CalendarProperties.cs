using System.Xml;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;
using static ExchangeSimulator.Properties.CommonProperties;

namespace ExchangeSimulator.Properties;

/// <summary>The properties of an appointment: CalendarItemType of [MS-OXWSMTGS] 2.2.4.9, in its order.</summary>
internal static class CalendarProperties
{
    public static readonly ItemProperty Uid = new("calendar:UID", PropertyKind.Text) { IsFixed = true, IsUnsearchable = true };
    public static readonly ItemProperty Start = new("calendar:Start", PropertyKind.DateTime, Shapes.Both);
    public static readonly ItemProperty End = new("calendar:End", PropertyKind.DateTime, Shapes.Both);
    public static readonly ItemProperty IsAllDay = new("calendar:IsAllDayEvent", PropertyKind.Boolean);
    public static readonly ItemProperty ShowAs = new("calendar:LegacyFreeBusyStatus", PropertyKind.Choice, Shapes.Both)
    {
        Choices = ["Free", "Tentative", "Busy", "OOF", "WorkingElsewhere", "NoData"],
    };
    public static readonly ItemProperty Location = new("calendar:Location", PropertyKind.Text, Shapes.Both);
    public static readonly ItemProperty MyResponse = new("calendar:MyResponseType", PropertyKind.Choice)
    {
        IsReadOnly = true,
        Choices = ["Unknown", "Organizer", "Tentative", "Accept", "Decline", "NoResponseReceived"],
    };
    public static readonly ItemProperty Organizer = new("calendar:Organizer", PropertyKind.Recipient, Shapes.Both) { IsReadOnly = true };
    public static readonly ItemProperty RequiredAttendees = Attendees("calendar:RequiredAttendees");
    public static readonly ItemProperty OptionalAttendees = Attendees("calendar:OptionalAttendees");
    public static readonly ItemProperty Resources = Attendees("calendar:Resources");
    public static readonly ItemProperty RequestWasSent = new("calendar:MeetingRequestWasSent", PropertyKind.Boolean) { IsReadOnly = true };
    public static readonly ItemProperty Recurrence = new("calendar:Recurrence", PropertyKind.Xml)
    {
        IsStreamed = true,
        IsUnsearchable = true,
    };
    public static readonly ItemProperty StartTimeZone = new("calendar:StartTimeZone", PropertyKind.TimeZone)
    {
        IsStreamed = true,
        IsUnsearchable = true,
        Since = SchemaVersion.Exchange2010,
    };
    public static readonly ItemProperty EndTimeZone = new("calendar:EndTimeZone", PropertyKind.TimeZone)
    {
        IsStreamed = true,
        IsUnsearchable = true,
        Since = SchemaVersion.Exchange2010,
    };

    /// <summary>The zone of 2007; given of a series only.</summary>
    public static readonly ItemProperty MeetingTimeZone = new("calendar:MeetingTimeZone", PropertyKind.Xml)
    {
        IsStreamed = true,
        IsUnsearchable = true,
        Until = SchemaVersion.Exchange2007_SP1,
        LastServer = SchemaVersion.Exchange2007,
    };

    public static readonly IReadOnlyList<ItemProperty> All =
    [
        Uid,
        Absent("calendar:RecurrenceId"),
        Computed("calendar:DateTimeStamp", PropertyKind.DateTime, i => i.LastModified),
        Start,
        End,
        Absent("calendar:OriginalStart"),
        IsAllDay,
        ShowAs,
        Location,
        new("calendar:When", PropertyKind.Text),
        Computed("calendar:IsMeeting", PropertyKind.Boolean, i => IsMeeting(i)),
        Computed("calendar:IsCancelled", PropertyKind.Boolean, _ => false),
        Computed("calendar:IsRecurring", PropertyKind.Boolean, _ => false),
        RequestWasSent,
        new("calendar:IsResponseRequested", PropertyKind.Boolean),
        Computed("calendar:CalendarItemType", PropertyKind.Choice, i => i[Recurrence] is null ? "Single" : "RecurringMaster", Shapes.Both),
        MyResponse,
        Organizer,
        RequiredAttendees,
        OptionalAttendees,
        Resources,
        Absent("calendar:ConflictingMeetingCount"),
        Absent("calendar:AdjacentMeetingCount"),
        Absent("calendar:ConflictingMeetings"),
        Absent("calendar:AdjacentMeetings"),
        Computed("calendar:Duration", PropertyKind.Text, i => XmlConvert.ToString(EndOf(i) - StartOf(i))),
        Computed("calendar:TimeZone", PropertyKind.Text, i => (i[StartTimeZone] as ZoneDefinition)?.Name) with
        {
            LastServer = SchemaVersion.Exchange2013_SP1,
        },
        Absent("calendar:AppointmentReplyTime"),
        Computed("calendar:AppointmentSequenceNumber", PropertyKind.Integer, _ => 0),
        Computed("calendar:AppointmentState", PropertyKind.Integer, i => State(i)),
        Recurrence,
        Absent("calendar:FirstOccurrence"),
        Absent("calendar:LastOccurrence"),
        Absent("calendar:ModifiedOccurrences"),
        Absent("calendar:DeletedOccurrences"),
        MeetingTimeZone,
        StartTimeZone,
        EndTimeZone,
        new("calendar:ConferenceType", PropertyKind.Integer) { LastServer = SchemaVersion.Exchange2013_SP1 },
        new("calendar:AllowNewTimeProposal", PropertyKind.Boolean),
        new("calendar:IsOnlineMeeting", PropertyKind.Boolean),
        new("calendar:MeetingWorkspaceUrl", PropertyKind.Text),
        new("calendar:NetShowUrl", PropertyKind.Text),
        Absent("calendar:EnhancedLocation", SchemaVersion.Exchange2013),
        Computed("calendar:StartWallClock", PropertyKind.Text, i => WallClock(i, Start, StartTimeZone)) with
        {
            Since = SchemaVersion.Exchange2013,
        },
        Computed("calendar:EndWallClock", PropertyKind.Text, i => WallClock(i, End, EndTimeZone)) with
        {
            Since = SchemaVersion.Exchange2013,
        },
        Computed("calendar:StartTimeZoneId", PropertyKind.Text, i => (i[StartTimeZone] as ZoneDefinition)?.Id) with
        {
            Since = SchemaVersion.Exchange2013,
        },
        Computed("calendar:EndTimeZoneId", PropertyKind.Text, i => (i[EndTimeZone] as ZoneDefinition)?.Id) with
        {
            Since = SchemaVersion.Exchange2013,
        },
        Absent("calendar:IntendedFreeBusyStatus", SchemaVersion.Exchange2013),
        Absent("calendar:JoinOnlineMeetingUrl", SchemaVersion.Exchange2013),
        Absent("calendar:OnlineMeetingSettings", SchemaVersion.Exchange2013),
        Computed("calendar:IsOrganizer", PropertyKind.Boolean, i => IsOrganizer(i)) with
        {
            Since = SchemaVersion.Exchange2013,
        },
    ];

    public static DateTimeOffset StartOf(Item item) => (DateTimeOffset)item[Start]!;

    public static DateTimeOffset EndOf(Item item) => (DateTimeOffset)item[End]!;

    /// <summary>Everybody that the item invites.</summary>
    public static IEnumerable<Recipient> AttendeesOf(Item item) =>
        new[] { RequiredAttendees, OptionalAttendees, Resources }.SelectMany(p => item[p] as Recipient[] ?? []);

    public static bool IsSeries(Item item) => item[Recurrence] is not null;

    public static bool IsMeeting(Item item) => AttendeesOf(item).Any() || !IsOrganizer(item);

    public static bool IsOrganizer(Item item) => item[MyResponse] is "Organizer";

    private static string? WallClock(Item item, ItemProperty time, ItemProperty zone) =>
        item[time] is DateTimeOffset moment && item[zone] is ZoneDefinition { Info: var clock } ? EwsDateTime.Format(moment, clock) : null;

    // asfMeeting and asfReceived of [MS-OXOCAL] 2.2.1.10.
    private static int State(Item item) => (IsMeeting(item) ? 1 : 0) | (IsOrganizer(item) ? 0 : 2);

    private static ItemProperty Attendees(string path) => new(path, PropertyKind.Attendees) { IsStreamed = true, IsUnsearchable = true };
}

using Field = AllSolutionsExchange.Exchange.Ews.EwsField<AllSolutionsExchange.Exchange.Ews.EwsCalendarItem>;
using Item = AllSolutionsExchange.Exchange.Ews.EwsItemFields<AllSolutionsExchange.Exchange.Ews.EwsCalendarItem>;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The kind of calendar items and its own fields (MS-OXWSMTGS CalendarItemType).</summary>
internal static class EwsCalendar
{
    public static Field CleanGlobalObjectId { get; } =
        Field.ReadOnly(EwsPropertyPath.CleanGlobalObjectId, (reader, item) => item.CleanGlobalObjectId = reader.ReadText());

    public static Field Uid { get; } = Of("UID", EwsValues.Text, item => item.Uid, (item, value) => item.Uid = value);

    public static Field Start { get; } = Of("Start", EwsValues.Moment, item => item.StartUtc, (item, value) => item.StartUtc = value);

    public static Field End { get; } = Of("End", EwsValues.Moment, item => item.EndUtc, (item, value) => item.EndUtc = value);

    public static Field IsAllDayEvent { get; } =
        Of("IsAllDayEvent", EwsValues.Boolean, item => item.IsAllDayEvent, (item, value) => item.IsAllDayEvent = value);

    public static Field LegacyFreeBusyStatus { get; } =
        Of("LegacyFreeBusyStatus", EwsValues.Text, item => item.LegacyFreeBusyStatus, (item, value) => item.LegacyFreeBusyStatus = value);

    public static Field Location { get; } = Of("Location", EwsValues.Text, item => item.Location, (item, value) => item.Location = value);

    public static Field IsMeeting { get; } = Field.ReadOnly("calendar:IsMeeting", (reader, item) => item.IsMeeting = reader.ReadBoolean());

    public static Field CalendarItemType { get; } =
        Field.ReadOnly("calendar:CalendarItemType", (reader, item) => item.CalendarItemType = reader.ReadText());

    public static Field MyResponseType { get; } =
        Field.ReadOnly("calendar:MyResponseType", (reader, item) => item.MyResponseType = reader.ReadText());

    public static Field Organizer { get; } =
        Field.ReadOnly("calendar:Organizer", (reader, item) => item.Organizer = EwsAttendeeReader.ReadRecipient(reader));

    public static Field RequiredAttendees { get; } =
        Field.ReadOnly("calendar:RequiredAttendees", (reader, item) => item.RequiredAttendees = EwsAttendeeReader.Read(reader));

    public static Field OptionalAttendees { get; } =
        Field.ReadOnly("calendar:OptionalAttendees", (reader, item) => item.OptionalAttendees = EwsAttendeeReader.Read(reader));

    public static Field Resources { get; } =
        Field.ReadOnly("calendar:Resources", (reader, item) => item.Resources = EwsAttendeeReader.Read(reader));

    public static Field StartTimeZone { get; } =
        Of("StartTimeZone", EwsValues.TimeZone, item => item.StartTimeZone, (item, value) => item.StartTimeZone = value);

    public static Field EndTimeZone { get; } =
        Of("EndTimeZone", EwsValues.TimeZone, item => item.EndTimeZone, (item, value) => item.EndTimeZone = value);

    public static EwsKind<EwsCalendarItem> Kind { get; } =
        new()
        {
            Element = "CalendarItem",
            ItemClass = "IPM.Appointment",
            FolderClass = "IPF.Appointment",
            Home = EwsFolderId.Calendar,
            Fields = new(
                Item.ParentFolderId,
                Item.ItemClass,
                Item.Subject,
                Item.Sensitivity,
                Item.Body,
                Item.Categories,
                Item.DateTimeCreated,
                Item.ReminderIsSet,
                Item.ReminderMinutesBeforeStart,
                Item.LinkId,
                CleanGlobalObjectId,
                Item.LastModifiedTime,
                Uid,
                Start,
                End,
                IsAllDayEvent,
                LegacyFreeBusyStatus,
                Location,
                IsMeeting,
                CalendarItemType,
                MyResponseType,
                Organizer,
                RequiredAttendees,
                OptionalAttendees,
                Resources,
                StartTimeZone,
                EndTimeZone
            ),

            // A zone keeps the wall clock and so moves the times: the zones come first, then the times that were meant.
            FirstInUpdate = [StartTimeZone, EndTimeZone],
            Uid = CleanGlobalObjectId,
            Date = Start,
        };

    private static Field Of<TValue>(
        string name,
        EwsValue<TValue> value,
        Func<EwsCalendarItem, TValue?> get,
        Action<EwsCalendarItem, TValue> set
    ) => Field.Of("calendar:" + name, value, get, set);
}

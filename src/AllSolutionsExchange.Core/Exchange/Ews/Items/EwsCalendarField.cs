using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// A field of a calendar item that can be written: how it is named and how it stands in XML. <see cref="All"/> is in the
/// order of the schema (MS-OXWSCORE ItemType, MS-OXWSMTGS CalendarItemType), which Exchange insists on.
/// </summary>
internal sealed class EwsCalendarField
{
    private readonly Func<EwsCalendarItem, bool> _isPresent;
    private readonly Action<XmlWriter, EwsCalendarItem> _writeValue;

    private EwsCalendarField(EwsPropertyPath path, Func<EwsCalendarItem, bool> isPresent, Action<XmlWriter, EwsCalendarItem> writeValue)
    {
        Path = path;
        _isPresent = isPresent;
        _writeValue = writeValue;
    }

    public static EwsCalendarField Subject { get; } = Text("item:Subject", "Subject", item => item.Subject);

    public static EwsCalendarField Sensitivity { get; } = Text("item:Sensitivity", "Sensitivity", item => item.Sensitivity);

    public static EwsCalendarField Body { get; } =
        new(EwsPropertyPath.Field("item:Body"), item => item.Body is not null, WriteBody);

    public static EwsCalendarField Categories { get; } =
        new(EwsPropertyPath.Field("item:Categories"), item => item.Categories is { Count: > 0 }, WriteCategories);

    public static EwsCalendarField ReminderIsSet { get; } =
        Text("item:ReminderIsSet", "ReminderIsSet", item => Format(item.ReminderIsSet));

    public static EwsCalendarField ReminderMinutesBeforeStart { get; } = Text(
        "item:ReminderMinutesBeforeStart", "ReminderMinutesBeforeStart",
        item => item.ReminderMinutesBeforeStart?.ToString(CultureInfo.InvariantCulture));

    public static EwsCalendarField LinkId { get; } =
        new(EwsPropertyPath.LinkId, item => item.LinkId is not null, WriteLinkId);

    public static EwsCalendarField Uid { get; } = Text("calendar:UID", "UID", item => item.Uid);

    public static EwsCalendarField Start { get; } = Text("calendar:Start", "Start", item => Format(item.StartUtc));

    public static EwsCalendarField End { get; } = Text("calendar:End", "End", item => Format(item.EndUtc));

    public static EwsCalendarField IsAllDayEvent { get; } =
        Text("calendar:IsAllDayEvent", "IsAllDayEvent", item => Format(item.IsAllDayEvent));

    public static EwsCalendarField LegacyFreeBusyStatus { get; } =
        Text("calendar:LegacyFreeBusyStatus", "LegacyFreeBusyStatus", item => item.LegacyFreeBusyStatus);

    public static EwsCalendarField Location { get; } = Text("calendar:Location", "Location", item => item.Location);

    public static EwsCalendarField StartTimeZone { get; } =
        Zone("calendar:StartTimeZone", "StartTimeZone", item => item.StartTimeZone);

    public static EwsCalendarField EndTimeZone { get; } =
        Zone("calendar:EndTimeZone", "EndTimeZone", item => item.EndTimeZone);

    public static IReadOnlyList<EwsCalendarField> All { get; } =
    [
        Subject, Sensitivity, Body, Categories, ReminderIsSet, ReminderMinutesBeforeStart, LinkId, Uid, Start, End,
        IsAllDayEvent, LegacyFreeBusyStatus, Location, StartTimeZone, EndTimeZone,
    ];

    /// <summary>
    /// The order of an update, which Exchange carries out one field after the other: a zone keeps the wall clock and so moves the
    /// times. The zones come first, then the times that were meant.
    /// </summary>
    public static IReadOnlyList<EwsCalendarField> InUpdateOrder { get; } =
        [StartTimeZone, EndTimeZone, .. All.Where(field => field != StartTimeZone && field != EndTimeZone)];

    public EwsPropertyPath Path { get; }

    public bool IsPresent(EwsCalendarItem item) => _isPresent(item);

    public void WriteValue(XmlWriter writer, EwsCalendarItem item) => _writeValue(writer, item);

    private static EwsCalendarField Text(string uri, string element, Func<EwsCalendarItem, string?> value) =>
        new(EwsPropertyPath.Field(uri), item => value(item) is not null, (writer, item) => writer.WriteType(element, value(item)!));

    private static EwsCalendarField Zone(string uri, string element, Func<EwsCalendarItem, EwsTimeZone?> value) =>
        new(EwsPropertyPath.Field(uri), item => value(item) is not null, (writer, item) => writer.WriteTimeZone(element, value(item)!.Id));

    private static void WriteBody(XmlWriter writer, EwsCalendarItem item)
    {
        writer.StartType("Body");
        writer.WriteAttributeString("BodyType", "Text");
        writer.WriteText(item.Body!);
        writer.WriteEndElement();
    }

    private static void WriteCategories(XmlWriter writer, EwsCalendarItem item)
    {
        writer.StartType("Categories");
        foreach (var category in item.Categories!)
            writer.WriteType("String", category);
        writer.WriteEndElement();
    }

    private static void WriteLinkId(XmlWriter writer, EwsCalendarItem item)
    {
        writer.StartType("ExtendedProperty");
        EwsPropertyPath.LinkId.Write(writer);
        writer.WriteType("Value", item.LinkId!);
        writer.WriteEndElement();
    }

    private static string? Format(bool? value) => value switch { true => "true", false => "false", null => null };

    private static string? Format(DateTime? utc) => utc is { } value ? EwsDateTime.Format(value) : null;
}

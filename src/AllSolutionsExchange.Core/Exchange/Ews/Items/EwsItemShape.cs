using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Which fields of an item an answer holds: its id, and those listed.</summary>
internal sealed class EwsItemShape
{
    private readonly EwsPropertyPath[] _properties;
    private readonly bool _includesBody;

    private EwsItemShape(bool includesBody, EwsPropertyPath[] properties)
    {
        _includesBody = includesBody;
        _properties = properties;
    }

    /// <summary>Id and change key.</summary>
    public static EwsItemShape IdOnly { get; } = new(includesBody: false, []);

    /// <summary>Id, change key and subject.</summary>
    public static EwsItemShape Subject { get; } = new(includesBody: false, [EwsPropertyPath.Subject]);

    /// <summary>What a person knows an item by, and whether it is private.</summary>
    public static EwsItemShape Name { get; } = new(includesBody: false,
        [EwsPropertyPath.Subject, EwsPropertyPath.Field("item:Sensitivity"), EwsPropertyPath.Field("calendar:Start")]);

    /// <summary>What says which item it is: folder, class, marker, CleanGlobalObjectId, times of creation and change.</summary>
    public static EwsItemShape Identity { get; } = new(includesBody: false,
    [
        EwsPropertyPath.Field("item:ParentFolderId"), EwsPropertyPath.Field("item:ItemClass"),
        EwsPropertyPath.Field("item:DateTimeCreated"), EwsPropertyPath.Field("item:LastModifiedTime"),
        EwsPropertyPath.LinkId, EwsPropertyPath.CleanGlobalObjectId,
    ]);

    /// <summary>Every field of <see cref="EwsCalendarItem"/>, the body as text. For GetItem: FindItem gives no body.</summary>
    public static EwsItemShape Calendar { get; } = new(includesBody: true,
    [
        EwsPropertyPath.Field("item:ParentFolderId"), EwsPropertyPath.Field("item:ItemClass"),
        EwsPropertyPath.Field("item:Subject"), EwsPropertyPath.Field("item:Sensitivity"),
        EwsPropertyPath.Field("item:Body"), EwsPropertyPath.Field("item:Categories"),
        EwsPropertyPath.Field("item:DateTimeCreated"), EwsPropertyPath.Field("item:ReminderIsSet"),
        EwsPropertyPath.Field("item:ReminderMinutesBeforeStart"), EwsPropertyPath.Field("item:LastModifiedTime"),
        EwsPropertyPath.Field("calendar:UID"), EwsPropertyPath.Field("calendar:Start"), EwsPropertyPath.Field("calendar:End"),
        EwsPropertyPath.Field("calendar:IsAllDayEvent"), EwsPropertyPath.Field("calendar:LegacyFreeBusyStatus"),
        EwsPropertyPath.Field("calendar:Location"), EwsPropertyPath.Field("calendar:IsMeeting"),
        EwsPropertyPath.Field("calendar:CalendarItemType"),
        EwsPropertyPath.Field("calendar:MyResponseType"), EwsPropertyPath.Field("calendar:Organizer"),
        EwsPropertyPath.Field("calendar:RequiredAttendees"), EwsPropertyPath.Field("calendar:OptionalAttendees"),
        EwsPropertyPath.Field("calendar:Resources"), EwsPropertyPath.Field("calendar:StartTimeZone"),
        EwsPropertyPath.Field("calendar:EndTimeZone"), EwsPropertyPath.LinkId, EwsPropertyPath.CleanGlobalObjectId,
    ]);

    public void Write(XmlWriter writer)
    {
        writer.StartMessage("ItemShape");
        writer.WriteType("BaseShape", "IdOnly");
        if (_includesBody)
            writer.WriteType("BodyType", "Text");
        if (_properties.Length > 0)
        {
            writer.StartType("AdditionalProperties");
            foreach (var property in _properties)
                property.Write(writer);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }
}

using System.Globalization;
using System.Xml;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Mailboxes;

/// <summary>The MAPI properties ([MS-OXPROPS]) under which clients read, search and write what EWS has names of its own for.</summary>
internal static class MapiProperties
{
    private static readonly Guid Appointment = new("00062002-0000-0000-C000-000000000046");
    private static readonly Guid Task = new("00062003-0000-0000-C000-000000000046");
    private static readonly Guid Common = new("00062008-0000-0000-C000-000000000046");
    private static readonly Guid PublicStrings = new("00020329-0000-0000-C000-000000000046");

    private static readonly string[] Sensitivities = ["Normal", "Personal", "Private", "Confidential"];
    private static readonly string[] Importances = ["Low", "Normal", "High"];
    private static readonly string[] BusyStatuses = ["Free", "Tentative", "Busy", "OOF", "WorkingElsewhere"];

    // The name, and the path of EWS that has the same value.
    private static readonly Dictionary<ExtendedPropertyName, string> Paths = new()
    {
        [Tag(0x0037, "String")] = "item:Subject",
        [Tag(0x0E1D, "String")] = "item:Subject",
        [Tag(0x001A, "String")] = "item:ItemClass",
        [Tag(0x0036, "Integer")] = "item:Sensitivity",
        [Tag(0x0017, "Integer")] = "item:Importance",
        [Tag(0x0060, "SystemTime")] = "calendar:Start",
        [Tag(0x0061, "SystemTime")] = "calendar:End",
        [Tag(0x3007, "SystemTime")] = "item:DateTimeCreated",
        [Tag(0x3008, "SystemTime")] = "item:LastModifiedTime",
        [Id(Appointment, 0x820D, "SystemTime")] = "calendar:Start",
        [Id(Appointment, 0x820E, "SystemTime")] = "calendar:End",
        [Id(Appointment, 0x8205, "Integer")] = "calendar:LegacyFreeBusyStatus",
        [Id(Appointment, 0x8208, "String")] = "calendar:Location",
        [Id(Appointment, 0x8215, "Boolean")] = "calendar:IsAllDayEvent",
        [Id(Appointment, 0x8217, "Integer")] = "calendar:AppointmentState",
        [Id(Common, 0x8501, "Integer")] = "item:ReminderMinutesBeforeStart",
        [Id(Common, 0x8503, "Boolean")] = "item:ReminderIsSet",
        [Id(Common, 0x8516, "SystemTime")] = "calendar:Start",
        [Id(Common, 0x8517, "SystemTime")] = "calendar:End",
        [new ExtendedPropertyName(PublicStrings, "Keywords", null, null, "StringArray")] = "item:Categories",
    };

    // What tasks have no path of EWS for, and what means another thing there than in a calendar.
    private static readonly Dictionary<ExtendedPropertyName, ItemProperty> OfTasks = new()
    {
        [Id(Task, 0x8104, "SystemTime")] = TaskProperties.StartDay,
        [Id(Task, 0x8105, "SystemTime")] = TaskProperties.DueDay,
        [Id(Common, 0x8516, "SystemTime")] = TaskProperties.CommonStart,
        [Id(Common, 0x8517, "SystemTime")] = TaskProperties.CommonEnd,
    };

    private static readonly ExtendedPropertyName Recurring = Id(Appointment, 0x8223, "Boolean");

    /// <summary>The property of an item that a name stands for, or null where it stands for none.</summary>
    public static ItemProperty? PropertyOf(ItemSchema schema, ExtendedPropertyName name)
    {
        if (schema == ItemSchema.Task && OfTasks.TryGetValue(name, out var property))
        {
            return property;
        }

        return Paths.TryGetValue(name, out var path) ? schema.ByPath(path) : null;
    }

    /// <summary>The value in the type of the name: string, string[], int, bool or DateTimeOffset; or null.</summary>
    public static object? Of(Item item, ExtendedPropertyName name)
    {
        if (name == Recurring && item.Schema == ItemSchema.CalendarItem)
        {
            return CalendarProperties.IsSeries(item);
        }

        return PropertyOf(item.Schema, name) is { } property ? Number(property, property.Of(item)) : null;
    }

    /// <summary>The value as it stands in XML; or null.</summary>
    public static object? TextOf(Item item, ExtendedPropertyName name) => Text(Of(item, name));

    /// <summary>What a folder has under a name, as it stands in XML; or null.</summary>
    public static string? Of(Folder folder, ExtendedPropertyName name) =>
        (name.Tag, name.Type) switch
        {
            (0x3001, "String") => folder.DisplayName,
            (0x3613, "String") => folder.FolderClass.Length == 0 ? null : folder.FolderClass,
            (0x3602, "Integer") => XmlConvert.ToString(folder.Items.Count),
            // No folder here is hidden.
            (0x10F4, "Boolean") => "false",
            _ => null,
        };

    /// <summary>The value of a property of EWS that a text in a name's type means.</summary>
    /// <exception cref="EwsItemException">The property is none that can be set, or there is no such value.</exception>
    public static object Read(ItemProperty property, object value)
    {
        if (property.IsReadOnly)
        {
            throw new EwsItemException("ErrorInvalidPropertySet", $"Set action is invalid for property. ({property.Path})");
        }

        if (value is not string text)
        {
            return value;
        }

        return property.Kind switch
        {
            PropertyKind.DateTime => EwsDateTime.Parse(text, TimeZoneInfo.Utc),
            PropertyKind.Boolean => XmlConvert.ToBoolean(text),
            PropertyKind.Integer => Number(text),
            PropertyKind.Choice => Choices(property)!.ElementAtOrDefault(Number(text)) ?? throw Invalid(),
            _ => text,
        };
    }

    private static int Number(string text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : throw Invalid();

    private static EwsItemException Invalid() => new("ErrorInvalidExtendedPropertyValue", "The specified value is invalid for property.");

    private static object? Number(ItemProperty property, object? value) =>
        value is string text && Choices(property) is { } choices ? Array.IndexOf(choices, text) : value;

    private static string[]? Choices(ItemProperty property) =>
        property.Path switch
        {
            "item:Sensitivity" => Sensitivities,
            "item:Importance" => Importances,
            "calendar:LegacyFreeBusyStatus" => BusyStatuses,
            _ => null,
        };

    private static object? Text(object? value) =>
        value switch
        {
            bool flag => XmlConvert.ToString(flag),
            int number => number.ToString(CultureInfo.InvariantCulture),
            DateTimeOffset time => EwsDateTime.Format(time, TimeZoneInfo.Utc),
            _ => value,
        };

    private static ExtendedPropertyName Tag(int tag, string type) => new(null, null, null, tag, type);

    private static ExtendedPropertyName Id(Guid set, int id, string type) => new(set, null, id, null, type);
}

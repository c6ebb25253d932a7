using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Properties;

/// <summary>A kind of item: its element, its class and its properties in the order of the schema.</summary>
internal sealed class ItemSchema
{
    private readonly Dictionary<string, int> _elements;
    private readonly Dictionary<string, ItemProperty> _paths;

    private ItemSchema(string element, string itemClass, int objectType, string folder, IEnumerable<ItemProperty> own)
    {
        Element = element;
        ItemClass = itemClass;
        ObjectType = objectType;
        Folder = folder;
        Properties = [.. CommonProperties.All, .. own];
        _elements = Properties.Index().ToDictionary(p => p.Item.Element, p => p.Index, StringComparer.Ordinal);
        _paths = Properties.ToDictionary(p => p.Path, StringComparer.Ordinal);
    }

    public static readonly ItemSchema CalendarItem = new("CalendarItem", "IPM.Appointment", 15, "calendar", CalendarProperties.All);
    public static readonly ItemSchema Message = new("Message", "IPM.Note", 9, "drafts", MessageProperties.All);
    public static readonly ItemSchema Contact = new("Contact", "IPM.Contact", 17, "contacts", ContactProperties.All);
    public static readonly ItemSchema Task = new("Task", "IPM.Task", 19, "tasks", TaskProperties.All);

    public static readonly IReadOnlyList<ItemSchema> Schemas = [CalendarItem, Message, Contact, Task];

    public string Element { get; }

    public string ItemClass { get; }

    /// <summary>The number at the head of a change key.</summary>
    public int ObjectType { get; }

    /// <summary>Where CreateItem puts it unless told.</summary>
    public string Folder { get; }

    public IReadOnlyList<ItemProperty> Properties { get; }

    /// <summary>The schema that an element such as CalendarItem names, or null.</summary>
    public static ItemSchema? ByElement(string element) => Schemas.FirstOrDefault(s => s.Element == element);

    /// <summary>The property of a path such as item:Subject, or null where this kind of item has none.</summary>
    public ItemProperty? ByPath(string path) => _paths.GetValueOrDefault(path);

    /// <summary>The place of an element in the schema's sequence, or null where this version has none of the name.</summary>
    public int? PlaceOf(string element, SchemaVersion version) =>
        _elements.TryGetValue(element, out var place) && Properties[place].IsKnownTo(version) ? place : null;

    /// <summary>Whether any kind of item or folder has this path in a version; one that none has violates the schema of the
    /// request.</summary>
    public static bool IsKnownPath(string path, SchemaVersion version) =>
        Schemas.Any(s => s._paths.TryGetValue(path, out var property) && property.IsKnownTo(version))
        || OtherPrefixes.Contains(path.Split(':')[0]);

    // Their kinds of item are not played: any path of theirs is taken, and never found.
    private static readonly string[] OtherPrefixes =
    [
        "folder",
        "meeting",
        "meetingRequest",
        "conversation",
        "distributionlist",
        "postitem",
        "persona",
    ];
}

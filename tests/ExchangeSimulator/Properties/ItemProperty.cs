using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Properties;

/// <summary>How a property's value is kept, read and written.</summary>
internal enum PropertyKind
{
    /// <summary>string</summary>
    Text,

    /// <summary>bool</summary>
    Boolean,

    /// <summary>int</summary>
    Integer,

    /// <summary>double</summary>
    Number,

    /// <summary>DateTimeOffset in UTC</summary>
    DateTime,

    /// <summary>string, one of <see cref="ItemProperty.Choices"/></summary>
    Choice,

    /// <summary>string[]</summary>
    Strings,

    /// <summary><see cref="ItemBody"/></summary>
    Body,

    /// <summary><see cref="Zones.ZoneDefinition"/></summary>
    TimeZone,

    /// <summary>Recipient[], one at most</summary>
    Recipient,

    /// <summary>Recipient[]</summary>
    Recipients,

    /// <summary>Recipient[], each with its response</summary>
    Attendees,

    /// <summary>XElement, kept as it came</summary>
    Xml,

    /// <summary>EntryId with its change key</summary>
    Id,

    /// <summary>The place of the extended properties within the sequence.</summary>
    Extended,

    /// <summary>A path that clients may ask for and never get.</summary>
    Absent,
}

/// <summary>Where a property is given without being asked for by name.</summary>
[Flags]
internal enum Shapes
{
    None = 0,
    Default = 1,
    All = 2,
    Both = Default | All,
}

/// <summary>One property of an item: its path, its element, and what may be done with it.</summary>
internal sealed record ItemProperty(string Path, PropertyKind Kind, Shapes Shapes = Shapes.All)
{
    /// <summary>Its element's name: the path without its prefix.</summary>
    public string Element { get; } = Path[(Path.IndexOf(':', StringComparison.Ordinal) + 1)..];

    /// <summary>Made by the server; a client cannot set it.</summary>
    public bool IsReadOnly { get; init; }

    /// <summary>Can be set in CreateItem only.</summary>
    public bool IsFixed { get; init; }

    /// <summary>The first version of EWS that knows it.</summary>
    public SchemaVersion Since { get; init; }

    /// <summary>The last version of EWS that knows it.</summary>
    public SchemaVersion Until { get; init; } = SchemaVersion.V2016_10_10;

    /// <summary>The last server that still gives it, of what is no series.</summary>
    public SchemaVersion LastServer { get; init; } = SchemaVersion.V2016_10_10;

    /// <summary>Not given by FindItem and SyncFolderItems, which read the folder's table only.</summary>
    public bool IsStreamed { get; init; }

    /// <summary>Cannot stand in a restriction or sort order.</summary>
    public bool IsUnsearchable { get; init; }

    /// <summary>Kept in the item, or computed from it; null is "not there".</summary>
    public Func<Item, object?>? Compute { get; init; }

    /// <summary>The values of the schema's enumeration.</summary>
    public IReadOnlyList<string> Choices { get; init; } = [];

    /// <summary>Whether requests of a version may name it.</summary>
    public bool IsKnownTo(SchemaVersion version) => version >= Since && version <= Until;

    /// <summary>Two paths of the same name are two properties.</summary>
    public bool Equals(ItemProperty? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => Path.GetHashCode(StringComparison.Ordinal);

    /// <summary>The value of an item, or null.</summary>
    public object? Of(Item item) => Compute is null ? item[this] : Compute(item);
}

/// <summary>Somebody to whom an item goes or from whom it comes.</summary>
internal sealed record Recipient(string Name, string Address, string Response = "Unknown");

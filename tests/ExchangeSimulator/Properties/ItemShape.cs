using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Properties;

/// <summary>Which properties a request wants of items (ItemResponseShapeType, [MS-OXWSCDATA] 2.2.4.49), and how they are written.</summary>
internal sealed class ItemShape
{
    private readonly string _baseShape;
    private readonly string _bodyType;
    private readonly bool _isSummary;
    private readonly SchemaVersions _versions;
    private readonly HashSet<string> _paths = new(StringComparer.Ordinal);
    private readonly List<(XElement Uri, ExtendedPropertyName Name)> _extended = [];
    private readonly Dictionary<ItemSchema, ItemProperty[]> _properties = [];

    private ItemShape(string baseShape, string bodyType, bool isSummary, SchemaVersions versions)
    {
        _baseShape = baseShape;
        _bodyType = bodyType;
        _isSummary = isSummary;
        _versions = versions;
    }

    /// <summary>The shape of answers to writes.</summary>
    public static ItemShape IdOnly { get; } =
        new("IdOnly", "Best", isSummary: true, new SchemaVersions(SchemaVersion.Exchange2007, SchemaVersion.V2016_10_10));

    /// <summary>Reads an ItemShape element.</summary>
    /// <param name="element">The element.</param>
    /// <param name="isSummary">Whether the operation reads the folder's table only.</param>
    /// <param name="versions">Which properties there are.</param>
    public static ItemShape Read(XElement element, bool isSummary, SchemaVersions versions)
    {
        var baseShape = element.Type("BaseShape")?.Value ?? "";
        if (baseShape is not ("IdOnly" or "Default" or "AllProperties"))
        {
            throw EwsFaultException.Schema(element, $"The BaseShape '{baseShape}' fails the enumeration constraint.");
        }

        var bodyType = element.Type("BodyType")?.Value ?? "Best";
        if (bodyType is not ("Best" or "HTML" or "Text"))
        {
            throw EwsFaultException.Schema(element, $"The BodyType '{bodyType}' fails the enumeration constraint.");
        }

        var shape = new ItemShape(baseShape, bodyType, isSummary, versions);
        foreach (var path in element.Type("AdditionalProperties")?.Elements() ?? [])
        {
            shape.Add(path);
        }

        return shape;
    }

    /// <summary>Makes sure that an item can be given so.</summary>
    /// <exception cref="EwsItemException">It cannot.</exception>
    public void Check(Item item)
    {
        if (item.Schema == ItemSchema.Task && _paths.Contains("item:UniqueBody"))
        {
            throw new EwsItemException("ErrorInternalServerError", "An internal server error occurred. The operation failed.");
        }
    }

    /// <summary>Writes an item, from its own element on.</summary>
    public void Write(XmlWriter writer, Item item, TimeZoneInfo zone)
    {
        var values = new PropertyWriter(writer, zone, _bodyType, _versions);
        writer.WriteStartElement("t", item.Schema.Element, Ews.TypesUri);
        foreach (var property in PropertiesOf(item.Schema))
        {
            if (property.Kind == PropertyKind.Extended)
            {
                WriteExtended(values, item);
            }
            else if (property.Kind == PropertyKind.Id)
            {
                WriteId(values, property, item);
            }
            else if (
                (property.LastServer >= _versions.Server || CalendarProperties.IsSeries(item))
                && property.Of(item) is { } value and not Recipient[] { Length: 0 }
            )
            {
                values.Write(property, value);
            }
        }
        writer.WriteEndElement();
    }

    private void Add(XElement path)
    {
        switch (path.Name.LocalName)
        {
            case "FieldURI":
                var uri = path.Value("FieldURI") ?? "";
                if (!ItemSchema.IsKnownPath(uri, _versions.Request))
                {
                    throw EwsFaultException.Schema(
                        path,
                        $"The 'FieldURI' attribute is invalid - The value '{uri}' fails the enumeration constraint."
                    );
                }

                _paths.Add(uri);
                break;
            case "ExtendedFieldURI":
                _extended.Add((path, ExtendedPropertyName.Read(path)));
                break;
            case "IndexedFieldURI":
                _paths.Add(IndexedProperty.PropertyPath(path));
                break;
            default:
                throw EwsFaultException.Schema(path, $"The element '{path.Name}' is no path.");
        }
    }

    private ItemProperty[] PropertiesOf(ItemSchema schema)
    {
        if (!_properties.TryGetValue(schema, out var properties))
        {
            _properties[schema] = properties = schema.Properties.Where(Wanted).ToArray();
        }

        return properties;
    }

    private bool Wanted(ItemProperty property)
    {
        if (property.Kind == PropertyKind.Extended)
        {
            return _extended.Count > 0;
        }

        if (property.Kind == PropertyKind.Absent || property.IsStreamed && _isSummary || !property.IsKnownTo(_versions.Request))
        {
            return false;
        }

        return property.Path == "item:ItemId"
            || _paths.Contains(property.Path)
            || _baseShape == "AllProperties" && property.Shapes.HasFlag(Shapes.All)
            || _baseShape == "Default" && property.Shapes.HasFlag(Shapes.Default);
    }

    private void WriteExtended(PropertyWriter values, Item item)
    {
        foreach (var (uri, name) in _extended)
        {
            if (item.GetExtended(name) is { } value)
            {
                values.WriteExtended(uri, value);
            }
        }
    }

    private static void WriteId(PropertyWriter values, ItemProperty property, Item item)
    {
        if (property.Element == "ItemId")
        {
            values.WriteId("ItemId", item.Id, item.ChangeKey);
        }
        else
        {
            values.WriteId(property.Element, item.Folder.Id, item.Folder.ChangeKey);
        }
    }
}

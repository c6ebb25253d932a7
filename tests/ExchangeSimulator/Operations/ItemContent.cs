using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>What an item element of a request says, read and checked before anything is written.</summary>
internal sealed class ItemContent
{
    private readonly List<(ItemProperty Property, object Value)> _values = [];
    private readonly List<(ExtendedPropertyName Name, object Value)> _extended = [];

    private ItemContent(ItemSchema schema) => Schema = schema;

    public ItemSchema Schema { get; }

    /// <summary>Reads an element such as CalendarItem.</summary>
    /// <param name="element">The element.</param>
    /// <param name="context">Its version, and its zone.</param>
    /// <exception cref="EwsFaultException">It violates the schema: an unknown element, a wrong order, a wrong value.</exception>
    /// <exception cref="EwsItemException">It cannot be created so.</exception>
    public static ItemContent Read(XElement element, OperationContext context)
    {
        var schema =
            ItemSchema.ByElement(element.Name.LocalName) ?? throw EwsErrors.NotPlayed($"items of the kind {element.Name.LocalName}");
        CheckOrder(schema, element, context.Versions.Request);
        var reading = new ReadingContext(
            element.Type("StartTimeZone"),
            element.Type("EndTimeZone"),
            context.Zone,
            context.Versions.Request
        );
        var content = new ItemContent(schema);
        foreach (var child in element.Elements())
        {
            content.Add(child, reading);
        }

        return content;
    }

    /// <summary>Sets all of it on a new item.</summary>
    public void ApplyTo(Item item)
    {
        foreach (var (property, value) in _values)
        {
            item[property] = value;
            TaskRules.Follow(item, property);
        }
        foreach (var (name, value) in _extended)
        {
            item.SetExtended(name, value);
        }
    }

    /// <summary>Reads the name and value of an ExtendedProperty element.</summary>
    public static (ExtendedPropertyName Name, object Value) ReadExtended(XElement element)
    {
        var uri = element.Type("ExtendedFieldURI") ?? throw EwsFaultException.Schema(element, "The element 'ExtendedFieldURI' is missing.");
        var name = ExtendedPropertyName.Read(uri);
        if (name.IsArray)
        {
            return (name, (element.Type("Values")?.Elements() ?? []).Select(v => name.Normalise(v.Value)).ToArray());
        }

        var value = element.Type("Value") ?? throw EwsFaultException.Schema(element, "The element 'Value' is missing.");
        return (name, name.Normalise(value.Value));
    }

    private void Add(XElement child, ReadingContext reading)
    {
        var property = Schema.Properties[Schema.PlaceOf(child.Name.LocalName, reading.Version)!.Value];
        if (property.Kind == PropertyKind.Extended)
        {
            _extended.Add(ReadExtended(child));
        }
        else if (property.IsReadOnly)
        {
            throw new EwsItemException("ErrorInvalidPropertySet", $"Set action is invalid for property. ({property.Path})");
        }
        else
        {
            _values.Add((property, PropertyReader.Read(property, child, reading)));
        }
    }

    private static void CheckOrder(ItemSchema schema, XElement element, SchemaVersion version)
    {
        var last = -1;
        foreach (var child in element.Elements())
        {
            var place = child.Name.Namespace == Ews.Types ? schema.PlaceOf(child.Name.LocalName, version) : null;
            var repeats = place == last && schema.Properties[last].Kind == PropertyKind.Extended;
            if (place is null || place <= last && !repeats)
            {
                throw EwsFaultException.Schema(
                    child,
                    $"The element '{element.Name.LocalName}' has invalid child element '{child.Name.LocalName}' at this place."
                );
            }

            last = place.Value;
        }
    }
}

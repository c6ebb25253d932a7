using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Search;

/// <summary>Reads a path within a restriction or sort order into what gets its value from an item.</summary>
internal static class SearchPath
{
    /// <exception cref="EwsItemException">The property cannot be searched for.</exception>
    public static Func<Item, object?> Read(XElement path, SchemaVersion version)
    {
        switch (path.Name.LocalName)
        {
            case "ExtendedFieldURI":
                var name = ExtendedPropertyName.Read(path);
                return item => MapiProperties.Of(item, name) ?? item.GetExtended(name);
            case "FieldURI":
                return Field(path, version);
            case "IndexedFieldURI":
                _ = IndexedProperty.PropertyPath(path);
                throw EwsErrors.UnsupportedPath();
            default:
                throw EwsFaultException.Schema(path, $"The element '{path.Name}' is no path.");
        }
    }

    private static Func<Item, object?> Field(XElement path, SchemaVersion version)
    {
        var uri = path.Value("FieldURI") ?? "";
        if (!ItemSchema.IsKnownPath(uri, version))
        {
            throw EwsFaultException.Schema(
                path,
                $"The 'FieldURI' attribute is invalid - The value '{uri}' fails the enumeration constraint."
            );
        }

        if (uri == "item:Body")
        {
            return item => (item[CommonProperties.Body] as ItemBody)?.ToText();
        }

        if (ItemSchema.Schemas.Select(s => s.ByPath(uri)).Any(p => p is { IsUnsearchable: true }))
        {
            throw EwsErrors.UnsupportedPath();
        }

        return item => item.Schema.ByPath(uri) is { } property ? Value(property, item) : null;
    }

    private static object? Value(ItemProperty property, Item item) =>
        property.Of(item) switch
        {
            Recipient[] recipients => recipients.FirstOrDefault()?.Address,
            EntryId id => id.ToString(),
            var value => value,
        };
}

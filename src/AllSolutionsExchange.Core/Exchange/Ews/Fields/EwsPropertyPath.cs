using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The name of a property in a request: a FieldURI, or an extended property (MS-OXWSXPROP).</summary>
internal sealed class EwsPropertyPath
{
    private readonly string _name;
    private readonly (string Name, string Value)[] _attributes;
    private readonly (string Name, string Value)? _propertySetId;

    private EwsPropertyPath(string name, string element, (string Name, string Value)[] attributes, string? propertySetId = null)
    {
        _name = name;
        Element = element;
        _attributes = attributes;
        _propertySetId = propertySetId is null ? null : ("PropertySetId", propertySetId);
    }

    public const string LinkIdPropertySet = "a892b3d0-1b56-42ba-9438-cb0b655724c6";

    public const string LinkIdPropertyName = "AllSolutionsLinkId";

    /// <summary>
    /// The marker that says which link an item belongs to. It stands on items in mailboxes already: it can never change.
    /// </summary>
    public static EwsPropertyPath LinkId { get; } =
        Extended([("PropertySetId", LinkIdPropertySet), ("PropertyName", LinkIdPropertyName), ("PropertyType", "String")]);

    /// <summary>
    /// PidLidCleanGlobalObjectId, PSETID_Meeting 0x23 (MS-OXPROPS): the UID as it can be searched for, which
    /// <c>calendar:UID</c> cannot.
    /// </summary>
    public static EwsPropertyPath CleanGlobalObjectId { get; } =
        Numbered("Meeting", "6ed8da90-450b-101b-98da-00aa003f1305", 0x23, "Binary");

    public static EwsPropertyPath Subject { get; } = Field("item:Subject");

    public static EwsPropertyPath Body { get; } = Field("item:Body");

    /// <summary>The local name of the element that holds the value.</summary>
    public string Element { get; }

    /// <summary>Whether it is an extended property: its value then comes in an ExtendedProperty element, beside its name.</summary>
    public bool IsExtended => _name is "ExtendedFieldURI";

    /// <summary>A property by its FieldURI, whose last part is the name of its element.</summary>
    public static EwsPropertyPath Field(string uri) => new("FieldURI", uri.Substring(uri.IndexOf(':') + 1), [("FieldURI", uri)]);

    /// <summary>An extended property by its number in a set of MAPI (MS-OXPROPS).</summary>
    /// <param name="set">The name of the set in EWS, by which it is asked for.</param>
    /// <param name="setId">The id of the set: some servers answer with it.</param>
    /// <param name="id">The number.</param>
    /// <param name="type">Binary, SystemTime ...</param>
    public static EwsPropertyPath Numbered(string set, string setId, int id, string type)
    {
        var number = id.ToString(CultureInfo.InvariantCulture);
        return Extended([("DistinguishedPropertySetId", set), ("PropertyId", number), ("PropertyType", type)], setId);
    }

    public void Write(XmlWriter writer)
    {
        writer.StartType(_name);
        foreach (var (name, value) in _attributes)
        {
            writer.WriteAttributeString(name, value);
        }

        writer.WriteEndElement();
    }

    /// <summary>Whether the ExtendedFieldURI that the reader stands on names this property. The type is no part of the name.</summary>
    public bool IsNamedBy(XmlReader reader)
    {
        foreach (var attribute in _attributes)
        {
            if (attribute.Name is "PropertyType" || Has(reader, attribute))
            {
                continue;
            }

            if (attribute.Name is not "DistinguishedPropertySetId" || !HasId(reader))
            {
                return false;
            }
        }
        return true;
    }

    private static EwsPropertyPath Extended((string Name, string Value)[] attributes, string? propertySetId = null) =>
        new("ExtendedFieldURI", "Value", attributes, propertySetId);

    private bool HasId(XmlReader reader) => _propertySetId is { } id && Has(reader, id);

    private static bool Has(XmlReader reader, (string Name, string Value) attribute) =>
        string.Equals(reader.GetAttribute(attribute.Name), attribute.Value, StringComparison.OrdinalIgnoreCase);
}

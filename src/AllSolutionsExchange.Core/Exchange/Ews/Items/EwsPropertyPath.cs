using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The name of a property in a request: a FieldURI, or an extended property (MS-OXWSXPROP).</summary>
internal sealed class EwsPropertyPath
{
    private readonly string _element;
    private readonly (string Name, string Value)[] _attributes;

    private EwsPropertyPath(string element, params (string Name, string Value)[] attributes)
    {
        _element = element;
        _attributes = attributes;
    }

    /// <summary>
    /// The marker that says which link an item belongs to. It stands on items in mailboxes already: it can never change.
    /// </summary>
    public static EwsPropertyPath LinkId { get; } = new(
        "ExtendedFieldURI",
        ("PropertySetId", LinkIdPropertySet), ("PropertyName", LinkIdPropertyName), ("PropertyType", "String"));

    /// <summary>
    /// PidLidCleanGlobalObjectId, PSETID_Meeting 0x23 (MS-OXPROPS): the UID as it can be searched for, which
    /// <c>calendar:UID</c> cannot.
    /// </summary>
    public static EwsPropertyPath CleanGlobalObjectId { get; } = new(
        "ExtendedFieldURI",
        ("DistinguishedPropertySetId", "Meeting"), ("PropertyId", "35"), ("PropertyType", "Binary"));

    public static EwsPropertyPath Subject { get; } = Field("item:Subject");

    public const string LinkIdPropertySet = "a892b3d0-1b56-42ba-9438-cb0b655724c6";

    public const string LinkIdPropertyName = "AllSolutionsLinkId";

    public static EwsPropertyPath Field(string uri) => new("FieldURI", ("FieldURI", uri));

    public void Write(XmlWriter writer)
    {
        writer.StartType(_element);
        foreach (var (name, value) in _attributes)
            writer.WriteAttributeString(name, value);
        writer.WriteEndElement();
    }
}

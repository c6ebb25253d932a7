using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Which fields of an item an answer holds: its id, and those listed. A body comes as text, and only with GetItem.</summary>
internal sealed class EwsItemShape
{
    private readonly EwsPropertyPath[] _properties;

    public EwsItemShape(params EwsPropertyPath[] properties) => _properties = properties;

    /// <summary>Id and change key.</summary>
    public static EwsItemShape IdOnly { get; } = new();

    /// <summary>Id, change key and subject.</summary>
    public static EwsItemShape Subject { get; } = new(EwsPropertyPath.Subject);

    public void Write(XmlWriter writer)
    {
        writer.StartMessage("ItemShape");
        writer.WriteType("BaseShape", "IdOnly");
        if (Array.IndexOf(_properties, EwsPropertyPath.Body) >= 0)
        {
            writer.WriteType("BodyType", "Text");
        }

        if (_properties.Length > 0)
        {
            writer.StartType("AdditionalProperties");
            foreach (var property in _properties)
            {
                property.Write(writer);
            }

            writer.WriteEndElement();
        }
        writer.WriteEndElement();
    }
}

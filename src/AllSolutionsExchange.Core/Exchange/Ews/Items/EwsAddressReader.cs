using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Reads a Mailbox element (MS-OXWSCDATA EmailAddressType).</summary>
internal static class EwsAddressReader
{
    public static EwsAddress Read(XmlReader reader)
    {
        string name = string.Empty,
            address = string.Empty;
        string? routingType = null;
        if (reader.Enter())
        {
            while (reader.NextChild())
            {
                switch (reader.LocalName)
                {
                    case "Name":
                        name = reader.ReadText();
                        break;
                    case "EmailAddress":
                        address = reader.ReadText();
                        break;
                    case "RoutingType":
                        routingType = reader.ReadText();
                        break;
                    default:
                        reader.Skip();
                        break;
                }
            }
        }
        return new EwsAddress(name, address, routingType);
    }
}

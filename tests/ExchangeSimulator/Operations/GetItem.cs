using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>GetItem, [MS-OXWSCORE] 3.1.4.4.</summary>
internal static class GetItem
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var shape = ItemShape.Read(request.RequiredMessage("ItemShape"), isSummary: false, context.Versions);
        ResponseMessages.Write(
            writer,
            "GetItem",
            request.RequiredMessage("ItemIds").Elements(),
            "Items",
            id =>
            {
                var item = context.Item(id);
                shape.Check(item);
                return w => WriteItems(w, shape, context, item);
            }
        );
    }

    /// <summary>Writes the element Items with the item that an operation answers with.</summary>
    public static void WriteItems(XmlWriter writer, ItemShape shape, OperationContext context, Item? item)
    {
        writer.WriteStartElement("m", "Items", Ews.MessagesUri);
        if (item is not null)
        {
            shape.Write(writer, item, context.Zone.Info);
        }

        writer.WriteEndElement();
    }
}

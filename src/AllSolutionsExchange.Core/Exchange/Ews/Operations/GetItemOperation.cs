using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>GetItem (MS-OXWSCORE): one result for each id, in the order of the ids.</summary>
internal sealed class GetItemOperation(IReadOnlyList<EwsItemId> ids, EwsItemShape shape) : EwsOperation<EwsCalendarItem>
{
    public override string Name => "GetItem";

    public override void WriteBody(XmlWriter writer)
    {
        shape.Write(writer);
        writer.StartMessage("ItemIds");
        foreach (var id in ids)
            writer.WriteItemId(id);
        writer.WriteEndElement();
    }

    public override EwsCalendarItem? ReadElement(XmlReader reader, EwsCalendarItem? message) =>
        EwsItemContent.ReadItem(reader) ?? message;
}

using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>GetItem (MS-OXWSCORE): one result for each id, in the order of the ids.</summary>
internal sealed class GetItemOperation<T>(EwsFields<T> fields, IReadOnlyList<EwsItemId> ids, EwsItemShape shape) : EwsOperation<T>
    where T : EwsItem, new()
{
    public override string Name => "GetItem";

    public override void WriteBody(XmlWriter writer)
    {
        shape.Write(writer);
        writer.StartMessage("ItemIds");
        foreach (var id in ids)
        {
            writer.WriteItemId(id);
        }

        writer.WriteEndElement();
    }

    public override T? ReadElement(XmlReader reader, T? message) => EwsItemContent.ReadItem(reader, fields) ?? message;

    public override void Check(int index, T message)
    {
        if (index >= ids.Count || !string.Equals(ids[index].Id, message.ItemId!.Id, StringComparison.Ordinal))
        {
            throw new FormatException("It holds another item than the one that was asked for.");
        }

        if (string.IsNullOrEmpty(message.ItemId!.ChangeKey))
        {
            throw new FormatException("The item has no change key.");
        }
    }
}

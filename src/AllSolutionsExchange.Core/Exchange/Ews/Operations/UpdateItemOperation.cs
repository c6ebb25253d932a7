using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A change to be made to an item.</summary>
/// <param name="ItemId">With the change key that the change rests on.</param>
/// <param name="Set">The fields that are not null are set, the others left as they are.</param>
/// <param name="Delete">The fields to be emptied.</param>
internal sealed record EwsItemUpdate<T>(EwsItemId ItemId, T Set, IReadOnlyList<EwsField<T>> Delete);

/// <summary>
/// UpdateItem (MS-OXWSCORE) for items of one kind. An item that was changed since its change key is not overwritten but
/// answered with ErrorIrresolvableConflict; nobody is mailed.
/// </summary>
internal sealed class UpdateItemOperation<T>(EwsKind<T> kind, IReadOnlyList<EwsItemUpdate<T>> updates) : EwsOperation<EwsItemId>
    where T : EwsItem, new()
{
    public override string Name => "UpdateItem";

    public override bool IsWrite => true;

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("ConflictResolution", "NeverOverwrite");
        writer.WriteAttributeString("MessageDisposition", "SaveOnly");
        writer.WriteAttributeString("SendMeetingInvitationsOrCancellations", "SendToNone");
        writer.StartMessage("ItemChanges");
        foreach (var update in updates)
        {
            WriteChange(writer, update);
        }

        writer.WriteEndElement();
    }

    public override EwsItemId? ReadElement(XmlReader reader, EwsItemId? message) => EwsItemContent.ReadId(reader) ?? message;

    public override void Check(int index, EwsItemId message)
    {
        if (index >= updates.Count || !string.Equals(updates[index].ItemId.Id, message.Id, StringComparison.Ordinal))
        {
            throw new FormatException("It holds another item than the one that was updated.");
        }
    }

    private void WriteChange(XmlWriter writer, EwsItemUpdate<T> update)
    {
        writer.StartType("ItemChange");
        writer.WriteItemId(update.ItemId);
        writer.StartType("Updates");
        foreach (var field in kind.InUpdateOrder)
        {
            if (field.IsPresent(update.Set))
            {
                WriteSet(writer, field, update.Set);
            }
        }
        foreach (var field in update.Delete)
        {
            writer.StartType("DeleteItemField");
            field.Path.Write(writer);
            writer.WriteEndElement();
        }
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    private void WriteSet(XmlWriter writer, EwsField<T> field, T item)
    {
        writer.StartType("SetItemField");
        field.Path.Write(writer);
        writer.StartType(kind.Element);
        field.Write(writer, item);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}

using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A change to be made to a calendar item.</summary>
/// <param name="ItemId">With the change key that the change rests on.</param>
/// <param name="Set">The fields that are not null are set, the others left as they are.</param>
/// <param name="Delete">The fields to be emptied.</param>
internal sealed record EwsItemUpdate(EwsItemId ItemId, EwsCalendarItem Set, IReadOnlyList<EwsCalendarField> Delete);

/// <summary>
/// UpdateItem (MS-OXWSCORE) for calendar items. An item that was changed since its change key is not overwritten but
/// answered with ErrorIrresolvableConflict; nobody is mailed.
/// </summary>
internal sealed class UpdateItemOperation(IReadOnlyList<EwsItemUpdate> updates) : EwsOperation<EwsItemId>
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
            WriteChange(writer, update);
        writer.WriteEndElement();
    }

    public override EwsItemId? ReadElement(XmlReader reader, EwsItemId? message) =>
        EwsItemContent.ReadItem(reader)?.ItemId ?? message;

    public override void Check(int index, EwsItemId message)
    {
        if (index >= updates.Count || !string.Equals(updates[index].ItemId.Id, message.Id, StringComparison.Ordinal))
            throw new FormatException("It holds another item than the one that was updated.");
    }

    private static void WriteChange(XmlWriter writer, EwsItemUpdate update)
    {
        writer.StartType("ItemChange");
        writer.WriteItemId(update.ItemId);
        writer.StartType("Updates");
        foreach (var field in EwsCalendarField.InUpdateOrder)
        {
            if (field.IsPresent(update.Set))
                WriteSet(writer, field, update.Set);
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

    private static void WriteSet(XmlWriter writer, EwsCalendarField field, EwsCalendarItem item)
    {
        writer.StartType("SetItemField");
        field.Path.Write(writer);
        writer.StartType("CalendarItem");
        field.WriteValue(writer, item);
        writer.WriteEndElement();
        writer.WriteEndElement();
    }
}

using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// CreateItem (MS-OXWSCORE) for items of one kind, in the order given; the answer holds the new ids. Nobody is mailed:
/// the items are written without attendees and with SendToNone.
/// </summary>
internal sealed class CreateItemOperation<T>(EwsKind<T> kind, EwsFolderId folder, IReadOnlyList<T> items) : EwsOperation<EwsItemId>
    where T : EwsItem, new()
{
    private readonly HashSet<string> _made = new(StringComparer.Ordinal);

    public override string Name => "CreateItem";

    public override bool IsWrite => true;

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("SendMeetingInvitations", "SendToNone");
        writer.StartMessage("SavedItemFolderId");
        writer.WriteFolderId(folder);
        writer.WriteEndElement();
        writer.StartMessage("Items");
        foreach (var item in items)
        {
            WriteItem(writer, item);
        }

        writer.WriteEndElement();
    }

    public override EwsItemId? ReadElement(XmlReader reader, EwsItemId? message) => EwsItemContent.ReadId(reader) ?? message;

    public override void Check(int index, EwsItemId message)
    {
        if (index == 0)
        {
            _made.Clear();
        }

        if (index >= items.Count || !_made.Add(message.Id))
        {
            throw new FormatException("It names an item that it named before, or one more than were made.");
        }
    }

    private void WriteItem(XmlWriter writer, T item)
    {
        writer.StartType(kind.Element);
        foreach (var field in kind.Fields.Written)
        {
            if (field.IsPresent(item))
            {
                field.Write(writer, item);
            }
        }
        writer.WriteEndElement();
    }
}

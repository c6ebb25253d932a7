using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// CreateItem (MS-OXWSMSG) for one message that is saved and not sent: it has no recipients, and the disposition is SaveOnly.
/// The answer holds its id.
/// </summary>
internal sealed class CreateMessageOperation(EwsFolderId folder, string subject, string body) : EwsOperation<EwsItemId>
{
    public override string Name => "CreateItem";

    public override bool IsWrite => true;

    public override void WriteBody(XmlWriter writer)
    {
        writer.WriteAttributeString("MessageDisposition", "SaveOnly");
        writer.StartMessage("SavedItemFolderId");
        writer.WriteFolderId(folder);
        writer.WriteEndElement();
        writer.StartMessage("Items");
        writer.StartType("Message");
        writer.WriteType("Subject", subject);
        writer.StartType("Body");
        writer.WriteAttributeString("BodyType", "Text");
        writer.WriteText(body);
        writer.WriteEndElement();
        writer.WriteEndElement();
        writer.WriteEndElement();
    }

    public override EwsItemId? ReadElement(XmlReader reader, EwsItemId? message) => EwsItemContent.ReadId(reader) ?? message;
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>SendItem, [MS-OXWSMSG] 3.1.4.6.</summary>
internal static class SendItem
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var saves = request.Value("SaveItemToFolder") is "true" or "1";
        ResponseMessages.Write(
            writer,
            "SendItem",
            request.RequiredMessage("ItemIds").Elements(),
            null,
            id =>
            {
                var item = context.Item(id);
                if (item.Schema != ItemSchema.Message)
                {
                    throw new EwsItemException("ErrorInvalidItemForOperationSendItem", "Operation is not valid for this item.");
                }

                var target = request.Message("SavedItemFolderId") is { } folder
                    ? context.FolderWithin(folder)
                    : item.Folder.Mailbox.FindFolder("sentitems")!;
                context.Mail.Message(item);
                if (saves)
                {
                    item.Folder.Mailbox.Move(item, target);
                }
                else
                {
                    item.Folder.Mailbox.Remove(item);
                }

                return _ => { };
            }
        );
    }
}

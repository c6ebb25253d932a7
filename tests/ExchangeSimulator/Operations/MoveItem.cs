using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>MoveItem, [MS-OXWSCORE] 3.1.4.7: the item gets a new id.</summary>
internal static class MoveItem
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer) =>
        Transfer(context, request, writer, "MoveItem", (mailbox, item, target) => mailbox.Move(item, target));

    /// <summary>What MoveItem and CopyItem share.</summary>
    public static void Transfer(
        OperationContext context,
        XElement request,
        XmlWriter writer,
        string operation,
        Func<MailboxStore, Item, Folder, Item> transfer
    )
    {
        var target = request.RequiredMessage("ToFolderId");
        var returnIds = request.Message("ReturnNewItemIds")?.Value is not ("false" or "0");
        ResponseMessages.Write(
            writer,
            operation,
            request.RequiredMessage("ItemIds").Elements(),
            "Items",
            id =>
            {
                var item = context.Item(id);
                var moved = transfer(item.Folder.Mailbox, item, context.FolderWithin(target));
                return w => GetItem.WriteItems(w, ItemShape.IdOnly, context, returnIds ? moved : null);
            }
        );
    }
}

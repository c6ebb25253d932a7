using System.Xml;
using System.Xml.Linq;

namespace ExchangeSimulator.Operations;

/// <summary>CopyItem, [MS-OXWSCORE] 3.1.4.1: everything is copied, named properties and the global object id too.</summary>
internal static class CopyItem
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer) =>
        MoveItem.Transfer(context, request, writer, "CopyItem", (mailbox, item, target) => mailbox.Copy(item, target));
}

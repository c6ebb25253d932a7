using System.Xml;
using System.Xml.Linq;

namespace ExchangeSimulator.Operations;

/// <summary>An operation of EWS.</summary>
/// <param name="Name">The name of its request element.</param>
/// <param name="Changes">Whether it changes the mailbox.</param>
/// <param name="Execute">Does it, and writes the child of Body.</param>
internal sealed record Operation(string Name, bool Changes, Action<OperationContext, XElement, XmlWriter> Execute)
{
    /// <summary>All operations that are played, by name.</summary>
    public static readonly IReadOnlyDictionary<string, Operation> All = new[]
    {
        new Operation("ConvertId", false, ConvertId.Execute),
        new Operation("CopyItem", true, CopyItem.Execute),
        new Operation("CreateItem", true, CreateItem.Execute),
        new Operation("DeleteItem", true, DeleteItem.Execute),
        new Operation("FindFolder", false, FindFolder.Execute),
        new Operation("FindItem", false, FindItem.Execute),
        new Operation("GetFolder", false, GetFolder.Execute),
        new Operation("GetItem", false, GetItem.Execute),
        new Operation("GetServerTimeZones", false, GetServerTimeZones.Execute),
        new Operation("MoveItem", true, MoveItem.Execute),
        new Operation("ResolveNames", false, ResolveNames.Execute),
        new Operation("SendItem", true, SendItem.Execute),
        new Operation("SyncFolderItems", false, SyncFolderItems.Execute),
        new Operation("UpdateItem", true, UpdateItem.Execute),
    }.ToDictionary(o => o.Name, StringComparer.Ordinal);
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>SyncFolderItems, [MS-OXWSSYNC] 3.1.4.2.</summary>
internal static class SyncFolderItems
{
    private const int MaxChanges = 512;

    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var shape = ItemShape.Read(request.RequiredMessage("ItemShape"), isSummary: true, context.Versions);
        var count = ReadCount(request.RequiredMessage("MaxChangesReturned"));
        var ignored = (request.Message("Ignore")?.Elements() ?? []).Select(e => e.Value("Id") ?? "").ToHashSet(StringComparer.Ordinal);
        var folderId = request.RequiredMessage("SyncFolderId");
        ResponseMessages.Write(
            writer,
            "SyncFolderItems",
            [request.Message("SyncState")?.Value],
            null,
            text =>
            {
                var folder = Find(context, folderId);
                var page = SyncRound.Next(folder, ReadState(context, folder, text), count);
                return w => WritePage(w, context, shape, page, ignored);
            }
        );
    }

    private static int ReadCount(XElement element) =>
        int.TryParse(element.Value, System.Globalization.CultureInfo.InvariantCulture, out var count) && count is >= 1 and <= MaxChanges
            ? count
            : throw EwsFaultException.Schema(
                element,
                $"The '{element.Name}' element is invalid - The value '{element.Value}' is invalid according to its datatype "
                    + "'MaxSyncChangesReturnedType'."
            );

    private static Folder Find(OperationContext context, XElement folderId)
    {
        try
        {
            return context.FolderWithin(folderId);
        }
        catch (EwsItemException exception) when (exception.Code == "ErrorFolderNotFound")
        {
            throw new EwsItemException("ErrorSyncFolderNotFound", "The folder to synchronize could not be found.");
        }
    }

    private static SyncState? ReadState(OperationContext context, Folder folder, string? text)
    {
        if (context.RefuseSyncState)
        {
            throw InvalidState();
        }

        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        var isOurs =
            SyncState.TryParse(text, out var state)
            && state.Mailbox == folder.Mailbox.Guid
            && state.Folder == folder.Counter
            && state.Epoch == folder.SyncEpoch;
        return isOurs ? state : throw InvalidState();
    }

    private static EwsItemException InvalidState() =>
        new("ErrorInvalidSyncStateData", "Synchronization state data is corrupt or otherwise invalid.");

    private static void WritePage(XmlWriter writer, OperationContext context, ItemShape shape, SyncPage page, HashSet<string> ignored)
    {
        writer.WriteElementString("m", "SyncState", Ews.MessagesUri, page.State.ToString());
        writer.WriteElementString("m", "IncludesLastItemInRange", Ews.MessagesUri, page.IsLast ? "true" : "false");
        writer.WriteStartElement("m", "Changes", Ews.MessagesUri);
        foreach (var change in page.Changes)
        {
            if (ignored.Count == 0 || !ignored.Contains(change.Id.ToString()))
            {
                WriteChange(writer, context, shape, change);
            }
        }
        writer.WriteEndElement();
    }

    private static void WriteChange(XmlWriter writer, OperationContext context, ItemShape shape, SyncChange change)
    {
        writer.WriteStartElement("t", change.Kind.ToString(), Ews.TypesUri);
        if (change.Item is { } item && change.Kind != SyncChangeKind.ReadFlagChange)
        {
            shape.Write(writer, item, context.Zone.Info);
        }
        else
        {
            writer.WriteStartElement("t", "ItemId", Ews.TypesUri);
            writer.WriteAttributeString("Id", change.Id.ToString());
            if (change.Item is not null)
            {
                writer.WriteAttributeString("ChangeKey", change.Item.ChangeKey);
            }

            writer.WriteEndElement();
            if (change.Item is not null)
            {
                writer.WriteElementString("t", "IsRead", Ews.TypesUri, change.Item[MessageProperties.IsRead] is true ? "true" : "false");
            }
        }
        writer.WriteEndElement();
    }
}

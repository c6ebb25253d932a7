using System.Globalization;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>SyncFolderItems (MS-OXWSSYNC), ids only.</summary>
/// <param name="folder">The folder.</param>
/// <param name="syncState">That of the page before; null begins anew, with every item as a Create.</param>
/// <param name="maxChanges">1 to 512.</param>
internal sealed class SyncFolderItemsOperation(EwsFolderId folder, string? syncState, int maxChanges = SyncFolderItemsOperation.MaxChanges)
    : EwsOperation<EwsSyncPage>
{
    /// <summary>The most that Exchange returns in one page (MS-OXWSSYNC MaxSyncChangesReturnedType).</summary>
    public const int MaxChanges = 512;

    private bool _saysWhetherLast;

    public override string Name => "SyncFolderItems";

    public override void WriteBody(XmlWriter writer)
    {
        EwsItemShape.IdOnly.Write(writer);
        writer.StartMessage("SyncFolderId");
        writer.WriteFolderId(folder);
        writer.WriteEndElement();
        if (syncState is not null)
        {
            writer.WriteMessage("SyncState", syncState);
        }

        writer.WriteMessage("MaxChangesReturned", maxChanges.ToString(CultureInfo.InvariantCulture));
    }

    public override EwsSyncPage? ReadElement(XmlReader reader, EwsSyncPage? message)
    {
        var page = message ?? new EwsSyncPage(string.Empty, [], IncludesLastItemInRange: false);
        _saysWhetherLast &= message is not null;
        switch (reader.LocalName)
        {
            case "SyncState":
                return page with { SyncState = reader.ReadText() };
            case "IncludesLastItemInRange":
                _saysWhetherLast = true;
                return page with { IncludesLastItemInRange = reader.ReadBoolean() };
            case "Changes":
                return page with { Changes = ReadChanges(reader) };
            default:
                reader.Skip();
                return page;
        }
    }

    // A page that is taken for the last when it is not would let what comes later count as deleted.
    public override void Check(int index, EwsSyncPage message)
    {
        if (message.SyncState.Length == 0 || !_saysWhetherLast)
        {
            throw new FormatException("The page has no sync state, or does not say whether it is the last.");
        }
    }

    private static List<EwsItemChange> ReadChanges(XmlReader reader)
    {
        var changes = new List<EwsItemChange>();
        if (!reader.Enter())
        {
            return changes;
        }

        while (reader.NextChild())
        {
            EwsChangeType? type = reader.LocalName switch
            {
                "Create" => EwsChangeType.Create,
                "Update" => EwsChangeType.Update,
                "Delete" => EwsChangeType.Delete,
                "ReadFlagChange" => EwsChangeType.ReadFlagChange,
                _ => null,
            };
            var id = ReadItemId(reader);
            if (type is { } known)
            {
                changes.Add(new EwsItemChange(known, id ?? throw new FormatException("A change names no item.")));
            }
        }
        return changes;
    }

    // A Delete or ReadFlagChange holds the ItemId itself; a Create or Update holds an item of some kind, which holds it.
    private static EwsItemId? ReadItemId(XmlReader reader)
    {
        EwsItemId? id = null;
        if (!reader.Enter())
        {
            return null;
        }

        while (reader.NextChild())
        {
            if (reader.LocalName is "ItemId")
            {
                id = reader.ReadItemId();
            }
            else if (reader.LocalName is "IsRead")
            {
                reader.Skip();
            }
            else
            {
                id = EwsAnyItem.Fields.Read(reader).ItemId ?? id;
            }
        }
        return id;
    }
}

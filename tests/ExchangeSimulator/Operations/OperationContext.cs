using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Operations;

/// <summary>In whose name, against what and under which headers an operation runs.</summary>
internal sealed class OperationContext
{
    public required Organization Organization { get; init; }

    /// <summary>The mailbox of whoever acts: the impersonated user, else the account; null where that one has none.</summary>
    public required MailboxStore? Mailbox { get; init; }

    /// <summary>The zone of TimeZoneContext, else <see cref="ZoneDefinition.Unnamed"/>.</summary>
    public required ZoneDefinition Zone { get; init; }

    public required SchemaVersions Versions { get; init; }

    public required MailLog Mail { get; init; }

    /// <summary>The error that a fault wants for an item of this subject, or null.</summary>
    public required Func<string, EwsItemException?> ItemFault { get; init; }

    /// <summary>A fault wants the sync state refused.</summary>
    public bool RefuseSyncState { get; init; }

    /// <summary>The folder that a FolderId or DistinguishedFolderId means.</summary>
    /// <exception cref="EwsItemException">There is none, or it is not to be reached.</exception>
    public Folder Folder(XElement id)
    {
        var folder = Named(id);
        return folder.Refusal is { } code ? throw new EwsItemException(code, $"The folder '{folder.DisplayName}' is refused.") : folder;
    }

    private Folder Named(XElement id)
    {
        if (id.Name == Ews.Types + "FolderId")
        {
            return ById(id);
        }

        if (id.Name != Ews.Types + "DistinguishedFolderId")
        {
            throw EwsFaultException.Schema(id, $"The element '{id.Name}' is no folder id that the simulated Exchange plays.");
        }

        var name = id.Value("Id") ?? "";
        if (!FolderTree.DistinguishedNames.Contains(name))
        {
            throw EwsFaultException.Schema(
                id,
                $"The 'Id' attribute is invalid - The value '{name}' is invalid according to its datatype "
                    + "'DistinguishedFolderIdNameType' - The Enumeration constraint failed."
            );
        }

        return Owner(id).FindFolder(name) ?? throw EwsErrors.FolderNotFound();
    }

    /// <summary>The single folder id within an element such as SyncFolderId.</summary>
    public Folder FolderWithin(XElement element) =>
        Folder(element.Elements().FirstOrDefault() ?? throw EwsFaultException.Schema(element, "A folder id is missing."));

    /// <summary>The item that an ItemId means.</summary>
    /// <exception cref="EwsItemException">There is none, or it is not to be reached.</exception>
    public Item Item(XElement id)
    {
        if (id.Name == Ews.Types + "OccurrenceItemId" || id.Name == Ews.Types + "RecurringMasterItemId")
        {
            throw new EwsItemException(
                "ErrorCalendarCannotUseIdForOccurrenceId",
                "The specified Id is not valid for an occurrence: the simulated Exchange plays no occurrences."
            );
        }

        if (id.Name != Ews.Types + "ItemId")
        {
            throw EwsFaultException.Schema(id, $"The element '{id.Name}' is no item id.");
        }

        var parsed = Parse(id);
        if (parsed.IsFolder)
        {
            throw new EwsItemException("ErrorCannotUseFolderIdForItemId", "Id must be an item id.");
        }

        var item = Reach(parsed.Mailbox, EwsErrors.ItemNotFound).FindItem(parsed) ?? throw EwsErrors.ItemNotFound();
        return ItemFault(item.Subject) is { } fault ? throw fault : item;
    }

    private Folder ById(XElement id)
    {
        var parsed = Parse(id);
        if (!parsed.IsFolder)
        {
            throw new EwsItemException("ErrorCannotUseItemIdForFolderId", "Id must be a folder id.");
        }

        return Reach(parsed.Mailbox, EwsErrors.FolderNotFound).FindFolder(parsed) ?? throw EwsErrors.FolderNotFound();
    }

    private static EntryId Parse(XElement id) =>
        EntryId.TryParse(id.Value("Id") ?? "", out var parsed) ? parsed : throw EwsErrors.MalformedId();

    private MailboxStore Reach(Guid guid, Func<EwsItemException> denied)
    {
        var mailbox = Organization.Find(guid) ?? throw EwsErrors.NoSuchMailbox();
        return mailbox == Mailbox ? mailbox : throw denied();
    }

    private MailboxStore Owner(XElement distinguishedId)
    {
        if (distinguishedId.Type("Mailbox")?.Type("EmailAddress")?.Value is { } address)
        {
            var mailbox = Organization.Find(address) ?? throw EwsErrors.NoMailboxForAddress();
            // Nobody is anybody's delegate here.
            return mailbox == Mailbox ? mailbox : throw EwsErrors.FolderNotFound();
        }
        return Mailbox
            ?? throw new EwsItemException(
                "ErrorMissingEmailAddress",
                "When making a request as an account that does not have a mailbox, you must specify the mailbox primary SMTP address "
                    + "for any distinguished folder Ids."
            );
    }
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;
using ExchangeSimulator.Zones;

namespace ExchangeSimulator.Operations;

/// <summary>UpdateItem, [MS-OXWSCORE] 3.1.4.9.</summary>
internal static class UpdateItem
{
    private sealed record Change(XElement Id, IReadOnlyList<ItemUpdate> Updates);

    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var resolution = request.Value("ConflictResolution");
        if (resolution is not ("NeverOverwrite" or "AutoResolve" or "AlwaysOverwrite"))
            throw EwsFaultException.Schema(request, $"The 'ConflictResolution' attribute '{resolution}' is missing or fails the enumeration constraint.");
        var sendMode = SendMode.Read(request, "SendMeetingInvitationsOrCancellations");
        var disposition = SendMode.Disposition(request);
        // The whole request is read first: what violates the schema changes nothing.
        var changes = request.RequiredMessage("ItemChanges").Elements().Select(e => Deferred.Try(() => ReadChange(e, context.Zone))).ToArray();
        ResponseMessages.Write(writer, "UpdateItem", changes, "Items", change =>
        {
            var item = Update(context, change(), resolution, sendMode, disposition);
            return w => WriteResult(w, context, item);
        });
    }

    private static Change ReadChange(XElement change, ZoneDefinition contextZone)
    {
        var id = change.Elements().FirstOrDefault();
        var updates = change.Type("Updates");
        if (id is null || updates is null)
            throw EwsFaultException.Schema(change, "The element 'ItemChange' has incomplete content.");
        XElement? Written(string element) => updates.Descendants(Ews.Types + element).FirstOrDefault();
        var zones = new ItemZones(Written("StartTimeZone"), Written("EndTimeZone"), contextZone);
        return new Change(id, [.. updates.Elements().Select(u => ItemUpdate.Read(u, zones))]);
    }

    private static Item Update(OperationContext context, Change change, string resolution, string? sendMode, string? disposition)
    {
        var item = context.Item(change.Id);
        if (item.Schema == ItemSchema.CalendarItem && sendMode is null)
            throw new EwsItemException("ErrorSendMeetingInvitationsOrCancellationsRequired", "SendMeetingInvitationsOrCancellations attribute is required for calendar items.");
        if (item.Schema == ItemSchema.Message && disposition is null)
            throw new EwsItemException("ErrorMessageDispositionRequired", "MessageDisposition attribute is required for messages.");
        CheckConflict(item, change, resolution);
        var draft = item.Draft();
        foreach (var update in change.Updates)
            update.ApplyTo(draft);
        if (context.ItemFault(draft.Subject.Trim()) is { } fault)
            throw fault;
        SaveRules.Apply(draft);
        if (item.Schema == ItemSchema.CalendarItem && SendMode.Sends(sendMode!))
            Mail(context, item, draft);
        item.Adopt(draft);
        item.Folder.Mailbox.Touch(item, readFlagOnly: change.Updates.All(u => u.Subject is "message:IsRead"));
        foreach (var update in change.Updates)
            item.MarkChanged(update.Subject, item.ChangeNumber);
        if (item.Schema == ItemSchema.Message && disposition is "SendOnly" or "SendAndSaveCopy")
            context.Mail.Message(item);
        return item;
    }

    private static void CheckConflict(Item item, Change change, string resolution)
    {
        if (resolution == "AlwaysOverwrite")
            return;
        var changeKey = change.Id.Value("ChangeKey");
        if (string.IsNullOrEmpty(changeKey))
            throw new EwsItemException("ErrorChangeKeyRequiredForWriteOperations", "The change key is required for this operation.");
        var known = EntryId.ChangeNumber(changeKey) ?? throw new EwsItemException("ErrorInvalidChangeKey", "The change key is invalid.");
        if (known == item.ChangeNumber)
            return;
        if (resolution == "NeverOverwrite" || change.Updates.Any(u => item.ChangedSince(u.Subject, known)))
        {
            throw new EwsItemException(
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request does not match the current change key for the item.");
        }
    }

    private static void Mail(OperationContext context, Item before, Item after)
    {
        if (!CalendarProperties.IsOrganizer(after))
            return;
        var invited = CalendarProperties.AttendeesOf(after).ToList();
        var dropped = CalendarProperties.AttendeesOf(before).Where(b => invited.TrueForAll(a => !a.Address.Equals(b.Address, StringComparison.OrdinalIgnoreCase)));
        context.Mail.Meeting(after, dropped, MailKind.MeetingCancellation);
        context.Mail.Meeting(after, invited, MailKind.MeetingRequest);
        after[CalendarProperties.RequestWasSent] = invited.Count > 0;
    }

    private static void WriteResult(XmlWriter writer, OperationContext context, Item item)
    {
        GetItem.WriteItems(writer, ItemShape.IdOnly, context, item);
        writer.WriteStartElement("m", "ConflictResults", Ews.MessagesUri);
        writer.WriteElementString("t", "Count", Ews.TypesUri, "0");
        writer.WriteEndElement();
    }
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>UpdateItem, [MS-OXWSCORE] 3.1.4.9.</summary>
internal static class UpdateItem
{
    private sealed record Change(XElement Id, IReadOnlyList<ItemUpdate> Updates);

    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var resolution = request.Value("ConflictResolution");
        if (resolution is not ("NeverOverwrite" or "AutoResolve" or "AlwaysOverwrite"))
        {
            throw EwsFaultException.Schema(
                request,
                $"The 'ConflictResolution' attribute '{resolution}' is missing or fails the enumeration constraint."
            );
        }

        var sendMode = SendMode.Read(request, "SendMeetingInvitationsOrCancellations");
        var disposition = SendMode.Disposition(request);
        // The whole request is read first: what violates the schema changes nothing.
        var changes = request.RequiredMessage("ItemChanges").Elements().Select(e => Deferred.Try(() => ReadChange(e, context))).ToArray();
        ResponseMessages.Write(
            writer,
            "UpdateItem",
            changes,
            "Items",
            change =>
            {
                var (item, conflicts) = Update(context, change(), resolution, sendMode, disposition);
                return w => WriteResult(w, context, item, conflicts);
            }
        );
    }

    private static Change ReadChange(XElement change, OperationContext context)
    {
        var id = change.Elements().FirstOrDefault();
        var updates = change.Type("Updates");
        if (id is null || updates is null)
        {
            throw EwsFaultException.Schema(change, "The element 'ItemChange' has incomplete content.");
        }

        XElement? Written(string element) => updates.Descendants(Ews.Types + element).FirstOrDefault();
        var reading = new ReadingContext(Written("StartTimeZone"), Written("EndTimeZone"), context.Zone, context.Versions.Request);
        return new Change(id, [.. updates.Elements().Select(u => ItemUpdate.Read(u, reading))]);
    }

    private static (Item Item, int Conflicts) Update(
        OperationContext context,
        Change change,
        string resolution,
        string? sendMode,
        string? disposition
    )
    {
        var item = context.Item(change.Id);
        if (item.Schema == ItemSchema.CalendarItem && sendMode is null)
        {
            throw new EwsItemException(
                "ErrorSendMeetingInvitationsOrCancellationsRequired",
                "SendMeetingInvitationsOrCancellations attribute is required for calendar items."
            );
        }

        if (item.Schema == ItemSchema.Message && disposition is null)
        {
            throw new EwsItemException("ErrorMessageDispositionRequired", "MessageDisposition attribute is required for messages.");
        }

        if (item[TaskProperties.IsAssigned] is true)
        {
            throw new EwsItemException("ErrorSentTaskRequestUpdate", "A task request that was sent cannot be updated.");
        }

        var conflicts = Conflicts(item, change, resolution);
        var draft = item.Draft();
        foreach (var update in change.Updates.Where(u => !conflicts.Contains(u) || !u.YieldsTo(item)))
        {
            update.ApplyTo(draft);
        }

        if (context.ItemFault(draft.Subject.Trim()) is { } fault)
        {
            throw fault;
        }

        SaveRules.Apply(draft, item, context.Zone);
        if (TaskSeries.IsCompletion(item, draft) && TaskSeries.Next(item, context.Zone) is { } next)
        {
            return (Advance(item, draft, next), conflicts.Count);
        }

        if (item.Schema == ItemSchema.CalendarItem && SendMode.Sends(sendMode!))
        {
            Mail(context, item, draft, sendMode!);
        }

        item.Adopt(draft);
        item.Folder.Mailbox.Touch(item, readFlagOnly: change.Updates.All(u => u.SubjectOf(item) is "message:IsRead"));
        foreach (var update in change.Updates)
        {
            item.MarkChanged(update.SubjectOf(item), item.ChangeNumber);
        }

        if (item.Schema == ItemSchema.Message && disposition is "SendOnly" or "SendAndSaveCopy")
        {
            context.Mail.Message(item);
        }

        return (item, conflicts.Count);
    }

    // What was completed is made an item of its own, with all that is on it; the item itself goes on as the next one.
    private static Item Advance(Item item, Item completed, Item next)
    {
        completed[TaskProperties.Recurrence] = null;
        var done = item.Folder.Mailbox.Copy(completed, item.Folder);
        item.Adopt(next);
        item.Folder.Mailbox.Touch(item);
        return done;
    }

    // The updates whose property was changed since the change key. Only NeverOverwrite minds; each way of resolving wants the key.
    private static IReadOnlyCollection<ItemUpdate> Conflicts(Item item, Change change, string resolution)
    {
        var changeKey = change.Id.Value("ChangeKey");
        if (string.IsNullOrEmpty(changeKey))
        {
            throw new EwsItemException("ErrorChangeKeyRequiredForWriteOperations", "The change key is required for this operation.");
        }

        var known = EntryId.ChangeNumber(changeKey) ?? throw new EwsItemException("ErrorInvalidChangeKey", "The change key is invalid.");
        if (resolution == "NeverOverwrite" && known != item.ChangeNumber)
        {
            throw new EwsItemException(
                "ErrorIrresolvableConflict",
                "The send or update operation could not be performed because the change key passed in the request does not match the "
                    + "current change key for the item."
            );
        }
        return resolution == "AutoResolve" ? [.. change.Updates.Where(u => item.ChangedSince(u.SubjectOf(item), known))] : [];
    }

    private static void Mail(OperationContext context, Item before, Item after, string sendMode)
    {
        if (!CalendarProperties.IsOrganizer(after))
        {
            return;
        }

        var (was, invited) = (CalendarProperties.AttendeesOf(before).ToList(), CalendarProperties.AttendeesOf(after).ToList());
        context.Mail.Meeting(after, Without(was, invited), MailKind.MeetingCancellation);
        context.Mail.Meeting(after, SendMode.SendsToChangedOnly(sendMode) ? Without(invited, was) : invited, MailKind.MeetingRequest);
        after[CalendarProperties.RequestWasSent] = invited.Count > 0;
    }

    private static IEnumerable<Recipient> Without(List<Recipient> people, List<Recipient> others) =>
        people.Where(p => others.TrueForAll(o => !o.Address.Equals(p.Address, StringComparison.OrdinalIgnoreCase)));

    private static void WriteResult(XmlWriter writer, OperationContext context, Item item, int conflicts)
    {
        GetItem.WriteItems(writer, ItemShape.IdOnly, context, item);
        writer.WriteStartElement("m", "ConflictResults", Ews.MessagesUri);
        writer.WriteElementString("t", "Count", Ews.TypesUri, XmlConvert.ToString(conflicts));
        writer.WriteEndElement();
    }
}

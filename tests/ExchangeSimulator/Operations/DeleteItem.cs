using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>DeleteItem, [MS-OXWSCORE] 3.1.4.3. A change key is not looked at.</summary>
internal static class DeleteItem
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var type = request.Value("DeleteType");
        if (type is not ("HardDelete" or "SoftDelete" or "MoveToDeletedItems"))
        {
            throw EwsFaultException.Schema(request, $"The 'DeleteType' attribute '{type}' is missing or fails the enumeration constraint.");
        }

        var sendMode = SendMode.Read(request, "SendMeetingCancellations");
        var occurrences = request.Value("AffectedTaskOccurrences");
        if (occurrences is not (null or "AllOccurrences" or "SpecifiedOccurrenceOnly"))
        {
            throw EwsFaultException.Schema(
                request,
                $"The 'AffectedTaskOccurrences' attribute '{occurrences}' fails the enumeration constraint."
            );
        }
        ResponseMessages.Write(
            writer,
            "DeleteItem",
            request.RequiredMessage("ItemIds").Elements(),
            null,
            id =>
            {
                Delete(context, context.Item(id), type, sendMode, occurrences);
                return _ => { };
            }
        );
    }

    private static EwsItemException NoOccurrence() => new("ErrorCannotDeleteTaskOccurrence", "The task has no further occurrence.");

    private static void Delete(OperationContext context, Item item, string type, string? sendMode, string? taskOccurrences)
    {
        if (item.Schema == ItemSchema.CalendarItem && sendMode is null)
        {
            throw new EwsItemException(
                "ErrorSendMeetingCancellationsRequired",
                "SendMeetingCancellations attribute is required for calendar items."
            );
        }

        if (item.Schema == ItemSchema.Task && taskOccurrences is null)
        {
            throw new EwsItemException(
                "ErrorAffectedTaskOccurrencesRequired",
                "AffectedTaskOccurrences attribute is required for Task items."
            );
        }

        if (item.Schema == ItemSchema.Task && taskOccurrences is "SpecifiedOccurrenceOnly")
        {
            item.Adopt(TaskSeries.Next(item, context.Zone) ?? throw NoOccurrence());
            item.Folder.Mailbox.Touch(item);
            return;
        }
        if (item.Schema == ItemSchema.CalendarItem && SendMode.Sends(sendMode!) && CalendarProperties.IsOrganizer(item))
        {
            context.Mail.Meeting(item, CalendarProperties.AttendeesOf(item), MailKind.MeetingCancellation);
        }

        var mailbox = item.Folder.Mailbox;
        if (type == "MoveToDeletedItems")
        {
            mailbox.Move(item, mailbox.FindFolder("deleteditems")!);
        }
        else if (type == "SoftDelete")
        {
            mailbox.Move(item, mailbox.FindFolder(FolderTree.SoftDeleted)!);
        }
        else
        {
            mailbox.Remove(item);
        }
    }
}

using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Properties;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Operations;

/// <summary>CreateItem, [MS-OXWSCORE] 3.1.4.2.</summary>
internal static class CreateItem
{
    public static void Execute(OperationContext context, XElement request, XmlWriter writer)
    {
        var sendMode = SendMode.Read(request, "SendMeetingInvitations");
        var disposition = SendMode.Disposition(request);
        var folder = request.Message("SavedItemFolderId");
        // The whole request is read first: what violates the schema creates nothing.
        var contents = request.RequiredMessage("Items").Elements().Select(e => Deferred.Try(() => ItemContent.Read(e, context))).ToArray();
        ResponseMessages.Write(
            writer,
            "CreateItem",
            contents,
            "Items",
            content =>
            {
                var item = Create(context, content(), folder, sendMode, disposition);
                return w => GetItem.WriteItems(w, ItemShape.IdOnly, context, item);
            }
        );
    }

    private static Item? Create(OperationContext context, ItemContent content, XElement? folderId, string? sendMode, string? disposition)
    {
        if (content.Schema == ItemSchema.CalendarItem && sendMode is null)
        {
            throw new EwsItemException(
                "ErrorSendMeetingInvitationsRequired",
                "SendMeetingInvitations attribute is required for calendar items."
            );
        }

        if (content.Schema == ItemSchema.Message && disposition is null)
        {
            throw new EwsItemException("ErrorMessageDispositionRequired", "MessageDisposition attribute is required for messages.");
        }

        var folder = Target(context, content.Schema, folderId, disposition);
        var mailbox = folder.Mailbox;
        var item = mailbox.NewItem(content.Schema, folder);
        content.ApplyTo(item);
        if (context.ItemFault((item.Subject).Trim()) is { } fault)
        {
            throw fault;
        }

        SaveRules.Complete(item, context.Zone);
        Send(context, item, sendMode, disposition);
        if (content.Schema == ItemSchema.Message && disposition == "SendOnly")
        {
            return null;
        }

        mailbox.Insert(item);
        return item;
    }

    private static Folder Target(OperationContext context, ItemSchema schema, XElement? folderId, string? disposition)
    {
        if (folderId is not null)
        {
            var folder = context.FolderWithin(folderId);
            CheckClass(schema, folder);
            return folder;
        }
        var name = schema == ItemSchema.Message && disposition != "SaveOnly" ? "sentitems" : schema.Folder;
        return context.Folder(new XElement(Ews.Types + "DistinguishedFolderId", new XAttribute("Id", name)));
    }

    // A draft or an appointment may lie in Deleted Items, as one that was moved there does.
    private static void CheckClass(ItemSchema schema, Folder folder)
    {
        var fits =
            folder.DistinguishedName == "deleteditems"
            || schema.Element switch
            {
                "CalendarItem" => folder.FolderClass == "IPF.Appointment",
                "Contact" => folder.FolderClass == "IPF.Contact",
                "Task" => folder.FolderClass == "IPF.Task",
                _ => true,
            };
        if (!fits)
        {
            throw new EwsItemException(
                $"ErrorCannotCreate{schema.Element}InNon{schema.Element.Replace("Item", "", StringComparison.Ordinal)}Folder",
                $"Items of this kind cannot be created in this folder."
            );
        }
    }

    private static void Send(OperationContext context, Item item, string? sendMode, string? disposition)
    {
        if (item.Schema == ItemSchema.Message && disposition is "SendOnly" or "SendAndSaveCopy")
        {
            context.Mail.Message(item);
        }

        if (item.Schema != ItemSchema.CalendarItem || !SendMode.Sends(sendMode!) || !CalendarProperties.AttendeesOf(item).Any())
        {
            return;
        }

        context.Mail.Meeting(item, CalendarProperties.AttendeesOf(item), MailKind.MeetingRequest);
        item[CalendarProperties.RequestWasSent] = true;
    }
}

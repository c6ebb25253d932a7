using static ExchangeSimulator.Properties.CommonProperties;

namespace ExchangeSimulator.Properties;

/// <summary>The properties of a message: MessageType of [MS-OXWSMSG] 2.2.4.1, in its order.</summary>
internal static class MessageProperties
{
    public static readonly ItemProperty ToRecipients = Recipients("message:ToRecipients");
    public static readonly ItemProperty CcRecipients = Recipients("message:CcRecipients");
    public static readonly ItemProperty BccRecipients = Recipients("message:BccRecipients");
    public static readonly ItemProperty From = new("message:From", PropertyKind.Recipient, Shapes.Both);
    public static readonly ItemProperty Sender = new("message:Sender", PropertyKind.Recipient);
    public static readonly ItemProperty IsRead = new("message:IsRead", PropertyKind.Boolean, Shapes.Both);

    public static readonly IReadOnlyList<ItemProperty> All =
    [
        Sender,
        ToRecipients,
        CcRecipients,
        BccRecipients,
        new("message:IsReadReceiptRequested", PropertyKind.Boolean, Shapes.Both),
        new("message:IsDeliveryReceiptRequested", PropertyKind.Boolean, Shapes.Both),
        Absent("message:ConversationIndex"),
        Computed("message:ConversationTopic", PropertyKind.Text, i => i[Subject]),
        From,
        Computed(
            "message:InternetMessageId",
            PropertyKind.Text,
            i => $"<{i.Id.Item:x12}.{i.Id.Mailbox:N}@{i.Folder.Mailbox.Domain}>",
            Shapes.Both
        ),
        IsRead,
        new("message:IsResponseRequested", PropertyKind.Boolean),
        new("message:References", PropertyKind.Text),
        Recipients("message:ReplyTo"),
        Absent("message:ReceivedBy"),
        Absent("message:ReceivedRepresenting"),
        Absent("message:ApprovalRequestData"),
        Absent("message:VotingInformation"),
        Absent("message:ReminderMessageData"),
    ];

    private static ItemProperty Recipients(string path) =>
        new(path, PropertyKind.Recipients, Shapes.Both) { IsStreamed = true, IsUnsearchable = true };
}

using ExchangeSimulator.Mailboxes;
using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Properties;

/// <summary>The properties of every item: ItemType of [MS-OXWSCORE] 2.2.4.24, in its order.</summary>
internal static class CommonProperties
{
    public static readonly ItemProperty Subject = new("item:Subject", PropertyKind.Text, Shapes.Both);
    public static readonly ItemProperty Body = new("item:Body", PropertyKind.Body, Shapes.Both) { IsStreamed = true };
    public static readonly ItemProperty Sensitivity = new("item:Sensitivity", PropertyKind.Choice)
    {
        Choices = ["Normal", "Personal", "Private", "Confidential"],
    };
    public static readonly ItemProperty Categories = new("item:Categories", PropertyKind.Strings);
    public static readonly ItemProperty Importance = new("item:Importance", PropertyKind.Choice) { Choices = ["Low", "Normal", "High"] };
    public static readonly ItemProperty ReminderIsSet = new("item:ReminderIsSet", PropertyKind.Boolean);
    public static readonly ItemProperty ReminderMinutes = new("item:ReminderMinutesBeforeStart", PropertyKind.Integer);
    public static readonly ItemProperty ReminderDueBy = new("item:ReminderDueBy", PropertyKind.DateTime);
    public static readonly ItemProperty ItemClass = new("item:ItemClass", PropertyKind.Text);
    public static readonly ItemProperty DisplayTo = Computed(
        "item:DisplayTo",
        PropertyKind.Text,
        i => Names(i, "calendar:RequiredAttendees", "message:ToRecipients")
    );

    public static readonly IReadOnlyList<ItemProperty> All =
    [
        Absent("item:MimeContent"),
        Computed("item:ItemId", PropertyKind.Id, i => i.Id, Shapes.Both),
        Computed("item:ParentFolderId", PropertyKind.Id, i => i.Folder.Id),
        ItemClass,
        Subject,
        Sensitivity,
        Body,
        Absent("item:Attachments"),
        Computed("item:DateTimeReceived", PropertyKind.DateTime, i => i.Created),
        Computed("item:Size", PropertyKind.Integer, i => i.Size),
        Categories,
        Importance,
        new("item:InReplyTo", PropertyKind.Text),
        Computed("item:IsSubmitted", PropertyKind.Boolean, _ => false),
        Computed("item:IsDraft", PropertyKind.Boolean, i => i.Schema == ItemSchema.Message && i.Folder.DistinguishedName == "drafts"),
        Computed("item:IsFromMe", PropertyKind.Boolean, _ => false),
        Computed("item:IsResend", PropertyKind.Boolean, _ => false),
        Computed("item:IsUnmodified", PropertyKind.Boolean, _ => false),
        Absent("item:InternetMessageHeaders"),
        Computed("item:DateTimeSent", PropertyKind.DateTime, i => i.Created),
        Computed("item:DateTimeCreated", PropertyKind.DateTime, i => i.Created),
        Absent("item:ResponseObjects"),
        ReminderDueBy,
        ReminderIsSet,
        Absent("item:ReminderNextTime"),
        ReminderMinutes,
        Computed("item:DisplayCc", PropertyKind.Text, i => Names(i, "calendar:OptionalAttendees", "message:CcRecipients")),
        DisplayTo,
        Computed("item:HasAttachments", PropertyKind.Boolean, _ => false, Shapes.Both),
        new("item:ExtendedProperty", PropertyKind.Extended),
        new("item:Culture", PropertyKind.Text),
        Absent("item:EffectiveRights"),
        Computed("item:LastModifiedName", PropertyKind.Text, i => i.Folder.Mailbox.DisplayName),
        Computed("item:LastModifiedTime", PropertyKind.DateTime, i => i.LastModified),
        Computed("item:IsAssociated", PropertyKind.Boolean, _ => false) with
        {
            Since = SchemaVersion.Exchange2010,
        },
        Absent("item:WebClientReadFormQueryString", SchemaVersion.Exchange2010),
        Absent("item:WebClientEditFormQueryString", SchemaVersion.Exchange2010),
        Absent("item:ConversationId", SchemaVersion.Exchange2010),
        Absent("item:UniqueBody", SchemaVersion.Exchange2010),
        Absent("item:Flag", SchemaVersion.Exchange2013),
        Absent("item:StoreEntryId", SchemaVersion.Exchange2010_SP2),
        Absent("item:InstanceKey", SchemaVersion.Exchange2013),
        Absent("item:NormalizedBody", SchemaVersion.Exchange2013),
        Absent("item:EntityExtractionResult", SchemaVersion.Exchange2013),
        Absent("item:PolicyTag", SchemaVersion.Exchange2013),
        Absent("item:ArchiveTag", SchemaVersion.Exchange2013),
        Absent("item:RetentionDate", SchemaVersion.Exchange2013),
        Absent("item:Preview", SchemaVersion.Exchange2013),
        Absent("item:RightsManagementLicenseData", SchemaVersion.Exchange2013),
        Absent("item:NextPredictedAction", SchemaVersion.Exchange2013),
        Absent("item:GroupingAction", SchemaVersion.Exchange2013),
        Absent("item:BlockStatus", SchemaVersion.Exchange2013),
        Absent("item:HasBlockedImages", SchemaVersion.Exchange2013),
        Computed("item:TextBody", PropertyKind.Body, i => i[Body], Shapes.None) with
        {
            IsStreamed = true,
            IsUnsearchable = true,
            Since = SchemaVersion.Exchange2013,
        },
        Absent("item:IconIndex", SchemaVersion.Exchange2013),
        Absent("item:MimeContentUTF8", SchemaVersion.Exchange2016),
        Absent("item:SearchKey", SchemaVersion.Exchange2016),
        Absent("item:SortKey", SchemaVersion.Exchange2016),
    ];

    /// <summary>A property that the server makes.</summary>
    public static ItemProperty Computed(string path, PropertyKind kind, Func<Item, object?> compute, Shapes shapes = Shapes.All) =>
        new(path, kind, shapes) { Compute = compute, IsReadOnly = true };

    /// <summary>A path that is known and never has a value here.</summary>
    public static ItemProperty Absent(string path, SchemaVersion since = SchemaVersion.Exchange2007) =>
        new(path, PropertyKind.Absent, Shapes.None)
        {
            IsReadOnly = true,
            IsUnsearchable = true,
            Since = since,
        };

    private static string Names(Item item, params ReadOnlySpan<string> paths)
    {
        foreach (var path in paths)
        {
            if (item.Schema.ByPath(path) is { } property && item[property] is Recipient[] recipients)
            {
                return string.Join("; ", recipients.Select(r => r.Name));
            }
        }
        return "";
    }
}

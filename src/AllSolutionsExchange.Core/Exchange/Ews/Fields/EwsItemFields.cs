namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The fields that items of every kind have (MS-OXWSCORE ItemType).</summary>
internal static class EwsItemFields<T>
    where T : EwsItem
{
    public static EwsField<T> ParentFolderId { get; } =
        EwsField<T>.ReadOnly("item:ParentFolderId", (reader, item) => item.ParentFolderId = reader.ReadFolderId());

    public static EwsField<T> ItemClass { get; } =
        EwsField<T>.ReadOnly("item:ItemClass", (reader, item) => item.ItemClass = reader.ReadText());

    public static EwsField<T> Subject { get; } =
        EwsField<T>.Of(EwsPropertyPath.Subject, EwsValues.Text, item => item.Subject, (item, value) => item.Subject = value);

    public static EwsField<T> Sensitivity { get; } =
        EwsField<T>.Of("item:Sensitivity", EwsValues.Text, item => item.Sensitivity, (item, value) => item.Sensitivity = value);

    public static EwsField<T> Body { get; } =
        EwsField<T>.Of(EwsPropertyPath.Body, EwsValues.Body, item => item.Body, (item, value) => item.Body = value);

    public static EwsField<T> Categories { get; } =
        EwsField<T>.Of("item:Categories", EwsValues.Strings, item => item.Categories, (item, value) => item.Categories = value);

    public static EwsField<T> DateTimeCreated { get; } =
        EwsField<T>.ReadOnly("item:DateTimeCreated", (reader, item) => item.DateTimeCreatedUtc = reader.ReadDateTime());

    public static EwsField<T> ReminderIsSet { get; } =
        EwsField<T>.Of("item:ReminderIsSet", EwsValues.Boolean, item => item.ReminderIsSet, (item, value) => item.ReminderIsSet = value);

    public static EwsField<T> ReminderMinutesBeforeStart { get; } =
        EwsField<T>.Of(
            "item:ReminderMinutesBeforeStart",
            EwsValues.Int32,
            item => item.ReminderMinutesBeforeStart,
            (item, value) => item.ReminderMinutesBeforeStart = value
        );

    /// <summary>The marker.</summary>
    public static EwsField<T> LinkId { get; } =
        EwsField<T>.Of(EwsPropertyPath.LinkId, EwsValues.Text, item => item.LinkId, (item, value) => item.LinkId = value);

    public static EwsField<T> LastModifiedTime { get; } =
        EwsField<T>.ReadOnly("item:LastModifiedTime", (reader, item) => item.LastModifiedTimeUtc = reader.ReadDateTime());
}

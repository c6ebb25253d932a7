namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// An item of any kind in EWS terms. A null property was not asked for, not answered, or (on sending) is left as it is.
/// </summary>
internal class EwsItem
{
    public EwsItemId? ItemId { get; set; }

    public string? ParentFolderId { get; set; }

    /// <summary>For example <c>IPM.Appointment</c>.</summary>
    public string? ItemClass { get; set; }

    public string? Subject { get; set; }

    /// <summary>Normal, Personal, Private or Confidential.</summary>
    public string? Sensitivity { get; set; }

    /// <summary>Plain text; Exchange converts an HTML body when it is asked for.</summary>
    public string? Body { get; set; }

    public IReadOnlyList<string>? Categories { get; set; }

    public DateTime? DateTimeCreatedUtc { get; set; }

    public bool? ReminderIsSet { get; set; }

    public int? ReminderMinutesBeforeStart { get; set; }

    public DateTime? LastModifiedTimeUtc { get; set; }

    /// <summary>The marker: the named property <c>AllSolutionsLinkId</c>.</summary>
    public string? LinkId { get; set; }
}

/// <summary>Items of which the kind does not matter: what is asked of them is their id, and their subject at the most.</summary>
internal static class EwsAnyItem
{
    public static EwsFields<EwsItem> Fields { get; } = new(EwsItemFields<EwsItem>.Subject);
}

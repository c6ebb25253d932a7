namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>A kind of item: its elements and classes, where it is kept, and its fields. The client knows no more of a kind.</summary>
internal sealed class EwsKind<T>
    where T : EwsItem, new()
{
    private IReadOnlyList<EwsField<T>>? _inUpdateOrder;
    private EwsItemShape? _identity;
    private EwsItemShape? _name;

    /// <summary>The element of an item in requests, for example <c>CalendarItem</c>.</summary>
    public required string Element { get; init; }

    /// <summary>The item class, for example <c>IPM.Appointment</c>.</summary>
    public required string ItemClass { get; init; }

    /// <summary>The class of the folders that hold it, for example <c>IPF.Appointment</c>.</summary>
    public required string FolderClass { get; init; }

    /// <summary>The folder that is kept the same.</summary>
    public required EwsFolderId Home { get; init; }

    public required EwsFields<T> Fields { get; init; }

    /// <summary>
    /// The fields that an update sends before all others. Exchange carries an update out one field after the other, and some move what
    /// others say.
    /// </summary>
    public IReadOnlyList<EwsField<T>> FirstInUpdate { get; init; } = [];

    /// <summary>Those that can be written, in the order of an update.</summary>
    public IReadOnlyList<EwsField<T>> InUpdateOrder =>
        _inUpdateOrder ??= [.. FirstInUpdate, .. Fields.Written.Where(written => !FirstInUpdate.Contains(written))];

    /// <summary>The field with the UID in the form that can be searched for; null if the kind has no UIDs.</summary>
    public EwsField<T>? Uid { get; init; }

    /// <summary>The field with the date that a person knows an item by, beside its subject.</summary>
    public required EwsField<T> Date { get; init; }

    /// <summary>
    /// Which occurrences a DeleteItem takes (MS-OXWSCORE AffectedTaskOccurrencesType); null for a kind for which Exchange asks for none.
    /// </summary>
    public string? AffectedTaskOccurrences { get; init; }

    /// <summary>Whether an item class is the kind's, or one made from it; IPM.TaskRequest is not made from IPM.Task.</summary>
    public bool Holds(string itemClass) =>
        itemClass.StartsWith(ItemClass, StringComparison.OrdinalIgnoreCase)
        && (itemClass.Length == ItemClass.Length || itemClass[ItemClass.Length] == '.');

    /// <summary>What says which item it is: folder, class, marker, UID, times of creation and change.</summary>
    public EwsItemShape Identity =>
        _identity ??= new EwsItemShape([
            EwsItemFields<T>.ParentFolderId.Path,
            EwsItemFields<T>.ItemClass.Path,
            EwsItemFields<T>.DateTimeCreated.Path,
            EwsItemFields<T>.LastModifiedTime.Path,
            EwsItemFields<T>.LinkId.Path,
            .. Uid is null ? Array.Empty<EwsPropertyPath>() : [Uid.Path],
        ]);

    /// <summary>What a person knows an item by, and whether it is private.</summary>
    public EwsItemShape Name => _name ??= new EwsItemShape(EwsPropertyPath.Subject, EwsItemFields<T>.Sensitivity.Path, Date.Path);
}

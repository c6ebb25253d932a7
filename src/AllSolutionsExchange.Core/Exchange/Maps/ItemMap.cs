using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>How the items of one kind are mapped between Exchange and the canonical form.</summary>
internal abstract class ItemMap<TItem>
    where TItem : EwsItem, new()
{
    protected ItemMap(EwsKind<TItem> kind) => Kind = kind;

    public EwsKind<TItem> Kind { get; }

    /// <summary>The fields that Exchange never takes from AllSolutions.</summary>
    public abstract FieldSet ReadOnlyFields { get; }

    /// <summary>What is wrong with an item that cannot be mapped, and what to do.</summary>
    public abstract string WhyUnreadable { get; }

    /// <summary>Whether items of the kind have a UID that they keep wherever they are moved.</summary>
    public virtual bool HasUids => false;

    /// <summary>
    /// The UID that an item gets when it is created for a link, in the form in which it is found; null if the kind has none.
    /// </summary>
    public virtual string? UidFor(LinkId linkId) => null;

    /// <summary>The UID of an item in that form.</summary>
    public virtual string? Uid(TItem item) => null;

    /// <summary>Maps an item that Exchange returned.</summary>
    public SideItem Read(TItem item)
    {
        var hold = Hold(item);
        return new SideItem
        {
            Id = item.ItemId!.Id,
            Version = item.ItemId.ChangeKey ?? "",
            Folder = item.ParentFolderId ?? "",
            Marker = item.LinkId,
            Uid = Uid(item),
            ModifiedUtc = item.LastModifiedTimeUtc ?? default,
            Hold = hold,
            Writable = Writable(item),
            Content = hold == HoldReason.None ? Content(item) : null,
        };
    }

    /// <summary>What a person knows an item of any kind by. One that does not say how private it is counts as private.</summary>
    public ItemName Name(TItem item) =>
        new(item.Sensitivity is null or "Private" ? null : item.Subject ?? "", StartUtc(item), DueDate(item));

    /// <summary>What is sent to create an item: all fields.</summary>
    public TItem New(WriteOperation operation)
    {
        var item = new TItem { LinkId = operation.LinkId.ToString() };
        Identify(item, operation.LinkId);
        Set(item, operation.Content!);
        return item;
    }

    /// <summary>What is sent to change an item: of an update the fields that differ and no others.</summary>
    public EwsItemUpdate<TItem> Changed(WriteOperation operation)
    {
        var item = new TItem();
        var emptied = new List<EwsField<TItem>>();
        if (operation.WritesMarker)
        {
            item.LinkId = operation.LinkId.ToString();
        }

        if (operation.Content is { } content)
        {
            Change(item, content, operation.Fields, emptied);
        }

        return new EwsItemUpdate<TItem>(new EwsItemId(operation.Id!, operation.Version), item, emptied);
    }

    /// <summary>Why an item of the kind is held; one of another kind is anyway.</summary>
    protected abstract HoldReason HoldOf(TItem item);

    /// <summary>The fields of an item that may be written.</summary>
    protected virtual FieldSet Writable(TItem item) => FieldSet.Every;

    /// <summary>The start that a person knows it by; null if it has none.</summary>
    protected virtual DateTime? StartUtc(TItem item) => null;

    /// <summary>The day on which it is due; null if it is due on none.</summary>
    protected virtual DateTime? DueDate(TItem item) => null;

    /// <exception cref="FormatException">The item lacks what it must have.</exception>
    protected abstract CanonicalItem Content(TItem item);

    /// <summary>Gives an item to be created what it can be found by, beside the marker.</summary>
    protected virtual void Identify(TItem item, LinkId linkId) { }

    /// <summary>Sets all fields.</summary>
    protected abstract void Set(TItem item, CanonicalItem content);

    /// <summary>Sets those of the fields that hold something, and lists those that hold nothing any more.</summary>
    protected abstract void Change(TItem item, CanonicalItem content, FieldSet fields, List<EwsField<TItem>> emptied);

    private HoldReason Hold(TItem item) => item.ItemClass is { } itemClass && !Kind.Holds(itemClass) ? HoldReason.OtherKind : HoldOf(item);
}

/// <summary>How a field of the canonical form is written to Exchange.</summary>
/// <param name="Field">The field.</param>
/// <param name="Set">Sets it on an item to be sent.</param>
/// <param name="Emptied">
/// The field that is deleted if it holds nothing any more: an empty element would be kept as it is by some versions. Null if it always
/// holds something.
/// </param>
internal sealed record MappedField<TItem, TContent>(Field<TContent> Field, Action<TItem, TContent> Set, EwsField<TItem>? Emptied = null)
    where TContent : CanonicalItem
{
    /// <summary>The fields that are deleted if setting it leaves them out.</summary>
    public IReadOnlyList<EwsField<TItem>> LeftOut { get; init; } = [];

    /// <summary>Whether nothing is left of it.</summary>
    public bool IsEmpty(TContent content) => Emptied is not null && Field.Get(content) is "" or IReadOnlyCollection<string> { Count: 0 };
}

/// <summary>A map by a list of fields.</summary>
internal abstract class ItemMap<TItem, TContent> : ItemMap<TItem>
    where TItem : EwsItem, new()
    where TContent : CanonicalItem
{
    protected ItemMap(EwsKind<TItem> kind)
        : base(kind) { }

    /// <summary>The fields that are written, in the order in which they are emptied.</summary>
    protected abstract IReadOnlyList<MappedField<TItem, TContent>> Fields { get; }

    protected override void Set(TItem item, CanonicalItem content)
    {
        foreach (var field in Fields)
        {
            field.Set(item, (TContent)content);
        }
    }

    protected override void Change(TItem item, CanonicalItem content, FieldSet fields, List<EwsField<TItem>> emptied)
    {
        var typed = (TContent)content;
        foreach (var field in Fields.Where(field => fields.Contains(field.Field)))
        {
            if (field.IsEmpty(typed))
            {
                emptied.Add(field.Emptied!);
            }
            else
            {
                field.Set(item, typed);
                emptied.AddRange(field.LeftOut.Where(left => !left.IsPresent(item)));
            }
        }
    }
}

using ExchangeSimulator.Properties;

namespace ExchangeSimulator.Mailboxes;

/// <summary>An item in a folder. Whoever touches it holds its mailbox's gate.</summary>
internal sealed class Item
{
    private readonly Dictionary<ItemProperty, object> _values;
    private readonly Dictionary<ExtendedPropertyName, object> _extended;
    private readonly Dictionary<object, long> _changes = [];

    public Item(ItemSchema schema, Folder folder, DateTimeOffset created)
    {
        Schema = schema;
        Folder = folder;
        Created = LastModified = created;
        _values = [];
        _extended = [];
    }

    private Item(Item source, Folder folder)
    {
        Schema = source.Schema;
        Folder = folder;
        Created = source.Created;
        LastModified = source.LastModified;
        ChangeNumber = source.ChangeNumber;
        _values = new(source._values);
        _extended = new(source._extended);
    }

    public ItemSchema Schema { get; }

    public Folder Folder { get; }

    public EntryId Id => new(Folder.Mailbox.Guid, Folder.Counter, Counter);

    public string ChangeKey => EntryId.ChangeKey(Schema.ObjectType, Folder.Mailbox.Guid, ChangeNumber);

    public long Counter { get; set; }

    public long ChangeNumber { get; set; }

    /// <summary>When it came into this folder, in the mailbox's sequence.</summary>
    public long Added { get; set; }

    /// <summary>Its last change other than of the read flag.</summary>
    public long Changed { get; set; }

    public long ReadFlagChanged { get; set; }

    public DateTimeOffset Created { get; init; }

    public DateTimeOffset LastModified { get; set; }

    public int Size =>
        500
        + 2
            * _values.Values.Sum(v =>
                v switch
                {
                    string s => s.Length,
                    ItemBody b => b.Content.Length,
                    _ => 8,
                }
            );

    public IReadOnlyDictionary<ExtendedPropertyName, object> Extended => _extended;

    /// <summary>What is kept of a property; null removes it.</summary>
    public object? this[ItemProperty property]
    {
        get => _values.GetValueOrDefault(property);
        set
        {
            if (value is null)
            {
                _values.Remove(property);
            }
            else
            {
                _values[property] = value;
            }
        }
    }

    /// <summary>The value, string or string[], of an extended property, kept or made from the UID; or null.</summary>
    public object? GetExtended(ExtendedPropertyName name)
    {
        if (_extended.TryGetValue(name, out var value) || (value = MapiProperties.TextOf(this, name)) is not null)
        {
            return value;
        }

        if (this[CalendarProperties.Uid] is not string uid)
        {
            return null;
        }

        if (name == ExtendedPropertyName.CleanGlobalObjectId)
        {
            return Convert.ToBase64String(GlobalObjectId.CleanFromUid(uid));
        }

        return name == ExtendedPropertyName.GlobalObjectId ? Convert.ToBase64String(GlobalObjectId.FromUid(uid)) : null;
    }

    /// <summary>Sets an extended property, or what it is another name of; null removes it.</summary>
    public void SetExtended(ExtendedPropertyName name, object? value)
    {
        if (MapiProperties.PropertyOf(Schema, name) is { } property)
        {
            this[property] = value is null ? null : MapiProperties.Read(property, value);
        }
        else if (value is null)
        {
            _extended.Remove(name);
        }
        else
        {
            _extended[name] = value;
        }
    }

    /// <summary>Remembers that a property was changed by the write in progress.</summary>
    public void MarkChanged(object property, long changeNumber) => _changes[property] = changeNumber;

    /// <summary>Whether a property was changed after a change key was given out.</summary>
    public bool ChangedSince(object property, long changeNumber) => _changes.GetValueOrDefault(property) > changeNumber;

    /// <summary>The same contents in another folder or under another id.</summary>
    public Item CopyTo(Folder folder) => new(this, folder);

    /// <summary>A copy to try a write on.</summary>
    public Item Draft() => new(this, Folder);

    /// <summary>Takes over the contents of a draft.</summary>
    public void Adopt(Item draft)
    {
        _values.Clear();
        foreach (var (property, value) in draft._values)
        {
            _values[property] = value;
        }

        _extended.Clear();
        foreach (var (name, value) in draft._extended)
        {
            _extended[name] = value;
        }
    }

    public string Subject => this[CommonProperties.Subject] as string ?? "";
}

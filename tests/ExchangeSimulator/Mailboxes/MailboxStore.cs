using ExchangeSimulator.Properties;

namespace ExchangeSimulator.Mailboxes;

/// <summary>One mailbox: its folders, items and sequence of changes. <see cref="Gate"/> guards all of it.</summary>
internal sealed class MailboxStore
{
    private readonly List<Folder> _folders = [];
    private readonly Dictionary<long, Item> _items = [];
    private readonly Random _random;
    private long _sequence;
    private long _counter;

    public MailboxStore(string address, int seed, SimulatorOptions options)
    {
        Address = address;
        _random = new Random(seed);
        Options = options;
        Guid = NewGuid();
        _counter = _random.Next(0x10000, 0x1000000);
        FolderTree.Build(this);
    }

    public Lock Gate { get; } = new();

    public Guid Guid { get; }

    /// <summary>The primary SMTP address.</summary>
    public string Address { get; }

    /// <summary>Windows id of the zone in which its user works.</summary>
    public string TimeZone => Options.TimeZone;

    /// <summary>How the server is set up.</summary>
    public SimulatorOptions Options { get; }

    public string DisplayName => Address[..Address.IndexOf('@', StringComparison.Ordinal)];

    public string Domain => Address[(Address.IndexOf('@', StringComparison.Ordinal) + 1)..];

    public IReadOnlyList<Folder> Folders => _folders;

    public DateTimeOffset Now => Options.Clock();

    /// <summary>The last number of the sequence of changes.</summary>
    public long Sequence => _sequence;

    public Guid NewGuid()
    {
        var bytes = new byte[16];
        _random.NextBytes(bytes);
        return new Guid(bytes);
    }

    public Folder AddFolder(Folder? parent, string displayName, string folderClass, string? distinguishedName)
    {
        var folder = new Folder(this, ++_counter, parent, displayName, folderClass, distinguishedName);
        _folders.Add(folder);
        return folder;
    }

    public Folder? FindFolder(string distinguishedName) => _folders.Find(f => f.DistinguishedName == distinguishedName);

    public Folder? FindFolder(EntryId id) => id.IsFolder ? _folders.Find(f => f.Counter == id.Folder) : null;

    public Item? FindItem(EntryId id) =>
        !id.IsFolder && _items.TryGetValue(id.Item, out var item) && item.Folder.Counter == id.Folder ? item : null;

    /// <summary>A new item, not yet in its folder.</summary>
    public Item NewItem(ItemSchema schema, Folder folder) => new(schema, folder, Options.Clock()) { Counter = ++_counter };

    /// <summary>Puts a new item into its folder.</summary>
    public void Insert(Item item)
    {
        item.ChangeNumber = ++_sequence;
        _items.Add(item.Counter, item);
        item.Folder.Add(item, _sequence);
    }

    /// <summary>Notes a change of an item's contents: a new change key.</summary>
    public void Touch(Item item, bool readFlagOnly = false)
    {
        item.ChangeNumber = ++_sequence;
        item.LastModified = Options.Clock();
        item.Folder.Touch(_sequence);
        if (readFlagOnly)
        {
            item.ReadFlagChanged = _sequence;
        }
        else
        {
            item.Changed = _sequence;
        }
    }

    /// <summary>Removes an item for good.</summary>
    public void Remove(Item item)
    {
        _items.Remove(item.Counter);
        item.Folder.Remove(item, ++_sequence);
    }

    /// <summary>Moves an item: a new id; its change key stays when it goes to Deleted Items.</summary>
    public Item Move(Item item, Folder target)
    {
        var moved = item.CopyTo(target);
        moved.Counter = ++_counter;
        Remove(item);
        _items.Add(moved.Counter, moved);
        target.Add(moved, ++_sequence);
        if (target.DistinguishedName != "deleteditems")
        {
            moved.ChangeNumber = _sequence;
        }

        return moved;
    }

    public Item Copy(Item item, Folder target)
    {
        var copy = item.CopyTo(target);
        copy.Counter = ++_counter;
        Insert(copy);
        return copy;
    }
}

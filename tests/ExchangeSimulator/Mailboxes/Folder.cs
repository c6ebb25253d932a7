using System.Runtime.InteropServices;

namespace ExchangeSimulator.Mailboxes;

/// <summary>An item that left a folder.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Tombstone(long Item, long Added, long Removed);

/// <summary>A folder with its items in the order in which they came. Whoever touches it holds its mailbox's gate.</summary>
internal sealed class Folder(
    MailboxStore mailbox,
    long counter,
    Folder? parent,
    string displayName,
    string folderClass,
    string? distinguishedName
)
{
    private readonly List<Item> _items = [];
    private readonly List<Tombstone> _tombstones = [];

    public MailboxStore Mailbox { get; } = mailbox;

    public long Counter { get; } = counter;

    public Folder? Parent { get; } = parent;

    public string DisplayName { get; } = displayName;

    public string FolderClass { get; } = folderClass;

    /// <summary>The name by which EWS knows it, such as calendar; or null.</summary>
    public string? DistinguishedName { get; } = distinguishedName;

    public EntryId Id => new(Mailbox.Guid, Counter, 0);

    public string ChangeKey => EntryId.ChangeKey(Element == "CalendarFolder" ? 2 : 1, Mailbox.Guid, LastChange == 0 ? Counter : LastChange);

    /// <summary>The element of EWS that stands for this class of folder.</summary>
    public string Element =>
        FolderClass switch
        {
            "IPF.Appointment" => "CalendarFolder",
            "IPF.Contact" => "ContactsFolder",
            "IPF.Task" => "TasksFolder",
            _ => "Folder",
        };

    /// <summary>Ascending by <see cref="Item.Added"/>.</summary>
    public IReadOnlyList<Item> Items => _items;

    /// <summary>Ascending by <see cref="Tombstone.Removed"/>.</summary>
    public IReadOnlyList<Tombstone> Tombstones => _tombstones;

    /// <summary>Number of the last change within.</summary>
    public long LastChange { get; private set; }

    /// <summary>The code of the error by which each request to it is refused; null if it is open.</summary>
    public string? Refusal { get; set; }

    /// <summary>Sync states of another epoch are no longer known.</summary>
    public int SyncEpoch { get; set; }

    /// <summary>This folder and all below it, without itself.</summary>
    public IEnumerable<Folder> Descendants() => Mailbox.Folders.Where(f => f.IsBelow(this));

    public bool IsBelow(Folder ancestor)
    {
        for (var at = Parent; at is not null; at = at.Parent)
        {
            if (at == ancestor)
            {
                return true;
            }
        }
        return false;
    }

    public void Add(Item item, long sequence)
    {
        item.Added = item.Changed = LastChange = sequence;
        _items.Add(item);
    }

    public void Remove(Item item, long sequence)
    {
        _items.RemoveAt(IndexAfter(item.Added) - 1);
        _tombstones.Add(new Tombstone(item.Counter, item.Added, sequence));
        LastChange = sequence;
    }

    public void Touch(long sequence) => LastChange = sequence;

    /// <summary>How many items came at or before a point of the sequence.</summary>
    public int IndexAfter(long added)
    {
        int low = 0,
            high = _items.Count;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_items[middle].Added <= added)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }
        return low;
    }
}

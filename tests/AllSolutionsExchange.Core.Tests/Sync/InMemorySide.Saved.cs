using System.Text;
using System.Text.Json;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What it holds, as text that a later version of the tests can read.</summary>
internal sealed partial class InMemorySide
{
    public SavedSide Save() =>
        new(
            Identity,
            _stamp,
            _epoch,
            _next,
            _unique,
            [.. _named.Select(named => named.ToList())],
            [.. _log.Select(change => new SavedChange(change.Id, change.IsVanished, change.Stamp))],
            [
                .. Items.Values.Select(item => new SavedItem(
                    item.Id,
                    item.Version,
                    item.Folder,
                    item.Marker,
                    item.Uid,
                    item.ModifiedUtc,
                    item.Hold.ToString(),
                    item.Writable.Bits,
                    JsonSerializer.Deserialize<JsonElement>(Encoding.UTF8.GetString(Kinds.Of(_kind.Id).Encode(item.Content!)))
                )),
            ]
        );

    public void Load(SavedSide saved)
    {
        (Identity, _stamp, _epoch, _next, _unique) = (saved.Identity, saved.Stamp, saved.Epoch, saved.Next, saved.Unique);
        _named.Clear();
        _named.AddRange(saved.Named.Select(named => named.ToHashSet(StringComparer.Ordinal)));
        _log = [.. saved.Log.Select(change => (change.Id, change.IsVanished, change.Stamp))];
        Items = saved.Items.ToDictionary(item => item.Id, Item, StringComparer.Ordinal);
    }

    private SideItem Item(SavedItem item) =>
        new()
        {
            Id = item.Id,
            Version = item.Version,
            Folder = item.Folder,
            Marker = item.Marker,
            Uid = item.Uid,
            ModifiedUtc = item.ModifiedUtc,
            Hold = (HoldReason)Enum.Parse(typeof(HoldReason), item.Hold),
            Writable = new FieldSet(item.Writable),
            Content = Kinds.Of(_kind.Id).Decode(Encoding.UTF8.GetBytes(item.Content.GetRawText())),
        };
}

/// <summary>A side in memory.</summary>
internal sealed record SavedSide(
    string Identity,
    string? Stamp,
    int Epoch,
    int Next,
    int Unique,
    List<List<string>> Named,
    List<SavedChange> Log,
    List<SavedItem> Items
);

/// <summary>A change that a cursor tells of.</summary>
internal sealed record SavedChange(string Id, bool IsVanished, int Stamp);

/// <summary>An item, its content as the kind's JSON.</summary>
internal sealed record SavedItem(
    string Id,
    string Version,
    string Folder,
    string? Marker,
    string? Uid,
    DateTime ModifiedUtc,
    string Hold,
    ulong Writable,
    JsonElement Content
);

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What users and admins do to it.</summary>
internal sealed partial class InMemorySide
{
    public string UserCreate(CanonicalItem item)
    {
        var id = NewId();
        Put(
            new SideItem
            {
                Id = id,
                Version = "",
                Folder = Home,
                Uid = NewUid(),
                ModifiedUtc = Now,
                Content = StoryKind.Normalized(item),
            }
        );
        return id;
    }

    public void UserEdit(string id, Func<Appointment, Appointment> edit) => UserEditItem(id, item => edit((Appointment)item));

    /// <summary>An edit of an item of any kind.</summary>
    public void UserEditItem(string id, Func<CanonicalItem, CanonicalItem> edit) =>
        UserChange(id, item => item with { Content = StoryKind.Normalized(edit(item.Content!)) });

    public void UserChange(string id, Func<SideItem, SideItem> change) => Put(change(Items[id]) with { ModifiedUtc = Now });

    /// <summary>A new version without a new content, as reminders and delivery processing make it.</summary>
    public void UserTouch(string id) => Put(Items[id]);

    public void UserDelete(string id) => Move(id, Trash);

    public void UserDestroy(string id)
    {
        Items.Remove(id);
        Log(id, isVanished: true);
    }

    /// <summary>Accepting a meeting, or moving an item away and back: another id, everything else kept.</summary>
    public string UserReId(string id) => Move(id, Items[id].Folder);

    public string UserMove(string id, string folder) => Move(id, folder);

    /// <summary>A copy keeps the marker and gets a UID of its own.</summary>
    public string UserCopy(string id, Func<CanonicalItem, CanonicalItem> edit)
    {
        var copy = NewId();
        Put(Items[id] with { Id = copy, Uid = NewUid(), ModifiedUtc = Now, Content = StoryKind.Normalized(edit(Items[id].Content!)) });
        return copy;
    }

    public void InvalidateCursors() => _epoch++;

    private string? NewUid() => HasUid ? "uid-" + NewId() : null;

    /// <summary>A copy to be put back later.</summary>
    public Action BackUp()
    {
        var (items, log, next, identity, stamp) = (Items.ToList(), _log.ToList(), _next, Identity, _stamp);
        return () =>
        {
            PutBack(items, log, next, identity);
            _stamp = stamp;
        };
    }

    /// <summary>Another one in its place: a register that was begun anew.</summary>
    public void BeginAnew()
    {
        PutBack([], [], 0, $"anew-{++_unique}");
        _stamp = null;
    }

    /// <summary>A register gives its numbers again, and knows its cursors; Exchange does neither.</summary>
    private void PutBack(
        List<KeyValuePair<string, SideItem>> items,
        List<(string Id, bool IsVanished, int Stamp)> log,
        int next,
        string identity
    )
    {
        Identity = identity;
        Items = items.ToDictionary(item => item.Key, item => item.Value, StringComparer.Ordinal);
        _log = [.. log];
        if (_isRegister)
        {
            _next = next;
        }
        else
        {
            _epoch++;
        }
    }
}

using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// What we made in Exchange cannot be read, and its user copies it meanwhile: the copy carries our mark too, and is an appointment of its
/// own from then on, whatever becomes of the original.
/// </summary>
public sealed class UnreadCopyTests
{
    public enum Original
    {
        Stays,
        GetsAnotherId,
        MovesToAnotherFolder,
    }

    public enum Deleted
    {
        Neither,
        Original,
        Copy,
    }

    public static TheoryData<Original, Deleted, bool, int, bool> Cases()
    {
        var cases = new TheoryData<Original, Deleted, bool, int, bool>();
        foreach (var original in (Original[])Enum.GetValues(typeof(Original)))
        {
            foreach (var deleted in (Deleted[])Enum.GetValues(typeof(Deleted)))
            {
                foreach (var isEdited in new[] { false, true })
                {
                    foreach (var unread in new[] { 1, 3, 7 })
                    {
                        foreach (var hasOwnUid in new[] { false, true })
                        {
                            cases.Add(original, deleted, isEdited, unread, hasOwnUid);
                        }
                    }
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_is_kept_as_its_user_left_it(Original original, Deleted deleted, bool isEdited, int unread, bool hasOwnUid)
    {
        using var world = new World();

        // A server that gives another UID than was asked for: what carries the mark alone may be the original or the copy.
        if (hasOwnUid)
        {
            world.Exchange.MadeUid = link => "own-" + link;
        }

        var ours = world.AllSolutions.UserCreate(world.Appointment(1, "ours"));
        for (var pass = 0; pass < unread; pass++)
        {
            await world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = id => !world.AllSolutions.Items.ContainsKey(id) });
        }

        var made = Assert.Single(world.Exchange.Live).Id;
        var copy = world.Exchange.UserCopy(made, _ => world.Appointment(2, "copy"));
        made = original switch
        {
            Original.GetsAnotherId => world.Exchange.UserReId(made),
            Original.MovesToAnotherFolder => world.Exchange.UserMove(made, InMemorySide.Elsewhere),
            _ => made,
        };
        if (deleted == Deleted.Original)
        {
            world.Exchange.UserDelete(made);
        }

        if (deleted == Deleted.Copy)
        {
            world.Exchange.UserDelete(copy);
        }

        if (isEdited)
        {
            world.AllSolutions.UserEdit(ours, each => each with { Body = "edited" });
        }

        world.Now += TimeSpan.FromHours(12);
        Assert.NotNull(await world.SettleAsync());
        var shown = world.Shown(SideName.AllSolutions);
        Assert.Equal(deleted != Deleted.Copy, shown.Exists(each => each.StartsWith("item 2|copy", StringComparison.Ordinal)));

        // An original that was deleted is, unless it was edited here: both sides agreed on what was sent, read or not.
        var isKept = deleted != Deleted.Original || isEdited;
        Assert.Equal(isKept, shown.Exists(each => each.StartsWith("item 1|" + (isEdited ? "edited" : "ours"), StringComparison.Ordinal)));
        Assert.Equal(shown, world.Shown(SideName.Exchange));
    }
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The answer to an update is lost, and before it is known what became of it something else happens: our own write is never taken
/// for a user's edit.</summary>
public sealed class LostUpdateTests
{
    /// <summary>What happens to the item in Exchange before it is read again.</summary>
    public enum Meanwhile
    {
        Nothing,
        GetsAnotherId,
        MovesToAnotherFolder,
        CopiedAndGetsAnotherId,
    }

    public static TheoryData<Meanwhile, int, bool> Cases()
    {
        var cases = new TheoryData<Meanwhile, int, bool>();
        foreach (var meanwhile in (Meanwhile[])Enum.GetValues(typeof(Meanwhile)))
        {
            foreach (var unread in new[] { 0, 1, 7 })
            {
                foreach (var isKilled in new[] { false, true })
                {
                    cases.Add(meanwhile, unread, isKilled);
                }
            }
        }

        return cases;
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task A_deletion_after_it_is_carried_over(Meanwhile meanwhile, int unread, bool isKilled)
    {
        var fault = isKilled ? Fault.Crash : Fault.Net;
        using var world = await LostAsync(fault);
        Happen(world, meanwhile);
        world.AllSolutions.UserDelete(Ours(world));
        await UnreadAsync(world, unread);
        await SettleAsync(world);
        Assert.DoesNotContain(
            world.Shown(SideName.AllSolutions).Concat(world.Shown(SideName.Exchange)),
            shown => shown.StartsWith("item 1|", StringComparison.Ordinal)
        );
    }

    /// <summary>Each of two edits is written, and the answer to neither comes; the second may be lost before anything was done.</summary>
    [Theory]
    [MemberData(nameof(Cases))]
    public async Task An_edit_after_it_is_kept(Meanwhile meanwhile, int unread, bool isKilled)
    {
        var fault = isKilled ? Fault.Crash : Fault.Net;
        foreach (var isDone in new[] { false, true })
        {
            using var world = await LostAsync(fault);
            Happen(world, meanwhile);
            world.AllSolutions.UserEdit(Ours(world), a => a with { Body = "third" });
            await UnreadAsync(world, Math.Min(unread, 1));
            await world.PassAsync(faults: isDone ? AfterWrite(world, fault) : new FaultPlan(step => step > 12 ? fault : Fault.None));
            await UnreadAsync(world, unread);

            // Of two edits the later wins: this one is later than the write, were that taken for an edit.
            world.Now += TimeSpan.FromMinutes(1);
            await SettleAsync(world);
            Assert.Equal("third", Body(world, SideName.AllSolutions));
            Assert.Equal("third", Body(world, SideName.Exchange));
        }
    }

    [Fact]
    public async Task What_a_user_changes_in_it_meanwhile_stays_and_beats_the_deletion()
    {
        using var world = await LostAsync(Fault.Net);
        world.Exchange.UserEdit(Theirs(world), a => a with { Location = "changed" });
        world.AllSolutions.UserDelete(Ours(world));
        await SettleAsync(world);
        Assert.Contains("|second|changed|", Assert.Single(world.Shown(SideName.Exchange)), StringComparison.Ordinal);
        Assert.Equal(world.Shown(SideName.Exchange), world.Shown(SideName.AllSolutions));
    }

    /// <summary>An item that is held is asked for by time, also where an update of it waits for its answer.</summary>
    [Fact]
    public async Task It_does_not_ask_for_a_held_item_in_every_run()
    {
        using var world = await LostAsync(Fault.Net);
        await UnreadAsync(world, 7);
        var faults = new FaultPlan(_ => Fault.None) { Unreadable = _ => true };
        var held = await world.PassAsync(faults: faults);
        Assert.Equal(nameof(HoldReason.Quarantined), Assert.Single(held!.HeldItems).Reason);
        Assert.DoesNotContain(Theirs(world), faults.Asked);
    }

    /// <summary>What became of the update cannot be seen while the item is left untouched, and costs no request in a run without
    /// changes.</summary>
    [Theory]
    [InlineData(HoldReason.Private)]
    [InlineData(HoldReason.Series)]
    [InlineData(HoldReason.OtherKind)]
    public async Task It_is_not_answered_by_an_item_that_is_left_untouched(HoldReason hold)
    {
        using var world = await LostAsync(Fault.Net);
        world.Exchange.UserChange(Theirs(world), item => item with { Hold = hold });
        await world.PassAsync();
        await world.PassAsync();
        var requests = world.Exchange.Requests;
        await world.PassAsync();
        Assert.Equal(1, world.Exchange.Requests - requests);
        world.Exchange.UserChange(Theirs(world), item => item with { Hold = HoldReason.None });
        world.AllSolutions.UserDelete(Ours(world));
        await SettleAsync(world);
        Assert.Empty(world.AllSolutions.Live);
        Assert.Empty(world.Exchange.Live);
    }

    /// <summary>The item is gone for good, and its link with it: the entry does not stay behind.</summary>
    [Fact]
    public async Task What_is_deleted_on_both_sides_leaves_nothing()
    {
        using var world = await LostAsync(Fault.Net);
        world.Exchange.UserDestroy(Theirs(world));
        world.AllSolutions.UserDelete(Ours(world));
        await SettleAsync(world);
        Assert.Empty(world.Exchange.Live);
        Assert.Equal(SyncStatus.Success, (await world.PassAsync())!.Status);
        var claim = await world.Store.ClaimAsync(Collections.Of("user"), "test", TimeSpan.FromMinutes(1), CancellationToken.None);
        Assert.Empty(await world.Store.JournalAsync(claim.Lease!, CancellationToken.None));
    }

    /// <summary>Both sides had "first"; AllSolutions changed it to "second", which was written to Exchange, and no answer came.</summary>
    private static async Task<World> LostAsync(Fault fault)
    {
        var world = new World();
        world.AllSolutions.UserCreate(world.Appointment(1, "first"));
        await SettleAsync(world);
        world.AllSolutions.UserEdit(Ours(world), a => a with { Body = "second" });
        await world.PassAsync(faults: AfterWrite(world, fault));
        Assert.Equal("second", Body(world, SideName.Exchange));
        return world;
    }

    private static FaultPlan AfterWrite(World world, Fault fault)
    {
        var before = world.Exchange.Writes;
        return new FaultPlan(_ => world.Exchange.Writes > before ? fault : Fault.None);
    }

    private static void Happen(World world, Meanwhile meanwhile)
    {
        var id = Theirs(world);
        if (meanwhile == Meanwhile.CopiedAndGetsAnotherId)
        {
            world.Exchange.UserCopy(id, _ => world.Appointment(2, "copy"));
        }

        if (meanwhile is Meanwhile.GetsAnotherId or Meanwhile.CopiedAndGetsAnotherId)
        {
            world.Exchange.UserReId(id);
        }

        if (meanwhile == Meanwhile.MovesToAnotherFolder)
        {
            world.Exchange.UserMove(id, InMemorySide.Elsewhere);
        }
    }

    private static async Task UnreadAsync(World world, int runs)
    {
        for (var run = 0; run < runs; run++)
        {
            var ids = world.Exchange.Items.Keys.ToHashSet(StringComparer.Ordinal);
            await world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = ids.Contains });
        }
    }

    private static async Task SettleAsync(World world)
    {
        world.Now += TimeSpan.FromHours(30);
        Assert.NotNull(await world.SettleAsync());
    }

    private static string Ours(World world) => One(world, SideName.AllSolutions).Id;

    private static string Theirs(World world) => One(world, SideName.Exchange).Id;

    private static string Body(World world, SideName side) => ((Appointment)One(world, side).Content!).Body;

    private static SideItem One(World world, SideName side) =>
        world[side].Live.Single(item => ((Appointment)item.Content!).Subject == "item 1");
}

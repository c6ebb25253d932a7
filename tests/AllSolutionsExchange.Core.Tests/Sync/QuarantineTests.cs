using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>An item that fails again and again is never forgotten: it is named in every run, tried rarer, and arrives when it
/// can.</summary>
public sealed class QuarantineTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SideName.Exchange, false)]
    [InlineData(SideName.Exchange, true)]
    [InlineData(SideName.AllSolutions, false)]
    [InlineData(SideName.AllSolutions, true)]
    public async Task What_cannot_be_read_is_named_in_every_run_and_arrives_when_it_can(SideName side, bool isLinked)
    {
        var id = await ItemAsync(_world, side, isLinked);
        for (var pass = 1; pass <= 12; pass++)
        {
            var result = await _world.PassAsync(faults: Unreadable(id));
            Assert.Equal(pass <= 5 ? 1 : 0, result!.Errors.Count);
            if (pass < 5)
            {
                continue;
            }

            var held = Assert.Single(result.HeldItems);
            Assert.Equal(
                (side.ToString(), id, nameof(HoldReason.Quarantined), "ErrorCannotRead", 1),
                (held.Side, held.ItemId, held.Reason, held.Code, result.Held)
            );
        }

        _world.Now += TimeSpan.FromHours(12);
        var healed = await _world.PassAsync();
        Assert.Equal((SyncStatus.Success, 0, 0), (healed!.Status, healed.Held, healed.HeldItems.Count));
        Assert.Contains(_world[side.Other()].Live, item => ((Appointment)item.Content!).Body == "news");
    }

    [Theory]
    [InlineData(SideName.Exchange, false)]
    [InlineData(SideName.Exchange, true)]
    [InlineData(SideName.AllSolutions, false)]
    [InlineData(SideName.AllSolutions, true)]
    public async Task What_cannot_be_written_is_named_in_every_run_and_arrives_when_it_can(SideName side, bool isUpdate)
    {
        var id = await ItemAsync(_world, side.Other(), isUpdate);
        _world[side].Refuses = _ => true;
        for (var pass = 1; pass <= 12; pass++)
        {
            var result = await _world.PassAsync();
            Assert.Equal(pass <= 5 ? 1 : 0, result!.Errors.Count);
            if (pass < 5)
            {
                continue;
            }

            var held = Assert.Single(result.HeldItems);
            Assert.Equal(
                (side.ToString(), nameof(HoldReason.Quarantined), "ErrorRefused", 1),
                (held.Side, held.Reason, held.Code, result.Held)
            );
        }

        _world[side].Refuses = _ => false;
        _world.Now += TimeSpan.FromHours(12);
        var healed = await _world.PassAsync();
        Assert.Equal((SyncStatus.Success, 0, 0), (healed!.Status, healed.Held, healed.HeldItems.Count));
        Assert.Contains(_world[side].Live, item => ((Appointment)item.Content!).Body == "news");
        Assert.Equal("news", ((Appointment)_world[side.Other()].Items[id].Content!).Body);
    }

    [Theory]
    [InlineData(SideName.Exchange)]
    [InlineData(SideName.AllSolutions)]
    public async Task The_mutant_that_forgets_loses_it(SideName side)
    {
        using var world = new World(Mutant.QuarantineForgets);
        var id = await ItemAsync(world, side, isLinked: true);
        for (var pass = 1; pass <= 6; pass++)
        {
            await world.PassAsync(faults: Unreadable(id));
        }

        world.Now += TimeSpan.FromHours(12);
        await world.PassAsync();
        Assert.DoesNotContain(world[side.Other()].Live, item => ((Appointment)item.Content!).Body == "news");
    }

    [Fact]
    public async Task It_is_tried_rarer_and_rarer()
    {
        var id = await ItemAsync(_world, SideName.Exchange, isLinked: true);
        var faults = Unreadable(id);
        for (var pass = 0; pass < 7 * 24 * 4; pass++)
        {
            await _world.PassAsync(faults: faults);
            _world.Now += TimeSpan.FromMinutes(15);
        }

        // Five times at once, then after 1/2, 1, 2, 4, 8 and each further 12 hours.
        Assert.InRange(faults.Asked.Count(asked => asked == id), 5 + 5 + 10, 5 + 5 + 14);
    }

    [Fact]
    public async Task A_full_resync_tries_it_and_counts_it_once()
    {
        var id = await ItemAsync(_world, SideName.Exchange, isLinked: false);
        for (var pass = 1; pass <= 6; pass++)
        {
            await _world.PassAsync(faults: Unreadable(id));
        }

        for (var pass = 0; pass < 3; pass++)
        {
            var result = await _world.PassAsync(World.Everything with { FullResync = true }, Unreadable(id));
            Assert.Equal((1, 1, 1), (result!.Errors.Count, result.Held, result.HeldItems.Count));
        }

        Assert.Equal(1, (await _world.PassAsync(World.Everything with { FullResync = true }))!.ToAllSolutions.Created);
    }

    [Fact]
    public async Task It_is_tried_at_once_when_it_changes_and_forgotten_when_it_is_gone()
    {
        var id = await ItemAsync(_world, SideName.Exchange, isLinked: false);
        var other = await ItemAsync(_world, SideName.Exchange, isLinked: false);
        var faults = new FaultPlan(_ => Fault.None) { Unreadable = asked => asked == id || asked == other };
        for (var pass = 1; pass <= 6; pass++)
        {
            await _world.PassAsync(faults: faults);
        }

        _world.Exchange.UserEdit(id, a => a with { Location = "there" });
        _world.Exchange.UserDestroy(other);
        var result = await _world.PassAsync();
        Assert.Equal((1, 0, 0), (result!.ToAllSolutions.Created, result.Held, result.Errors.Count));
    }

    [Fact]
    public async Task A_clock_that_was_ahead_once_does_not_keep_it_waiting()
    {
        var id = await ItemAsync(_world, SideName.Exchange, isLinked: true);
        _world.AllSolutions.UserCreate(_world.Appointment(7));
        _world.Exchange.Refuses = subject => subject == "item 7";
        _world.Now += TimeSpan.FromDays(365);
        for (var pass = 1; pass <= 6; pass++)
        {
            await _world.PassAsync(World.Everything with { PastDays = 800 }, Unreadable(id));
        }

        _world.Now -= TimeSpan.FromDays(365);
        _world.Exchange.Refuses = _ => false;
        var result = await _world.PassAsync();
        Assert.Equal((1, 1, 0), (result!.ToExchange.Created, result.ToAllSolutions.Updated, result.Held));
    }

    /// <summary>Whether the item under the old id is still there cannot be read: the item under the new id waits, and is not taken for
    /// another one.</summary>
    [Fact]
    public async Task An_item_under_a_new_id_waits_for_the_old_one_to_be_read()
    {
        var id = await ItemAsync(_world, SideName.Exchange, isLinked: true);
        var elsewhere = _world.Exchange.UserMove(id, InMemorySide.Elsewhere);
        await _world.SettleAsync();
        _world.Exchange.UserMove(elsewhere, InMemorySide.Home);
        Assert.Single((await _world.PassAsync(faults: Unreadable(elsewhere)))!.Errors);
        Assert.Equal(1, await _world.SettleAsync());
        Assert.Single(_world.AllSolutions.Live);
        Assert.Single(_world.Exchange.Live);
    }

    private static FaultPlan Unreadable(string id) => new(_ => Fault.None) { Unreadable = asked => asked == id };

    /// <summary>An item with something new of it to carry over: the item itself, or an edit of one that is linked.</summary>
    private static async Task<string> ItemAsync(World world, SideName side, bool isLinked)
    {
        var number = world[side].Items.Count + 1;
        var id = world[side].UserCreate(world.Appointment(number, isLinked ? "old" : "news"));
        if (!isLinked)
        {
            return id;
        }

        await world.SettleAsync();
        world[side].UserEdit(id, a => a with { Body = "news" });
        return id;
    }
}

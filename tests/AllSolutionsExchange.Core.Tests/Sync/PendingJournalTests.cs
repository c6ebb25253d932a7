using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A run left writes without an answer: a plan looks at them and leaves them, and a full listing settles them as any run
/// does.</summary>
public sealed class PendingJournalTests : IDisposable
{
    private static readonly SyncOptions FullResync = World.Everything with { FullResync = true };
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<SyncAction, SideName, bool> Lost()
    {
        var lost = new TheoryData<SyncAction, SideName, bool>();
        foreach (var action in new[] { SyncAction.Create, SyncAction.Update, SyncAction.Delete })
        {
            foreach (var target in SideNames.Both)
            {
                foreach (var isKilled in new[] { false, true })
                {
                    lost.Add(action, target, isKilled);
                }
            }
        }

        return lost;
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_plan_leaves_them_and_plans_nothing_twice(SyncAction action, SideName target, bool isKilled)
    {
        await LoseAsync(action, target, isKilled);
        var (writes, journal) = (_world.Writes, await JournalAsync());
        Assert.NotEmpty(journal);
        for (var time = 0; time < 2; time++)
        {
            var (result, items) = await _world.PlanAsync();
            Assert.Equal(SyncStatus.Success, result.Status);
            Assert.Empty(items);
        }

        Assert.Equal(writes, _world.Writes);
        Assert.Equal(journal.Select(entry => entry.Number), (await JournalAsync()).Select(entry => entry.Number));
        await CheckAsync(action, target, World.Everything);
    }

    [Theory]
    [MemberData(nameof(Lost))]
    public async Task A_full_listing_settles_them(SyncAction action, SideName target, bool isKilled)
    {
        await LoseAsync(action, target, isKilled);
        await CheckAsync(action, target, FullResync);
    }

    /// <summary>Our own write is no user's edit in a full listing either: it does not beat the deletion.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_deletion_after_a_lost_update_is_carried_over_by_a_full_listing(bool isPlannedFirst)
    {
        await LoseAsync(SyncAction.Update, SideName.Exchange, isKilled: false);
        _world.AllSolutions.UserDelete(Item(SideName.AllSolutions));
        if (isPlannedFirst)
        {
            Assert.Equal(nameof(SyncAction.Delete), Assert.Single((await _world.PlanAsync(FullResync)).Items).Action);
        }

        await _world.PassAsync(FullResync);
        Assert.Empty(_world.Exchange.Live);
        Assert.Empty(_world.AllSolutions.Live);
    }

    private async Task CheckAsync(SyncAction action, SideName target, SyncOptions options)
    {
        // What was made is only marked in AllSolutions now.
        var writes = _world.Writes + (action == SyncAction.Create && target == SideName.Exchange ? 1 : 0);
        Assert.Equal(SyncStatus.Success, (await _world.PassAsync(options))!.Status);
        Assert.Equal(writes, _world.Writes);
        Assert.Empty(await JournalAsync());
        Assert.Equal(_world.Shown(SideName.AllSolutions), _world.Shown(SideName.Exchange));
        Assert.Equal(
            action == SyncAction.Create ? 2
                : action == SyncAction.Update ? 1
                : 0,
            _world.Exchange.Live.Count()
        );
        Assert.Equal(0, (await _world.PassAsync())!.Held);
    }

    /// <summary>The write is done, and its answer does not come.</summary>
    private async Task LoseAsync(SyncAction action, SideName target, bool isKilled)
    {
        var source = _world[target.Other()];
        source.UserCreate(_world.Appointment(1, "first"));
        await _world.SettleAsync();
        if (action == SyncAction.Create)
        {
            source.UserCreate(_world.Appointment(2));
        }
        else if (action == SyncAction.Update)
        {
            source.UserEdit(Item(target.Other()), a => a with { Body = "second" });
        }
        else
        {
            source.UserDelete(Item(target.Other()));
        }

        var before = _world[target].Writes;
        await _world.PassAsync(
            faults: new FaultPlan(_ =>
                _world[target].Writes == before ? Fault.None
                : isKilled ? Fault.Crash
                : Fault.Net
            )
        );
        Assert.Equal(before + 1, _world[target].Writes);
        _world.Now += TimeSpan.FromMinutes(10);
    }

    private string Item(SideName side) => _world[side].Live.Single().Id;

    private async Task<IReadOnlyList<JournalEntry>> JournalAsync()
    {
        var claim = await _world.Store.ClaimAsync(Collections.Of("user"), "look", TimeSpan.FromMinutes(1), CancellationToken.None);
        var journal = await _world.Store.JournalAsync(claim.Lease!, CancellationToken.None);
        _world.Now += TimeSpan.FromMinutes(2);
        return journal;
    }
}

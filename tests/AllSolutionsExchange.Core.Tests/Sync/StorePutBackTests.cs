using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A store that is put back by itself is noticed, also where nothing was linked since: what it takes for agreed is
/// yesterday's.</summary>
public sealed class StorePutBackTests : IDisposable
{
    private static readonly SyncOptions Daily = new() { InitialMode = InitialMode.Both, DeletionPolicy = DeletionPolicy.Both };
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    public async Task A_field_that_was_set_back_to_yesterdays_value_is_not_overwritten(SideName setBack)
    {
        await SetBackAsync(_world, setBack);
        for (var time = 0; time < 2; time++)
        {
            var stopped = (await _world.PassAsync(Daily))!;
            Assert.Equal(
                (SyncStatus.Stopped, SafetyLimit.PutBack),
                (stopped.Status, Assert.IsType<SafetyStopException>(stopped.Exception).Limit)
            );
        }

        Assert.Equal(("yesterday", "today"), (Body(_world, setBack), Body(_world, setBack.Other())));
        Assert.Equal(1, (await _world.PassAsync(Daily with { FullResync = true }))!.Held);
        Assert.Equal(("yesterday", "today"), (Body(_world, setBack), Body(_world, setBack.Other())));
        Assert.Equal(0, (await _world.PassAsync(Daily with { ConflictPolicy = ConflictPolicy.ExchangeWins }))!.Held);
        Assert.Equal(Body(_world, SideName.Exchange), Body(_world, SideName.AllSolutions));
    }

    [Fact]
    public async Task The_mutant_that_does_not_ask_overwrites_it()
    {
        using var world = new World(Mutant.StoreStampNotCompared);
        await SetBackAsync(world, SideName.AllSolutions);
        Assert.Equal(SyncStatus.Success, (await world.PassAsync(Daily))!.Status);
        Assert.Equal("today", Body(world, SideName.AllSolutions));
    }

    /// <summary>What was put back: the store, the register, both, or neither; nothing was linked between the copy and now.</summary>
    [Theory]
    [InlineData(true, false, true)]
    [InlineData(false, true, true)]
    [InlineData(true, true, false)]
    [InlineData(false, false, false)]
    public async Task Only_what_belongs_together_goes_on(bool store, bool register, bool isStopped)
    {
        var (backStore, backRegister) = await TwoDaysAsync();
        if (store)
        {
            await backStore();
        }

        if (register)
        {
            backRegister();
        }

        Assert.Equal(isStopped ? SyncStatus.Stopped : SyncStatus.Success, (await _world.PassAsync(Daily))!.Status);
    }

    /// <summary>The news came from Exchange alone and changed nothing in the register.</summary>
    [Fact]
    public async Task A_store_that_was_put_back_is_noticed_where_the_register_did_not_change()
    {
        await _world.PassAsync(Daily);
        var putBack = await _world.BackUpStoreAsync();
        _world.Exchange.UserCreate(_world.Appointment(1) with { Sensitivity = Sensitivity.Personal });
        await _world.PassAsync(Daily with { Direction = SyncDirection.ToExchange });
        Assert.Empty(_world.AllSolutions.Live);
        await putBack();
        Assert.Equal(SyncStatus.Stopped, (await _world.PassAsync(Daily))!.Status);
    }

    /// <summary>A pass without changes leaves both files as they are, so that a copy from before it is as good as one from after
    /// it.</summary>
    [Fact]
    public async Task Passes_without_changes_and_plans_leave_no_stamp()
    {
        await TwoDaysAsync();
        await _world.SettleAsync(Daily);
        var putBack = await _world.BackUpStoreAsync();
        await _world.PassAsync(Daily);
        _world.Exchange.UserCreate(_world.Appointment(7));
        Assert.NotEmpty((await _world.PlanAsync(Daily)).Items);
        await putBack();
        Assert.Equal(SyncStatus.Success, (await _world.PassAsync(Daily))!.Status);
        Assert.Equal(2, _world.AllSolutions.Live.Count());
    }

    [Fact]
    public async Task A_store_begun_anew_and_a_copy_of_the_store_are_told_apart_from_this_one()
    {
        await TwoDaysAsync();
        using var copy = await _world.Store.CopyAsync(Collections.Of("user"), CancellationToken.None);
        var other = new MailboxSync(copy, "other", () => _world.Now);

        // The copy runs first: then this one is the old one.
        _world.Exchange.UserCreate(_world.Appointment(2));
        Assert.Equal(
            SyncStatus.Success,
            (await other.RunAsync(_world.Target(FaultPlan.None), Daily, reviewed: null, CancellationToken.None)).Status
        );
        Assert.Equal(SyncStatus.Stopped, (await _world.PassAsync(Daily))!.Status);
        Assert.Equal(2, _world.AllSolutions.Live.Count());

        // One that remembers nothing matches both sides, as any first pass does.
        using var anew = Storage.TestStore.Create(() => _world.Now);
        var first = await new MailboxSync(anew, "anew", () => _world.Now).RunAsync(
            _world.Target(FaultPlan.None),
            Daily,
            reviewed: null,
            CancellationToken.None
        );
        Assert.Equal((SyncStatus.Success, 0, 0), (first.Status, first.ToExchange.Created, first.ToAllSolutions.Created));
    }

    /// <summary>Killed before or after any step, the stamps fit: a run that died is no store that was put back.</summary>
    [Fact]
    public async Task A_run_that_was_killed_is_followed_by_one_that_goes_on()
    {
        for (var step = 0; step < 60; step++)
        {
            using var world = new World();
            world.Exchange.UserCreate(world.Appointment(1));
            await world.PassAsync(Daily);
            world.Exchange.UserEdit(world.Exchange.Live.Single().Id, a => a with { Body = "edited" });
            await world.PassAsync(Daily, new FaultPlan(at => at >= step ? Fault.Crash : Fault.None));
            Assert.Equal(SyncStatus.Success, (await world.PassAsync(Daily))!.Status);
            Assert.Equal("edited", Body(world, SideName.AllSolutions));
        }
    }

    /// <summary>A store that was begun anew finds the stamp of the lost one in the register: killed at any step, it goes on.</summary>
    [Fact]
    public async Task A_store_begun_anew_whose_first_run_was_killed_goes_on()
    {
        for (var step = 0; step < 60; step++)
        {
            using var world = new World();
            world.Exchange.UserCreate(world.Appointment(1));
            var begin = await world.BackUpStoreAsync();
            await world.SettleAsync(Daily);
            await begin();
            await world.PassAsync(Daily, new FaultPlan(at => at >= step ? Fault.Crash : Fault.None));
            var next = (await world.PassAsync(Daily))!;
            Assert.Equal((SyncStatus.Success, 0, 0), (next.Status, next.ToExchange.Created, next.ToAllSolutions.Created));
        }
    }

    /// <summary>Once it was decided that this store or register is right, a run that is killed after that asks nobody again.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task What_was_decided_is_decided_also_if_the_run_was_killed(bool isStore)
    {
        for (var step = 0; step < 60; step++)
        {
            using var world = new World();
            if (isStore)
            {
                await SetBackAsync(world, SideName.Exchange);
            }
            else
            {
                await PutBackRegisterAsync(world);
            }

            var before = (Body(world, SideName.Exchange), Body(world, SideName.AllSolutions));
            await world.PassAsync(Daily with { FullResync = true }, new FaultPlan(at => at >= step ? Fault.Crash : Fault.None));
            var lease = (
                await world.Store.ClaimAsync(Collections.Of("user"), "reader", TimeSpan.FromSeconds(1), CancellationToken.None)
            ).Lease!;
            var isDecided = (await world.Store.ReadStateAsync(lease, CancellationToken.None)).Sides.Values.Any(side =>
                side.Trust == SideTrust.Rematching
            );
            world.Now += TimeSpan.FromSeconds(5);
            if (isDecided)
            {
                Assert.Equal(SyncStatus.Success, (await world.PassAsync(Daily))!.Status);
            }

            Assert.Equal(before, (Body(world, SideName.Exchange), Body(world, SideName.AllSolutions)));
        }
    }

    /// <summary>Agreed today; then yesterday's register is put back.</summary>
    private static async Task PutBackRegisterAsync(World world)
    {
        world.Exchange.UserCreate(world.Appointment(1, "yesterday"));
        await world.SettleAsync(Daily);
        var putBack = world.AllSolutions.BackUp();
        for (var day = 1; day <= 2; day++)
        {
            world.Exchange.UserEdit(world.Exchange.Live.Single().Id, a => a with { Body = $"today {day}" });
            await world.PassAsync(Daily);
        }

        putBack();
    }

    /// <summary>Agreed yesterday, changed and agreed today, set back by a user; then yesterday's store is put back.</summary>
    private static async Task SetBackAsync(World world, SideName setBack)
    {
        world.Exchange.UserCreate(world.Appointment(1, "yesterday"));
        await world.SettleAsync(Daily);
        var putBack = await world.BackUpStoreAsync();
        world[setBack.Other()].UserEdit(world[setBack.Other()].Live.Single().Id, a => a with { Body = "today" });
        await world.PassAsync(Daily);
        world[setBack].UserEdit(world[setBack].Live.Single().Id, a => a with { Body = "yesterday" });
        await putBack();
    }

    private async Task<(Func<Task> Store, Action Register)> TwoDaysAsync()
    {
        _world.Exchange.UserCreate(_world.Appointment(1, "yesterday"));
        await _world.SettleAsync(Daily);
        var (store, register) = (await _world.BackUpStoreAsync(), _world.AllSolutions.BackUp());
        _world.Exchange.UserEdit(_world.Exchange.Live.Single().Id, a => a with { Body = "today" });
        await _world.PassAsync(Daily);
        return (store, register);
    }

    private static string Body(World world, SideName side) => ((Appointment)world[side].Live.Single().Content!).Body;
}

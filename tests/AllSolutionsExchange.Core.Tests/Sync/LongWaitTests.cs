using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A write that waits for longer than its run's lease lasts: the server wants rest, or the computer slept.</summary>
public sealed class LongWaitTests
{
    [Fact]
    public async Task The_lease_is_renewed_while_a_request_waits()
    {
        using var world = new World();
        var clock = new ManualDelay();
        var (first, exchange) = await BeginAsync(world, clock.WaitAsync);
        for (var minute = 2; minute <= 10; minute += 2)
        {
            world.Now += TimeSpan.FromMinutes(2);
            await clock.PassAsync();
        }

        var second = await RunAsync(world, "worker 2", world.Exchange);
        Assert.Equal(SyncStatus.Locked, second.Status);
        Assert.Contains("worker 1", second.Message, StringComparison.Ordinal);
        exchange.GoOn();
        Assert.Equal(SyncStatus.Success, (await first).Status);
        Assert.Single(world.Exchange.Live);
    }

    [Fact]
    public async Task A_request_that_waits_when_the_lease_was_lost_is_given_up()
    {
        using var world = new World();
        var clock = new ManualDelay();
        var (first, exchange) = await BeginAsync(world, clock.WaitAsync);
        world.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(SyncStatus.Success, (await RunAsync(world, "worker 2", world.Exchange)).Status);
        await clock.PassAsync();
        var result = await first.WaitAsync(TimeSpan.FromSeconds(30));
        Assert.IsType<LeaseLostException>(result.Exception);
        Assert.Equal(SyncStatus.Interrupted, result.Status);
        Assert.True(exchange.WasGivenUp);
        Assert.Single(world.Exchange.Live);
    }

    /// <summary>Nothing can hold back a process that slept with the request in its hand. What it makes twice stays where it is.</summary>
    [Fact]
    public async Task What_a_run_makes_that_slept_past_its_lease_is_held_and_carried_no_further()
    {
        using var world = await TwinAsync();
        Assert.Equal(2, world.Exchange.Live.Count());
        var result = (await world.PassAsync())!;
        Assert.Equal((SyncStatus.Success, 1), (result.Status, result.Held));
        Assert.Single(world.AllSolutions.Live);

        // Also when somebody edits it, or the first, for as long as the first is there.
        var kept = world.Exchange.Live.OrderBy(item => item.Id, StringComparer.Ordinal).First().Id;
        world.Exchange.UserEdit(kept, a => a with { Subject = "moved on" });
        var twin = world.Exchange.Live.OrderBy(item => item.Id, StringComparer.Ordinal).Last().Id;
        world.Exchange.UserEdit(twin, a => a with { Body = "edited" });
        await world.SettleAsync();
        Assert.Single(world.AllSolutions.Live);

        world.Exchange.UserDelete(twin);
        await world.SettleAsync();
        Assert.Single(world.AllSolutions.Live);
        Assert.Equal(world.Shown(SideName.AllSolutions), world.Shown(SideName.Exchange));
    }

    [Fact]
    public async Task The_second_of_two_that_a_user_makes_into_another_appointment_is_carried_over()
    {
        using var world = await TwinAsync();
        await world.SettleAsync();
        var second = world.Exchange.Live.OrderBy(item => item.Id, StringComparer.Ordinal).Last().Id;
        world.Exchange.UserEdit(second, a => a with { Subject = "another" });
        Assert.Equal(0, (await world.PassAsync())!.Held);
        Assert.NotNull(await world.SettleAsync());
        Assert.Equal(2, world.AllSolutions.Live.Count());
        world.Exchange.UserEdit(second, a => a with { Body = "still another" });
        world.Exchange.UserDelete(world.Exchange.Live.First(item => item.Id != second).Id);
        Assert.NotNull(await world.SettleAsync());
        Assert.Equal("still another", ((Appointment)Assert.Single(world.AllSolutions.Live).Content!).Body);
    }

    [Fact]
    public async Task When_the_first_of_two_is_deleted_the_second_takes_its_place()
    {
        using var world = await TwinAsync();
        await world.SettleAsync();
        var (first, second) = (world.Exchange.Live.First().Id, world.Exchange.Live.Last().Id);
        var kept = Assert.Single(world.AllSolutions.Live).Id;
        world.Exchange.UserDelete(first);
        world.Exchange.UserEdit(second, a => a with { Body = "edited" });
        await world.SettleAsync();
        var ours = Assert.Single(world.AllSolutions.Live);
        Assert.Equal((kept, "edited"), (ours.Id, ((Appointment)ours.Content!).Body.TrimEnd('.')));
        Assert.Equal(0, (await world.PassAsync())!.Held);
    }

    /// <summary>A world in which two runs have made the same appointment in Exchange.</summary>
    private static async Task<World> TwinAsync()
    {
        var world = new World();
        var (first, exchange) = await BeginAsync(world);
        world.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(SyncStatus.Success, (await RunAsync(world, "worker 2", world.Exchange)).Status);
        exchange.GoOn();
        Assert.IsType<LeaseLostException>((await first).Exception);
        return world;
    }

    /// <summary>A run that has an appointment to make in Exchange, up to where its write waits.</summary>
    private static async Task<(Task<SyncResult> First, WaitingSide Exchange)> BeginAsync(
        World world,
        Func<TimeSpan, CancellationToken, Task>? delay = null
    )
    {
        world.AllSolutions.UserCreate(world.Appointment(1));
        var exchange = new WaitingSide(world.Exchange);
        var first = RunAsync(world, "worker 1", exchange, delay);
        await exchange.Reached;
        return (first, exchange);
    }

    private static Task<SyncResult> RunAsync(
        World world,
        string holder,
        ISyncSide exchange,
        Func<TimeSpan, CancellationToken, Task>? delay = null
    ) =>
        world
            .Worker(FaultPlan.None, holder, delay)
            .RunAsync(
                new SyncTarget(Collections.Of("user"), "user@contoso.com", world.AllSolutions, exchange),
                World.Everything,
                reviewed: null,
                CancellationToken.None
            );

    /// <summary>A server that lets a write wait before it takes it.</summary>
    private sealed class WaitingSide(ISyncSide inner) : FaultySide(inner, FaultPlan.None)
    {
        private readonly TaskCompletionSource _reached = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private readonly TaskCompletionSource _goOn = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task Reached => _reached.Task;

        public bool WasGivenUp { get; private set; }

        public void GoOn() => _goOn.SetResult();

        public override async Task<IReadOnlyList<WriteOutcome>> WriteAsync(
            IReadOnlyList<WriteOperation> operations,
            CancellationToken cancellationToken
        )
        {
            _reached.TrySetResult();
            try
            {
                await _goOn.Task.WaitAsync(cancellationToken);
            }
            catch (OperationCanceledException)
            {
                WasGivenUp = true;
                throw;
            }

            return await base.WriteAsync(operations, cancellationToken);
        }
    }

    /// <summary>Time that passes when a test says so.</summary>
    private sealed class ManualDelay
    {
        private TaskCompletionSource _passed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        private TaskCompletionSource _waiting = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public async Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
        {
            var mine = _passed.Task;
            _waiting.TrySetResult();
            await mine.WaitAsync(cancellationToken);
        }

        /// <summary>Lets whoever waits go on, once somebody does.</summary>
        public async Task PassAsync()
        {
            await _waiting.Task.WaitAsync(TimeSpan.FromSeconds(30));
            (_waiting, var before, _passed) = (
                new(TaskCreationOptions.RunContinuationsAsynchronously),
                _passed,
                new(TaskCreationOptions.RunContinuationsAsynchronously)
            );
            before.SetResult();
        }
    }
}

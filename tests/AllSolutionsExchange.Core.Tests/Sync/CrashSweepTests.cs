using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// The engine is stopped before and after every durable and every remote step, resumed, and must end in the same state as
/// undisturbed, with a further pass doing nothing.
/// </summary>
public sealed class CrashSweepTests
{
    [Theory]
    [InlineData("Crash", "Appointment")]
    [InlineData("Net", "Appointment")]
    [InlineData("Crash", "Task")]
    [InlineData("Net", "Task")]
    public async Task Between_two_sides_in_memory(string kind, string ofItems)
    {
        var fault = Enum.Parse<Fault>(kind);
        var items = ofItems == "Task" ? StoryKind.Tasks : StoryKind.Appointments;
        var (expected, steps) = await InMemoryAsync(FaultPlan.None, items);
        Assert.InRange(steps, 40, 1000);
        for (var stop = 0; stop < steps; stop += StorySeeds.Stride)
        {
            var at = stop;
            var (state, _) = await InMemoryAsync(new FaultPlan(step => step == at ? fault : Fault.None), items);
            Assert.True(expected == state, $"{kind} at step {stop} of {steps} ended differently:\n{state}\ninstead of\n{expected}");
        }
    }

    [Theory]
    [InlineData("Crash")]
    [InlineData("Net")]
    public async Task On_the_simulated_Exchange(string kind)
    {
        var fault = Enum.Parse<Fault>(kind);
        var (expected, steps) = await OnSimulatorAsync(FaultPlan.None);
        Assert.InRange(steps, 30, 500);
        for (var stop = 0; stop < steps; stop += StorySeeds.Stride)
        {
            var at = stop;
            var (state, _) = await OnSimulatorAsync(new FaultPlan(step => step == at ? fault : Fault.None));
            Assert.True(expected == state, $"{kind} at step {stop} of {steps} ended differently:\n{state}\ninstead of\n{expected}");
        }
    }

    /// <summary>Creates, updates, a merge, a move, a copy and deletes both ways, in one pass that is disturbed.</summary>
    private static async Task<(string State, int Steps)> InMemoryAsync(FaultPlan faults, StoryKind kind)
    {
        using var world = new World(kind: kind);
        for (var number = 1; number <= 6; number++)
        {
            (number % 2 == 0 ? world.AllSolutions : world.Exchange).UserCreate(world.NewItem(number, $"t{number}"));
        }

        Assert.NotNull(await world.SettleAsync());

        string Id(InMemorySide side, int number) => side.Live.Single(item => item.Content!.Title == $"item {number}").Id;
        world.AllSolutions.UserEditItem(Id(world.AllSolutions, 1), item => kind.WithOther(item, "ours"));
        world.Exchange.UserEditItem(Id(world.Exchange, 1), item => kind.WithBody(item, "theirs"));
        world.Exchange.UserEditItem(Id(world.Exchange, 2), item => kind.WithBody(item, "changed"));
        world.AllSolutions.UserDelete(Id(world.AllSolutions, 3));
        world.Exchange.UserDelete(Id(world.Exchange, 4));
        world.Exchange.UserReId(Id(world.Exchange, 5));
        world.Exchange.UserCopy(Id(world.Exchange, 6), _ => world.NewItem(7, "copy"));
        world.AllSolutions.UserCreate(world.NewItem(8, "new here"));
        world.Exchange.UserCreate(world.NewItem(9, "new there"));
        world.Exchange.InvalidateCursors();

        await world.PassAsync(faults: faults);
        Assert.NotNull(await world.SettleAsync());
        var before = world.Writes;
        await world.PassAsync();
        Assert.Equal(before, world.Writes);
        return (string.Join("\n", [.. world.Shown(SideName.AllSolutions), "--", .. world.Shown(SideName.Exchange)]), faults.Steps);
    }

    private static async Task<(string State, int Steps)> OnSimulatorAsync(FaultPlan faults)
    {
        await using var world = await ExchangeWorld.StartAsync();
        for (var number = 1; number <= 3; number++)
        {
            world.AllSolutions.UserCreate(world.New(number));
        }

        await world.PassAsync();
        await world.PassAsync();
        var items = world.Mailbox.Calendar.OrderBy(item => item.Content.Subject, StringComparer.Ordinal).ToList();
        world.Mailbox.Edit(items[0].Id, a => a with { Location = "Amsterdam" });
        world.Mailbox.Delete(items[1].Id);
        world.AllSolutions.UserCreate(world.New(4));

        await world.PassAsync(faults: faults);
        for (var pass = 0; pass < 4; pass++)
        {
            await world.PassAsync();
        }

        world.Server.Requests.Clear();
        var result = await world.PassAsync();
        Assert.Equal(SyncStatus.Success, result.Status);
        Assert.Equal(0, world.Server.Requests.ChangingCount);
        Assert.Empty(world.Server.SentMail);
        var (ours, theirs) = world.Shown();
        Assert.Equal(ours, theirs);
        return (string.Join("\n", ours), faults.Steps);
    }
}

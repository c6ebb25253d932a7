using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A conflict is told once, also where the run that decided on it was killed before or after any of its steps.</summary>
public sealed class KilledConflictTests
{
    /// <summary>Both sides changed what they agreed on, or match and never agreed.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task The_next_run_tells_of_it(bool isAgreed)
    {
        var killed = 0;
        for (var step = 0; step < 80; step++)
        {
            using var world = await ConflictAsync(isAgreed);
            var first = await world.PassAsync(faults: new FaultPlan(at => at >= step ? Fault.Crash : Fault.None));
            if (first is null)
            {
                killed++;
            }

            var second = (await world.PassAsync())!;
            Assert.Equal((step, 1), (step, (first?.Conflicts ?? 0) + second.Conflicts));
            Assert.Equal(0, (await world.PassAsync())!.Conflicts);
            Assert.Equal(Assert.Single(world.Shown(SideName.Exchange)), Assert.Single(world.Shown(SideName.AllSolutions)));
        }

        Assert.InRange(killed, 10, 79);
    }

    /// <summary>A plan tells what would be decided, and takes nothing from what the run tells.</summary>
    [Fact]
    public async Task A_plan_of_it_changes_nothing()
    {
        using var world = await ConflictAsync(isAgreed: true);
        await world.PassAsync(faults: new FaultPlan(at => at >= 20 ? Fault.Crash : Fault.None));
        Assert.Equal(1, (await world.PlanAsync()).Result.Conflicts);
        Assert.Equal(1, (await world.PassAsync())!.Conflicts);
    }

    private static async Task<World> ConflictAsync(bool isAgreed)
    {
        var world = new World();
        var ours = world.AllSolutions.UserCreate(world.Appointment(1, "ours"));
        if (isAgreed)
        {
            await world.SettleAsync();
        }

        var theirs = isAgreed ? world.Exchange.Live.Single().Id : world.Exchange.UserCreate(world.Appointment(1, "theirs"));
        world.AllSolutions.UserEdit(ours, a => a with { Body = "our edit" });
        world.Now += TimeSpan.FromMinutes(1);
        world.Exchange.UserEdit(theirs, a => a with { Body = "their edit" });
        return world;
    }
}

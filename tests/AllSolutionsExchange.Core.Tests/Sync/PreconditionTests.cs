using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Somebody changes an item between the moment it was read and the moment it is written. No story of whole passes shows
/// that.</summary>
public sealed class PreconditionTests
{
    [Fact]
    public async Task An_edit_that_comes_between_reading_and_writing_is_kept() => Assert.Equal("later", await BodyAsync(Mutant.None));

    [Fact]
    public async Task Without_the_precondition_it_is_lost() => Assert.NotEqual("later", await BodyAsync(Mutant.AlwaysOverwrite));

    /// <summary>An edit that comes between the write and its reading back is that person's, and not what the server made of ours.</summary>
    [Fact]
    public async Task An_edit_that_comes_between_writing_and_reading_back_is_kept()
    {
        using var world = new World();
        var id = world.AllSolutions.UserCreate(world.Appointment(1, "first"));
        await world.SettleAsync();
        world.AllSolutions.UserEdit(id, a => a with { Body = "ours" });
        await PassAsync(world, afterWrite: () => EditThere(world, a => a with { Location = "later" }));
        Assert.NotNull(await world.SettleAsync());
        var ours = (Appointment)world.AllSolutions.Live.Single().Content!;
        Assert.Equal(("ours", "later"), (ours.Body, ours.Location));
    }

    private static async Task<string> BodyAsync(Mutant mutant)
    {
        using var world = new World(mutant);
        var id = world.AllSolutions.UserCreate(world.Appointment(1, "first"));
        await world.SettleAsync();
        world.AllSolutions.UserEdit(id, a => a with { Body = "ours" });
        await PassAsync(world, beforeWrite: () => EditThere(world, a => a with { Body = "later" }));
        Assert.NotNull(await world.SettleAsync());
        var bodies = world.AllSolutions.Live.Concat(world.Exchange.Live).Select(item => ((Appointment)item.Content!).Body).Distinct();
        return Assert.Single(bodies);
    }

    private static void EditThere(World world, Func<Appointment, Appointment> edit)
    {
        world.Now += TimeSpan.FromMinutes(1);
        world.Exchange.UserEdit(world.Exchange.Live.Single().Id, edit);
    }

    private static Task<SyncResult> PassAsync(World world, Action? beforeWrite = null, Action? afterWrite = null)
    {
        var target = world.Target(FaultPlan.None);
        target = target with { Exchange = new WritingSide(target.Exchange, beforeWrite, afterWrite) };
        return world.Worker(FaultPlan.None, "test").RunAsync(target, World.Everything, reviewed: null, CancellationToken.None);
    }

    private sealed class WritingSide(ISyncSide inner, Action? before, Action? after) : FaultySide(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<WriteOutcome>> WriteAsync(
            IReadOnlyList<WriteOperation> operations,
            CancellationToken cancellationToken
        )
        {
            before?.Invoke();
            var outcomes = await base.WriteAsync(operations, cancellationToken);
            after?.Invoke();
            return outcomes;
        }
    }
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A worker that was paused past its lease wakes up after another took the mailbox over.</summary>
public sealed class FenceTests
{
    [Fact]
    public async Task A_paused_worker_stores_nothing_any_more()
    {
        var (result, _) = await PausedAsync(Mutant.None);
        Assert.IsType<LeaseLostException>(result.Exception);
        Assert.Equal(SyncStatus.Interrupted, result.Status);
    }

    [Fact]
    public async Task Both_sides_end_the_same_all_the_same()
    {
        var (_, broken) = await PausedAsync(Mutant.None);
        Assert.Null(broken);
    }

    /// <summary>Without the fence the woken worker's stale knowledge overwrites the other's: the user's edit is lost.</summary>
    [Fact]
    public async Task Without_the_fence_an_edit_is_lost()
    {
        var (_, broken) = await PausedAsync(Mutant.NoFence);
        Assert.NotNull(broken);
    }

    /// <summary>The first worker stops between its write and the storing of its outcome, while an edit comes and a second worker syncs it.</summary>
    private static async Task<(SyncResult Result, string? Broken)> PausedAsync(Mutant mutant)
    {
        using var world = new World(mutant);
        var id = world.AllSolutions.UserCreate(world.Appointment(1, "first"));
        await world.SettleAsync();
        world.AllSolutions.UserEdit(id, a => a with { Body = "second" });

        var paused = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        var exchange = new PausingSide(world.Exchange, paused, resume.Task);
        var first = world.Worker(FaultPlan.None, "worker 1").RunAsync(new SyncTarget("user", "user@contoso.com", world.AllSolutions, exchange), World.Everything, reviewed: null, CancellationToken.None);
        await paused.Task;

        world.Now += TimeSpan.FromMinutes(10);
        world.AllSolutions.UserEdit(id, a => a with { Body = "third" });
        Assert.NotNull(await world.SettleAsync());
        resume.SetResult();
        var result = await first;
        world.Now += TimeSpan.FromMinutes(10);
        await world.SettleAsync();
        var body = ((Appointment)world.Exchange.Live.Single().Content!).Body;
        return (result, body == "third" && world.Shown(SideName.AllSolutions).SequenceEqual(world.Shown(SideName.Exchange)) ? null : body);
    }

    private sealed class PausingSide(ISyncSide inner, TaskCompletionSource paused, Task resume) : FaultySide(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<WriteOutcome>> WriteAsync(IReadOnlyList<WriteOperation> operations, CancellationToken cancellationToken)
        {
            var outcomes = await base.WriteAsync(operations, cancellationToken);
            paused.TrySetResult();
            await resume;
            return outcomes;
        }
    }
}

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
        var (result, body) = await PausedAsync(Mutant.None);
        Assert.IsType<LeaseLostException>(result.Exception);
        Assert.Equal(SyncStatus.Interrupted, result.Status);
        Assert.Equal("new", body);
    }

    /// <summary>Without the fence the woken worker takes the newer change out of the inbox, and the edit is lost.</summary>
    [Fact]
    public async Task Without_the_fence_an_edit_is_lost()
    {
        var (result, body) = await PausedAsync(Mutant.NoFence);
        Assert.True(body != "new", $"{result.Status} {result.Exception}");
    }

    /// <summary>
    /// The first worker is paused when it has read an item. Then the item is edited, and a second worker stores that it changed
    /// but does not get as far as reading it.
    /// </summary>
    private static async Task<(SyncResult Result, string Body)> PausedAsync(Mutant mutant)
    {
        using var world = new World(mutant);
        var id = world.Exchange.UserCreate(world.Appointment(1, "old"));
        await world.SettleAsync();
        world.Exchange.UserTouch(id);

        var paused = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        var first = RunAsync(world, "worker 1", new LoadingSide(world.Exchange, async () =>
        {
            paused.TrySetResult();
            await resume.Task;
        }));
        await paused.Task;
        world.Now += TimeSpan.FromMinutes(10);
        world.Exchange.UserEdit(id, a => a with { Body = "new" });
        await RunAsync(world, "worker 2", new LoadingSide(world.Exchange, () => throw new SideUnavailableException("The connection was cut.")));

        resume.SetResult();
        var result = await first;
        world.Now += TimeSpan.FromMinutes(10);
        await world.SettleAsync();
        return (result, ((Appointment)world.AllSolutions.Live.Single().Content!).Body);
    }

    private static Task<SyncResult> RunAsync(World world, string holder, ISyncSide exchange) =>
        world.Worker(FaultPlan.None, holder).RunAsync(new SyncTarget("user", "user@contoso.com", world.AllSolutions, exchange), World.Everything, reviewed: null, CancellationToken.None);

    private sealed class LoadingSide(ISyncSide inner, Func<Task> loaded) : FaultySide(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<LoadResult>> LoadAsync(IReadOnlyList<string> ids, CancellationToken cancellationToken)
        {
            var results = await base.LoadAsync(ids, cancellationToken);
            await loaded();
            return results;
        }
    }
}

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
        var (result, subjects) = await PausedAsync(Mutant.None);
        Assert.IsType<LeaseLostException>(result.Exception);
        Assert.Equal(SyncStatus.Interrupted, result.Status);
        Assert.Equal(["other", "restored"], subjects);
    }

    /// <summary>Without the fence the woken worker takes its old proof for true, and deletes what somebody has put back.</summary>
    [Fact]
    public async Task Without_the_fence_an_appointment_is_lost()
    {
        var (result, subjects) = await PausedAsync(Mutant.NoFence);
        Assert.True(result.Status == SyncStatus.Success, result.Exception?.ToString());
        Assert.Equal(["other"], subjects);
    }

    /// <summary>
    /// The first worker is paused when it has found an appointment among the deleted items. Then the user puts it back, and a second
    /// worker finds it in the calendar.
    /// </summary>
    /// <returns>The first worker's result, and the subjects in AllSolutions at the end.</returns>
    private static async Task<(SyncResult Result, string[] Subjects)> PausedAsync(Mutant mutant)
    {
        using var world = new World(mutant);
        var id = world.Exchange.UserCreate(world.Appointment(1) with { Subject = "restored" });
        world.Exchange.UserCreate(world.Appointment(2) with { Subject = "other" });
        await world.SettleAsync();
        world.Exchange.UserDelete(id);

        var paused = new TaskCompletionSource();
        var resume = new TaskCompletionSource();
        var first = RunAsync(
            world,
            "worker 1",
            new FindingSide(
                world.Exchange,
                async () =>
                {
                    paused.TrySetResult();
                    await resume.Task;
                }
            )
        );
        await paused.Task;
        world.Now += TimeSpan.FromMinutes(10);
        world.Exchange.UserMove(world.Exchange.Items.Values.Single(item => item.Folder == InMemorySide.Trash).Id, InMemorySide.Home);
        var second = await RunAsync(world, "worker 2", world.Exchange);
        Assert.True(second.Status == SyncStatus.Success, second.Exception?.ToString());

        resume.SetResult();
        var result = await first;
        world.Now += TimeSpan.FromMinutes(10);
        await world.SettleAsync();
        return (result, [.. world.AllSolutions.Live.Select(item => ((Appointment)item.Content!).Subject).Order(StringComparer.Ordinal)]);
    }

    private static Task<SyncResult> RunAsync(World world, string holder, ISyncSide exchange) =>
        world
            .Worker(FaultPlan.None, holder)
            .RunAsync(
                new SyncTarget(Collections.Of("user"), "user@contoso.com", world.AllSolutions, exchange),
                World.Everything,
                reviewed: null,
                CancellationToken.None
            );

    private sealed class FindingSide(ISyncSide inner, Func<Task> found) : FaultySide(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<FoundItem>> FindAsync(
            IReadOnlyList<WantedItem> wanted,
            CancellationToken cancellationToken
        )
        {
            var items = await base.FindAsync(wanted, cancellationToken);
            await found();
            return items;
        }
    }
}

using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A plan reads the store as it is, and copies its own collection only where it has to store something.</summary>
public sealed class PlannedStoreTests : IDisposable
{
    private readonly World _world = new();
    private readonly CountingStore _store;

    public PlannedStoreTests() => _store = new CountingStore(_world.Store);

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Without_news_nothing_is_copied()
    {
        await LinkedAsync();
        var (result, lines) = await PlanAsync();
        Assert.Equal((SyncStatus.Success, 0, 0), (result.Status, lines.Count, _store.Copies));
    }

    [Fact]
    public async Task With_news_one_copy_is_made_and_the_store_stays_as_it_is()
    {
        await LinkedAsync();
        _world.Exchange.UserCreate(_world.Appointment(2));
        for (var copies = 1; copies <= 2; copies++)
        {
            var (result, lines) = await PlanAsync();
            Assert.Equal((SyncStatus.Success, 1, copies), (result.Status, lines.Count, _store.Copies));
        }

        Assert.Equal("+1 ~0 -0", (await _world.PassAsync())!.ToAllSolutions.ToString());
    }

    [Fact]
    public async Task A_collection_that_a_run_has_is_left_to_it()
    {
        await LinkedAsync();
        var claim = await _world.Store.ClaimAsync(Collections.Of("user"), "another", LeaseKeeper.Duration, default);
        var (result, _) = await PlanAsync();
        Assert.Equal((SyncStatus.Locked, 0), (result.Status, _store.Copies));
        Assert.Contains("another", result.Message, StringComparison.Ordinal);
        Assert.NotNull(claim.Lease);
    }

    [Fact]
    public async Task A_run_that_takes_the_collection_meanwhile_ends_the_plan()
    {
        await LinkedAsync();
        _world.Exchange.UserCreate(_world.Appointment(2));
        _store.OnCopy = async () =>
            Assert.NotNull((await _world.Store.ClaimAsync(Collections.Of("user"), "another", LeaseKeeper.Duration, default)).Lease);
        Assert.Equal(SyncStatus.Interrupted, (await PlanAsync()).Result.Status);
    }

    [Fact]
    public async Task Another_users_mailbox_is_known_to_the_plan_of_a_user_who_is_new()
    {
        await LinkedAsync();
        var agenda = new InMemorySide(SideName.AllSolutions, () => _world.Now) { Identity = "other" };
        var target = new SyncTarget(Collections.Of("new"), "alias@contoso.com", agenda, _world.Exchange);
        var (result, _) = await new MailboxSync(_store, "test", () => _world.Now).PlanAsync(
            target,
            World.Everything,
            reviewed: null,
            default
        );
        Assert.Equal(
            (SyncStatus.Stopped, SafetyLimit.SharedMailbox),
            (result.Status, Assert.IsType<SafetyStopException>(result.GetException()).Limit)
        );
    }

    private async Task LinkedAsync()
    {
        _world.Exchange.UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        await _world.PassAsync();
    }

    private Task<(SyncResult Result, IReadOnlyList<SyncPlanItem> Items)> PlanAsync() =>
        new MailboxSync(_store, "test", () => _world.Now).PlanAsync(
            _world.Target(FaultPlan.None),
            World.Everything,
            reviewed: null,
            default
        );

    private sealed class CountingStore(ISyncStore inner) : FaultyStore(inner, FaultPlan.None)
    {
        public int Copies { get; private set; }

        public Func<Task> OnCopy { get; set; } = () => Task.CompletedTask;

        public override async Task<ISyncStore> CopyAsync(Collection collection, CancellationToken cancellationToken)
        {
            Copies++;
            await OnCopy();
            return await base.CopyAsync(collection, cancellationToken);
        }
    }
}

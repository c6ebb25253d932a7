using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Storage;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Two collections of one user in one store: what is remembered of one is nothing to the other.</summary>
public sealed class TwoKindsTests : IDisposable
{
    private readonly ISyncStore _store;
    private readonly World _appointments;
    private readonly World _tasks;

    public TwoKindsTests()
    {
        // The clock of the first world is that of the store; the other one follows it.
        World? first = null;
        var store = TestStore.Create(() => first?.Now ?? new DateTimeOffset(2026, 11, 23, 8, 0, 0, TimeSpan.Zero));
        _store = store;
        first = _appointments = new World(kind: StoryKind.Appointments, store: _ => store);
        _tasks = new World(kind: StoryKind.Tasks, store: _ => store);
    }

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task The_first_pass_of_one_is_not_that_of_the_other()
    {
        foreach (var world in new[] { _appointments, _tasks })
        {
            world.AllSolutions.UserCreate(world.NewItem(1));
        }

        var failed = await PassAsync(_tasks, new SyncOptions { InitialMode = InitialMode.Both }, new FaultPlan(_ => Fault.Net));
        Assert.Equal(SyncStatus.Interrupted, failed.Status);
        Assert.Equal(1, (await PassAsync(_appointments, new SyncOptions { InitialMode = InitialMode.Both })).ToExchange.Created);
        Assert.Equal("Unmatched 1", (await PassAsync(_tasks, new SyncOptions())).HeldByReason);
        Assert.Empty(_tasks.Exchange.Live);
    }

    [Fact]
    public async Task The_limit_on_deletes_counts_the_links_of_its_own_kind()
    {
        await LinkAsync(20);
        foreach (var item in _tasks.Exchange.Live.Take(11).ToList())
        {
            _tasks.Exchange.UserDelete(item.Id);
        }

        var options = new SyncOptions
        {
            DeletionPolicy = DeletionPolicy.Both,
            MaxDelete = 0,
            MaxDeletePercent = 50,
        };
        Assert.Equal(SyncStatus.Success, (await PassAsync(_appointments, options)).Status);
        Assert.Equal(SyncStatus.Stopped, (await PassAsync(_tasks, options)).Status);
        Assert.Equal(20, _tasks.AllSolutions.Live.Count());
    }

    [Fact]
    public async Task An_empty_side_is_one_of_its_own_kind()
    {
        await LinkAsync(3);
        foreach (var item in _tasks.Exchange.Live.ToList())
        {
            _tasks.Exchange.UserDelete(item.Id);
        }

        var stopped = await PassAsync(_tasks, new SyncOptions { DeletionPolicy = DeletionPolicy.Both });
        Assert.Equal(SafetyLimit.EmptySide, Assert.IsType<SafetyStopException>(stopped.Exception).Limit);
        Assert.Equal(SyncStatus.Success, (await PassAsync(_appointments, new SyncOptions())).Status);
    }

    /// <summary>Each goes on from its own cursor, in whatever order the passes come.</summary>
    [Fact]
    public async Task Edits_of_both_arrive_once_each_whichever_goes_first()
    {
        await LinkAsync(3);
        for (var round = 0; round < 4; round++)
        {
            World[] order = round % 2 == 0 ? [_appointments, _tasks] : [_tasks, _appointments];
            foreach (var world in order)
            {
                world.Exchange.UserEditItem(Named(world.Exchange, "item 1"), item => world.StoryKind.WithBody(item, "theirs " + round));
                world.AllSolutions.UserEditItem(
                    Named(world.AllSolutions, "item 3"),
                    item => world.StoryKind.WithBody(item, "ours " + round)
                );
            }

            foreach (var world in order)
            {
                var result = await PassAsync(world, new SyncOptions());
                Assert.Equal((1, 1, 0), (result.ToExchange.Updated, result.ToAllSolutions.Updated, result.ToExchange.Created));
            }

            foreach (var world in order)
            {
                var before = world.Writes;
                await PassAsync(world, new SyncOptions());
                Assert.Equal(before, world.Writes);
                Assert.Equal(world.Shown(SideName.Exchange), world.Shown(SideName.AllSolutions));
            }
        }
    }

    private async Task LinkAsync(int count)
    {
        foreach (var world in new[] { _appointments, _tasks })
        {
            for (var number = 1; number <= count; number++)
            {
                world.AllSolutions.UserCreate(world.NewItem(number));
            }

            await PassAsync(world, new SyncOptions { InitialMode = InitialMode.Both });
            Assert.Equal(count, world.Exchange.Live.Count());
        }
    }

    private async Task<SyncResult> PassAsync(World world, SyncOptions options, FaultPlan? faults = null)
    {
        var result = (await world.PassAsync(options, faults))!;
        _appointments.Now = _tasks.Now = _appointments.Now > _tasks.Now ? _appointments.Now : _tasks.Now;
        return result;
    }

    private static string Named(InMemorySide side, string title) => side.Live.Single(item => item.Content!.Title == title).Id;
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What stops a mailbox before its first write, one case each, on two sides in memory and a real store.</summary>
public sealed class SafetyStopTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task An_empty_side_stops_the_mailbox_until_it_is_allowed()
    {
        for (var number = 1; number <= 3; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
        }

        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.ToList())
        {
            _world.Exchange.UserDestroy(item.Id);
        }

        var options = new SyncOptions { DeletionPolicy = DeletionPolicy.Both, Force = true };
        for (var pass = 0; pass < 2; pass++)
        {
            var stopped = await _world.PassAsync(options);
            Assert.Equal(SyncStatus.Stopped, stopped!.Status);
            Assert.Equal(SafetyLimit.EmptySide, Assert.IsType<SafetyStopException>(stopped.Exception).Limit);
            Assert.Equal(3, _world.AllSolutions.Live.Count());
        }

        await _world.PassAsync(options with { AllowEmptySide = true });
        Assert.Empty(_world.AllSolutions.Live);
    }

    [Fact]
    public async Task A_read_that_gives_nothing_deletes_nothing()
    {
        for (var number = 1; number <= 3; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
        }

        await _world.PassAsync();
        var hidden = _world.Exchange.Items.ToList();
        _world.Exchange.Items.Clear();
        _world.Exchange.InvalidateCursors();
        Assert.Equal(
            SyncStatus.Stopped,
            (await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.Both, Force = true }))!.Status
        );
        foreach (var (id, item) in hidden)
        {
            _world.Exchange.Items.Add(id, item);
        }

        _world.Exchange.InvalidateCursors();
        var writes = _world.Writes;
        Assert.Equal(SyncStatus.Success, (await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.Both }))!.Status);
        Assert.Equal(writes, _world.Writes);
    }

    /// <summary>A restored mailbox knows no cursor of ours, and what was made since is nowhere, not even among its deleted items.</summary>
    [Theory]
    [InlineData(3)]
    [InlineData(6)]
    public async Task What_is_nowhere_in_a_mailbox_that_lost_its_memory_is_deleted_by_nobody(int lost)
    {
        for (var number = 1; number <= 12; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
        }

        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.Take(lost).ToList())
        {
            _world.Exchange.UserDestroy(item.Id);
        }

        _world.Exchange.InvalidateCursors();
        for (var time = 0; time < 2; time++)
        {
            var stopped = await _world.PassAsync(World.Everything);
            Assert.Equal(SafetyLimit.PutBack, Assert.IsType<SafetyStopException>(stopped!.Exception).Limit);
            Assert.Equal(12, _world.AllSolutions.Live.Count());
        }

        var held = await _world.PassAsync(
            new SyncOptions
            {
                DeletionPolicy = DeletionPolicy.Both,
                Force = true,
                FullResync = true,
            }
        );
        Assert.Equal((SyncStatus.Success, lost, 12), (held!.Status, held.Held, _world.AllSolutions.Live.Count()));
        await _world.PassAsync(new SyncOptions { InitialMode = InitialMode.Both });
        Assert.Equal(12, _world.Exchange.Live.Count());
        Assert.Equal(_world.Shown(SideName.AllSolutions), _world.Shown(SideName.Exchange));
    }

    [Fact]
    public async Task One_that_is_nowhere_after_a_lost_memory_is_held_and_stops_nothing()
    {
        for (var number = 1; number <= 12; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
        }

        await _world.PassAsync();
        _world.Exchange.UserDestroy(_world.Exchange.Live.First().Id);
        _world.Exchange.UserDelete(_world.Exchange.Live.First().Id);
        _world.Exchange.InvalidateCursors();
        for (var time = 0; time < 2; time++)
        {
            var result = await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.Both });
            Assert.Equal((SyncStatus.Success, 1, 11), (result!.Status, result.Held, _world.AllSolutions.Live.Count()));
        }
    }

    /// <summary>Below all limits of count, and without anything that is gone: what was read is older than what was read before.</summary>
    [Fact]
    public async Task An_item_that_goes_back_in_time_after_a_lost_memory_stops_the_mailbox()
    {
        var id = _world.Exchange.UserCreate(_world.Appointment(1, "yesterday"));
        await _world.PassAsync();
        var restore = _world.Exchange.BackUp();
        _world.Now += TimeSpan.FromHours(20);
        _world.Exchange.UserEdit(id, a => a with { Body = "today" });
        await _world.PassAsync();
        restore();
        for (var time = 0; time < 2; time++)
        {
            Assert.Equal(SafetyLimit.PutBack, Assert.IsType<SafetyStopException>((await _world.PassAsync())!.Exception).Limit);
            Assert.Equal("today", ((Appointment)_world.AllSolutions.Live.Single().Content!).Body);
        }

        var held = await _world.PassAsync(World.Everything with { FullResync = true });
        Assert.Equal((SyncStatus.Success, 1, 1), (held!.Status, held.Held, held.Conflicts));
        Assert.Equal("today", ((Appointment)_world.AllSolutions.Live.Single().Content!).Body);
        await _world.PassAsync(World.Everything with { ConflictPolicy = ConflictPolicy.AllSolutionsWins });
        Assert.Equal("today", ((Appointment)_world.Exchange.Live.Single().Content!).Body);
    }

    [Fact]
    public async Task Too_many_deletes_stop_the_mailbox_unless_forced()
    {
        for (var number = 1; number <= 20; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
        }

        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.Take(11).ToList())
        {
            _world.Exchange.UserDelete(item.Id);
        }

        var options = new SyncOptions { DeletionPolicy = DeletionPolicy.Both };
        var stopped = await _world.PassAsync(options);
        var stop = Assert.IsType<SafetyStopException>(stopped!.Exception);
        Assert.Equal((SafetyLimit.TooManyDeletes, true), (stop.Limit, stop.Advice.Contains("Look at the plan", StringComparison.Ordinal)));

        // Who looks at the plan is not told to look at it.
        stop = Assert.IsType<SafetyStopException>((await _world.PlanAsync(options)).Result.Exception);
        Assert.StartsWith("If the plan is right, run again with ", stop.Advice, StringComparison.Ordinal);
        Assert.Equal(20, _world.AllSolutions.Live.Count());
        Assert.Equal(11, (await _world.PassAsync(options with { Force = true }))!.ToAllSolutions.Deleted);
    }

    [Fact]
    public async Task Another_mailbox_behind_the_address_stops_it_whatever_is_forced()
    {
        _world.AllSolutions.UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        _world.Exchange.Identity = "mailbox-2";
        var writes = _world.Writes;
        var stopped = await _world.PassAsync();
        Assert.Equal(SafetyLimit.IdentityChanged, Assert.IsType<SafetyStopException>(stopped!.Exception).Limit);
        Assert.Equal(writes, _world.Writes);
    }

    [Fact]
    public async Task A_mailbox_under_lease_is_reported_with_its_holder()
    {
        var claim = await _world.Store.ClaimAsync(
            Collections.Of("user"),
            "HOST1 (process 42)",
            TimeSpan.FromMinutes(3),
            CancellationToken.None
        );
        Assert.NotNull(claim.Lease);
        var locked = await _world.PassAsync();
        Assert.Equal(SyncStatus.Locked, locked!.Status);
        Assert.Contains("HOST1 (process 42)", locked.Message, StringComparison.Ordinal);

        // A killed holder blocks nobody for long.
        _world.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(SyncStatus.Success, (await _world.PassAsync())!.Status);
    }
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What an admin may rely on, one case each, on two sides in memory and a real store.</summary>
public sealed class SyncScenarioTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task By_default_a_first_pass_links_what_matches_and_creates_nothing()
    {
        _world.AllSolutions.UserCreate(_world.Appointment(1, "same"));
        _world.Exchange.UserCreate(_world.Appointment(1, "same"));
        _world.AllSolutions.UserCreate(_world.Appointment(2));
        _world.Exchange.UserCreate(_world.Appointment(3));
        var result = await _world.PassAsync(new SyncOptions());
        Assert.Equal((1, 0, 0), (result!.Linked, result.ToExchange.Created, result.ToAllSolutions.Created));
        Assert.Equal((2, 2), (_world.Exchange.Items.Count, _world.AllSolutions.Items.Count));

        // What was left stays left; what is new since then travels.
        _world.AllSolutions.UserCreate(_world.Appointment(4));
        Assert.Equal(1, (await _world.PassAsync(new SyncOptions()))!.ToExchange.Created);
        Assert.Equal(0, (await _world.PassAsync(new SyncOptions()))!.ToExchange.Created);
    }

    [Fact]
    public async Task What_the_first_pass_left_is_taken_up_when_it_changes_or_a_direction_is_named()
    {
        var changed = _world.Exchange.UserCreate(_world.Appointment(1));
        _world.Exchange.UserCreate(_world.Appointment(2));
        _world.AllSolutions.UserCreate(_world.Appointment(3));
        await _world.PassAsync(new SyncOptions());
        _world.Exchange.UserTouch(changed);
        Assert.Equal(0, (await _world.PassAsync(new SyncOptions()))!.ToAllSolutions.Created);
        _world.Exchange.UserEdit(changed, a => a with { Body = "now" });
        Assert.Equal(1, (await _world.PassAsync(new SyncOptions()))!.ToAllSolutions.Created);
        var named = await _world.PassAsync(new SyncOptions { InitialMode = InitialMode.ExchangeToAllSolutions });
        Assert.Equal((1, 0), (named!.ToAllSolutions.Created, named.ToExchange.Created));
    }

    [Fact]
    public async Task Several_that_match_are_left_and_reported()
    {
        _world.AllSolutions.UserCreate(_world.Appointment(1));
        _world.Exchange.UserCreate(_world.Appointment(1));
        _world.Exchange.UserCreate(_world.Appointment(1));
        var result = await _world.PassAsync();
        Assert.Equal((0, 3), (result!.Linked, result.Held));
        Assert.Equal(0, _world.Writes);
    }

    [Fact]
    public async Task By_default_a_deletion_is_kept_pending_and_an_edit_brings_the_item_back()
    {
        var ours = _world.AllSolutions.UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        _world.Exchange.UserDelete(_world.Exchange.Live.Single().Id);
        await _world.PassAsync(new SyncOptions { AllowEmptySide = true });
        Assert.Single(_world.AllSolutions.Live);
        _world.AllSolutions.UserEdit(ours, a => a with { Body = "still wanted" });
        await _world.PassAsync(new SyncOptions());
        Assert.Equal("still wanted", ((Appointment)_world.Exchange.Live.Single().Content!).Body);
    }

    [Fact]
    public async Task A_pending_deletion_is_carried_over_once_the_policy_says_so()
    {
        _world.AllSolutions.UserCreate(_world.Appointment(1));
        _world.AllSolutions.UserCreate(_world.Appointment(2));
        await _world.PassAsync();
        _world.Exchange.UserDelete(_world.Exchange.Live.First().Id);
        Assert.Equal(0, (await _world.PassAsync(new SyncOptions()))!.ToAllSolutions.Deleted);
        Assert.Equal(1, (await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.ToAllSolutions }))!.ToAllSolutions.Deleted);
    }

    [Fact]
    public async Task An_empty_side_stops_the_mailbox_until_it_is_allowed()
    {
        for (var number = 1; number <= 3; number++) _world.AllSolutions.UserCreate(_world.Appointment(number));
        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.ToList()) _world.Exchange.UserDestroy(item.Id);
        var options = new SyncOptions { DeletionPolicy = DeletionPolicy.Both, Force = true };
        for (var pass = 0; pass < 2; pass++)
        {
            var stopped = await _world.PassAsync(options);
            Assert.Equal(SyncStatus.Stopped, stopped!.Status);
            Assert.Equal(SyncBrake.EmptySide, Assert.IsType<BrakeException>(stopped.Exception).Brake);
            Assert.Equal(3, _world.AllSolutions.Live.Count());
        }

        await _world.PassAsync(options with { AllowEmptySide = true });
        Assert.Empty(_world.AllSolutions.Live);
    }

    [Fact]
    public async Task A_read_that_gives_nothing_deletes_nothing()
    {
        for (var number = 1; number <= 3; number++) _world.AllSolutions.UserCreate(_world.Appointment(number));
        await _world.PassAsync();
        var hidden = _world.Exchange.Items.ToList();
        _world.Exchange.Items.Clear();
        _world.Exchange.InvalidateCursors();
        Assert.Equal(SyncStatus.Stopped, (await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.Both, Force = true }))!.Status);
        foreach (var (id, item) in hidden) _world.Exchange.Items.Add(id, item);
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
        for (var number = 1; number <= 12; number++) _world.AllSolutions.UserCreate(_world.Appointment(number));
        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.Take(lost).ToList()) _world.Exchange.UserDestroy(item.Id);
        _world.Exchange.InvalidateCursors();
        for (var time = 0; time < 2; time++)
        {
            var stopped = await _world.PassAsync(World.Everything);
            Assert.Equal(SyncBrake.PutBack, Assert.IsType<BrakeException>(stopped!.Exception).Brake);
            Assert.Equal(12, _world.AllSolutions.Live.Count());
        }

        var held = await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.Both, Force = true, FullResync = true });
        Assert.Equal((SyncStatus.Success, lost, 12), (held!.Status, held.Held, _world.AllSolutions.Live.Count()));
        await _world.PassAsync(new SyncOptions { InitialMode = InitialMode.Both });
        Assert.Equal(12, _world.Exchange.Live.Count());
        Assert.Equal(_world.Shown(SideName.AllSolutions), _world.Shown(SideName.Exchange));
    }

    [Fact]
    public async Task One_that_is_nowhere_after_a_lost_memory_is_held_and_stops_nothing()
    {
        for (var number = 1; number <= 12; number++) _world.AllSolutions.UserCreate(_world.Appointment(number));
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
            Assert.Equal(SyncBrake.PutBack, Assert.IsType<BrakeException>((await _world.PassAsync())!.Exception).Brake);
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
        for (var number = 1; number <= 20; number++) _world.AllSolutions.UserCreate(_world.Appointment(number));
        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.Take(11).ToList()) _world.Exchange.UserDelete(item.Id);
        var options = new SyncOptions { DeletionPolicy = DeletionPolicy.Both };
        var stopped = await _world.PassAsync(options);
        Assert.Equal(SyncBrake.TooManyDeletes, Assert.IsType<BrakeException>(stopped!.Exception).Brake);
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
        Assert.Equal(SyncBrake.IdentityChanged, Assert.IsType<BrakeException>(stopped!.Exception).Brake);
        Assert.Equal(writes, _world.Writes);
    }

    [Fact]
    public async Task One_item_that_fails_stops_no_other_and_is_tried_again_when_it_changes()
    {
        _world.Exchange.Refuses = subject => subject == "item 2";
        for (var number = 1; number <= 5; number++) _world.AllSolutions.UserCreate(_world.Appointment(number));
        var result = await _world.PassAsync();
        Assert.Equal((SyncStatus.SuccessWithErrors, 4), (result!.Status, result.ToExchange.Created));
        Assert.Equal("ErrorRefused", Assert.Single(result.Errors).Code);
        for (var pass = 0; pass < 4; pass++) Assert.Single((await _world.PassAsync())!.Errors);

        // It is tried again when it changes.
        _world.Exchange.Refuses = _ => false;
        var poison = _world.AllSolutions.Live.Single(item => ((Appointment)item.Content!).Subject == "item 2");
        _world.AllSolutions.UserEdit(poison.Id, a => a with { Body = "mended" });
        Assert.Equal(1, (await _world.PassAsync())!.ToExchange.Created);
    }

    [Theory]
    [InlineData(HoldReason.Series)]
    [InlineData(HoldReason.Private)]
    public async Task What_is_not_synchronised_is_counted_and_left_untouched(HoldReason hold)
    {
        var held = _world.Exchange.UserCreate(_world.Appointment(1));
        _world.Exchange.UserChange(held, item => item with { Hold = hold });
        var result = await _world.PassAsync();
        Assert.Equal((1, 1, 0), (result!.Skipped, result.Held, _world.Writes));

        // Once it is an ordinary one, it travels.
        _world.Exchange.UserChange(held, item => item with { Hold = HoldReason.None });
        Assert.Equal(1, (await _world.PassAsync())!.ToAllSolutions.Created);
    }

    [Fact]
    public async Task A_linked_item_that_becomes_private_is_left_as_it_is_on_both_sides()
    {
        var ours = _world.AllSolutions.UserCreate(_world.Appointment(1, "before"));
        await _world.PassAsync();
        var theirs = _world.Exchange.Live.Single().Id;
        _world.Exchange.UserChange(theirs, item => item with { Hold = HoldReason.Private, Content = ((Appointment)item.Content!) with { Body = "secret" } });
        _world.AllSolutions.UserEdit(ours, a => a with { Location = "there" });
        var writes = _world.Writes;
        await _world.PassAsync();
        await _world.PassAsync();
        Assert.Equal(writes, _world.Writes);
    }

    [Fact]
    public async Task A_meeting_is_read_from_Exchange_and_never_written_there()
    {
        var meeting = _world.Exchange.UserCreate(_world.Appointment(1, "agenda"));
        _world.Exchange.UserChange(meeting, item => item with { IsReadOnly = true });
        await _world.PassAsync();
        var copy = _world.AllSolutions.Live.Single();
        _world.AllSolutions.UserEdit(copy.Id, a => a with { Body = "ours" });
        var result = await _world.PassAsync();
        Assert.Equal((0, 1), (_world.Exchange.ForbiddenWrites, result!.Held));
        _world.Exchange.UserEdit(meeting, a => a with { Body = "moved agenda" });
        await _world.PassAsync();
        Assert.Equal("moved agenda", ((Appointment)_world.AllSolutions.Live.Single().Content!).Body);
        Assert.Equal(0, _world.Exchange.Writes);
    }

    [Fact]
    public async Task An_item_outside_the_window_is_taken_up_when_time_comes()
    {
        _world.Exchange.UserCreate(_world.Appointment(1) with { Start = ZonedTime.FromUtc(_world.Now.UtcDateTime.AddDays(40), "UTC"), End = ZonedTime.FromUtc(_world.Now.UtcDateTime.AddDays(40).AddHours(1), "UTC") });
        var options = World.Everything with { FutureDays = 30 };
        Assert.Equal(0, (await _world.PassAsync(options))!.ToAllSolutions.Created);
        _world.Now += TimeSpan.FromDays(15);
        Assert.Equal(1, (await _world.PassAsync(options))!.ToAllSolutions.Created);
    }

    [Fact]
    public async Task A_lost_store_doubles_nothing()
    {
        for (var number = 1; number <= 4; number++) (number % 2 == 0 ? _world.AllSolutions : _world.Exchange).UserCreate(_world.Appointment(number));
        await _world.SettleAsync();
        using var other = new World();
        foreach (var (id, item) in _world.AllSolutions.Items) other.AllSolutions.Items.Add(id, item);
        foreach (var (id, item) in _world.Exchange.Items) other.Exchange.Items.Add(id, item);
        var result = await other.PassAsync();
        Assert.Equal((0, 0), (result!.ToExchange.Created, result.ToAllSolutions.Created));
        Assert.Equal((4, 4), (other.AllSolutions.Items.Count, other.Exchange.Items.Count));
    }

    [Fact]
    public async Task WhatIf_is_the_plan_and_writes_nothing()
    {
        _world.AllSolutions.UserCreate(_world.Appointment(1));
        _world.Exchange.UserCreate(_world.Appointment(2));
        var (result, items) = await _world.PlanAsync();
        Assert.Equal((SyncStatus.Success, 0), (result.Status, _world.Writes));
        Assert.Equal(["item 1", "item 2"], items.Select(item => item.Title).Order(StringComparer.Ordinal));
        Assert.All(items, item => Assert.False(item.SendsMail));

        // I17: what was planned is what is done.
        var done = await _world.PassAsync();
        Assert.Equal(items.Count, done!.ToExchange.Created + done.ToAllSolutions.Created);
    }

    [Fact]
    public async Task A_mailbox_under_lease_is_reported_with_its_holder()
    {
        var claim = await _world.Store.ClaimAsync("user", "HOST1 (process 42)", TimeSpan.FromMinutes(3), CancellationToken.None);
        Assert.NotNull(claim.Lease);
        var locked = await _world.PassAsync();
        Assert.Equal(SyncStatus.Locked, locked!.Status);
        Assert.Contains("HOST1 (process 42)", locked.Message, StringComparison.Ordinal);

        // A killed holder blocks nobody for long.
        _world.Now += TimeSpan.FromMinutes(10);
        Assert.Equal(SyncStatus.Success, (await _world.PassAsync())!.Status);
    }

    [Fact]
    public async Task A_conflict_keeps_one_value_and_is_counted()
    {
        var ours = _world.AllSolutions.UserCreate(_world.Appointment(1, "base"));
        await _world.PassAsync();
        _world.AllSolutions.UserEdit(ours, a => a with { Body = "ours" });
        _world.Now += TimeSpan.FromMinutes(1);
        _world.Exchange.UserEdit(_world.Exchange.Live.Single().Id, a => a with { Body = "theirs" });
        var result = await _world.PassAsync();
        Assert.Equal(1, result!.Conflicts);
        Assert.Equal("theirs", ((Appointment)_world.AllSolutions.Live.Single().Content!).Body);
    }
}

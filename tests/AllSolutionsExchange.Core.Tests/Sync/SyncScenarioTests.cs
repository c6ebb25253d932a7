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
        Assert.Equal(
            1,
            (await _world.PassAsync(new SyncOptions { DeletionPolicy = DeletionPolicy.ToAllSolutions }))!.ToAllSolutions.Deleted
        );
    }

    [Fact]
    public async Task One_item_that_fails_stops_no_other_and_is_tried_again_when_it_changes()
    {
        _world.Exchange.Refuses = subject => subject == "item 2";
        for (var number = 1; number <= 5; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
        }

        var result = await _world.PassAsync();
        Assert.Equal((SyncStatus.SuccessWithErrors, 4), (result!.Status, result.ToExchange.Created));
        Assert.Equal("ErrorRefused", Assert.Single(result.Errors).Code);
        for (var pass = 0; pass < 4; pass++)
        {
            Assert.Single((await _world.PassAsync())!.Errors);
        }

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
        _world.Exchange.UserChange(
            theirs,
            item => item with { Hold = HoldReason.Private, Content = ((Appointment)item.Content!) with { Body = "secret" } }
        );
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
        _world.Exchange.UserChange(meeting, item => item with { Writable = FieldSet.None });
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
        _world.Exchange.UserCreate(
            _world.Appointment(1) with
            {
                Start = ZonedTime.FromUtc(_world.Now.UtcDateTime.AddDays(40), "UTC"),
                End = ZonedTime.FromUtc(_world.Now.UtcDateTime.AddDays(40).AddHours(1), "UTC"),
            }
        );
        var options = World.Everything with { FutureDays = 30 };
        Assert.Equal(0, (await _world.PassAsync(options))!.ToAllSolutions.Created);
        _world.Now += TimeSpan.FromDays(15);
        Assert.Equal(1, (await _world.PassAsync(options))!.ToAllSolutions.Created);
    }

    [Fact]
    public async Task A_lost_store_doubles_nothing()
    {
        for (var number = 1; number <= 4; number++)
        {
            (number % 2 == 0 ? _world.AllSolutions : _world.Exchange).UserCreate(_world.Appointment(number));
        }

        await _world.SettleAsync();
        using var other = new World();
        foreach (var (id, item) in _world.AllSolutions.Items)
        {
            other.AllSolutions.Items.Add(id, item);
        }

        foreach (var (id, item) in _world.Exchange.Items)
        {
            other.Exchange.Items.Add(id, item);
        }

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

        // I17: what was planned is what is done.
        var done = await _world.PassAsync();
        Assert.Equal(items.Count, done!.ToExchange.Created + done.ToAllSolutions.Created);
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

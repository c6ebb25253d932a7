using System.Globalization;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What is listed is what a result counts as held, for every reason, with what a person needs to find it.</summary>
public sealed class HoldListingTests : IDisposable
{
    private readonly World _world = new();

    public static TheoryData<HoldReason> Reasons => [.. HoldStories.Reasons];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task What_a_result_counts_is_what_is_listed(HoldReason reason)
    {
        var result = await HoldStories.TellAsync(_world, reason);
        var listed = await ListAsync();
        Assert.NotEmpty(listed);
        Assert.All(listed, hold => Assert.Equal(reason.ToString(), hold.Reason));
        Assert.Equal(result.Held, listed.Count);
        Assert.Equal(listed.Count, listed.DistinctBy(hold => (hold.AllSolutionsId, hold.ExchangeId)).Count());
        Assert.Equal(listed, await ListAsync(reason));
        Assert.Empty(await ListAsync([.. HoldStories.Reasons.Where(other => other != reason)]));
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Each_says_where_it_is_and_what_to_do_and_a_private_one_keeps_its_title(HoldReason reason)
    {
        await HoldStories.TellAsync(_world, reason);
        Assert.All(
            await ListAsync(),
            hold =>
            {
                Assert.Equal(reason == HoldReason.Private ? null : "item 1", hold.Title);
                Assert.NotNull(hold.StartUtc);
                Assert.NotNull(hold.AllSolutionsId ?? hold.ExchangeId);
                Assert.EndsWith(".", hold.Advice, StringComparison.Ordinal);
                Assert.DoesNotContain("item 1", hold.Advice, StringComparison.Ordinal);
            }
        );
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task Since_when_does_not_move_with_later_runs(HoldReason reason)
    {
        await HoldStories.TellAsync(_world, reason);
        var since = (await ListAsync()).Select(hold => hold.SinceUtc).ToList();
        Assert.All(since, time => Assert.InRange(time!.Value, _world.Now.UtcDateTime.AddMinutes(-1), _world.Now.UtcDateTime));
        for (var day = 1; day <= 3; day++)
        {
            _world.Now += TimeSpan.FromDays(1);
            await _world.PassAsync(HoldStories.Options(reason));
        }

        Assert.Equal(since, (await ListAsync()).Select(hold => hold.SinceUtc));
    }

    /// <summary>What is held for what it is stays listed when its counterpart is deleted.</summary>
    [Theory]
    [InlineData(SideName.Exchange, HoldReason.Private)]
    [InlineData(SideName.Exchange, HoldReason.Series)]
    [InlineData(SideName.Exchange, HoldReason.OtherKind)]
    [InlineData(SideName.AllSolutions, HoldReason.Private)]
    [InlineData(SideName.AllSolutions, HoldReason.Series)]
    public async Task An_item_held_for_what_it_is_stays_in_the_list_when_its_counterpart_is_deleted(SideName side, HoldReason reason)
    {
        _world.Exchange.UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        await _world.PassAsync();
        _world[side].UserChange(_world[side].Live.Single().Id, item => item with { Hold = reason });
        await _world.PassAsync();
        _world[side.Other()].UserDelete(_world[side.Other()].Live.Single().Id);
        for (var pass = 0; pass < 2; pass++)
        {
            Assert.Equal((1, $"{reason} 1"), ((await _world.PassAsync())! is var result ? (result.Held, result.HeldByReason) : default));
            Assert.Equal(
                (reason.ToString(), side.ToString()),
                (await _world.HoldsAsync()).Listed.Single() is var hold ? (hold.Reason, hold.Side) : default
            );
        }

        Assert.Single(_world[side].Live);
    }

    [Fact]
    public async Task Since_when_is_new_when_the_reason_is_another_one()
    {
        var id = _world.Exchange.UserCreate(_world.Appointment(1));
        _world.Exchange.UserChange(id, item => item with { Hold = HoldReason.Series });
        await _world.PassAsync();
        _world.Now += TimeSpan.FromDays(1);
        _world.Exchange.UserChange(id, item => item with { Hold = HoldReason.Private });
        await _world.PassAsync();
        Assert.InRange(Assert.Single(await ListAsync()).SinceUtc!.Value, _world.Now.UtcDateTime.AddMinutes(-1), _world.Now.UtcDateTime);
    }

    [Theory]
    [InlineData(SideName.Exchange, false)]
    [InlineData(SideName.Exchange, true)]
    [InlineData(SideName.AllSolutions, false)]
    [InlineData(SideName.AllSolutions, true)]
    public async Task What_cannot_be_read_is_listed_once_also_if_its_link_is_held(SideName side, bool isHeld)
    {
        var id = _world[side].UserCreate(_world.Appointment(1));
        var options = isHeld ? new SyncOptions() : World.Everything;
        await _world.PassAsync(options);
        _world[side].UserTouch(id);
        var unreadable = new FaultPlan(_ => Fault.None) { Unreadable = asked => asked == id };
        for (var pass = 1; pass <= 5; pass++)
        {
            await _world.PassAsync(options, unreadable);
        }

        var result = (await _world.PassAsync(options, unreadable))!;
        var hold = Assert.Single(await ListAsync());
        Assert.Equal((1, isHeld ? "Unmatched" : "Quarantined", side.ToString()), (result.Held, hold.Reason, hold.Side));
        Assert.Contains("ErrorCannotRead", hold.Advice, StringComparison.Ordinal);
        Assert.Equal(id, side == SideName.Exchange ? hold.ExchangeId : hold.AllSolutionsId);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task A_side_that_does_not_answer_leaves_its_titles_out_and_is_named(HoldReason reason)
    {
        await HoldStories.TellAsync(_world, reason);
        var expected = await ListAsync();
        var cut = new FaultPlan(_ => Fault.Net);
        var (listed, failure) = await _world.HoldsAsync(faults: cut);
        Assert.IsType<SideUnavailableException>(failure);
        Assert.Equal(
            expected.Select(hold => hold with { Title = null, StartUtc = null }),
            listed.Select(hold => hold with { StartUtc = null })
        );
    }

    [Fact]
    public async Task A_hundred_titles_are_asked_for_at_once()
    {
        for (var number = 1; number <= 205; number++)
        {
            _world.Exchange.UserCreate(_world.Appointment(number));
        }

        _world.AllSolutions.UserCreate(_world.Appointment(300));
        await _world.PassAsync(new SyncOptions());
        var (exchange, allSolutions) = (_world.Exchange.Requests, _world.AllSolutions.Requests);
        Assert.Equal(206, (await ListAsync()).Count);
        Assert.Equal((3, 1), (_world.Exchange.Requests - exchange, _world.AllSolutions.Requests - allSolutions));
    }

    [Fact]
    public async Task Nothing_is_listed_of_a_user_who_was_never_synchronised() =>
        Assert.Null(await _world.Store.FindAsync(Collections.Of("nobody"), CancellationToken.None));

    [Fact]
    public async Task Nothing_can_be_stored_under_a_mailbox_that_is_only_read()
    {
        await _world.PassAsync();
        var mailbox = (await _world.Store.FindAsync(Collections.Of("user"), CancellationToken.None))!;
        await Assert.ThrowsAsync<LeaseLostException>(() =>
            _world.Store.CommitAsync(mailbox, new StoreChanges { ClearsSpool = true }, CancellationToken.None)
        );
    }

    /// <summary>Skipped is what this pass looked at and left alone: not what it linked, made or failed to write.</summary>
    [Fact]
    public async Task Skipped_counts_what_is_left_alone_and_nothing_else()
    {
        for (var number = 1; number <= 3; number++)
        {
            _world.AllSolutions.UserCreate(_world.Appointment(number));
            _world.Exchange.UserCreate(_world.Appointment(number));
        }

        _world.AllSolutions.UserCreate(_world.Appointment(4));
        for (var twin = 0; twin < 2; twin++)
        {
            _world.Exchange.UserCreate(_world.Appointment(5));
        }

        _world.AllSolutions.UserCreate(_world.Appointment(5));
        var first = await _world.PassAsync(new SyncOptions());
        Assert.Equal((3, 4, 4), (first!.Linked, first.Skipped, first.Held));
        Assert.Equal((0, 4), (await _world.PassAsync(new SyncOptions())) is { } second ? (second.Skipped, second.Held) : default);

        _world.Exchange.Refuses = _ => true;
        var failing = await _world.PassAsync(World.Everything);
        Assert.Equal((0, 1), (failing!.Skipped, failing.Errors.Count));
    }

    [Fact]
    public async Task The_list_is_in_the_order_of_the_starts_whatever_the_reasons()
    {
        foreach (var number in new[] { 5, 2, 4 })
        {
            _world.Exchange.UserCreate(_world.Appointment(number));
        }

        var series = _world.Exchange.UserCreate(_world.Appointment(3));
        _world.Exchange.UserChange(series, item => item with { Hold = HoldReason.Series });
        _world.AllSolutions.UserCreate(_world.Appointment(1));
        var result = await _world.PassAsync(new SyncOptions());
        Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 5"], (await ListAsync()).Select(hold => hold.Title));
        Assert.Equal("Unmatched 4; Series 1", result!.HeldByReason);
    }

    [Theory]
    [MemberData(nameof(Reasons))]
    public async Task The_reasons_of_a_result_add_up_to_what_is_held(HoldReason reason)
    {
        var result = await HoldStories.TellAsync(_world, reason);
        Assert.Equal($"{reason} {result.Held}", result.HeldByReason);
    }

    /// <summary>The advice makes what it says, also of an item that the default window does not reach.</summary>
    [Theory]
    [InlineData(-400, true)]
    [InlineData(500, true)]
    [InlineData(-400, false)]
    [InlineData(500, false)]
    [InlineData(3, true)]
    public async Task The_advice_reaches_the_item(int days, bool isUnmatched)
    {
        var appointment = _world.Appointment(1);
        var start = appointment.Start.Utc.AddDays(days);
        _world.Exchange.UserCreate(
            appointment with
            {
                Start = appointment.Start with { Utc = start },
                End = appointment.End with { Utc = start.AddHours(1) },
            }
        );
        await _world.PassAsync(isUnmatched ? new SyncOptions() : World.Everything);
        var advice = Assert.Single(await ListAsync()).Advice;
        int Days(string name, int byDefault) =>
            advice.Split($"-{name} ") is [_, var rest] ? int.Parse(rest.Split(' ', '.')[0], CultureInfo.InvariantCulture) : byDefault;
        var options = new SyncOptions
        {
            InitialMode = InitialMode.Both,
            PastDays = Days("PastDays", 14),
            FutureDays = Days("FutureDays", 365),
        };
        Assert.Equal(days == 3, options is { PastDays: 14, FutureDays: 365 });
        await _world.PassAsync(options);
        Assert.Single(_world.AllSolutions.Live);
    }

    private async Task<List<SyncHold>> ListAsync(params HoldReason[] reasons)
    {
        var (listed, failure) = await _world.HoldsAsync(reasons.Length == 0 ? null : reasons);
        Assert.Null(failure);
        return listed;
    }
}

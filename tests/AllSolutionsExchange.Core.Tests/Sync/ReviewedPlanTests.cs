using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A reviewed plan: what it names is carried out, and what was left out of a first match waits for a later -InitialMode.</summary>
public sealed class ReviewedPlanTests : IDisposable
{
    private static readonly SyncOptions Both = new() { InitialMode = InitialMode.Both };
    private static readonly SyncOptions Plain = new();

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    /// <summary>Before or after a first pass that left all waiting: two on each side, and a pair that differs, which no pass leaves
    /// waiting by itself.</summary>
    [Theory]
    [InlineData(false, SideName.Exchange)]
    [InlineData(false, SideName.AllSolutions)]
    [InlineData(true, SideName.Exchange)]
    [InlineData(true, SideName.AllSolutions)]
    public async Task What_was_left_out_of_a_first_match_waits_through_plain_runs(bool isWaiting, SideName kept)
    {
        Enter();
        if (isWaiting)
        {
            await _world.PassAsync(Plain);
        }

        var plan = (await _world.PlanAsync(Both)).Items;
        var reviewed = plan.Where(line => line.Target == kept.ToString() && line.Action == nameof(SyncAction.Create)).ToList();
        Assert.Equal((isWaiting ? 4 : 5, 2), (plan.Count, reviewed.Count));

        var result = await _world.PassAsync(Both, reviewed: reviewed);
        Assert.Equal((2, 0, 0), (Written(result!), result!.NotCarriedOut.Count, result.Errors.Count));
        for (var run = 1; run <= 3; run++)
        {
            // News on either side makes a run match and plan anew.
            _world[kept].UserCreate(_world.Appointment(50 + run));
            Assert.Equal(1, Written((await _world.PassAsync(Plain))!));
        }

        Assert.Equal(isWaiting, Text(_world.AllSolutions, 9) == Text(_world.Exchange, 9));
        await _world.PassAsync(Both);
        Assert.Equal(5 + 3, _world.AllSolutions.Live.Count());
        Assert.Equal(_world.Shown(SideName.AllSolutions), _world.Shown(SideName.Exchange));
    }

    [Fact]
    public async Task A_pair_that_is_named_is_matched_and_nothing_else()
    {
        Enter();
        var reviewed = (await _world.PlanAsync(Both)).Items.Where(line => line.Action == nameof(SyncAction.Update)).ToList();
        Assert.Single(reviewed);
        Assert.Equal(1, Written((await _world.PassAsync(Both, reviewed: reviewed))!));
        Assert.Equal(0, Written((await _world.PassAsync(Plain))!));
        Assert.Equal(Text(_world.AllSolutions, 9), Text(_world.Exchange, 9));
    }

    /// <summary>A run that dies anywhere leaves nothing for the next plain run to carry out that the plan did not name.</summary>
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_run_that_dies_anywhere_lets_out_nothing_that_was_left_out(bool isWaiting)
    {
        for (var step = 0; ; step++)
        {
            using var world = new World();
            Enter(world);
            if (isWaiting)
            {
                await world.PassAsync(Plain);
            }

            var reviewed = (await world.PlanAsync(Both))
                .Items.Where(line => line.Action == nameof(SyncAction.Create) && line.Target == nameof(SideName.Exchange))
                .ToList();
            var died = step;
            var result = await world.PassAsync(Both, new FaultPlan(at => at == died ? Fault.Crash : Fault.None), reviewed);
            for (var run = 1; run <= 3; run++)
            {
                await world.PassAsync(Plain);
            }

            Assert.Equal(0, world.AllSolutions.Live.Count(item => ((Appointment)item.Content!).Subject is "item 3" or "item 4"));
            Assert.InRange(world.Exchange.Live.Count(), 3, 5);
            if (result is not null)
            {
                return;
            }
        }
    }

    [Fact]
    public async Task Half_of_a_first_match_is_not_carried_out_and_told()
    {
        var ours = _world.AllSolutions.UserCreate(_world.Appointment(1) with { Location = "here" });
        _world.Exchange.UserCreate(_world.Appointment(1, "text"));
        var plan = (await _world.PlanAsync(Both)).Items;
        Assert.Equal(2, plan.Count);
        var half = plan.Where(line => line.Target == nameof(SideName.Exchange)).ToList();
        var result = await _world.PassAsync(Both, reviewed: half);
        Assert.Equal((0, 1, 1), (Written(result!), result!.Unmatched, result.Held));
        Assert.Contains("whole or not at all", Assert.Single(result.NotCarriedOut).Reason, StringComparison.Ordinal);
        Assert.Equal(0, Written((await _world.PassAsync(Plain))!));
        Assert.Equal(2, Written((await _world.PassAsync(Both, reviewed: (await _world.PlanAsync(Both)).Items))!));
        Assert.Equal("text", ((Appointment)_world.AllSolutions.Items[ours].Content!).Body);
    }

    [Fact]
    public async Task What_matches_and_is_the_same_is_linked_whatever_the_plan_names()
    {
        Enter();
        for (var side = 0; side < 2; side++)
        {
            _world[(SideName)side].UserCreate(_world.Appointment(20));
        }

        var result = await _world.PassAsync(Both, reviewed: []);
        Assert.Equal((0, 5, 5), (Written(result!), result!.Held, result.Unmatched));
        Assert.Equal(2, result.Linked);
    }

    [Fact]
    public async Task An_ordinary_change_that_was_left_out_is_carried_over_by_the_next_run()
    {
        var first = _world.Exchange.UserCreate(_world.Appointment(1));
        var second = _world.Exchange.UserCreate(_world.Appointment(2));
        await _world.PassAsync(Both);
        _world.Exchange.UserEdit(first, before => before with { Location = "first" });
        _world.Exchange.UserEdit(second, before => before with { Location = "second" });
        _world.Exchange.UserCreate(_world.Appointment(3));
        var plan = (await _world.PlanAsync(Plain)).Items;
        var result = await _world.PassAsync(Plain, reviewed: [.. plan.Where(line => line.ExchangeId == first)]);
        Assert.Equal((1, 2, 0), (Written(result!), result!.Skipped, result.Held));
        await _world.PassAsync(Plain);
        Assert.Equal(_world.Shown(SideName.Exchange), _world.Shown(SideName.AllSolutions));
    }

    [Fact]
    public async Task A_plan_that_is_carried_out_twice_was_carried_out_already()
    {
        Enter();
        var plan = (await _world.PlanAsync(Both)).Items;
        Assert.Equal(plan.OrderBy(line => line.StartUtc), plan);
        Assert.Empty((await _world.PassAsync(Both, reviewed: plan))!.NotCarriedOut);
        var again = (await _world.PassAsync(Both, reviewed: plan))!.NotCarriedOut;
        Assert.Equal(plan.Count, again.Count);
        Assert.All(again, line => Assert.StartsWith("It is done already", line.Reason, StringComparison.Ordinal));
    }

    /// <summary>A pair that the plan does not name waits from the moment at which it is matched: a run may die right behind it.</summary>
    [Fact]
    public async Task A_pair_that_is_not_named_waits_from_the_match_on()
    {
        var matched = 0;
        for (var step = 0; ; step++)
        {
            using var world = new World();
            var ours = world.AllSolutions.UserCreate(world.Appointment(9, "a"));
            world.Exchange.UserCreate(world.Appointment(9, "b"));
            var died = step;
            var result = await world.PassAsync(Both, new FaultPlan(at => at == died ? Fault.Crash : Fault.None), reviewed: []);
            var links = await world.Store.FindAsync(Collections.Of("user"), default) is { } mailbox
                ? await world.Store.LinksByItemAsync(mailbox, SideName.AllSolutions, [ours], default)
                : [];
            foreach (var link in links.Where(link => link is { AllSolutions.IsLive: true, Exchange.IsLive: true }))
            {
                matched++;
                Assert.Equal((HoldReason.Unmatched, false), (link.Hold, link.IsDirty));
            }

            if (result is not null)
            {
                break;
            }
        }

        Assert.True(matched > 1, "No run died behind the match.");
    }

    [Theory]
    [InlineData("changed", "An item changed")]
    [InlineData("done", "It is done already")]
    [InlineData("deleted", "not known")]
    [InlineData("foreign", "not known")]
    [InlineData("parameters", "planned only with the parameters")]
    public async Task A_line_that_is_not_carried_out_is_told_with_the_reason(string story, string reason)
    {
        var id = _world.AllSolutions.UserCreate(_world.Appointment(1));
        if (story != "deleted")
        {
            await _world.PassAsync(Plain);
        }

        var plan = (await _world.PlanAsync(Both)).Items;
        if (story == "changed")
        {
            _world.AllSolutions.UserEdit(id, before => before with { Location = "elsewhere" });
        }

        if (story == "done")
        {
            plan =
            [
                Assert.Single(plan) with
                {
                    AllSolutionsVersion = await DoneAsync(),
                    ExchangeId = _world.Exchange.Live.Single().Id,
                    ExchangeVersion = _world.Exchange.Live.Single().Version,
                },
            ];
        }

        if (story == "deleted")
        {
            _world.AllSolutions.UserDelete(id);
        }

        if (story == "foreign")
        {
            plan = [Assert.Single(plan) with { AllSolutionsId = "4711" }];
        }

        var writes = _world.Writes;
        var result = await _world.PassAsync(story == "parameters" ? Plain : Both, reviewed: plan);
        Assert.Equal(0, _world.Writes - writes);
        var left = Assert.Single(result!.NotCarriedOut);
        Assert.Equal(
            ("user", plan[0].Action, plan[0].Target, plan[0].AllSolutionsId),
            (left.User, left.Action, left.Target, left.AllSolutionsId)
        );
        Assert.Contains(reason, left.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_plan_tells_of_the_safety_limit_that_would_stop_its_run_and_keeps_its_lines(bool isForced)
    {
        var options = Both with { DeletionPolicy = DeletionPolicy.Both, MaxDelete = 1, MaxDeletePercent = 10, Force = isForced };
        var ids = Enumerable.Range(1, 4).Select(number => _world.Exchange.UserCreate(_world.Appointment(number))).ToList();
        await _world.PassAsync(Both);
        foreach (var id in ids.Take(2))
        {
            _world.Exchange.UserDelete(id);
        }

        var (result, items) = await _world.PlanAsync(options);
        Assert.Equal(2, items.Count(line => line.Action == nameof(SyncAction.Delete)));
        Assert.Equal(isForced ? SyncStatus.Success : SyncStatus.Stopped, result.Status);
        Assert.Equal(isForced, result.Message is null);

        // One of the two is within the limit.
        Assert.Equal(SyncStatus.Success, (await _world.PlanAsync(options, [items[0]])).Result.Status);
        Assert.Equal(result.Status, (await _world.PassAsync(options))!.Status);
    }

    private async Task<string> DoneAsync()
    {
        await _world.PassAsync(Both);
        return _world.AllSolutions.Live.Single().Version;
    }

    private void Enter() => Enter(_world);

    private static void Enter(World world)
    {
        for (var number = 1; number <= 2; number++)
        {
            world.AllSolutions.UserCreate(world.Appointment(number));
        }

        for (var number = 3; number <= 4; number++)
        {
            world.Exchange.UserCreate(world.Appointment(number));
        }

        world.AllSolutions.UserCreate(world.Appointment(9, "a"));
        world.Exchange.UserCreate(world.Appointment(9, "b"));
    }

    private static int Written(SyncResult result) =>
        new[] { result.ToExchange, result.ToAllSolutions }.Sum(counts => counts.Created + counts.Updated + counts.Deleted);

    private static string Text(InMemorySide side, int number) =>
        side.Live.Select(item => (Appointment)item.Content!).Single(content => content.Subject == $"item {number}").Body;
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The engine over tasks: the invariants over random stories, the safety limits, the initial modes and the plan of their
/// collection.</summary>
public sealed class TaskStoryTests : IDisposable
{
    private readonly World _world = new(kind: StoryKind.Tasks);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Every_story_ends_with_both_sides_the_same() => SyncPropertyTests.Check(StoryKind.Tasks, full: 1000);

    [Theory]
    [InlineData("NoMarker")]
    [InlineData("CursorBeforeChanges")]
    [InlineData("DeleteOnFirstDelete")]
    public async Task Random_stories_catch_the_mutant(string mutant)
    {
        string? broken = null;
        for (var seed = 0; seed < 1000 && broken is null; seed++)
        {
            var random = new Random(seed);
            int[] story = [.. Enumerable.Range(0, random.Next(3, 45)).Select(_ => random.Next(1_000_000))];
            broken = await SyncScript.RunAsync(story, Enum.Parse<Mutant>(mutant), StoryKind.Tasks);
        }

        Assert.NotNull(broken);
    }

    [Fact]
    public async Task An_empty_side_and_too_many_deletes_stop_the_collection()
    {
        for (var number = 1; number <= 20; number++)
        {
            _world.AllSolutions.UserCreate(_world.NewItem(number));
        }

        await _world.PassAsync();
        foreach (var item in _world.Exchange.Live.Take(11).ToList())
        {
            _world.Exchange.UserDelete(item.Id);
        }

        var options = new SyncOptions { DeletionPolicy = DeletionPolicy.Both };
        var stopped = await _world.PassAsync(options);
        Assert.Equal((SyncStatus.Stopped, nameof(ItemKind.Task)), (stopped!.Status, stopped.Kind));
        Assert.Equal(SafetyLimit.TooManyDeletes, Assert.IsType<SafetyStopException>(stopped.Exception).Limit);
        foreach (var item in _world.Exchange.Live.ToList())
        {
            _world.Exchange.UserDelete(item.Id);
        }

        Assert.Equal(
            SafetyLimit.EmptySide,
            Assert.IsType<SafetyStopException>((await _world.PassAsync(options with { Force = true }))!.Exception).Limit
        );
        Assert.Equal(20, _world.AllSolutions.Live.Count());
    }

    [Theory]
    [InlineData(null, 0, 0)]
    [InlineData(InitialMode.AllSolutionsToExchange, 1, 0)]
    [InlineData(InitialMode.ExchangeToAllSolutions, 0, 1)]
    [InlineData(InitialMode.Both, 1, 1)]
    public async Task The_first_pass_links_what_matches_and_makes_what_the_mode_says(InitialMode? mode, int toExchange, int toAllSolutions)
    {
        _world.AllSolutions.UserCreate(_world.NewItem(1, "ours"));
        _world.AllSolutions.UserCreate(_world.NewItem(2));
        _world.Exchange.UserCreate(_world.NewItem(2));
        _world.Exchange.UserCreate(_world.NewItem(3, "theirs"));
        var options = new SyncOptions { InitialMode = mode };
        var writes = _world.Writes;
        var (planned, lines) = await _world.PlanAsync(options);
        Assert.Equal(SyncStatus.Success, planned.Status);
        Assert.Equal(writes, _world.Writes);
        Assert.All(lines, line => Assert.Equal((nameof(ItemKind.Task), null), (line.Kind, line.StartUtc)));

        var result = await _world.PassAsync(options, reviewed: mode is null ? null : lines);
        Assert.Equal((1, toExchange, toAllSolutions), (result!.Linked, result.ToExchange.Created, result.ToAllSolutions.Created));
        Assert.Equal((lines.Count, 2 - lines.Count), (toExchange + toAllSolutions, result.Held));
        Assert.Equal(lines.Count, lines.Count(line => line.Action == nameof(SyncAction.Create)));
    }

    /// <summary>An open task is of today, however long ago it was due. One that was done long ago is history.</summary>
    [Fact]
    public async Task An_open_task_is_always_in_the_window_and_one_that_was_done_long_ago_is_not()
    {
        var old = (TodoTask)_world.NewItem(1) with { Start = new DateTime(2020, 1, 6), Due = new DateTime(2020, 1, 7) };
        _world.Exchange.UserCreate(old);
        _world.Exchange.UserCreate(old with { Subject = "item 2", Status = TodoStatus.Completed, Completed = new DateTime(2020, 1, 8) });
        var result = await _world.PassAsync();
        Assert.Equal((1, "OutsideWindow 1"), (result!.ToAllSolutions.Created, result.HeldByReason));
    }

    /// <summary>With the subject alone everybody has two: "Call" here and "Call" there need not be the same.</summary>
    [Fact]
    public async Task Tasks_without_dates_are_linked_at_first_only_if_they_hold_the_same()
    {
        var plain = (TodoTask)_world.NewItem(1, "text") with { Start = null, Due = null };
        foreach (var side in new[] { _world.AllSolutions, _world.Exchange })
        {
            side.UserCreate(plain);
        }

        var ours = _world.AllSolutions.UserCreate(
            plain with
            {
                Subject = "Call",
                Body = "ours",
                Status = TodoStatus.Completed,
                Percent = 100,
            }
        );
        var theirs = _world.Exchange.UserCreate(plain with { Subject = "Call", Body = "theirs" });
        var before = _world.Shown(SideName.Exchange);
        var result = await _world.PassAsync();
        Assert.Equal((1, "Ambiguous 2", 0), (result!.Linked, result.HeldByReason, result.ToAllSolutions.Created));
        Assert.Equal(before, _world.Shown(SideName.Exchange));

        _world.Exchange.UserEditItem(theirs, item => (TodoTask)item with { Subject = "Call B" });
        _world.AllSolutions.UserEditItem(ours, item => (TodoTask)item with { Subject = "Call A" });
        Assert.Equal((1, 1), ((result = await _world.PassAsync())!.ToAllSolutions.Created, result.ToExchange.Created));
    }

    /// <summary>What one side emptied or reset is its value: a policy that names a side decides for each field.</summary>
    [Theory]
    [InlineData(ConflictPolicy.ExchangeWins)]
    [InlineData(ConflictPolicy.AllSolutionsWins)]
    public async Task Of_two_that_were_linked_once_the_policy_takes_what_is_empty_too(ConflictPolicy policy)
    {
        var full = (TodoTask)_world.NewItem(1, "text") with { Importance = Importance.High, Categories = ["A"] };
        _world.AllSolutions.UserCreate(full);
        await _world.PassAsync();
        _world.Exchange.UserEditItem(
            _world.Exchange.Live.Single().Id,
            item =>
                (TodoTask)item with
                {
                    Body = "",
                    Importance = Importance.Normal,
                    Categories = [],
                    Status = TodoStatus.NotStarted,
                    Percent = 0,
                }
        );
        _world.ForgetStore();
        await _world.PassAsync(World.Everything with { ConflictPolicy = policy });
        await _world.PassAsync(World.Everything with { ConflictPolicy = policy });
        Assert.Equal(_world.Shown(SideName.Exchange), _world.Shown(SideName.AllSolutions));
        Assert.Equal(
            policy == ConflictPolicy.ExchangeWins ? Importance.Normal : Importance.High,
            ((TodoTask)_world.AllSolutions.Live.Single().Content!).Importance
        );
    }
}

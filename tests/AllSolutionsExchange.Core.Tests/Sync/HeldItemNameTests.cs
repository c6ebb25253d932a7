using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A result names what it holds by the title that AllSolutions has at hand, unless it may be private.</summary>
public sealed class HeldItemNameTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(false, "item 1")]
    [InlineData(true, null)]
    public async Task By_its_title_if_it_is_not_private(bool isPrivate, string? title)
    {
        Enter(isPrivate);
        var held = await HoldAsync();
        Assert.Equal((title, _world.Appointment(1).Start.Utc), (held.Title, held.StartUtc));
        Assert.Equal(!isPrivate, $"{held}".StartsWith("The appointment 'item 1' of ", StringComparison.Ordinal));
    }

    /// <summary>It may be private there by now.</summary>
    [Fact]
    public async Task Without_it_where_exchange_has_it_and_cannot_read_it()
    {
        Enter(isPrivate: false);
        await _world.PassAsync();
        _world.AllSolutions.UserEdit(_world.AllSolutions.Live.Single().Id, item => item with { Body = "news" });
        Assert.Equal("item 1", (await HoldAsync()).Title);

        var id = _world.Exchange.Live.Single().Id;
        _world.Exchange.UserEdit(id, item => item with { Sensitivity = Sensitivity.Private });
        for (var pass = 1; pass <= 6; pass++)
        {
            var result = await _world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = asked => asked == id });
            Assert.All(result!.HeldItems, held => Assert.Null(held.Title));
            Assert.NotEmpty(result.HeldItems);
        }
    }

    [Fact]
    public async Task Without_it_where_it_would_cost_a_request()
    {
        _world.AllSolutions.Capabilities = _world.AllSolutions.Capabilities with { IsLocal = false };
        Enter(isPrivate: false);
        Assert.Null((await HoldAsync()).Title);
    }

    /// <summary>The store knows the day of a task's completion, by which the window is judged. A person knows it by another.</summary>
    [Theory]
    [InlineData(TodoStatus.InProgress, true)]
    [InlineData(TodoStatus.Completed, true)]
    [InlineData(TodoStatus.Completed, false)]
    public async Task A_task_by_the_day_on_which_it_is_due(TodoStatus status, bool isDue)
    {
        using var world = new World(kind: StoryKind.Tasks);
        var today = world.Now.UtcDateTime.Date;
        DateTime? due = isDue ? today.AddDays(3) : null;
        var task = (TodoTask)world.NewItem(1) with
        {
            Start = null,
            Due = due,
            Status = status,
            Completed = status == TodoStatus.Completed ? today : null,
        };
        world.AllSolutions.UserCreate(task.Normalized());
        var line = Assert.Single((await world.PlanAsync()).Items);
        world.Exchange.Refuses = _ => true;
        var error = Assert.Single((await world.PassAsync())!.Errors);
        for (var pass = 2; pass <= 5; pass++)
        {
            await world.PassAsync();
        }

        var held = Assert.Single((await world.PassAsync())!.HeldItems);
        var listed = Assert.Single((await world.HoldsAsync()).Listed);
        Assert.All(new[] { line.DueDate, error.DueDate, held.DueDate, listed.DueDate }, day => Assert.Equal(due, day));
        Assert.All(new[] { line.StartUtc, error.StartUtc, held.StartUtc, listed.StartUtc }, start => Assert.Null(start));
        Assert.All(
            new[] { error.Name(), $"{held}", $"{listed}" },
            name =>
                Assert.StartsWith($"The task 'item 1'{(isDue ? $" due {due:yyyy-MM-dd}" : "")}, number ", name, StringComparison.Ordinal)
        );
    }

    [Fact]
    public async Task What_has_one_time_is_listed_by_title_and_number()
    {
        foreach (var title in new[] { "c", "A", "b", "a" })
        {
            _world.AllSolutions.UserCreate(_world.Appointment(1) with { Subject = title });
        }

        var planned = (await _world.PlanAsync()).Items.Select(line => line.Title);
        await _world.PassAsync(new SyncOptions());
        var held = (await _world.HoldsAsync()).Listed.Select(hold => hold.Title);
        Assert.All(new[] { planned, held }, titles => Assert.Equal(["A", "a", "b", "c"], titles));
    }

    private void Enter(bool isPrivate) =>
        _world.AllSolutions.UserCreate(_world.Appointment(1) with { Sensitivity = isPrivate ? Sensitivity.Private : Sensitivity.Normal });

    private async Task<SyncHeldItem> HoldAsync()
    {
        _world.Exchange.Refuses = _ => true;
        for (var pass = 1; pass <= 5; pass++)
        {
            await _world.PassAsync();
        }

        return Assert.Single((await _world.PassAsync())!.HeldItems);
    }
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Whatever becomes of the progress of a task in AllSolutions, Exchange holds the same afterwards.</summary>
public sealed class TaskProgressTests : TaskScenario
{
    private static readonly (TodoStatus Status, int Percent)[] All =
    [
        (TodoStatus.NotStarted, 0),
        (TodoStatus.InProgress, 0),
        (TodoStatus.InProgress, 50),
        (TodoStatus.Deferred, 0),
        (TodoStatus.Deferred, 60),
        (TodoStatus.WaitingOnOthers, 0),
        (TodoStatus.WaitingOnOthers, 30),
        (TodoStatus.Completed, 100),
    ];

    [Fact]
    public async Task Each_follows_each()
    {
        var (ids, expected) = (new List<(string Id, int To)>(), new List<string>());
        for (var (from, number) = (0, 1); from < All.Length; from++)
        {
            for (var to = 0; to < All.Length; to++, number++)
            {
                ids.Add((_tasks.UserCreate(With(New(number), All[from])), to));
                expected.Add($"item {number} {All[to]}");
            }
        }

        await PassAsync();
        foreach (var (id, to) in ids)
        {
            _tasks.UserEditItem(id, item => With((TodoTask)item, All[to]));
        }

        await PassAsync();
        await AssertQuietAsync();
        var held = _world.Mailbox.Items("Tasks").Select(item => _world.Mailbox.Tasks.Single(task => task.Id == item.Id));
        Assert.Equal(
            expected.Order(StringComparer.Ordinal),
            held.Select(task => $"{task.Subject} ({task.Status}, {task.Percent})").Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Exchange keeps the day on which it hears of it: that is no edit of its user, also if its answer was lost.</summary>
    [Theory]
    [InlineData(FaultKind.CutAfter, "UpdateItem")]
    [InlineData(FaultKind.TruncatedXml, "UpdateItem")]
    [InlineData(FaultKind.CutBefore, "GetItem")]
    public async Task The_day_of_completion_survives_a_lost_answer(FaultKind kind, string operation)
    {
        var id = _tasks.UserCreate(New(1));
        await PassAsync();
        var day = new DateTime(2026, 11, 20);
        _tasks.UserEditItem(id, item => (TodoTask)item with { Status = TodoStatus.Completed, Percent = 100, Completed = day });
        _world.Server.Faults.Add(new ExchangeSimulator.Fault(kind) { Operation = operation, Times = int.MaxValue });
        await new MailboxSync(_world.Store, "test", () => _world.Now).RunAsync(_target, World.Everything, reviewed: null, default);
        _world.Server.Faults.Clear();
        _world.Now += TimeSpan.FromMinutes(10);
        await PassAsync();
        await AssertQuietAsync();
        Assert.Equal((TodoStatus.Completed, day), (Named("item 1").Status, Named("item 1").Completed));
        Assert.Equal("Completed", Assert.Single(_world.Mailbox.Tasks).Status);
    }

    private static TodoTask With(TodoTask task, (TodoStatus Status, int Percent) progress) =>
        task with
        {
            Status = progress.Status,
            Percent = progress.Percent,
            Completed = progress.Status == TodoStatus.Completed ? new DateTime(2026, 11, 20) : null,
        };
}

using AllSolutionsExchange.Model;
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

    private static TodoTask With(TodoTask task, (TodoStatus Status, int Percent) progress) =>
        task with
        {
            Status = progress.Status,
            Percent = progress.Percent,
            Completed = progress.Status == TodoStatus.Completed ? new DateTime(2026, 11, 20) : null,
        };
}

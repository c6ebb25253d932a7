using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The engine over tasks on the simulated Exchange: what a user of Outlook makes of them, one case each.</summary>
public sealed class TaskScenarioTests : TaskScenario
{
    private const string Range = "<t:NoEndRecurrence><t:StartDate>2026-11-23</t:StartDate></t:NoEndRecurrence>";
    private const string Weekly = "<t:WeeklyRecurrence><t:Interval>1</t:Interval><t:DaysOfWeek>Monday</t:DaysOfWeek></t:WeeklyRecurrence>";
    private const string Regenerating = "<t:DailyRegeneration><t:Interval>10</t:Interval></t:DailyRegeneration>";

    [Fact]
    public async Task Tasks_go_both_ways_and_a_pass_without_changes_takes_one_request()
    {
        _tasks.UserCreate(New(1));
        var theirs = await CreateAsync(
            "<t:Subject>theirs</t:Subject><t:Importance>High</t:Importance><t:PercentComplete>40</t:PercentComplete><t:Status>"
                + "WaitingOnOthers</t:Status>"
        );
        Assert.Equal((1, 1), Written(await PassAsync()));
        var task = Named("theirs");
        Assert.Equal((TodoStatus.WaitingOnOthers, 40, Importance.High), (task.Status, task.Percent, task.Importance));

        _tasks.UserEditItem(
            _tasks.Live.Single(item => item.Content!.Title == "theirs").Id,
            item => (TodoTask)item with { Due = new DateTime(2026, 12, 31) }
        );
        await UpdateAsync(theirs, "Status", "Completed");
        var merged = await PassAsync();
        Assert.Equal((1, 1, 0), (merged.ToExchange.Updated, merged.ToAllSolutions.Updated, merged.Conflicts));
        Assert.Equal(
            (TodoStatus.Completed, 100, new DateTime(2026, 11, 23)),
            (Named("theirs").Status, Named("theirs").Percent, Named("theirs").Completed)
        );
        Assert.Contains("2026-12-31T00:00:00Z", (await GetAsync(theirs)).ToString(), StringComparison.Ordinal);

        await PassAsync();
        _world.Server.Requests.Clear();
        Assert.Equal(SyncStatus.Success, (await PassAsync()).Status);
        Assert.Equal("SyncFolderItems", Assert.Single(_world.Server.Requests.All).Operation);
        Assert.Empty(_world.Server.SentMail);
    }

    /// <summary>Completing one makes a task of its own of what was done (MS-OXWSTASK), once each time, and the one that goes on stays
    /// held.</summary>
    [Theory]
    [InlineData(Weekly)]
    [InlineData(Regenerating)]
    public async Task A_task_that_comes_back_is_held_and_what_was_done_of_it_comes_once(string pattern)
    {
        var id = await CreateAsync($"<t:Subject>weekly</t:Subject><t:Recurrence>{pattern}{Range}</t:Recurrence>");
        Assert.Equal("Series 1", (await PassAsync()).HeldByReason);
        Assert.Empty(_tasks.Live);
        for (var done = 1; done <= 2; done++)
        {
            await UpdateAsync(id, "Status", "Completed");
            var result = await PassAsync();
            Assert.Equal((0, 1, "Series 1"), (result.ToExchange.Created, result.ToAllSolutions.Created, result.HeldByReason));
            await AssertQuietAsync();
            Assert.Equal(done, _tasks.Live.Count(item => ((TodoTask)item.Content!).Status == TodoStatus.Completed));
        }

        Assert.Equal(3, _world.Mailbox.Items("Tasks").Count);
    }

    /// <summary>A copy carries the mark of what it was made from: the link stays with the id that lives on.</summary>
    [Theory]
    [InlineData(Weekly)]
    [InlineData(Regenerating)]
    public async Task A_task_that_is_made_to_come_back_keeps_its_link_and_is_written_no_more(string pattern)
    {
        var ours = _tasks.UserCreate(New(1));
        await PassAsync();
        var id = _world.Mailbox.Items("Tasks").Single().Id;
        await ChangeAsync(id, Recurring(pattern));
        _tasks.UserEditItem(ours, item => _kind.WithBody(item, "news"));
        Assert.Equal("Series 1", (await PassAsync()).HeldByReason);
        await UpdateAsync(id, "Status", "Completed");
        Assert.Equal((0, 1), Written(await PassAsync()));
        await AssertQuietAsync();

        var holds = await HoldsAsync();
        Assert.Equal((ours, id, nameof(HoldReason.Series)), (holds.AllSolutionsId, holds.ExchangeId, holds.Reason));
        Assert.DoesNotContain("news", (await GetAsync(id)).ToString(), StringComparison.Ordinal);
        Assert.Equal(2, _world.Mailbox.Items("Tasks").Count);
    }

    /// <summary>What both sides changed while it came back arrives when it does so no more.</summary>
    [Theory]
    [InlineData(Weekly, 0)]
    [InlineData(Weekly, 2)]
    [InlineData(Regenerating, 2)]
    public async Task A_task_that_comes_back_no_more_goes_on_where_it_was(string pattern, int completions)
    {
        var ours = _tasks.UserCreate(New(1));
        await PassAsync();
        var id = _world.Mailbox.Items("Tasks").Single().Id;
        await ChangeAsync(id, Recurring(pattern));
        await PassAsync();
        _tasks.UserEditItem(ours, item => _kind.WithBody(item, "ours"));
        const string High = "<t:SetItemField><t:FieldURI FieldURI=\"item:Importance\"/><t:Task><t:Importance>High</t:Importance></t:Task>";
        await ChangeAsync(id, High + "</t:SetItemField>");
        for (var done = 1; done <= completions; done++)
        {
            await UpdateAsync(id, "Status", "Completed");
            await PassAsync();
        }

        await ChangeAsync(id, "<t:DeleteItemField><t:FieldURI FieldURI=\"task:Recurrence\"/></t:DeleteItemField>");
        Assert.Equal("", (await PassAsync()).HeldByReason);
        await AssertQuietAsync();
        var task = (TodoTask)_tasks.Live.Single(item => item.Id == ours).Content!;
        Assert.Equal(("ours", Importance.High), (task.Body, task.Importance));
        Assert.Contains("ours", (await GetAsync(id)).ToString(), StringComparison.Ordinal);
        Assert.Equal((1 + completions, 1 + completions), (_tasks.Live.Count(), _world.Mailbox.Tasks.Count));
    }

    /// <summary>Exchange refuses to delete any task without being told of its occurrences.</summary>
    [Fact]
    public async Task Deletions_go_both_ways()
    {
        for (var number = 1; number <= 4; number++)
        {
            _tasks.UserCreate(New(number));
        }

        await PassAsync();
        _tasks.UserDelete(_tasks.Live.Single(item => item.Content!.Title == "item 1").Id);
        _world.Mailbox.Delete(_world.Mailbox.Items("Tasks").Single(item => item.Content.Subject == "item 2").Id);
        var result = await PassAsync();
        Assert.Equal((1, 1, 0), (result.ToExchange.Deleted, result.ToAllSolutions.Deleted, result.Errors.Count));
        Assert.Equal(["item 3", "item 4"], _tasks.Live.Select(item => item.Content!.Title).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["item 3", "item 4"],
            _world.Mailbox.Items("Tasks").Select(item => item.Content.Subject).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Outlook tells the other of what becomes of an assigned task, and nobody else may.</summary>
    [Fact]
    public async Task An_assigned_task_is_read_and_never_written()
    {
        var ours = _tasks.UserCreate(New(1));
        await PassAsync();
        var id = _world.Mailbox.Items("Tasks").Single().Id;
        _world.Mailbox.AssignTask(id);
        _tasks.UserEditItem(ours, item => _kind.WithBody(item, "ours"));
        for (var pass = 0; pass < 2; pass++)
        {
            _world.Server.Requests.Clear();
            var result = await PassAsync();
            Assert.Equal((SyncStatus.Success, "ReadOnly 1", 0), (result.Status, result.HeldByReason, _world.Server.Requests.ChangingCount));
        }

        Assert.Contains("an assigned task", (await HoldsAsync()).Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_private_task_is_held_without_its_title()
    {
        await CreateAsync("<t:Subject>secret</t:Subject><t:Sensitivity>Private</t:Sensitivity>");
        Assert.Equal("Private 1", (await PassAsync()).HeldByReason);
        Assert.Null((await HoldsAsync()).Title);
        Assert.Empty(_tasks.Live);
    }

    private static string Recurring(string pattern) =>
        "<t:SetItemField><t:FieldURI FieldURI=\"task:Recurrence\"/><t:Task><t:Recurrence>"
        + $"{pattern}{Range}</t:Recurrence></t:Task></t:SetItemField>";
}

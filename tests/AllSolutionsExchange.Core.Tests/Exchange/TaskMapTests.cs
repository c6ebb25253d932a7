using System.Globalization;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Exchange;

/// <summary>Tasks between Exchange and the canonical form: days stay days, and progress is told once.</summary>
public sealed class TaskMapTests
{
    private static readonly LinkId Link = LinkId.New(DateTimeOffset.UnixEpoch);

    // What each zone's own midnight is in UTC on 29 March 2026, when Europe puts its clocks forward and the Azores do at midnight.
    [Theory]
    [InlineData("Pacific Standard Time", "2026-03-29T07:00:00")]
    [InlineData("UTC", "2026-03-29T00:00:00")]
    [InlineData("W. Europe Standard Time", "2026-03-28T23:00:00")]
    [InlineData("Azores Standard Time", "2026-03-29T01:00:00")]
    [InlineData("Line Islands Standard Time", "2026-03-28T10:00:00")]
    public void A_day_is_that_day_in_every_zone_and_begins_at_its_midnight(string zone, string midnight)
    {
        var map = new TaskMap(zone);
        var day = new DateTime(2026, 3, 29);
        var sent = map.New(
            Create(
                new TodoTask
                {
                    Subject = "x",
                    Start = day,
                    Due = day,
                }.Normalized()
            )
        );
        Assert.Equal((day, day), (sent.StartDay, sent.DueDay));
        Assert.Equal(DateTime.Parse(midnight, null, DateTimeStyles.AssumeUniversal).ToUniversalTime(), sent.DueUtc);
        Assert.Equal(sent.DueUtc, sent.StartUtc);

        var read = Read(
            map,
            new()
            {
                StartDay = day,
                DueDay = day,
                Status = "Completed",
                CompleteDateUtc = sent.DueUtc,
            }
        );
        Assert.Equal((day, day, day), (read.Start, read.Due, read.Completed));
    }

    /// <summary>Outlook keeps the midnight of its user, wherever that is; a moment of another program is of the day that it is
    /// here.</summary>
    [Theory]
    [InlineData("W. Europe Standard Time", "2026-12-01T23:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-01T22:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-01T15:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-01T11:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-02T00:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-02T08:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-02T10:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-01T18:30:00Z", 2)]
    [InlineData("UTC", "2026-12-01T23:00:00Z", 2)]
    [InlineData("UTC", "2026-06-01T22:00:00Z", 2)]
    [InlineData("New Zealand Standard Time", "2026-12-01T11:00:00Z", 2)]
    [InlineData("New Zealand Standard Time", "2026-12-01T23:00:00Z", 2)]
    [InlineData("Hawaiian Standard Time", "2026-12-02T10:00:00Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-02T17:23:11Z", 2)]
    [InlineData("W. Europe Standard Time", "2026-12-02T23:23:11Z", 3)]
    public void The_day_of_completion_is_the_one_it_was_for_the_user(string zone, string moment, int day)
    {
        var utc = DateTime.Parse(moment, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal);
        var read = Read(new TaskMap(zone), new() { Status = "Completed", CompleteDateUtc = utc });
        Assert.Equal(new DateTime(utc.Year, utc.Month, day), read.Completed);
    }

    public static TheoryData<string, int> Progresses()
    {
        var data = new TheoryData<string, int>();
        foreach (var status in Enum.GetNames(typeof(TodoStatus)))
        {
            foreach (var percent in new[] { 0, 1, 50, 99, 100 })
            {
                data.Add(status, percent);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Progresses))]
    public void The_percentage_is_sent_only_beside_a_status_that_leaves_it_open(string status, int percent)
    {
        var task = new TodoTask { Status = (TodoStatus)Enum.Parse(typeof(TodoStatus), status), Percent = percent }.Normalized();
        Assert.Equal(task.Status == TodoStatus.Completed, task.Percent == 100);
        Assert.True(task.Status != TodoStatus.NotStarted || task.Percent == 0);
        var map = new TaskMap("UTC");
        var update = map.Changed(Update(task, TaskFields.Progress)).Set;
        Assert.All(
            [map.New(Create(task)), update],
            item =>
            {
                Assert.Equal(task.Status.ToString(), item.Status);
                Assert.Equal(task.Status is TodoStatus.NotStarted or TodoStatus.Completed ? null : task.Percent, item.PercentComplete);
            }
        );
    }

    [Theory]
    [InlineData("InProgress", 28.999999999999996, TodoStatus.InProgress, 29)]
    [InlineData("InProgress", 99.6, TodoStatus.InProgress, 99)]
    [InlineData("InProgress", 100.0, TodoStatus.Completed, 100)]
    [InlineData("Completed", 0.0, TodoStatus.Completed, 100)]
    [InlineData("NotStarted", 30.0, TodoStatus.NotStarted, 0)]
    [InlineData("Deferred", 30.0, TodoStatus.Deferred, 30)]
    [InlineData("7", -1.0, TodoStatus.NotStarted, 0)]
    internal void Progress_is_read_without_a_contradiction(string status, double percent, TodoStatus expected, int expectedPercent)
    {
        var item = new EwsTaskItem
        {
            Status = status,
            PercentComplete = percent,
            CompleteDateUtc = new DateTime(2026, 12, 1),
        };
        var read = Read(new TaskMap("UTC"), item);
        Assert.Equal(
            (expected, expectedPercent, expected == TodoStatus.Completed),
            (read.Status, read.Percent, read.Completed is not null)
        );
    }

    [Fact]
    public void One_that_comes_back_or_is_private_is_held_and_one_that_was_assigned_is_not_written()
    {
        var map = new TaskMap("UTC");
        Assert.Equal(HoldReason.Series, ReadItem(map, new() { IsRecurring = true, Sensitivity = "Private" }).Hold);
        Assert.Equal(HoldReason.Private, ReadItem(map, new() { Sensitivity = "Private" }).Hold);
        Assert.Equal(HoldReason.OtherKind, ReadItem(map, new() { ItemClass = "IPM.TaskRequest" }).Hold);
        Assert.Null(ReadItem(map, new() { IsRecurring = true }).Content);
        Assert.Equal(FieldSet.None, ReadItem(map, new() { IsTeamTask = true }).Writable);
        Assert.Equal(FieldSet.None, ReadItem(map, new() { Delegator = "An" }).Writable);
        Assert.Equal(
            FieldSet.Every,
            ReadItem(
                map,
                new()
                {
                    IsTeamTask = false,
                    IsRecurring = false,
                    Delegator = "",
                }
            ).Writable
        );
    }

    [Fact]
    public void A_date_that_goes_is_deleted_and_one_that_stays_is_set()
    {
        var due = new TodoTask { Due = new DateTime(2026, 12, 1) }.Normalized();
        var update = new TaskMap("UTC").Changed(Update(due, TaskFields.Dates));
        Assert.Equal([EwsTask.StartDay, EwsTask.Start], update.Delete);
        Assert.Equal(due.Due, update.Set.DueDay);
        Assert.Null(Read(new TaskMap("UTC"), new() { DueDay = new DateTime(4501, 1, 1) }).Due);
    }

    [Fact]
    public void What_begins_is_due_and_not_before_it_begins()
    {
        var day = new DateTime(2026, 12, 7);
        Assert.Equal(
            day,
            new TodoTask { Start = day.AddHours(9) }
                .Normalized()
                .Due
        );
        Assert.Equal(
            day,
            new TodoTask { Start = day, Due = day.AddDays(-1) }
                .Normalized()
                .Due
        );
        Assert.Equal(
            day.AddDays(1),
            new TodoTask { Start = day, Due = day.AddDays(1) }
                .Normalized()
                .Due
        );
    }

    private static WriteOperation Create(TodoTask task) =>
        new()
        {
            Action = SyncAction.Create,
            LinkId = Link,
            Content = task,
            Fields = TaskFields.Kind.AllFields,
        };

    private static WriteOperation Update(TodoTask task, FieldSet fields) =>
        Create(task) with
        {
            Action = SyncAction.Update,
            Id = "1",
            Version = "1",
            Fields = fields,
        };

    private static SideItem ReadItem(TaskMap map, EwsTaskItem item)
    {
        item.ItemId = new EwsItemId("1", "1");
        return map.Read(item);
    }

    private static TodoTask Read(TaskMap map, EwsTaskItem item) => (TodoTask)ReadItem(map, item).Content!;
}

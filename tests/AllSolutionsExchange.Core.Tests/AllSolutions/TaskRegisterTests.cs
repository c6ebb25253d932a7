using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions;

/// <summary>The tasks of the register, beside its appointments.</summary>
public sealed class TaskRegisterTests : IDisposable
{
    private static readonly DateTime Monday = new(2026, 11, 2);
    private readonly CouplingFolder _folder = new();

    private TaskRegister Tasks => _folder.Coupling.Tasks;

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task A_task_comes_back_as_it_was_added()
    {
        await _folder.SetParametersAsync();
        var added = await Tasks.AddAsync(
            " jdv ",
            new()
            {
                Subject = " Offerte 😀 ",
                Body = "een\r\ntwee",
                StartDate = Monday.AddHours(23),
                DueDate = DateTime.SpecifyKind(Monday.AddDays(4).AddHours(1), DateTimeKind.Utc),
                Status = TodoStatus.WaitingOnOthers,
                PercentComplete = 40,
                Importance = Importance.High,
                Sensitivity = Sensitivity.Confidential,
                Categories = ["b", "a", "b"],
                Reminder = Monday.AddHours(9),
            },
            default
        );
        _folder.Reopen();
        var found = Assert.Single(await Tasks.GetAsync(new() { Id = added.Id }, default));
        Assert.Equal(("1001", "jdv", "Offerte 😀", "een\ntwee"), (found.Id, found.User, found.Subject, found.Body));
        Assert.Equal((Monday, Monday.AddDays(4), DateTimeKind.Unspecified), (found.StartDate, found.DueDate, found.DueDate!.Value.Kind));
        Assert.Equal((nameof(TodoStatus.WaitingOnOthers), 40, null), (found.Status, found.PercentComplete, found.CompletedDate));
        Assert.Equal(
            (nameof(Importance.High), nameof(Sensitivity.Confidential), null),
            (found.Importance, found.Sensitivity, found.SyncId)
        );
        Assert.Equal(["a", "b"], found.Categories);

        // A reminder is a moment: nine o'clock in the zone of the parameters.
        Assert.Equal(Monday.AddHours(8).ToUtc(), found.ReminderUtc);
        Assert.Equal(_folder.Now.UtcDateTime, found.LastModifiedUtc);
        Assert.Equal(added with { Categories = found.Categories }, found);
    }

    /// <summary>What is given, and status, percentage and whether it is completed of what comes of it, in a new task and of a completed
    /// one.</summary>
    [Theory]
    [InlineData(null, null, false, "NotStarted 0", "Completed 100")]
    [InlineData(TodoStatus.NotStarted, null, false, "NotStarted 0", "NotStarted 0")]
    [InlineData(TodoStatus.InProgress, null, false, "InProgress 0", "InProgress 0")]
    [InlineData(TodoStatus.WaitingOnOthers, null, false, "WaitingOnOthers 0", "WaitingOnOthers 0")]
    [InlineData(TodoStatus.Deferred, null, false, "Deferred 0", "Deferred 0")]
    [InlineData(TodoStatus.Completed, null, false, "Completed 100", "Completed 100")]
    [InlineData(null, 0, false, "NotStarted 0", "NotStarted 0")]
    [InlineData(null, 1, false, "InProgress 1", "InProgress 1")]
    [InlineData(null, 99, false, "InProgress 99", "InProgress 99")]
    [InlineData(null, 100, false, "Completed 100", "Completed 100")]
    [InlineData(null, null, true, "Completed 100", "Completed 100")]
    [InlineData(TodoStatus.Deferred, 60, false, "Deferred 60", "Deferred 60")]
    [InlineData(TodoStatus.Completed, 100, true, "Completed 100", "Completed 100")]
    [InlineData(TodoStatus.NotStarted, 0, false, "NotStarted 0", "NotStarted 0")]
    [InlineData(TodoStatus.Completed, 50, false, null, "InProgress 50")]
    [InlineData(TodoStatus.NotStarted, 50, false, null, null)]
    [InlineData(TodoStatus.InProgress, 100, false, null, "InProgress 0")]
    [InlineData(TodoStatus.InProgress, null, true, null, "InProgress 0")]
    [InlineData(null, 50, true, null, "InProgress 50")]
    public async Task Status_percentage_and_completion_move_together(
        TodoStatus? status,
        int? percent,
        bool isDated,
        string? ofNew,
        string? ofCompleted
    )
    {
        await _folder.SetParametersAsync();
        var completed = await Tasks.AddAsync("jdv", new() { CompletedDate = Monday }, default);
        var changes = new TaskChanges
        {
            Status = status,
            PercentComplete = percent,
            CompletedDate = isDated ? Monday : null,
        };
        await CheckAsync(ofNew, Tasks.AddAsync("jdv", changes, default));
        await CheckAsync(ofCompleted, Tasks.UpdateAsync(completed.Id, changes, default));

        static async Task CheckAsync(string? expected, Task<RegisterTask> work)
        {
            if (expected is null)
            {
                Assert.Equal("ProgressContradicts", (await Assert.ThrowsAsync<RegisterException>(() => work)).ErrorId);
                return;
            }

            var task = await work;
            Assert.Equal(
                (expected, task.Status == "Completed" ? Monday : null),
                ($"{task.Status} {task.PercentComplete}", task.CompletedDate)
            );
        }
    }

    /// <summary>A row of a file holds all three, and one of them is edited.</summary>
    [Theory]
    [InlineData(TodoStatus.Completed, 40, null, "Completed 100")]
    [InlineData(TodoStatus.InProgress, 100, null, "Completed 100")]
    [InlineData(TodoStatus.InProgress, 40, "2026-11-02", "Completed 100")]
    [InlineData(TodoStatus.NotStarted, 40, null, "NotStarted 0")]
    [InlineData(TodoStatus.Deferred, 40, null, "Deferred 40")]
    [InlineData(TodoStatus.InProgress, 0, null, "InProgress 0")]
    public async Task What_a_row_repeats_contradicts_nothing(TodoStatus status, int percent, string? completed, string expected)
    {
        await _folder.SetParametersAsync();
        var task = await Tasks.AddAsync("jdv", new() { PercentComplete = 40 }, default);
        var day = completed is null ? (DateTime?)null : DateTime.Parse(completed, System.Globalization.CultureInfo.InvariantCulture);
        var changed = await Tasks.UpdateAsync(
            task.Id,
            new()
            {
                Status = status,
                PercentComplete = percent,
                CompletedDate = day,
            },
            default
        );
        Assert.Equal(expected, $"{changed.Status} {changed.PercentComplete}");
    }

    /// <summary>23:30 on Sunday in UTC is Monday in Amsterdam.</summary>
    [Fact]
    public async Task A_task_is_completed_on_the_day_of_the_parameters_zone_and_keeps_it()
    {
        await _folder.SetParametersAsync();
        _folder.Now = new DateTimeOffset(2026, 11, 1, 23, 30, 0, TimeSpan.Zero);
        var task = await Tasks.AddAsync("jdv", new() { Status = TodoStatus.Completed }, default);
        Assert.Equal(Monday, task.CompletedDate);
        _folder.Now = _folder.Now.AddDays(3);
        Assert.Equal(
            Monday,
            (await Tasks.UpdateAsync(task.Id, new() { Status = TodoStatus.Completed, Subject = "x" }, default)).CompletedDate
        );
    }

    [Fact]
    public async Task Dates_are_moved_and_taken_away()
    {
        var task = await Tasks.AddAsync("jdv", new() { StartDate = Monday }, default);
        Assert.Equal((Monday, Monday), (task.StartDate, task.DueDate));
        Assert.Equal(Monday.AddDays(2), (await Tasks.UpdateAsync(task.Id, new() { DueDate = Monday.AddDays(2) }, default)).DueDate);
        await RefusedAsync("DueBeforeStart", new() { StartDate = Monday.AddDays(3) });
        await RefusedAsync("DueBeforeStart", new() { DueDate = Monday.AddDays(-1) });
        await RefusedAsync("DueDateMissing", new() { RemovesDueDate = true });
        await RefusedAsync("DueDateMissing", new() { StartDate = Monday, RemovesDueDate = true });
        var due = await Tasks.UpdateAsync(task.Id, new() { RemovesStartDate = true }, default);
        Assert.Equal((null, Monday.AddDays(2)), (due.StartDate, due.DueDate));
        var none = await Tasks.UpdateAsync(task.Id, new() { RemovesStartDate = true, RemovesDueDate = true }, default);
        Assert.Equal((null, null), (none.StartDate, none.DueDate));
        await RefusedAsync("PercentRefused", new() { PercentComplete = 101 });
        await RefusedAsync("PercentRefused", new() { PercentComplete = -1 });
        await RefusedAsync("ValueRefused", new() { Status = (TodoStatus)9 });
        await RefusedAsync("ValueRefused", new() { Importance = (Importance)9 });
        await RefusedAsync("TimeRefused", new() { DueDate = DateTime.MinValue });
        await RefusedAsync("TimeRefused", new() { Reminder = DateTime.MaxValue });
        await RefusedAsync("SubjectRefused", new() { Subject = new string('x', 256) });
        Assert.Equal(none.LastModifiedUtc, (await Tasks.FindAsync(task.Id, default)).LastModifiedUtc);

        async Task RefusedAsync(string errorId, TaskChanges changes)
        {
            _folder.Now = _folder.Now.AddMinutes(1);
            Assert.Equal(
                errorId,
                (await Assert.ThrowsAsync<RegisterException>(() => Tasks.UpdateAsync(task.Id, changes, default))).ErrorId
            );
            Assert.Equal(
                errorId,
                (await Assert.ThrowsAsync<RegisterException>(() => Tasks.PreviewUpdateAsync(task.Id, changes, default))).ErrorId
            );
        }
    }

    [Fact]
    public async Task Tasks_are_listed_by_their_due_date_and_those_without_come_last()
    {
        foreach (var days in new int?[] { null, 2, 0, 1 })
        {
            await Tasks.AddAsync(
                "jdv",
                new()
                {
                    Subject = $"{days}",
                    StartDate = days is null ? null : Monday,
                    DueDate = days is { } number ? Monday.AddDays(number) : null,
                },
                default
            );
        }

        Assert.Equal(["0", "1", "2", ""], await SubjectsAsync(new()));
        Assert.Equal(["1", "2", ""], await SubjectsAsync(new() { FromUtc = Monday.AddDays(1) }));
        Assert.Equal(["0", "1"], await SubjectsAsync(new() { UntilUtc = Monday.AddDays(2) }));
        Assert.Equal(
            ["1"],
            await SubjectsAsync(
                new()
                {
                    User = "JDV",
                    FromUtc = Monday.AddDays(1),
                    UntilUtc = Monday.AddDays(2),
                }
            )
        );
    }

    [Fact]
    public async Task A_number_is_of_one_kind_and_no_command_of_the_other_takes_it()
    {
        var agenda = _folder.Coupling.Agenda;
        var task = await Tasks.AddAsync("jdv", new() { Subject = "taak" }, default);
        var appointment = await agenda.AddAsync(
            "jdv",
            new()
            {
                Subject = "afspraak",
                Start = Monday,
                IsAllDay = true,
            },
            default
        );
        Assert.Equal(("1001", "1002"), (task.Id, appointment.Id));
        Assert.Equal(["taak"], await SubjectsAsync(new()));
        Assert.Equal(["afspraak"], (await agenda.GetAsync(new(), default)).Select(found => found.Subject));
        foreach (
            var work in new Func<Task>[]
            {
                () => Tasks.FindAsync(appointment.Id, default),
                () => Tasks.RemoveAsync(appointment.Id, default),
                () => Tasks.DiscardAsync(appointment.Id, default),
                () => Tasks.UpdateAsync(appointment.Id, new() { Subject = "x" }, default),
            }
        )
        {
            Assert.Equal("TaskNotFound", (await Assert.ThrowsAsync<RegisterException>(work)).ErrorId);
        }

        Assert.Equal(
            "AppointmentNotFound",
            (await Assert.ThrowsAsync<RegisterException>(() => agenda.RemoveAsync(task.Id, default))).ErrorId
        );
    }

    /// <summary>One kind's pass must not be taken for the other's.</summary>
    [Fact]
    public async Task Each_kind_has_its_own_changes_stamps_and_holders()
    {
        var agenda = _folder.Coupling.Agenda;
        var task = await Tasks.AddAsync("jdv", new() { Subject = "taak" }, default);
        var appointment = await agenda.AddAsync("jdv", new() { Start = Monday, IsAllDay = true }, default);
        var (tasks, appointments) = (new AllSolutionsSide(Tasks, "jdv"), new AllSolutionsSide(agenda, "jdv"));
        Assert.Equal([task.Id], (await tasks.PullAsync("", null, default)).Changes.Select(change => change.Id));
        Assert.Equal([appointment.Id], (await appointments.PullAsync("", null, default)).Changes.Select(change => change.Id));
        Assert.Equal([task.Id], (await tasks.ListAsync("", default)).Items.Select(change => change.Id));
        Assert.Null(Assert.Single(await tasks.LoadAsync([appointment.Id], default)).Item);
        Assert.NotEqual(await tasks.IdentifyAsync(default), await appointments.IdentifyAsync(default));

        await tasks.KeepStampAsync("one", default);
        Assert.Equal(("one", null), (await tasks.StampAsync(default), await appointments.StampAsync(default)));
        await appointments.KeepStampAsync("two", default);
        await tasks.KeepStampAsync("three", default);
        Assert.Equal(
            ("three", "two"),
            (await new AllSolutionsSide(Tasks, "JDV").StampAsync(default), await appointments.StampAsync(default))
        );

        var link = LinkId.New(DateTimeOffset.UnixEpoch);
        var item = Assert.Single(await appointments.LoadAsync([appointment.Id], default)).Item!;
        var stamp = new WriteOperation
        {
            Action = SyncAction.Stamp,
            LinkId = link,
            Id = item.Id,
            Version = item.Version,
        };
        Assert.Equal(WriteStatus.Done, Assert.Single(await appointments.WriteAsync([stamp], default)).Status);
        Assert.Empty(await tasks.FindAsync([new WantedItem(link, null)], default));
        var taken = new WriteOperation
        {
            Action = SyncAction.Create,
            LinkId = link,
            Content = new TodoTask(),
            Fields = TaskFields.Kind.AllFields,
        };
        Assert.Equal("SyncIdTaken", Assert.Single(await tasks.WriteAsync([taken], default)).Error?.Code);
    }

    private async Task<IEnumerable<string>> SubjectsAsync(ItemQuery query) =>
        (await Tasks.GetAsync(query, default)).Select(found => found.Subject);
}

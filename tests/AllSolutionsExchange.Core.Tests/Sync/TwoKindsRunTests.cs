using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Runs over appointments and tasks of two users, with their register: what is cut short, planned or put back.</summary>
public sealed class TwoKindsRunTests
{
    private static readonly SyncRequest One = new() { Users = ["user1"] };

    /// <summary>A folder is refused from a request on: its kind goes on later where it was, and the other kind goes on now.</summary>
    [Theory]
    [InlineData("Tasks", ItemKind.Task, "SyncFolderItems", 2)]
    [InlineData("Tasks", ItemKind.Task, "UpdateItem", 2)]
    [InlineData("Tasks", ItemKind.Task, "DeleteItem", 2)]
    [InlineData("Calendar", ItemKind.Appointment, "SyncFolderItems", 1)]
    [InlineData("Calendar", ItemKind.Appointment, "CreateItem", 1)]
    public async Task A_folder_that_is_refused_amid_a_run_loses_nothing(string folder, ItemKind kind, string operation, int nth)
    {
        await using var world = await TwoKindsWorld.StartAsync();
        await world.FillAsync(4);
        await world.RunAsync();
        await ChangeBothAsync(world);
        var count = 0;
        world.Server.Faults.Interceptor = request =>
        {
            if (request.Operation == operation && request.Mailbox == TwoKindsWorld.First && ++count == nth)
            {
                world.Mailbox.RefuseFolder(folder, "ErrorAccessDenied");
            }

            return null;
        };
        await world.RunAsync(request: One);
        var second = await world.RunAsync();
        Assert.Equal(
            [(kind.ToString(), SyncStatus.Failed)],
            second.Where(result => result.Status != SyncStatus.Success).Select(result => (result.Kind, result.Status))
        );
        world.Server.Faults.Interceptor = null;
        world.Mailbox.RefuseFolder(folder, null);
        await world.RunAsync();
        Assert.Equal("T1,T4,T5 / T1,T4,T5 / A1,A4,A5 / A1,A4,A5", await world.ShownAsync());
        Assert.Equal("T1,T2,T3,T4 / T1,T2,T3,T4 / A1,A2,A3,A4 / A1,A2,A3,A4", await world.ShownAsync("user2"));
        await world.AssertQuietAsync();
    }

    [Fact]
    public async Task A_run_of_one_kind_locks_that_kind_alone()
    {
        await using var world = await TwoKindsWorld.StartAsync();
        await world.FillAsync(2);
        world.Folder.Reopen();
        using var goesOn = new SemaphoreSlim(0);
        using var isReached = new SemaphoreSlim(0);
        world.Server.Faults.Interceptor = request =>
        {
            if (request.Operation == "CreateItem")
            {
                world.Server.Faults.Interceptor = null;
                isReached.Release();
                goesOn.Wait();
            }

            return null;
        };
        var results = new List<SyncResult>();
        Task Take(SyncResult result)
        {
            results.Add(result);
            return Task.CompletedTask;
        }

        var request = One with { Options = TwoKindsWorld.Daily };
        var first = Task.Run(() => world.Coupling.Synchronisation.RunAsync(request with { Kinds = [ItemKind.Task] }, Take, default));
        await isReached.WaitAsync();
        using (var other = Coupling.Open(world.Folder.StorePath, () => world.Folder.Now))
        {
            await other.Synchronisation.RunAsync(request, Take, default);
        }

        goesOn.Release();
        await first;
        Assert.Equal("user1 Appointment Success; user1 Task Locked; user1 Task Success", TwoKindsWorld.Lines(results));
        Assert.Equal("T1,T2 / T1,T2 / A1,A2 / A1,A2", await world.ShownAsync());
    }

    /// <summary>A run of both kinds that is given the plan of one creates nothing of the other, and neither does the next.</summary>
    [Theory]
    [InlineData(ItemKind.Task, "T1,T2,T3 / T1,T3 / A1,A2,A3 / ")]
    [InlineData(ItemKind.Appointment, "T1,T2,T3 /  / A1,A2,A3 / A1,A3")]
    public async Task The_plan_of_one_kind_is_carried_out_alone(ItemKind kind, string expected)
    {
        await using var world = await TwoKindsWorld.StartAsync();
        await world.FillAsync(3);
        var plan = await world.PlanAsync(One with { Kinds = [kind] });
        Assert.Equal(3, plan.Count);
        await world.RunAsync(request: One with { Reviewed = [.. plan.Where(line => line.Title![1..] != "2")] });
        Assert.Equal(expected, await world.ShownAsync());
        await world.RunAsync(new SyncOptions(), One);
        Assert.Equal(expected, await world.ShownAsync());
        await world.RunAsync();
        Assert.Equal("T1,T2,T3 / T1,T2,T3 / A1,A2,A3 / A1,A2,A3", await world.ShownAsync());
    }

    /// <summary>Of each kind one line is out of date and one was left out; neither is carried out.</summary>
    [Fact]
    public async Task A_line_that_is_out_of_date_or_was_left_out_is_of_its_kind_alone()
    {
        await using var world = await TwoKindsWorld.StartAsync();
        await world.FillAsync(4);
        await world.RunAsync();
        await ChangeBothAsync(world);
        var plan = await world.PlanAsync(One);
        await world.SetAsync(world.Theirs("T1"), "item:Importance", "<t:Importance>High</t:Importance>");
        world.Mailbox.Edit(
            world.Mailbox.Calendar.Single(item => item.Content.Subject == "A1").Id,
            item => item with { Location = "there" }
        );
        var results = await world.RunAsync(request: One with { Reviewed = [.. plan.Where(line => line.Title![1..] != "5")] });
        Assert.Equal(["A1", "T1"], results.SelectMany(result => result.NotCarriedOut).Select(left => left.Title));
        Assert.Equal("T1,T4,T5 / T1,T4 / A1,A4,A5 / A1,A4", await world.ShownAsync());
        results = await world.RunAsync();
        Assert.All(
            results.Take(2),
            result => Assert.Equal((1, 1, 1), (result.ToExchange.Created, result.ToExchange.Updated, result.ToAllSolutions.Updated))
        );
        await world.AssertQuietAsync();
    }

    /// <summary>Each collection stops by itself, and one that is matched anew leaves the other stopped.</summary>
    [Theory]
    [InlineData(".db")]
    [InlineData(".register.db")]
    public async Task A_file_of_yesterday_stops_both_kinds_until_each_is_matched_anew(string file)
    {
        await using var world = await TwoKindsWorld.StartAsync();
        await world.FillAsync(4);
        await world.RunAsync();
        var yesterday = world.Copy(file);
        await ChangeBothAsync(world);
        await world.RunAsync();
        world.PutBack(file, yesterday);
        world.Server.Requests.Clear();
        Assert.All(await world.RunAsync(), result => Assert.Equal(SyncStatus.Stopped, result.Status));
        Assert.Equal(0, world.Server.Requests.ChangingCount);
        await world.RunAsync(TwoKindsWorld.Daily with { FullResync = true }, One with { Kinds = [ItemKind.Task] });
        var (stopped, matched) = (await world.RunAsync(request: One)) is [var first, var second] ? (first, second) : default;
        Assert.Equal((SyncStatus.Stopped, SyncStatus.Success), (stopped.Status, matched.Status));
        await world.RunAsync(TwoKindsWorld.Daily with { FullResync = true });
        var shown = await world.ShownAsync();
        Assert.Equal(
            file == ".db"
                ? "T1,T4,T5 / T1,T4,T5 / A1,A4,A5 / A1,A4,A5"
                : "T1,T2,T3,T4,T5 / T1,T2,T3,T4,T5 / A1,A2,A3,A4,A5 / A1,A2,A3,A4,A5",
            shown
        );
        await world.AssertQuietAsync();
    }

    /// <summary>Whichever write of tasks loses its answer: nothing is doubled, and the day of a completion stays.</summary>
    [Theory]
    [InlineData("CreateItem", FaultKind.CutAfter)]
    [InlineData("UpdateItem", FaultKind.CutAfter)]
    [InlineData("UpdateItem", FaultKind.TruncatedXml)]
    [InlineData("DeleteItem", FaultKind.CutAfter)]
    public async Task A_write_of_tasks_whose_answer_is_lost_is_done_once(string operation, FaultKind kind)
    {
        await using var world = await TwoKindsWorld.StartAsync();
        await world.FillAsync(4);
        await world.RunAsync();
        await ChangeBothAsync(world);
        var (done, day) = ((await world.TasksAsync()).Single(task => task.Subject == "T4").Id, new DateTime(2026, 11, 20));
        await world.Coupling.Tasks.UpdateAsync(done, new() { CompletedDate = day }, default);
        world.Server.Faults.Add(new ExchangeSimulator.Fault(kind) { Operation = operation });
        await world.RunAsync(request: One with { Kinds = [ItemKind.Task] });
        Assert.Equal(0, world.Server.Faults.Pending);
        await world.RunAsync();
        Assert.Equal("T1,T4,T5 / T1,T4,T5 / A1,A4,A5 / A1,A4,A5", await world.ShownAsync());
        Assert.Equal(day, (await world.Coupling.Tasks.FindAsync(done, default)).CompletedDate);
        Assert.Equal("Completed", world.Mailbox.Tasks.Single(task => task.Subject == "T4").Status);
        await world.AssertQuietAsync();
    }

    /// <summary>Of each kind the first is edited, the second deleted here, the third deleted there, and the fifth is new.</summary>
    private static async Task ChangeBothAsync(TwoKindsWorld world)
    {
        var tasks = (await world.TasksAsync()).ToDictionary(task => task.Subject, task => task.Id, StringComparer.Ordinal);
        var agenda = (await world.AgendaAsync()).ToDictionary(item => item.Subject, item => item.Id, StringComparer.Ordinal);
        await world.Coupling.Tasks.UpdateAsync(tasks["T1"], new() { Body = "ours" }, default);
        await world.Coupling.Agenda.UpdateAsync(agenda["A1"], new() { Body = "ours" }, default);
        await world.Coupling.Tasks.RemoveAsync(tasks["T2"], default);
        await world.Coupling.Agenda.RemoveAsync(agenda["A2"], default);
        world.Mailbox.Delete(world.Theirs("T3"));
        world.Mailbox.Delete(world.Mailbox.Calendar.Single(item => item.Content.Subject == "A3").Id);
        await world.AddTaskAsync("T5");
        await world.AddAppointmentAsync("A5");
    }
}

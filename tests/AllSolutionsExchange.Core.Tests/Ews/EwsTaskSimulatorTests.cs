using AllSolutionsExchange.Exchange.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>Tasks against a simulated Exchange: the client takes them as it takes calendar items, and no day is lost in any zone.</summary>
public sealed class EwsTaskSimulatorTests
{
    private const string User = "user1@contoso.test";

    // Both days on which a clock changes here, the first and the last of a year, and a leap day.
    private static readonly DateTime[] Days = [new(2026, 3, 29), new(2026, 10, 25), new(2026, 1, 1), new(2026, 12, 31), new(2028, 2, 29)];

    private static readonly string[] Zones =
    [
        "Pacific Standard Time",
        "W. Europe Standard Time",
        "Samoa Standard Time",
        "Azores Standard Time",
        "UTC",
    ];

    [Theory]
    [InlineData("Pacific Standard Time", TaskDateZone.Mailbox)]
    [InlineData("Samoa Standard Time", TaskDateZone.Mailbox)]
    [InlineData("Azores Standard Time", TaskDateZone.Request)]
    [InlineData("W. Europe Standard Time", TaskDateZone.Utc)]
    public async Task No_day_is_lost_in_any_zone(string zone, TaskDateZone cutIn)
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions { TimeZone = zone, TaskDates = cutIn });
        using var connection = new EwsConnection(EwsSimulatorTests.Options(server));
        foreach (var requestZone in Zones)
        {
            var mailbox = connection.OpenMailbox(User, requestZone);
            var tasks = Array.ConvertAll(Days, OfTwoDays);
            var made = new EwsItemResult<EwsItemId>?[tasks.Length];
            await mailbox.SendBatchesAsync(
                tasks,
                batch => new CreateItemOperation<EwsTaskItem>(EwsTask.Kind, EwsTask.Kind.Home, batch),
                made,
                default
            );
            var read = await ReadAsync(mailbox, made);
            Assert.Equal(Days.Select(day => (DateTime?)day), read.Select(task => task.StartDay));

            // Again and again: what another change carries along, and a day that moves.
            var moved = read.Select(task => Change(task, new() { DueDay = task.DueDay!.Value.AddDays(1), Subject = "x" })).ToArray();
            await mailbox.SendBatchesAsync(moved, batch => new UpdateItemOperation<EwsTaskItem>(EwsTask.Kind, batch), made, default);
            read = await ReadAsync(mailbox, made);
            Assert.Equal(Days.Select(day => (DateTime?)day), read.Select(task => task.StartDay));
            Assert.Equal(Days.Select(day => (DateTime?)day.AddDays(2)), read.Select(task => task.DueDay));
        }
    }

    [Fact]
    public async Task A_task_is_found_pulled_completed_and_deleted_by_the_same_client()
    {
        await using var server = await SimulatedExchange.StartAsync(new SimulatorOptions());
        using var connection = new EwsConnection(EwsSimulatorTests.Options(server));
        var mailbox = connection.OpenMailbox(User, "W. Europe Standard Time");
        var task = new EwsTaskItem
        {
            Subject = "Bellen",
            Body = "Terug",
            Importance = "High",
            LinkId = "L1",
            Categories = ["Klant"],
        };
        task.PercentComplete = 40;
        var id = await mailbox.SendAsync(new CreateItemOperation<EwsTaskItem>(EwsTask.Kind, EwsTask.Kind.Home, [task]), default);

        var folder = Assert.Single(await mailbox.FindFoldersAsync(EwsTask.Kind.FolderClass, default));
        var lookups = new[] { new EwsItemLookup("L1", null) };
        var tasks = EwsFolderId.FromId(folder.Id!);
        var found = await mailbox.FindItemsAsync(EwsTask.Kind.Fields, tasks, lookups, EwsTask.Kind.Identity, default);
        Assert.Equal((id.Id, "L1", "IPM.Task"), (found[0].ItemId!.Id, found[0].LinkId, found[0].ItemClass));
        var page = await mailbox.SendAsync(new SyncFolderItemsOperation(EwsTask.Kind.Home, null), default);
        Assert.Equal(id.Id, Assert.Single(page.Changes).ItemId.Id);

        var read = (await mailbox.GetItemsAsync(EwsTask.Kind.Fields, [id], EwsTask.Kind.Fields.Whole, default))[0].GetValueOrThrow();
        Assert.Equal(("Bellen", "Terug", "High", "InProgress"), (read.Subject, read.Body!.TrimEnd(), read.Importance, read.Status));
        Assert.Equal(["Klant"], read.Categories!);
        var done = new UpdateItemOperation<EwsTaskItem>(EwsTask.Kind, [Change(read, new EwsTaskItem { Status = "Completed" })]);
        id = await mailbox.SendAsync(done, default);
        read = (await mailbox.GetItemsAsync(EwsTask.Kind.Fields, [id], EwsTask.Kind.Fields.Whole, default))[0].GetValueOrThrow();
        Assert.Equal(("Completed", 100d), (read.Status, read.PercentComplete));
        Assert.NotNull(read.CompleteDateUtc);

        await mailbox.SendAsync(new DeleteItemOperation([id], affectedTaskOccurrences: EwsTask.Kind.AffectedTaskOccurrences), default);
        Assert.Single(server.Mailbox(User).DeletedItems);
        Assert.Empty(server.SentMail);
    }

    private static EwsItemUpdate<EwsTaskItem> Change(EwsTaskItem task, EwsTaskItem set) => new(task.ItemId!, set, []);

    private static EwsTaskItem OfTwoDays(DateTime day) =>
        new()
        {
            StartDay = day,
            DueDay = day.AddDays(1),
            Status = "NotStarted",
        };

    private static async Task<EwsTaskItem[]> ReadAsync(EwsMailbox mailbox, EwsItemResult<EwsItemId>?[] made)
    {
        var ids = Array.ConvertAll(made, result => result!.GetValueOrThrow());
        var read = await mailbox.GetItemsAsync(EwsTask.Kind.Fields, ids, EwsTask.Kind.Fields.Whole, default);
        return [.. read.Select(result => result.GetValueOrThrow())];
    }
}

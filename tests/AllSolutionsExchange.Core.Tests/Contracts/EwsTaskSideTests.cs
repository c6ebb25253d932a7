using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>Tasks over EWS, opened by the connector, against the simulated Exchange.</summary>
public sealed class EwsTaskSideTests : SideContract, IAsyncLifetime
{
    private const string Zone = "W. Europe Standard Time";

    private ExchangeWorld _world = null!;
    private EwsConnector _connector = null!;

    private protected override ContractItems Items => ContractItems.Tasks;

    public async Task InitializeAsync()
    {
        _world = await ExchangeWorld.StartAsync();
        _connector = new EwsConnector(_world.Options, (_, _) => Task.CompletedTask, () => _world.Now);
    }

    public async Task DisposeAsync()
    {
        _connector.Dispose();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Every_field_goes_there_and_back_and_can_be_emptied()
    {
        var side = await OpenAsync();
        var operation = await CreateOfAsync(side, ContractItems.Tasks.Of(0));
        var made = Assert.Single(await side.WriteAsync([operation], default));
        Assert.Equal(operation.Content!.Digests(), await DigestsAsync(side, made.Id!));

        var empty = new TodoTask { Subject = "empty" }.Normalized();
        await WriteAsync(
            side,
            new()
            {
                Action = SyncAction.Update,
                LinkId = operation.LinkId,
                Id = made.Id,
                Version = made.Version,
                Content = empty,
                Fields = TaskFields.Kind.AllFields,
            }
        );
        Assert.Equal(empty.Digests(), await DigestsAsync(side, made.Id!));
    }

    [Fact]
    public async Task A_task_that_is_completed_late_in_the_evening_is_completed_that_day()
    {
        _world.Now = new DateTimeOffset(2026, 12, 7, 22, 30, 0, TimeSpan.Zero);
        var side = await OpenAsync();
        var done = new TodoTask { Subject = "done", Status = TodoStatus.Completed }.Normalized();
        var made = Assert.Single(await side.WriteAsync([await CreateOfAsync(side, done)], default));
        var read = (TodoTask)Assert.Single(await side.LoadAsync([made.Id!], default)).Item!.Content!;
        Assert.Equal((TodoStatus.Completed, 100, new DateTime(2026, 12, 7)), (read.Status, read.Percent, read.Completed));
    }

    private protected override Task<ISyncSide> OpenAsync()
    {
        Assert.Contains(ItemKind.Task, _connector.Kinds);
        return Task.FromResult(_connector.Open(new SideRequest(new Collection("user", ItemKind.Task), ExchangeWorld.Address, Zone)));
    }

    private static async Task<FieldDigests> DigestsAsync(ISyncSide side, string id) =>
        Assert.Single(await side.LoadAsync([id], default)).Item!.Content!.Digests();
}

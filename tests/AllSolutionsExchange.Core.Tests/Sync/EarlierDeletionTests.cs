using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>Whoever allows deletions learns which of them were made before that: it may be years of them.</summary>
public sealed class EarlierDeletionTests : IDisposable
{
    private static readonly SyncOptions None = World.Everything with { DeletionPolicy = DeletionPolicy.None };

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SideName.Exchange, DeletionPolicy.Both)]
    [InlineData(SideName.Exchange, DeletionPolicy.ToAllSolutions)]
    [InlineData(SideName.AllSolutions, DeletionPolicy.Both)]
    [InlineData(SideName.AllSolutions, DeletionPolicy.ToExchange)]
    public async Task They_are_told_from_those_made_since(SideName side, DeletionPolicy policy)
    {
        var ids = Enumerable.Range(1, 5).Select(number => _world[side].UserCreate(_world.Appointment(number))).ToList();
        await _world.PassAsync(None);
        _world[side].UserDelete(ids[0]);
        _world[side].UserDelete(ids[1]);
        Assert.Equal(0, (await _world.PassAsync(None))!.EarlierDeletions);
        _world[side].UserDelete(ids[2]);

        var options = None with { DeletionPolicy = policy };
        var (_, lines) = await _world.PlanAsync(options);
        Assert.Equal(
            ["DeletedOnOtherSide", "DeletedEarlier", "DeletedEarlier"],
            lines.Where(line => line.Action == nameof(SyncAction.Delete)).Select(line => line.Reason).OrderDescending()
        );
        var result = await _world.PassAsync(options);
        Assert.Equal((2, 3), (result!.EarlierDeletions, (side == SideName.Exchange ? result.ToAllSolutions : result.ToExchange).Deleted));
        Assert.Equal(0, (await _world.PassAsync(options))!.EarlierDeletions);
    }

    [Fact]
    public async Task They_are_still_told_when_a_safety_limit_stopped_the_first_run_that_might_have_carried_them_out()
    {
        var ids = Enumerable.Range(1, 4).Select(number => _world.Exchange.UserCreate(_world.Appointment(number))).ToList();
        await _world.PassAsync(None);
        ids.Take(2).ToList().ForEach(_world.Exchange.UserDelete);
        await _world.PassAsync(None);
        var limited = World.Everything with { Force = false, MaxDelete = 1, MaxDeletePercent = 0 };
        Assert.Equal((SyncStatus.Stopped, 0), await StatusAsync(limited));
        Assert.Equal((SyncStatus.Success, 2), await StatusAsync(World.Everything));
    }

    [Fact]
    public async Task An_edit_still_beats_them()
    {
        var id = _world.Exchange.UserCreate(_world.Appointment(1));
        _world.Exchange.UserCreate(_world.Appointment(2));
        await _world.PassAsync(None);
        _world.Exchange.UserDelete(id);
        await _world.PassAsync(None);
        var left = _world.AllSolutions.Live.Single(item => ((Model.Appointment)item.Content!).Subject == "item 1");
        _world.AllSolutions.UserEdit(left.Id, appointment => appointment with { Body = "news" });
        Assert.Equal((SyncStatus.Success, 0), await StatusAsync(World.Everything));
        Assert.Equal(2, _world.Exchange.Live.Count());
    }

    private async Task<(string Status, int EarlierDeletions)> StatusAsync(SyncOptions options)
    {
        var result = await _world.PassAsync(options);
        return (result!.Status, result.EarlierDeletions);
    }
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>The error of an item names the appointment as a person knows it, whatever was done to it and wherever that failed.</summary>
public sealed class FailedItemNameTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SideName.Exchange, SyncAction.Create, false)]
    [InlineData(SideName.Exchange, SyncAction.Create, true)]
    [InlineData(SideName.Exchange, SyncAction.Update, false)]
    [InlineData(SideName.Exchange, SyncAction.Update, true)]
    [InlineData(SideName.Exchange, SyncAction.Delete, false)]
    [InlineData(SideName.Exchange, SyncAction.Delete, true)]
    [InlineData(SideName.AllSolutions, SyncAction.Create, false)]
    [InlineData(SideName.AllSolutions, SyncAction.Create, true)]
    [InlineData(SideName.AllSolutions, SyncAction.Update, false)]
    [InlineData(SideName.AllSolutions, SyncAction.Update, true)]
    [InlineData(SideName.AllSolutions, SyncAction.Delete, false)]
    [InlineData(SideName.AllSolutions, SyncAction.Delete, true)]
    public async Task What_cannot_be_written(SideName target, SyncAction action, bool isPrivate)
    {
        var item = _world.Appointment(1) with { Sensitivity = isPrivate ? Sensitivity.Private : Sensitivity.Normal };
        var id = _world[target.Other()].UserCreate(item);
        if (action != SyncAction.Create)
        {
            await _world.PassAsync();
            if (action == SyncAction.Delete)
            {
                _world[target.Other()].UserDelete(id);
            }
            else
            {
                _world[target.Other()].UserEdit(id, appointment => appointment with { Body = "news" });
            }
        }

        _world[target].Refuses = _ => true;
        var error = Assert.Single((await _world.PassAsync())!.Errors);
        Assert.Equal((target.ToString(), isPrivate ? null : "item 1", item.Start.Utc), (error.Side, error.Title, error.StartUtc));
        Assert.Equal(NumberOf(target, action, id), error.AllSolutionsId);
        AssertSaid(error, isPrivate);
    }

    [Theory]
    [InlineData(SideName.Exchange, false)]
    [InlineData(SideName.Exchange, true)]
    [InlineData(SideName.AllSolutions, false)]
    [InlineData(SideName.AllSolutions, true)]
    public async Task What_cannot_be_read_any_more(SideName side, bool isPrivate)
    {
        var item = _world.Appointment(1) with { Sensitivity = isPrivate ? Sensitivity.Private : Sensitivity.Normal };
        var id = _world[side].UserCreate(item);
        await _world.PassAsync();
        _world[side].UserEdit(id, appointment => appointment with { Body = "news" });
        var error = Assert.Single(
            (await _world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = asked => asked == id }))!.Errors
        );

        // Of what AllSolutions cannot read the number and the time are known; of what Exchange cannot read AllSolutions tells.
        Assert.Equal((side == SideName.AllSolutions || isPrivate ? null : "item 1", item.Start.Utc), (error.Title, error.StartUtc));
        Assert.Equal(Assert.Single(_world.AllSolutions.Items).Key, error.AllSolutionsId);
        AssertSaid(error, isPrivate || side == SideName.AllSolutions);
    }

    [Fact]
    public async Task What_became_private_keeps_its_title_to_itself_although_the_other_side_still_shows_it()
    {
        var id = _world.Exchange.UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        _world.Exchange.UserEdit(id, appointment => appointment with { Sensitivity = Sensitivity.Private });
        _world.AllSolutions.Refuses = _ => true;
        Assert.Null(Assert.Single((await _world.PassAsync())!.Errors).Title);
    }

    private string? NumberOf(SideName target, SyncAction action, string id) =>
        target == SideName.Exchange ? id
        : action == SyncAction.Create ? null
        : Assert.Single(_world.AllSolutions.Items).Key;

    /// <summary>The sentence holds what is known, and no id that only a program knows.</summary>
    private void AssertSaid(SyncItemError error, bool isUntitled)
    {
        Assert.Equal(!isUntitled, error.Name().Contains("'item 1'", StringComparison.Ordinal));
        Assert.DoesNotContain("item 1", isUntitled ? $"{error}" : "", StringComparison.Ordinal);
        Assert.Contains($"{error.StartUtc:yyyy-MM-dd HH:mm} UTC", $"{error}", StringComparison.Ordinal);
        if (error.AllSolutionsId is not null)
        {
            Assert.Contains($"number {error.AllSolutionsId} in AllSolutions", $"{error}", StringComparison.Ordinal);
        }

        Assert.All(_world.Exchange.Items.Keys, id => Assert.DoesNotContain(id, $"{error}", StringComparison.Ordinal));
    }
}

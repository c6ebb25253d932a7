using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// The mapping's version goes up: every item is read again, what nobody changed stays agreed, every edit arrives, and nothing else is
/// written.
/// </summary>
public sealed class MappingVersionTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Fact]
    public async Task Nothing_is_written_where_nothing_changed()
    {
        await LinkedAsync(_world, 5);
        var result = await RaisedPassAsync();
        Assert.Equal(
            (SyncStatus.Success, "+0 ~0 -0", "+0 ~0 -0", 0),
            (result.Status, result.ToExchange.ToString(), result.ToAllSolutions.ToString(), result.Held)
        );
        Assert.Equal(0, (await RaisedPassAsync()).Conflicts);
    }

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    public async Task An_edit_made_before_the_first_pass_with_it_arrives(SideName edited)
    {
        await LinkedAsync(_world, 3);
        var side = _world[edited];
        side.UserEdit(side.Live.First().Id, item => item with { Location = "", Body = "edited" });
        var result = await RaisedPassAsync();
        Assert.Equal(SyncStatus.Success, result.Status);
        Assert.Equal("+0 ~1 -0", (edited == SideName.Exchange ? result.ToAllSolutions : result.ToExchange).ToString());
        Assert.Equal("+0 ~0 -0", (edited == SideName.Exchange ? result.ToExchange : result.ToAllSolutions).ToString());
        Assert.Equal((0, 0), (result.Conflicts, result.Held));
        var arrived = Assert.Single(_world[edited.Other()].Live, item => ((Appointment)item.Content!).Body == "edited");
        Assert.Equal("", ((Appointment)arrived.Content!).Location);
    }

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    public async Task An_edit_made_after_it_arrives(SideName edited)
    {
        await LinkedAsync(_world, 3);
        await RaisedPassAsync();
        Edit(_world[edited], 0, "edited");
        var result = await RaisedPassAsync();
        Assert.Equal("+0 ~1 -0", (edited == SideName.Exchange ? result.ToAllSolutions : result.ToExchange).ToString());
        Assert.Single(_world[edited.Other()].Live, item => ((Appointment)item.Content!).Body == "edited");
    }

    [Fact]
    public async Task Of_two_edits_of_one_field_the_newer_wins_and_the_conflict_is_told()
    {
        await LinkedAsync(_world, 1);
        Edit(_world.AllSolutions, 0, "older");
        _world.Now += TimeSpan.FromMinutes(1);
        Edit(_world.Exchange, 0, "newer");
        var result = await RaisedPassAsync();
        Assert.Equal((1, 0), (result.Conflicts, result.Held));
        Assert.All(
            new[] { _world.AllSolutions, _world.Exchange },
            side => Assert.Equal("newer", ((Appointment)Assert.Single(side.Live).Content!).Body)
        );
    }

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    public async Task An_edit_that_could_not_be_read_at_first_takes_nothing_from_an_edit_of_the_other_side(SideName unread)
    {
        await LinkedAsync(_world, 1);
        var (one, other) = (_world[unread], _world[unread.Other()]);
        Edit(one, 0, "edited");
        _world.Kind = Raised;
        var id = one.Live.Single().Id;
        await _world.PassAsync(World.Everything, new FaultPlan(_ => Fault.None) { Unreadable = item => item == id });
        other.UserEdit(other.Live.Single().Id, item => item with { Location = "elsewhere" });
        var result = (await _world.PassAsync(World.Everything))!;
        Assert.Equal((SyncStatus.Success, 0, 0), (result.Status, result.Conflicts, result.Held));
        Assert.All(
            new[] { one, other },
            side =>
            {
                var content = (Appointment)side.Live.Single().Content!;
                Assert.Equal(("edited", "elsewhere"), (content.Body, content.Location));
            }
        );
    }

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    public async Task A_deletion_made_before_it_is_carried_over(SideName deleted)
    {
        await LinkedAsync(_world, 3);
        _world[deleted].UserDelete(_world[deleted].Live.First().Id);
        var result = await RaisedPassAsync();
        Assert.Equal("+0 ~0 -1", (deleted == SideName.Exchange ? result.ToAllSolutions : result.ToExchange).ToString());
        Assert.Equal(2, _world[deleted.Other()].Live.Count());
    }

    [Fact]
    public async Task What_waits_goes_on_waiting()
    {
        _world.Exchange.UserCreate(_world.Appointment(1));
        await _world.PassAsync(World.Everything with { InitialMode = InitialMode.Match });
        _world.Kind = Raised;
        var result = await _world.PassAsync(World.Everything with { InitialMode = null });
        Assert.Equal((1, "+0 ~0 -0"), (result!.Unmatched, result.ToAllSolutions.ToString()));
        Assert.Empty(_world.AllSolutions.Live);
    }

    [Fact]
    public async Task Whatever_step_a_pass_dies_at_the_edits_arrive_and_nothing_else_is_written()
    {
        for (var step = 0; ; step++)
        {
            using var world = new World();
            await LinkedAsync(world, 3);
            Edit(world.AllSolutions, 0, "here");
            Edit(world.Exchange, 1, "there");
            world.Kind = Raised;
            var writes = world.Writes;
            var faults = new FaultPlan(at => at == step ? Fault.Crash : Fault.None);
            var isWhole = await world.PassAsync(World.Everything, faults) is not null;
            for (var pass = 0; pass < 2; pass++)
            {
                await world.PassAsync(World.Everything);
            }

            // An update whose answer was lost may be sent once more.
            Assert.InRange(world.Writes - writes, 2, isWhole ? 2 : 3);
            foreach (var side in new[] { world.AllSolutions, world.Exchange })
            {
                Assert.Equal(
                    ["", "here", "there"],
                    side.Live.Select(item => ((Appointment)item.Content!).Body).Order(StringComparer.Ordinal)
                );
            }

            if (isWhole)
            {
                return;
            }
        }
    }

    private static Kind Raised { get; } =
        new Kind<Appointment>(
            ItemKind.Appointment,
            2,
            ContentJson.Default.Appointment,
            item => item.Normalized(),
            AppointmentFields.Subject,
            AppointmentFields.Body,
            AppointmentFields.Location,
            AppointmentFields.Time,
            AppointmentFields.ShowAs,
            AppointmentFields.Sensitivity,
            AppointmentFields.Categories,
            AppointmentFields.Reminder,
            AppointmentFields.Attendees
        );

    private static void Edit(InMemorySide side, int index, string body) =>
        side.UserEdit(
            side.Live.OrderBy(item => item.Content!.Title, StringComparer.Ordinal).ElementAt(index).Id,
            item => item with { Body = body }
        );

    private static async Task LinkedAsync(World world, int count)
    {
        for (var number = 1; number <= count; number++)
        {
            world.Exchange.UserCreate(world.Appointment(number) with { Location = "room" });
        }

        await world.PassAsync(World.Everything);
        await world.PassAsync(World.Everything);
        Assert.Equal(count, world.AllSolutions.Live.Count());
    }

    private async Task<SyncResult> RaisedPassAsync()
    {
        _world.Kind = Raised;
        return (await _world.PassAsync(World.Everything))!;
    }
}

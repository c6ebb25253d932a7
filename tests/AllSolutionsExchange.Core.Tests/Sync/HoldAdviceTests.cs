using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What is said of an item that is held is true of it: where it is, why, and what helps.</summary>
public sealed class HoldAdviceTests : IDisposable
{
    private readonly World _world = new();

    public static TheoryData<SideName> Sides => [SideName.AllSolutions, SideName.Exchange];

    public void Dispose() => _world.Dispose();

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task What_the_other_side_refuses_to_make_is_where_it_is(SideName side)
    {
        _world[side].UserCreate(_world.Appointment(1));
        _world[side.Other()].Refuses = _ => true;
        for (var pass = 1; pass <= 5; pass++)
        {
            await _world.PassAsync();
        }

        var hold = await SingleAsync();
        Assert.Equal((nameof(HoldReason.Quarantined), side.ToString(), "item 1"), (hold.Reason, hold.Side, hold.Title));
        Assert.Contains($"in a row in {side.Other()} (", hold.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task What_may_not_be_made_on_the_other_side_is_where_it_is_and_the_advice_makes_it(SideName side)
    {
        _world[side].UserCreate(_world.Appointment(1));
        await _world.PassAsync(World.Everything with { Direction = Towards(side) });
        var hold = await SingleAsync();
        Assert.Equal((nameof(HoldReason.ReadOnly), side.ToString()), (hold.Reason, hold.Side));
        AssertDirection(hold, side.Other());
        await _world.PassAsync(World.Everything with { Direction = SyncDirection.Both });
        Assert.Single(_world[side.Other()].Live);
    }

    [Theory]
    [MemberData(nameof(Sides))]
    public async Task A_change_that_may_not_be_carried_over_is_the_other_sides_to_take(SideName side)
    {
        _world[side].UserCreate(_world.Appointment(1));
        await _world.PassAsync();
        await _world.PassAsync();
        _world[side].UserEdit(_world[side].Live.Single().Id, item => item with { Location = "there" });
        await _world.PassAsync(World.Everything with { Direction = Towards(side) });
        AssertDirection(await SingleAsync(), side.Other());
    }

    [Theory]
    [InlineData(true, "Change it there as the meeting's organizer", SideName.Exchange)]
    [InlineData(false, "have it sent again", SideName.AllSolutions)]
    public async Task A_meeting_is_its_organizers(bool isThere, string advice, SideName side)
    {
        var meeting = _world.Exchange.UserCreate(_world.Appointment(1));
        _world.Exchange.UserChange(meeting, item => item with { Writable = FieldSet.None });
        await _world.PassAsync();
        _world.AllSolutions.UserEdit(_world.AllSolutions.Live.Single().Id, item => item with { Body = "ours" });
        if (!isThere)
        {
            _world.Exchange.UserDelete(meeting);
        }

        await _world.PassAsync(World.Everything with { AllowEmptySide = true });
        var hold = await SingleAsync();
        Assert.Equal((nameof(HoldReason.ReadOnly), side.ToString()), (hold.Reason, hold.Side));
        Assert.Contains(advice, hold.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("-Direction", hold.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HoldReason.Private)]
    [InlineData(HoldReason.Series)]
    [InlineData(HoldReason.OtherKind)]
    public async Task An_older_failure_is_no_part_of_another_reason(HoldReason reason)
    {
        var id = _world.Exchange.UserCreate(_world.Appointment(1));
        _world.AllSolutions.Refuses = _ => true;
        for (var pass = 1; pass <= 5; pass++)
        {
            await _world.PassAsync();
        }

        Assert.Contains("It failed 5 times", (await SingleAsync()).Advice, StringComparison.Ordinal);
        _world.Exchange.UserChange(id, item => item with { Hold = reason });
        await _world.PassAsync();
        var hold = await SingleAsync();
        Assert.Equal(reason.ToString(), hold.Reason);
        Assert.DoesNotContain("failed", hold.Advice, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(HoldReason.Quarantined)]
    [InlineData(HoldReason.NotKept)]
    [InlineData(HoldReason.Diverged)]
    public async Task A_result_names_what_it_holds_by_its_start_and_number(HoldReason reason)
    {
        var held = Assert.Single((await HoldStories.TellAsync(_world, reason)).HeldItems);
        var number = _world.AllSolutions.Live.Single().Id;
        Assert.Equal((_world.Appointment(1).Start.Utc, number), (held.StartUtc, held.AllSolutionsId));
        Assert.StartsWith(
            $"The appointment 'item 1' of {held.StartUtc:yyyy-MM-dd HH:mm} UTC, number {number} in AllSolutions: {reason}, ",
            $"{held}",
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData(ItemKind.Appointment, "appointment")]
    [InlineData(ItemKind.Task, "task")]
    public async Task An_item_is_called_what_it_is(ItemKind kind, string noun)
    {
        using var world = new World(kind: kind == ItemKind.Task ? StoryKind.Tasks : StoryKind.Appointments);
        world.AllSolutions.UserCreate(world.NewItem(1));
        world.Exchange.Refuses = _ => true;
        var error = Assert.Single((await world.PassAsync())!.Errors);
        for (var pass = 2; pass <= 5; pass++)
        {
            await world.PassAsync();
        }

        var held = Assert.Single((await world.PassAsync())!.HeldItems);
        var listed = Assert.Single((await world.HoldsAsync()).Listed);
        Assert.StartsWith($"The {noun} '", error.Name(), StringComparison.Ordinal);
        Assert.Matches($"^(An?|The) {noun}\\b", $"{held}");
        Assert.StartsWith($"The {noun} '", $"{listed}", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Items_of_which_nothing_is_known_are_told_apart()
    {
        string[] ids = [_world.Exchange.UserCreate(_world.Appointment(1)), _world.Exchange.UserCreate(_world.Appointment(2))];
        var unreadable = new FaultPlan(_ => Fault.None) { Unreadable = ids.Contains };
        var errors = (await _world.PassAsync(faults: unreadable))!.Errors;
        Assert.Equal(
            ids.Select(id => $"An item that cannot be named, with the id {id} in Exchange").Order(),
            errors.Select(error => error.Name()).Order()
        );
        for (var pass = 1; pass <= 5; pass++)
        {
            await _world.PassAsync(faults: unreadable);
        }

        Assert.Equal(2, (await _world.PassAsync(faults: unreadable))!.HeldItems.Select(held => $"{held}").Distinct().Count());
    }

    [Theory]
    [InlineData("Appointment", "An appointment of 2026-12-11 09:30 UTC, number 7 in AllSolutions")]
    [InlineData("Task", "A task due 2026-12-11, number 7 in AllSolutions")]
    public void An_appointment_has_a_time_and_a_task_a_day(string kind, string name)
    {
        var start = new DateTime(2026, 12, 11, 9, 30, 0, DateTimeKind.Utc);
        Assert.Equal(
            name,
            ItemName.InWords(
                kind,
                kind == nameof(ItemKind.Task) ? new ItemName(null, null, start.Date) : new ItemName(null, start, null),
                number: "7",
                "Exchange",
                id: null
            )
        );
    }

    [Fact]
    public void A_long_id_is_told_by_its_end()
    {
        var name = ItemName.InWords(
            nameof(ItemKind.Appointment),
            new ItemName(null, null, null),
            number: null,
            "Exchange",
            new string('A', 130) + "the-end-of-it-is-shown=="
        );
        Assert.Equal("An item that cannot be named, with the id ...the-end-of-it-is-shown== in Exchange", name);
    }

    private static SyncDirection Towards(SideName side) =>
        side == SideName.Exchange ? SyncDirection.ToExchange : SyncDirection.ToAllSolutions;

    private static void AssertDirection(SyncHold hold, SideName target)
    {
        Assert.Contains($"Nothing is carried to {target} for this user", hold.Advice, StringComparison.Ordinal);
        Assert.Contains("Set-AsUserMailbox -User 'user' -Direction Both.", hold.Advice, StringComparison.Ordinal);
        Assert.DoesNotContain("organizer", hold.Advice, StringComparison.Ordinal);
    }

    private async Task<SyncHold> SingleAsync() => Assert.Single((await _world.HoldsAsync()).Listed);
}

using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A field that one side does not have is the other side's alone: it is neither emptied, nor overwritten, nor held for.</summary>
public sealed class KnownFieldsTests : IDisposable
{
    private static readonly FieldSet Known = (FieldSet)AppointmentFields.Subject | AppointmentFields.Time;

    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    [Theory]
    [InlineData(SideName.AllSolutions, ConflictPolicy.NewestWins)]
    [InlineData(SideName.AllSolutions, ConflictPolicy.AllSolutionsWins)]
    [InlineData(SideName.AllSolutions, ConflictPolicy.ExchangeWins)]
    [InlineData(SideName.Exchange, ConflictPolicy.NewestWins)]
    [InlineData(SideName.Exchange, ConflictPolicy.AllSolutionsWins)]
    [InlineData(SideName.Exchange, ConflictPolicy.ExchangeWins)]
    internal async Task A_first_match_leaves_it_alone(SideName poor, ConflictPolicy policy)
    {
        var rich = Begin(poor);
        var whole = rich.UserCreate(Whole("first"));
        _world[poor].UserCreate(_world.Appointment(1));
        await SettledAsync(policy);
        Same(Whole("first"), rich.Items[whole]);
        Same(_world.Appointment(1), Assert.Single(_world[poor].Live));
    }

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    internal async Task An_edit_of_what_both_have_arrives_and_leaves_it_alone(SideName poor)
    {
        var rich = Begin(poor);
        var whole = rich.UserCreate(Whole("first"));
        await SettledAsync();

        // Both change the same item, one of them in what the other does not have.
        rich.UserEdit(whole, appointment => appointment with { Body = "second", ShowAs = ShowAs.Tentative });
        _world[poor].UserEdit(_world[poor].Live.Single().Id, appointment => appointment with { Subject = "other" });
        await SettledAsync();
        Same(Whole("second") with { Subject = "other", ShowAs = ShowAs.Tentative }, rich.Live.Single());
        Same(_world.Appointment(1) with { Subject = "other" }, _world[poor].Live.Single());
    }

    [Theory]
    [InlineData(SideName.AllSolutions)]
    [InlineData(SideName.Exchange)]
    internal async Task An_edit_of_it_alone_writes_nothing_and_is_held_for_nothing(SideName poor)
    {
        var rich = Begin(poor);
        var whole = rich.UserCreate(Whole("first"));
        await SettledAsync();
        var writes = _world.Writes;
        rich.UserEdit(whole, _ => Whole("second"));
        await SettledAsync();
        Assert.Equal(writes, _world.Writes);
        Assert.Equal(0, (await _world.PassAsync())!.Held);
    }

    private static void Same(Appointment expected, SideItem item) => Assert.Equal(expected.Digests(), item.Content!.Digests());

    private Appointment Whole(string text) =>
        (_world.Appointment(1, text) with { Location = "room", ShowAs = ShowAs.Free, Categories = ["red"] }).Normalized();

    /// <summary>A side that has two fields and stores no more of what it is given; the other one.</summary>
    private InMemorySide Begin(SideName poor)
    {
        var side = _world[poor];
        side.Capabilities = side.Capabilities with { KnownFields = Known };
        side.Stores = (_, appointment) => (Appointment)AppointmentFields.Kind.Merge(into: new Appointment(), from: appointment, Known);
        return _world[poor.Other()];
    }

    private async Task SettledAsync(ConflictPolicy policy = ConflictPolicy.NewestWins) =>
        Assert.NotNull(await _world.SettleAsync(World.Everything with { ConflictPolicy = policy }));
}

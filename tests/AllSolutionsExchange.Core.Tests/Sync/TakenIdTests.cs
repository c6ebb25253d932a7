using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>A server that answers a create with the id of another item: an error of the item that was to be made, and of nothing
/// else.</summary>
public sealed class TakenIdTests
{
    [Fact]
    public async Task The_others_are_made_and_nothing_is_doubled()
    {
        using var world = new World();
        world.AllSolutions.UserCreate(world.Appointment(1));
        await world.PassAsync();
        var first = Assert.Single(world.Exchange.Live);

        world.AllSolutions.UserCreate(world.Appointment(2));
        world.AllSolutions.UserCreate(world.Appointment(3));
        var target = new SyncTarget(
            Collections.Of("user"),
            "user@contoso.nl",
            world.AllSolutions,
            new LyingSide(world.Exchange, "item 2", first.Id)
        );
        var result = await new MailboxSync(world.Store, "test", () => world.Now).RunAsync(
            target,
            World.Everything,
            reviewed: null,
            default
        );
        Assert.Equal(SyncStatus.SuccessWithErrors, result.Status);
        Assert.Equal("IdTaken", Assert.Single(result.Errors).Code);

        await world.PassAsync();
        await world.PassAsync();
        Assert.Equal(["item 1", "item 2", "item 3"], world.Exchange.Live.Select(item => item.Content!.Title).Order(StringComparer.Ordinal));
        Assert.Equal(
            ["item 1", "item 2", "item 3"],
            world.AllSolutions.Live.Select(item => item.Content!.Title).Order(StringComparer.Ordinal)
        );
    }

    /// <summary>Says of the item with one title that it has another id than it has.</summary>
    private sealed class LyingSide(ISyncSide inner, string title, string id) : FaultySide(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<WriteOutcome>> WriteAsync(
            IReadOnlyList<WriteOperation> operations,
            CancellationToken cancellationToken
        )
        {
            var outcomes = await base.WriteAsync(operations, cancellationToken);
            return
            [
                .. outcomes.Select(
                    (outcome, i) =>
                        operations[i] is { Action: SyncAction.Create } made && made.Content!.Title == title
                            ? outcome with
                            {
                                Id = id,
                                Item = null,
                            }
                            : outcome
                ),
            ];
        }
    }
}

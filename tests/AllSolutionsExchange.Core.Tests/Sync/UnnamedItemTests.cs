using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>
/// Exchange tells of a deletion only where the cursor has named the item. What was made since, and is removed before the next pass, is
/// noticed all the same.
/// </summary>
public sealed class UnnamedItemTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<SideName, bool, bool> Removals()
    {
        var removals = new TheoryData<SideName, bool, bool>();
        foreach (var side in SideNames.Both)
        {
            foreach (var isDestroyed in new[] { false, true })
            {
                foreach (var isCursorInvalid in new[] { false, true })
                {
                    removals.Add(side, isDestroyed, isCursorInvalid);
                }
            }
        }

        return removals;
    }

    [Theory]
    [MemberData(nameof(Removals))]
    public async Task What_the_sync_made_and_a_user_removed_before_the_next_pass_is_deleted(
        SideName made,
        bool isDestroyed,
        bool isCursorInvalid
    )
    {
        await RemoveWhatWasMadeAsync(_world, made, isDestroyed);
        if (isCursorInvalid)
        {
            _world[made].InvalidateCursors();
        }

        await _world.SettleAsync();

        // A mailbox that knows no cursor of ours and holds the item nowhere may as well have been restored: nothing is deleted for it.
        var isProven = made == SideName.AllSolutions || !isDestroyed || !isCursorInvalid;
        Assert.Equal(isProven ? ["item 1"] : ["item 1", "item 2"], Subjects(_world, made.Other()));
    }

    /// <summary>The engine without the question.</summary>
    [Fact]
    public async Task The_mutant_that_does_not_ask_keeps_it()
    {
        using var world = new World(Mutant.UnnamedNotAsked);
        await RemoveWhatWasMadeAsync(world, SideName.Exchange, isDestroyed: true);
        await world.SettleAsync();
        Assert.Equal(["item 1", "item 2"], Subjects(world, SideName.AllSolutions));
    }

    [Fact]
    public async Task What_was_made_and_moved_is_found_and_followed()
    {
        var made = await MakeAsync(_world, SideName.Exchange);
        var elsewhere = _world.Exchange.UserMove(made, InMemorySide.Elsewhere);
        await _world.SettleAsync();
        Assert.Equal(["item 1", "item 2"], Subjects(_world, SideName.AllSolutions));
        _world.AllSolutions.UserEdit(
            _world.AllSolutions.Live.Single(item => Subject(item) == "item 2").Id,
            a => a with { Body = "edited" }
        );
        await _world.SettleAsync();
        Assert.Equal("edited", ((Appointment)_world.Exchange.Items[elsewhere].Content!).Body);
        Assert.Equal(2, _world.Exchange.Live.Count());
    }

    /// <summary>It takes the place of one that was deleted, whose UID is none of its own.</summary>
    [Fact]
    public async Task What_was_made_anew_could_not_be_read_and_moved_is_found_and_followed()
    {
        var first = _world.Exchange.UserCreate(_world.Appointment(1));
        await _world.SettleAsync();
        _world.Exchange.UserDelete(first);
        _world.AllSolutions.UserEdit(_world.AllSolutions.Live.Single().Id, a => a with { Body = "edited" });
        await _world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = _ => true });
        await _world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = id => id[0] == 'E' });
        _world.Exchange.UserMove(_world.Exchange.Live.Single().Id, InMemorySide.Elsewhere);
        await _world.SettleAsync();
        Assert.Equal("edited", ((Appointment)_world.Exchange.Live.Single().Content!).Body);
    }

    /// <summary>A create whose answer was lost: it is found, and removed by its user before the pull that follows in the same
    /// pass.</summary>
    [Fact]
    public async Task What_was_adopted_and_removed_is_deleted()
    {
        _world.AllSolutions.UserCreate(_world.Appointment(1));
        await _world.SettleAsync();
        var source = _world.AllSolutions.UserCreate(_world.Appointment(2));
        await _world.PassAsync(faults: LostAnswer.OfCreate(_world.Exchange));
        Assert.Equal(2, _world.Exchange.Live.Count());
        var exchange = new AfterFindSide(
            _world.Exchange,
            () => _world.Exchange.UserDestroy(_world.Exchange.Live.Single(item => Subject(item) == "item 2").Id)
        );
        _world.Now += TimeSpan.FromMinutes(10);
        await _world
            .Worker(FaultPlan.None, "test")
            .RunAsync(
                new SyncTarget(Collections.Of("user"), "user@contoso.com", _world.AllSolutions, exchange),
                World.Everything,
                reviewed: null,
                CancellationToken.None
            );
        await _world.SettleAsync();
        Assert.DoesNotContain(source, _world.AllSolutions.Live.Select(item => item.Id));
        Assert.Equal(["item 1"], Subjects(_world, SideName.Exchange));
    }

    [Fact]
    public async Task Where_all_was_named_nothing_is_asked()
    {
        await MakeAsync(_world, SideName.Exchange);
        await _world.SettleAsync();
        var requests = _world.Exchange.Requests;
        await _world.PassAsync();
        Assert.Equal(1, _world.Exchange.Requests - requests);
    }

    private static async Task RemoveWhatWasMadeAsync(World world, SideName made, bool isDestroyed)
    {
        var id = await MakeAsync(world, made);
        if (isDestroyed)
        {
            world[made].UserDestroy(id);
        }
        else
        {
            world[made].UserDelete(id);
        }
    }

    /// <summary>An item that the sync makes on this side, beside one that was there before.</summary>
    /// <returns>Its id.</returns>
    private static async Task<string> MakeAsync(World world, SideName made)
    {
        world[made.Other()].UserCreate(world.Appointment(1));
        await world.SettleAsync();
        world[made.Other()].UserCreate(world.Appointment(2));
        await world.PassAsync();
        return world[made].Live.Single(item => Subject(item) == "item 2").Id;
    }

    private static string Subject(SideItem item) => ((Appointment)item.Content!).Subject;

    private static List<string> Subjects(World world, SideName side) => [.. world[side].Live.Select(Subject).Order(StringComparer.Ordinal)];

    private sealed class AfterFindSide(ISyncSide inner, Action found) : FaultySide(inner, FaultPlan.None)
    {
        public override async Task<IReadOnlyList<FoundItem>> FindAsync(
            IReadOnlyList<WantedItem> wanted,
            CancellationToken cancellationToken
        )
        {
            var items = await base.FindAsync(wanted, cancellationToken);
            found();
            return items;
        }
    }
}

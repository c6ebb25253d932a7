using AllSolutionsExchange.Sync;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>An answer is lost, and whatever tells what became of the write fails too: nothing is made twice, and nothing is left
/// out.</summary>
public sealed class LostAnswerTests
{
    private const int Items = 3;

    /// <summary>What a server makes of the UID that it is sent.</summary>
    public enum Uids
    {
        Kept,
        Own,
        None,
    }

    /// <summary>Every step at which the answer to a create may be lost, every set of items that cannot be read then, for one run or until
    /// they are held.</summary>
    [Theory]
    [InlineData(Uids.Kept, 1)]
    [InlineData(Uids.Kept, 6)]
    [InlineData(Uids.Own, 1)]
    [InlineData(Uids.Own, 6)]
    [InlineData(Uids.None, 1)]
    [InlineData(Uids.None, 6)]
    public async Task With_every_set_of_items_that_cannot_be_read(Uids uids, int runs)
    {
        var cases = 0;
        for (var step = 0; ; step++)
        {
            if (await IsLostAsync(uids, step) is not { } isLost)
            {
                break;
            }

            if (!isLost)
            {
                continue;
            }

            for (var unread = 0; unread < 1 << Items; unread += StorySeeds.Stride)
            {
                using var world = await LostAsync(uids, step);
                var ids = world
                    .Exchange.Items.Keys.Order(StringComparer.Ordinal)
                    .Where((_, i) => (unread & (1 << i)) != 0)
                    .ToHashSet(StringComparer.Ordinal);
                for (var run = 0; run < runs; run++)
                {
                    await world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = ids.Contains });
                }

                await AssertWholeAsync(world, $"{uids}, step {step}, unread {unread}");
                cases++;
            }
        }

        Assert.InRange(cases, (1 << Items) / StorySeeds.Stride, 1000);
    }

    /// <summary>The connection is cut at every step of the run that finds out: the search, the list of folders, the read, the
    /// pull.</summary>
    [Theory]
    [InlineData(Uids.Kept)]
    [InlineData(Uids.Own)]
    [InlineData(Uids.None)]
    public async Task With_every_request_that_fails(Uids uids)
    {
        var cases = 0;
        for (var step = 0; ; step++)
        {
            if (await IsLostAsync(uids, step) is not { } isLost)
            {
                break;
            }

            if (!isLost)
            {
                continue;
            }

            for (var cut = 0; ; cut += StorySeeds.Stride)
            {
                using var world = await LostAsync(uids, step);
                var first = world.Exchange.Items.Keys.Order(StringComparer.Ordinal).First();
                var (at, faults) = (cut, new FaultPlan(i => i == cut ? Fault.Net : Fault.None) { Unreadable = id => id == first });
                await world.PassAsync(faults: faults);
                await AssertWholeAsync(world, $"{uids}, step {step}, cut {at}");
                cases++;
                if (faults.Steps <= at)
                {
                    break;
                }
            }
        }

        Assert.InRange(cases, 20 / StorySeeds.Stride, 1000);
    }

    /// <summary>The engine without the entry of what it could not read.</summary>
    [Fact]
    public async Task The_mutant_that_drops_the_entry_makes_it_twice()
    {
        using var world = await LostAsync(Uids.Own, await FirstLostAsync(), Mutant.RecoveryDropsEntry);
        var ids = world.Exchange.Items.Keys.ToHashSet(StringComparer.Ordinal);
        for (var run = 0; run < 2; run++)
        {
            await world.PassAsync(faults: new FaultPlan(_ => Fault.None) { Unreadable = ids.Contains });
        }

        Assert.True(world.Exchange.Live.Count() > Items);
    }

    /// <summary>On the simulated Exchange: the answer to the create is lost, and then each kind of request that finds out fails, for as
    /// long as the run lasts.</summary>
    [Theory]
    [InlineData("FindFolder", FaultKind.CutAfter)]
    [InlineData("FindFolder", FaultKind.ServiceUnavailable)]
    [InlineData("FindItem", FaultKind.CutAfter)]
    [InlineData("FindItem", FaultKind.ServiceUnavailable)]
    [InlineData("GetItem", FaultKind.CutAfter)]
    [InlineData("GetItem", FaultKind.ItemError)]
    [InlineData("SyncFolderItems", FaultKind.CutAfter)]
    public async Task On_the_simulated_Exchange(string operation, FaultKind kind)
    {
        await using var world = await ExchangeWorld.StartAsync();
        for (var number = 1; number <= 60; number++)
        {
            world.AllSolutions.UserCreate(world.New(number));
        }

        world.Server.Faults.Add(new ExchangeSimulator.Fault(FaultKind.CutAfter) { Operation = "CreateItem" });
        await world.PassAsync();
        Assert.Equal(60, world.Mailbox.Calendar.Count);
        world.Server.Faults.Add(new ExchangeSimulator.Fault(kind) { Operation = operation, Times = int.MaxValue });
        await world.PassAsync();
        world.Server.Faults.Clear();
        for (var pass = 0; pass < 3; pass++)
        {
            await world.PassAsync();
        }

        Assert.Equal(60, world.Mailbox.Calendar.Count);
        Assert.Equal(60, world.AllSolutions.Live.Count());
        Assert.Equal(SyncStatus.Success, (await world.PassAsync()).Status);
        var (ours, theirs) = world.Shown();
        Assert.Equal(ours, theirs);
    }

    [Fact]
    public async Task It_asks_for_the_folders_once_and_reads_no_item_twice()
    {
        await using var world = await ExchangeWorld.StartAsync();
        for (var number = 1; number <= 60; number++)
        {
            world.AllSolutions.UserCreate(world.New(number));
        }

        world.Server.Faults.Add(new ExchangeSimulator.Fault(FaultKind.CutAfter) { Operation = "CreateItem" });
        await world.PassAsync();
        world.Server.Requests.Clear();
        var faults = FaultPlan.None;
        await world.PassAsync(faults: faults);
        Assert.Equal(1, world.Server.Requests.CountOf("FindFolder"));
        Assert.Equal(60, faults.Asked.Count(world.Mailbox.Calendar.Select(item => item.Id).Contains));
        Assert.Equal(60, world.Mailbox.Calendar.Count);
    }

    /// <summary>A world in which the run was cut at a step.</summary>
    private static async Task<World> LostAsync(Uids uids, int step, Mutant mutant = Mutant.None) =>
        (await CutAsync(uids, step, mutant)).World;

    private static async Task<(World World, string Status, int Steps)> CutAsync(Uids uids, int step, Mutant mutant = Mutant.None)
    {
        var world = new World(mutant);
        world.Exchange.Rewrite = body => body.EndsWith('.') ? body : body + ".";
        world.Exchange.MadeUid = uids switch
        {
            Uids.Own => _ => "own-" + Guid.NewGuid(),
            Uids.None => _ => null,
            _ => world.Exchange.UidFor,
        };
        for (var number = 1; number <= Items; number++)
        {
            world.AllSolutions.UserCreate(world.Appointment(number, "text"));
        }

        var faults = new FaultPlan(at => at == step ? Fault.Net : Fault.None);
        var result = await world.PassAsync(faults: faults);
        return (world, result!.Status, faults.Steps);
    }

    /// <summary>Whether something was made and the answer, or what it led to, was lost at a step; null where the run has fewer.</summary>
    private static async Task<bool?> IsLostAsync(Uids uids, int step)
    {
        var (world, status, steps) = await CutAsync(uids, step);
        using (world)
        {
            return steps <= step ? null : status == SyncStatus.Interrupted && world.Exchange.Items.Count > 0;
        }
    }

    private static async Task<int> FirstLostAsync()
    {
        for (var step = 0; ; step++)
        {
            if (await IsLostAsync(Uids.Own, step) ?? throw new InvalidOperationException("No answer was lost."))
            {
                return step;
            }
        }
    }

    private static async Task AssertWholeAsync(World world, string what)
    {
        world.Now += TimeSpan.FromHours(12);
        var settled = await world.SettleAsync();
        Assert.True(settled is not null, what + ": it does not come to rest");
        Assert.True(world.Exchange.Live.Count() == Items, $"{what}: {world.Exchange.Live.Count()} in Exchange");
        Assert.True(world.AllSolutions.Live.Count() == Items, $"{what}: {world.AllSolutions.Live.Count()} in AllSolutions");
        Assert.Equal(world.Shown(SideName.AllSolutions), world.Shown(SideName.Exchange));
    }
}

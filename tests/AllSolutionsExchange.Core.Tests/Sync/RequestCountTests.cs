using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>How many requests a pass takes, without faults. Counted at the server.</summary>
public sealed class RequestCountTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(512)]
    [InlineData(1100)]
    public async Task A_first_pull_takes_the_fewest_requests(int items)
    {
        await using var world = await ExchangeWorld.StartAsync(items);
        var result = await world.PassAsync(new SyncOptions());
        Assert.Equal(SyncStatus.Success, result.Status);
        Assert.InRange(world.Server.Requests.Count, 1, Ceiling(items, 512) + Ceiling(items, 100) + 2);
        Assert.Equal(world.Server.Requests.Count, result.Requests);
    }

    [Fact]
    public async Task A_first_pull_that_creates_on_the_other_side_takes_no_more()
    {
        await using var world = await ExchangeWorld.StartAsync(600);
        var result = await world.PassAsync(World.Everything with { PastDays = 4000, FutureDays = 4000 });
        Assert.Equal(600, result.ToAllSolutions.Created + result.Skipped);
        Assert.InRange(result.ToAllSolutions.Created, 500, 600);
        Assert.InRange(world.Server.Requests.Count, 1, 2 + 6 + 2);
    }

    [Fact]
    public async Task A_pass_without_changes_takes_one_request()
    {
        await using var world = await ExchangeWorld.StartAsync(30);
        await world.PassAsync();
        await world.PassAsync();
        world.Server.Requests.Clear();
        var result = await world.PassAsync();
        Assert.Equal(SyncStatus.Success, result.Status);
        Assert.Equal("SyncFolderItems", Assert.Single(world.Server.Requests.All).Operation);
    }

    [Fact]
    public async Task A_thousand_creates_take_at_most_22_requests()
    {
        await using var world = await ExchangeWorld.StartAsync();
        for (var number = 0; number < 1000; number++)
        {
            world.AllSolutions.UserCreate(world.New(number));
        }

        var result = await world.PassAsync();
        Assert.Equal(1000, result.ToExchange.Created);
        Assert.InRange(world.Server.Requests.Count, 1, 22);
        Assert.Empty(world.Server.SentMail);
    }

    [Theory]
    [InlineData(25, 1)]
    [InlineData(30, 2)]
    public async Task Vanished_ids_are_looked_for_25_at_a_time(int vanished, int rounds)
    {
        await using var world = await ExchangeWorld.StartAsync(40);
        world.Mailbox.AddFolder("Second calendar");
        await world.PassAsync();
        await world.PassAsync();
        var linked = world
            .Mailbox.Calendar.Where(item =>
                world.AllSolutions.Live.Any(ours => ((Appointment)ours.Content!).Subject == item.Content.Subject)
            )
            .ToList();
        foreach (var item in linked.Take(vanished))
        {
            world.Mailbox.Delete(item.Id);
        }

        var before = world.AllSolutions.Live.Count();
        world.Server.Requests.Clear();
        await world.PassAsync();

        // Calendar, second calendar, Deleted Items.
        Assert.Equal(rounds, world.Server.Requests.CountOf("FindFolder"));
        Assert.Equal(rounds * 3, world.Server.Requests.CountOf("FindItem"));
        Assert.Equal(before - vanished, world.AllSolutions.Live.Count());
    }

    private static int Ceiling(int items, int size) => (items + size - 1) / size;
}

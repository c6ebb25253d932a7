using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Sync;

/// <summary>What comes back after a write is compared with what was sent.</summary>
public sealed class ReadBackTests : IDisposable
{
    private readonly World _world = new();

    public void Dispose() => _world.Dispose();

    public static TheoryData<SideName, string, bool> Breaches()
    {
        var breaches = new TheoryData<SideName, string, bool>();
        foreach (var side in SideNames.Both)
        {
            foreach (var what in new[] { "start", "end", "all day", "sensitivity" })
            {
                foreach (var isUpdate in new[] { false, true })
                {
                    breaches.Add(side, what, isUpdate);
                }
            }
        }

        return breaches;
    }

    [Theory]
    [MemberData(nameof(Breaches))]
    public async Task A_time_or_sensitivity_that_comes_back_other_is_an_error_and_no_agreement(SideName target, string what, bool isUpdate)
    {
        var id = await ChangedAsync(_world, target, isUpdate);
        var sent = _world.Shown(target.Other());
        _world[target].Stores = (_, after) => Broken(after, what);
        for (var pass = 1; pass <= 5; pass++)
        {
            var error = Assert.Single((await _world.PassAsync())!.Errors);
            Assert.Equal((target.ToString(), "NotKeptAsSent"), (error.Side, error.Code));
        }

        var held = Assert.Single((await _world.PassAsync())!.HeldItems);
        Assert.Equal((nameof(HoldReason.Quarantined), "NotKeptAsSent"), (held.Reason, held.Code));

        // What was asked for stays as it is, and arrives once the server keeps it.
        Assert.Equal(sent, _world.Shown(target.Other()));
        _world[target].Stores = null;
        _world.Now += TimeSpan.FromHours(12);
        Assert.NotNull(await _world.SettleAsync());
        Assert.Equal(sent, _world.Shown(target));
        Assert.Equal(Sensitivity.Personal, ((Appointment)_world[target.Other()].Items[id].Content!).Sensitivity);
        Assert.Equal(Sensitivity.Personal, ((Appointment)_world[target].Live.Single().Content!).Sensitivity);
    }

    [Theory]
    [InlineData(SideName.Exchange, false)]
    [InlineData(SideName.Exchange, true)]
    [InlineData(SideName.AllSolutions, false)]
    [InlineData(SideName.AllSolutions, true)]
    public async Task A_field_that_stays_as_it_was_is_told_and_stops_nothing(SideName target, bool isUpdate)
    {
        var id = await ChangedAsync(_world, target, isUpdate);
        _world[target].Stores = (before, after) => after with { Location = before?.Location ?? "" };
        for (var pass = 1; pass <= 3; pass++)
        {
            var result = await _world.PassAsync();
            Assert.Equal((SyncStatus.Success, 1, 1), (result!.Status, result.NotKept, result.Held));
            var held = Assert.Single(result.HeldItems);
            Assert.Equal((target.ToString(), nameof(HoldReason.NotKept), null), (held.Side, held.Reason, held.NextTryUtc));
            Assert.Contains("Location", held.Message, StringComparison.Ordinal);
        }

        _world[target].Stores = null;
        _world[target.Other()].UserEdit(id, a => a with { Location = "there" });
        Assert.Equal((0, 0), ((await _world.PassAsync())!.NotKept, (await _world.PassAsync())!.Held));
        Assert.Equal("there", ((Appointment)_world[target].Live.Single().Content!).Location);
    }

    [Theory]
    [InlineData(SideName.Exchange)]
    [InlineData(SideName.AllSolutions)]
    public async Task Bodies_and_categories_may_be_rewritten(SideName target)
    {
        await ChangedAsync(_world, target, isUpdate: false);
        _world[target].Stores = (_, after) => after with { Body = after.Body + "\n--", Categories = ["Other"] };
        var result = await _world.PassAsync();
        Assert.Equal((SyncStatus.Success, 0, 0), (result!.Status, result.Held, result.NotKept));
    }

    [Fact]
    public async Task An_item_that_comes_back_private_is_an_error_and_held()
    {
        await ChangedAsync(_world, SideName.Exchange, isUpdate: false);
        _world.Exchange.StoredHold = HoldReason.Private;
        Assert.Equal("NotKeptAsSent", Assert.Single((await _world.PassAsync())!.Errors).Code);
        Assert.Equal(1, (await _world.PassAsync())!.Held);
    }

    /// <summary>The engine that takes what it sent for what came back.</summary>
    [Fact]
    public async Task The_mutant_that_ignores_it_says_nothing()
    {
        using var world = new World(Mutant.HashOfWhatWasSent);
        await ChangedAsync(world, SideName.Exchange, isUpdate: false);
        world.Exchange.Stores = (_, after) => Broken(after, "start");
        Assert.Empty((await world.PassAsync())!.Errors);
    }

    private static Appointment Broken(Appointment sent, string what) =>
        what switch
        {
            "start" => sent with { Start = sent.Start with { Utc = sent.Start.Utc.AddHours(-1) } },
            "end" => sent with { End = sent.End with { Utc = sent.End.Utc.AddDays(1) } },
            "all day" => (sent with { IsAllDay = true }).Normalized(),
            _ => sent with { Sensitivity = Sensitivity.Normal },
        };

    /// <summary>An item with new values to carry to a side, as a whole or as an edit of every field.</summary>
    private static async Task<string> ChangedAsync(World world, SideName target, bool isUpdate)
    {
        var source = world[target.Other()];
        Appointment Changed(Appointment a) =>
            a with
            {
                Start = a.Start with { Utc = a.Start.Utc.AddMinutes(7) },
                Sensitivity = Sensitivity.Personal,
                Location = "here",
            };
        if (!isUpdate)
        {
            return source.UserCreate(Changed(world.Appointment(1, "text")));
        }

        var id = source.UserCreate(world.Appointment(1, "text"));
        await world.SettleAsync();
        source.UserEdit(id, Changed);
        return id;
    }
}

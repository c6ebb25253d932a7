using System.Text.Json.Nodes;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>
/// Another source of AllSolutions' items, while links are in place: the run stops until it is told to match anew, and then nothing is
/// doubled, deleted or emptied. What is alone waits as in a first pass.
/// </summary>
public sealed class ChangedSourceTests
{
    private static readonly SyncOptions Daily = new() { DeletionPolicy = DeletionPolicy.Both, Force = true };

    /// <summary>The source before and the one after.</summary>
    public enum Switch
    {
        RegisterToRest,
        RestToRegister,
        AnotherList,
        AnotherListWithTheIdsOfOthers,
        AnotherId,
        RestWithoutMarkers,
        RestWithFewerFields,
        ThereAndBack,
    }

    public static TheoryData<Switch> Switches => [.. Enum.GetValues<Switch>()];

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task It_stops_until_it_is_told_to_match_anew(Switch change)
    {
        await using var world = await BeginAsync(change);
        var after = After(world, change);
        var before = Held(world);
        var result = await world.PassAsync(after, World.Everything);
        Assert.Equal(SyncStatus.Stopped, result!.Status);
        Assert.Contains("-FullResync", result.GetException()!.Message, StringComparison.Ordinal);
        Assert.Equal(before, Held(world));
    }

    [Theory]
    [MemberData(nameof(Switches))]
    public async Task What_is_the_same_is_linked_and_the_rest_waits(Switch change)
    {
        await using var world = await BeginAsync(change);
        var after = After(world, change);
        var before = Held(world);
        Assert.Equal(SyncStatus.Success, (await world.PassAsync(after, Daily with { FullResync = true }))!.Status);
        await world.SettleAsync(after, Daily);
        Assert.Equal(before, Held(world));

        world.Exchange.UserEdit(world.IdInExchange("item 1"), item => item with { Body = "edited" });
        await world.SettleAsync(after, Daily);
        Assert.Contains("edited", Item(world, change, 1), StringComparison.Ordinal);

        await world.SettleAsync(after, Daily with { InitialMode = InitialMode.Both });
        Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 9"], Subjects(world.InExchange));
        Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 9"], Subjects(Source(world, change)));
    }

    /// <summary>As somebody gives it who has looked at the plan.</summary>
    [Theory]
    [MemberData(nameof(Switches))]
    public async Task Told_to_make_what_is_missing_it_doubles_nothing(Switch change)
    {
        await using var world = await BeginAsync(change);
        var after = After(world, change);
        await world.PassAsync(after, World.Everything with { FullResync = true });
        await world.SettleAsync(after);
        Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 9"], Subjects(world.InExchange));
        Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 9"], Subjects(Source(world, change)));
        Assert.All(world.InExchange, item => Assert.Contains("text", item, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(Switch.RegisterToRest)]
    [InlineData(Switch.RestToRegister)]
    [InlineData(Switch.AnotherListWithTheIdsOfOthers)]
    [InlineData(Switch.RestWithoutMarkers)]
    public async Task A_crash_in_between_changes_nothing_of_that(Switch change)
    {
        for (var crash = 0; ; crash++)
        {
            await using var world = await BeginAsync(change);
            var after = After(world, change);
            var steps = 0;
            var options = World.Everything with { FullResync = true };
            var ended = await world.PassAsync(after, options, new FaultPlan(_ => steps++ == crash ? Fault.Crash : Fault.None));
            await world.PassAsync(after, options);
            await world.SettleAsync(after);
            Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 9"], Subjects(world.InExchange));
            Assert.Equal(["item 1", "item 2", "item 3", "item 4", "item 9"], Subjects(Source(world, change)));
            if (ended is not null)
            {
                Assert.True(crash > 20, $"{crash} steps");
                return;
            }
        }
    }

    /// <summary>Items 1 to 4 are synchronised with one source; another has the first three, and one of its own.</summary>
    private static async Task<ConnectorWorld> BeginAsync(Switch change)
    {
        var world = await ConnectorWorld.StartAsync();
        var isRegister = change is Switch.RegisterToRest or Switch.RestWithoutMarkers or Switch.RestWithFewerFields or Switch.ThereAndBack;
        for (var number = 1; number <= 4; number++)
        {
            world.Exchange.UserCreate(world.Appointment(number, "text"));
        }

        await world.SettleAsync(isRegister ? world.Register : world.Rest());
        if (change == Switch.ThereAndBack)
        {
            Add(world, isRegister: false, 1, 2, 3, 4);
            await world.PassAsync(world.Rest(), World.Everything with { FullResync = true });
            await world.SettleAsync(world.Rest());
            Remove(world.Register, "item 4");
            Add(world, isRegister: true, 9);
        }
        else if (isRegister || change == Switch.RestToRegister)
        {
            Add(world, !isRegister, 1, 2, 3, 9);
        }
        else
        {
            world.Server.Appointments.Remove(world.Server.Appointments.Single(row => (string)row.Value["onderwerp"]! == "item 4").Key);
            Add(world, isRegister: false, 9);
        }

        return world;
    }

    private static ISyncSide After(ConnectorWorld world, Switch change)
    {
        if (change == Switch.AnotherListWithTheIdsOfOthers)
        {
            var rows = world.Server.Appointments.ToList();
            for (var place = 0; place < rows.Count; place++)
            {
                var row = (JsonObject)rows[(place + 1) % rows.Count].Value.DeepClone();
                row["id"] = rows[place].Value["id"]!.DeepClone();
                world.Server.Appointments[rows[place].Key] = row;
            }
        }

        return change is Switch.RestToRegister or Switch.ThereAndBack
            ? world.Register
            : world.Rest(map =>
            {
                var kind = map["kinds"]!["Appointment"]!.AsObject();
                switch (change)
                {
                    case Switch.AnotherList or Switch.AnotherListWithTheIdsOfOthers:
                        kind["list"]!["path"] = "afspraken?gebruiker={user}&open=ja";
                        break;
                    case Switch.AnotherId:
                        kind["id"] = "sleutel";
                        break;
                    case Switch.RestWithoutMarkers:
                        kind.Remove("marker");
                        kind.Remove("find");
                        break;
                    case Switch.RestWithFewerFields:
                        kind["fields"]!.AsObject().Remove("Location");
                        kind["fields"]!.AsObject().Remove("Categories");
                        break;
                }
            });
    }

    private static void Add(ConnectorWorld world, bool isRegister, params int[] numbers)
    {
        foreach (var number in numbers)
        {
            if (isRegister)
            {
                world.Register.UserCreate(world.Appointment(number, "text"));
            }
            else
            {
                world.Server.Put(world.Server.Appointments, "id", null, RestRowsOf.Appointment(number, "text"), isMerged: false);
            }
        }
    }

    private static void Remove(InMemorySide side, string subject) =>
        side.UserDelete(side.Live.Single(item => item.Content!.Title == subject).Id);

    private static IReadOnlyList<string> Source(ConnectorWorld world, Switch change) =>
        change is Switch.RestToRegister or Switch.ThereAndBack ? world.InRegister : world.OnServer;

    private static string Item(ConnectorWorld world, Switch change, int number) =>
        Source(world, change).Single(item => item.StartsWith($"item {number} ", StringComparison.Ordinal));

    private static IEnumerable<string> Subjects(IEnumerable<string> items) => items.Select(item => item[..6]);

    private static List<string> Held(ConnectorWorld world) => [.. world.InExchange, "-", .. world.InRegister, "-", .. world.OnServer];
}

using System.Text.Json.Nodes;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using AllSolutionsExchange.Tests.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>
/// Another map of the same list, while links are in place: nothing is made, deleted or emptied for it, and whatever people edit, before or
/// after, is carried over.
/// </summary>
public sealed class ChangedMapTests
{
    /// <summary>What changes in the map, and what the server does about it.</summary>
    public enum Change
    {
        GainsFieldThatIsEmpty,
        GainsFieldThatIsFilled,
        LosesField,
        ReadsAnotherColumn,
        ReadsAnotherFormat,
        ReadsOtherValues,
        GainsMarker,
        LosesMarker,
        GainsVersion,
        LosesVersion,
        ListsAnotherWay,
    }

    public static TheoryData<Change, bool> Changes
    {
        get
        {
            var data = new TheoryData<Change, bool>();
            foreach (var change in Enum.GetValues<Change>())
            {
                data.Add(change, true);
                data.Add(change, false);
            }

            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task Nothing_is_made_deleted_or_emptied_for_it(Change change, bool hasVersion)
    {
        await using var world = await BeginAsync(change, hasVersion);
        var side = After(world, change, hasVersion);
        var (exchange, server) = (world.InExchange, world.OnServer);
        await world.SettleAsync(side);
        Assert.Equal(exchange, world.InExchange);
        Assert.Equal(server, world.OnServer);
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task An_edit_before_it_is_carried_over(Change change, bool hasVersion)
    {
        await using var world = await BeginAsync(change, hasVersion);
        world.Edit("item 1", "plaats", new JsonObject { ["omschrijving"] = "ours" });
        world.Exchange.UserEdit(world.IdInExchange("item 2"), item => item with { Location = "theirs" });
        await world.SettleAsync(After(world, change, hasVersion));
        Assert.Equal(["ours", "theirs", ""], Locations(world));
        Assert.Equal(["ours", "theirs", ""], Places(world));
    }

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task An_edit_after_it_is_carried_over(Change change, bool hasVersion)
    {
        await using var world = await BeginAsync(change, hasVersion);
        var side = After(world, change, hasVersion);
        await world.SettleAsync(side);
        var isThere = change is not Change.LosesField;
        world.Edit("item 1", change == Change.ReadsAnotherColumn ? "notitie" : "toelichting", "ours anew");
        world.Exchange.UserEdit(world.IdInExchange("item 2"), item => item with { Body = "theirs anew" });
        await world.SettleAsync(side);
        var bodies = world.Exchange.Live.Select(item => ((Appointment)item.Content!).Body).ToList();
        Assert.Equal(isThere, bodies.Contains("ours anew"));
        Assert.Contains("theirs anew", bodies);
        Assert.Equal(isThere, world.OnServer.Any(row => row.Contains("theirs anew", StringComparison.Ordinal)));
    }

    /// <summary>What one side edited of a field while the map did not have it stays where it is.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task A_field_that_comes_back_overwrites_nothing(bool hasVersion)
    {
        await using var world = await BeginAsync(Change.LosesField, hasVersion);
        await world.SettleAsync(After(world, Change.LosesField, hasVersion));
        world.Edit("item 1", "toelichting", "");
        world.Exchange.UserEdit(world.IdInExchange("item 2"), item => item with { Body = "" });
        await world.SettleAsync(After(world, Change.LosesField, hasVersion));
        var (exchange, server) = (world.InExchange, world.OnServer);
        await world.SettleAsync(Before(world, Change.LosesField, hasVersion));
        Assert.Equal(exchange, world.InExchange);
        Assert.Equal(server, world.OnServer);
    }

    [Theory]
    [InlineData(Change.GainsFieldThatIsEmpty)]
    [InlineData(Change.ReadsAnotherColumn)]
    [InlineData(Change.ReadsAnotherFormat)]
    public async Task A_crash_in_between_changes_nothing_of_that(Change change)
    {
        for (var crash = 0; ; crash++)
        {
            await using var world = await BeginAsync(change, hasVersion: false);
            world.Exchange.UserEdit(world.IdInExchange("item 2"), item => item with { Location = "theirs" });
            var (exchange, steps) = (world.InExchange, 0);
            var side = After(world, change, hasVersion: false);
            var ended = await world.PassAsync(side, faults: new FaultPlan(_ => steps++ == crash ? Fault.Crash : Fault.None));
            await world.SettleAsync(side);
            Assert.Equal(exchange, world.InExchange);
            Assert.Equal(["", "theirs", ""], Places(world));
            if (ended is not null)
            {
                Assert.True(crash > 10, $"{crash} steps");
                return;
            }
        }
    }

    private static async Task<ConnectorWorld> BeginAsync(Change change, bool hasVersion)
    {
        var world = await ConnectorWorld.StartAsync();
        world.Exchange.UserCreate(world.Appointment(2, "theirs"));
        world.Exchange.UserCreate(world.Appointment(3, "theirs"));
        world.Server.Put(world.Server.Appointments, "id", null, RestRowsOf.Appointment(1, "ours"), isMerged: false);
        await world.SettleAsync(Before(world, change, hasVersion));
        world.Exchange.UserEdit(world.IdInExchange("item 1"), item => item with { Body = "of Exchange" });
        await world.SettleAsync(Before(world, change, hasVersion));
        Assert.Equal(3, world.OnServer.Count);
        foreach (var row in world.Server.Appointments.Values)
        {
            row["notitie"] = "";
            row["toelichting"] = change switch
            {
                Change.GainsFieldThatIsEmpty => "",
                Change.GainsFieldThatIsFilled => "of AllSolutions",
                _ => row["toelichting"]!.DeepClone(),
            };
        }

        return world;
    }

    private static ISyncSide Before(ConnectorWorld world, Change change, bool hasVersion) =>
        world.Rest(map =>
        {
            Common(map, hasVersion && change != Change.GainsVersion);
            _ = change switch
            {
                Change.GainsFieldThatIsEmpty or Change.GainsFieldThatIsFilled => Fields(map).Remove("Body"),
                Change.GainsMarker => Kind(map).Remove("marker") && Kind(map).Remove("find"),
                _ => false,
            };
        });

    private static ISyncSide After(ConnectorWorld world, Change change, bool hasVersion)
    {
        foreach (var row in world.Server.Appointments.Values.Where(_ => change == Change.ReadsAnotherFormat))
        {
            foreach (var name in new[] { "begin", "einde" })
            {
                var text = (string)row[name]!;
                row[name] = $"{text[6..10]}-{text[3..5]}-{text[..2]} {text[11..]}";
            }
        }

        return world.Rest(map =>
        {
            Common(map, hasVersion && change != Change.LosesVersion);
            switch (change)
            {
                case Change.LosesField:
                    Fields(map).Remove("Body");
                    break;
                case Change.ReadsAnotherColumn:
                    Fields(map)["Body"]!["name"] = "notitie";
                    break;
                case Change.ReadsAnotherFormat:
                    Fields(map)["Time"]!["start"]!["format"] = "yyyy-MM-dd HH:mm:ss";
                    Fields(map)["Time"]!["end"]!["format"] = "yyyy-MM-dd HH:mm:ss";
                    break;
                case Change.ReadsOtherValues:
                    Fields(map)["ShowAs"]!["values"]!["Busy"] = "vrij";
                    Fields(map)["ShowAs"]!["values"]!["Free"] = "bezet";
                    break;
                case Change.LosesMarker:
                    Kind(map).Remove("marker");
                    Kind(map).Remove("find");
                    break;
                case Change.ListsAnotherWay:
                    Kind(map)["list"]!.AsObject().Remove("since");
                    Kind(map)["read"]!["path"] = "afspraken/{id}?volledig=ja";
                    break;
            }
        });
    }

    private static void Common(JsonNode map, bool hasVersion)
    {
        if (!hasVersion)
        {
            Kind(map).Remove("version");
        }
    }

    private static JsonObject Kind(JsonNode map) => map["kinds"]!["Appointment"]!.AsObject();

    private static JsonObject Fields(JsonNode map) => Kind(map)["fields"]!.AsObject();

    private static IEnumerable<string> Locations(ConnectorWorld world) =>
        world
            .Exchange.Live.Select(item => (Appointment)item.Content!)
            .OrderBy(item => item.Subject, StringComparer.Ordinal)
            .Select(item => item.Location);

    private static IEnumerable<string> Places(ConnectorWorld world) =>
        world
            .Server.Appointments.Values.OrderBy(row => (string)row["onderwerp"]!, StringComparer.Ordinal)
            .Select(row => (string)row["plaats"]!["omschrijving"]!);
}

using System.Text.RegularExpressions;
using Xunit;

namespace AllSolutionsExchange.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md run one way.</summary>
public sealed partial class ArrowTests
{
    /// <summary>Every room of Core with the rooms that it may know. It knows those above it in this list only, so that no circle is
    /// possible.</summary>
    private static readonly (string Room, string[] Knows)[] Floors =
    [
        ("Texts", []),
        ("Failures", []),
        ("Model", ["Texts", "Failures"]),
        ("Sync", ["Model", "Texts", "Failures"]),
        ("Http", ["Texts", "Failures"]),
        ("Exchange/Ews", ["Http", "Texts", "Failures"]),
        ("Exchange", ["Exchange/Ews", "Http", "Sync", "Model", "Failures"]),
        ("Files", ["Failures"]),
        ("Secrets", ["Files", "Failures"]),
        ("Storage", ["Sync", "Model", "Files", "Failures"]),
        ("AllSolutions", ["Exchange", "Http", "Storage", "Sync", "Model", "Secrets", "Files", "Texts", "Failures"]),
        ("Setup", ["Exchange", "Http", "Exchange/Ews", "Model", "Files", "Failures", "Texts"]),
        ("Coupling", ["AllSolutions", "Http", "Exchange", "Exchange/Ews", "Storage", "Sync", "Model", "Secrets", "Files", "Failures"]),
    ];

    [Fact]
    public void A_room_knows_the_rooms_that_it_may_and_no_other()
    {
        var uses = Rooms.Uses(Core());
        Assert.NotEmpty(uses);
        Assert.DoesNotContain(uses, use => Known(use.From)?.Contains(use.To) != true);

        // What is allowed and not needed any more goes from the list.
        Assert.Empty(
            Floors.SelectMany(floor => floor.Knows.Select(known => (floor.Room, known))).Except(uses.Select(use => (use.From, use.To)))
        );
    }

    [Fact]
    public void No_room_knows_one_that_knows_it() =>
        Assert.All(
            Floors.Select((floor, index) => (floor, Above: Floors.Take(index).Select(above => above.Room))),
            row => Assert.Empty(row.floor.Knows.Except(row.Above))
        );

    [Fact]
    public void The_product_does_not_know_of_the_simulator() =>
        Assert.DoesNotContain(
            Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories),
            file => Simulator().IsMatch(File.ReadAllText(file))
        );

    private static string[]? Known(string room) => Array.Find(Floors, floor => floor.Room == room).Knows;

    private static string Core() => Path.Combine(Root(), "src/AllSolutionsExchange.Core");

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AllSolutionsExchange.sln")))
        {
            folder = folder.Parent!;
        }

        return folder.FullName;
    }

    [GeneratedRegex("simulat", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Simulator();
}

using System.Text.RegularExpressions;
using Xunit;

namespace AllSolutionsExchange.Tests.Architecture;

/// <summary>The arrows of docs/architecture.md run one way.</summary>
public sealed partial class ArrowTests
{
    [Theory]
    [InlineData("Model", "Sync|Exchange|AllSolutions|Storage|Secrets|Setup|Coupling")]
    [InlineData("Sync", "Exchange|AllSolutions|Storage|Secrets|Setup|Coupling")]
    [InlineData("Exchange/Ews", "Model|Sync|AllSolutions|Storage|Secrets|Setup|Coupling")]
    [InlineData("Exchange", "AllSolutions|Storage|Secrets|Setup|Coupling")]
    [InlineData("Storage", "Exchange|AllSolutions|Secrets|Setup|Coupling")]
    [InlineData("AllSolutions", "Exchange|Setup")]
    [InlineData("Setup", "Storage|Secrets|Coupling")]
    public void A_room_names_no_room_above_it(string room, string forbidden)
    {
        var folder = Path.Combine(Root(), "src/AllSolutionsExchange.Core", room);
        Assert.True(Directory.Exists(folder), $"{folder} is not there.");
        var files = Directory.GetFiles(folder, "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        var names = new Regex($@"AllSolutionsExchange\.({forbidden})\b", RegexOptions.None, TimeSpan.FromSeconds(10));
        Assert.Empty(files.Where(file => names.IsMatch(File.ReadAllText(file))).Select(file => Path.GetRelativePath(Root(), file)));
    }

    [Fact]
    public void The_product_does_not_know_of_the_simulator() =>
        Assert.DoesNotContain(Directory.GetFiles(Path.Combine(Root(), "src"), "*.cs", SearchOption.AllDirectories), file => Simulator().IsMatch(File.ReadAllText(file)));

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "AllSolutionsExchange.sln"))) folder = folder.Parent!;
        return folder.FullName;
    }

    [GeneratedRegex("simulat", RegexOptions.IgnoreCase, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Simulator();
}

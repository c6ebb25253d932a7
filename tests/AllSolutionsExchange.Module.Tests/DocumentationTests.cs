using System.Management.Automation;
using System.Text.RegularExpressions;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What the pages tell an admin to type, the built module understands.</summary>
public sealed partial class DocumentationTests
{
    [Theory]
    [InlineData("README.md")]
    [InlineData("docs/nl/koppeling-inrichten.md")]
    public void EveryCommandOnThePageExists(string page)
    {
        using var session = new ModuleSession();
        var uses = new CommandUses(session.Run("Get-Command -Module AllSolutionsExchange").Values.Cast<CmdletInfo>());
        var text = File.ReadAllText(Path.Combine(BuiltModule.Repository, page));
        Assert.All(Block().Matches(text).Select(match => match.Groups["code"].Value), uses.Check);
        Assert.All(Inline().Matches(text).Select(match => match.Groups["code"].Value), uses.Check);
        Assert.True(uses.Count >= 5);
    }

    [GeneratedRegex(
        "```powershell\n(?<code>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Block();

    /// <summary>Within a line: what begins with a verb.</summary>
    [GeneratedRegex("(?<!`)`(?<code>[A-Z][a-z]+-[A-Z][^`\n]*)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Inline();
}

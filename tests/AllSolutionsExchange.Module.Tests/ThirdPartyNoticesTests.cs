using System.Text.RegularExpressions;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>Nothing of other people is shipped without its licence.</summary>
public sealed partial class ThirdPartyNoticesTests
{
    [Fact]
    public void EveryFileOfOtherPeopleHasItsRow()
    {
        var notices = File.ReadAllText(Path.Combine(BuiltModule.Folder, "THIRD-PARTY-NOTICES.txt"));
        var rows = Row()
            .Matches(notices)
            .ToDictionary(row => row.Groups["file"].Value, row => row.Groups["licence"].Value, StringComparer.Ordinal);
        var shipped = Directory
            .GetFiles(Path.Combine(BuiltModule.Folder, "bin", "Dependencies"), "*", SearchOption.AllDirectories)
            .Select(Path.GetFileName)
            .Distinct(StringComparer.Ordinal);
        Assert.Equal(
            shipped.Where(file => file != "AllSolutionsExchange.Core.dll").Order(StringComparer.Ordinal),
            rows.Keys.Order(StringComparer.Ordinal)
        );

        // The text of each licence is there too.
        Assert.All(rows.Values, licence => Assert.Contains(licence.Split(' ')[0], (string[])["MIT", "Apache-2.0"]));
        Assert.Contains("The MIT License (MIT)", notices, StringComparison.Ordinal);
        Assert.Contains("TERMS AND CONDITIONS FOR USE, REPRODUCTION, AND DISTRIBUTION", notices, StringComparison.Ordinal);
    }

    [GeneratedRegex(
        @"^(?<file>\S+\.(dll|so|dylib)) +(?<package>\S+) +(?<licence>\S.*)$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Row();
}

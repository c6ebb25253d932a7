using System.Reflection;
using System.Text.RegularExpressions;
using Xunit;

namespace AllSolutionsExchange.Tests.Architecture;

/// <summary>The table of errors holds what is thrown, and nothing else.</summary>
public sealed partial class ErrorIdUseTests
{
    [Fact]
    public void Every_error_of_the_table_is_one_that_comes()
    {
        var used = Directory
            .GetFiles(Path.Combine(Sources.Root(), "src"), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Path.GetFileName(file).StartsWith("ErrorIds", StringComparison.Ordinal))
            .SelectMany(file => Use().Matches(File.ReadAllText(file)).Select(match => match.Groups["id"].Value))
            .ToHashSet(StringComparer.Ordinal);
        var known = typeof(ErrorIds).GetProperties(BindingFlags.Public | BindingFlags.Static).Select(property => property.Name);
        Assert.Empty(known.Except(used));
    }

    [GeneratedRegex(@"\bErrorIds\.(?<id>\w+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 10_000)]
    private static partial Regex Use();
}

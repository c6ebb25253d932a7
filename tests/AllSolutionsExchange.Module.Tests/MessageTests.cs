using System.Text.RegularExpressions;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What the module says, read in its source: sentences have their full stop, since another may follow, and no value is left to be
/// filled in.</summary>
public sealed partial class MessageTests
{
    /// <summary>The elements of a web.config, which are called so.</summary>
    private static readonly string[] Elements = ["<configuration>", "<defaultProxy>", "<location>", "<bypasslist>"];

    [Fact]
    public void ASentenceEndsWithAFullStop()
    {
        var sentences = Texts().Where(text => IsSentence(text.Value)).ToList();
        Assert.True(sentences.Count > 200, $"{sentences.Count} sentences");
        Assert.Empty(sentences.Where(text => !text.GoesOn && !End().IsMatch(text.Value)).Select(text => $"{text.Place}: {text.Value}"));
    }

    [Fact]
    public void NothingIsLeftToBeFilledIn() =>
        Assert.Empty(
            Texts()
                .Where(text =>
                    IsSentence(text.Value)
                    && Placeholder().Matches(text.Value).Any(match => !Elements.Contains(match.Value, StringComparer.Ordinal))
                )
                .Select(text => $"{text.Place}: {text.Value}")
        );

    /// <summary>Several sentences, or one that leads to a command. A log's line is none.</summary>
    private static bool IsSentence(string text) =>
        text.Length > 0
        && char.IsUpper(text[0])
        && text.Split(' ').Length >= 5
        && (text.Contains(". ", StringComparison.Ordinal) || text.Contains(": ", StringComparison.Ordinal))
        && !text.StartsWith("POST ", StringComparison.Ordinal);

    private static IEnumerable<(string Place, string Value, bool GoesOn)> Texts() =>
        from file in Directory.GetFiles(Path.Combine(BuiltModule.Repository, "src"), "*.cs", SearchOption.AllDirectories)
        where !file.Contains($"{Path.DirectorySeparatorChar}obj{Path.DirectorySeparatorChar}", StringComparison.Ordinal)
        from line in File.ReadLines(file)
        where !line.TrimStart().StartsWith("//", StringComparison.Ordinal) && !line.Contains("PRAGMA", StringComparison.Ordinal)
        from match in Literal().Matches(line)
        select (Path.GetFileName(file), match.Groups["text"].Value, match.Groups["more"].Success);

    [GeneratedRegex("""\$?"(?<text>(?:[^"\\{]|\\.|\{(?:[^{}"]|"[^"]*"|\{[^{}]*\})*\})*)"(?<more>\s*\+|\s*$)?""", RegexOptions.None, 10_000)]
    private static partial Regex Literal();

    /// <summary>A stop, a blank where more is appended, or a value that ends as a sentence does.</summary>
    [GeneratedRegex(@"[.?!:} ]$", RegexOptions.None, 10_000)]
    private static partial Regex End();

    [GeneratedRegex(@"<[A-Za-z]+>|\b(?:SERVER|HOST|MAILBOX|USER)\b", RegexOptions.None, 10_000)]
    private static partial Regex Placeholder();
}

using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Text;
using Xunit;

namespace AllSolutionsExchange.Tests.Architecture;

/// <summary>What the formatter leaves alone: it breaks no string and no comment.</summary>
public sealed class LayoutTests
{
    private const int Columns = 140;

    [Theory]
    [InlineData("src")]
    [InlineData("samples")]
    [InlineData("benchmarks")]
    [InlineData("tests")]
    [InlineData("tools")]
    public void No_line_is_wider_than_the_formatter_makes_it(string folder)
    {
        var files = Directory.GetFiles(Path.Combine(Sources.Root(), folder), "*.cs", SearchOption.AllDirectories);
        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => Wide(File.ReadAllText(file)).Select(line => $"{file}:{line}")));
    }

    [Theory]
    [InlineData("// {0}", 1)]
    [InlineData("var a = \"{0}\";", 1)]
    [InlineData("/// <code>{0}</code>", 0)]
    [InlineData("var a = \"\"\"\n{0}\n\"\"\";", 0)]
    public void A_wide_line_is_found_unless_it_is_one_that_is_not_to_be_broken(string form, int found) =>
        Assert.Equal(found, Wide(string.Format(CultureInfo.InvariantCulture, form, new string('x', Columns))).Count());

    /// <summary>The numbers, from 1, of the lines that are too wide. Not those of a raw string, which is data, nor of an example in the
    /// help, which is one command.</summary>
    private static IEnumerable<int> Wide(string text)
    {
        if (!text.Split('\n').Any(line => line.Length > Columns))
        {
            return [];
        }

        var root = CSharpSyntaxTree.ParseText(text).GetRoot();
        return root.GetText().Lines.Where(line => line.Span.Length > Columns && !IsWhole(root, line)).Select(line => line.LineNumber + 1);
    }

    private static bool IsWhole(SyntaxNode root, TextLine line) =>
        line.ToString().Contains("<code>", StringComparison.Ordinal)
        || root.DescendantNodes(node => node.FullSpan.IntersectsWith(line.Span))
            .Any(node => IsRaw(node) && node.Span.IntersectsWith(line.Span));

    private static bool IsRaw(SyntaxNode node) =>
        node is LiteralExpressionSyntax or InterpolatedStringExpressionSyntax
        && node.ToString().Contains("\"\"\"", StringComparison.Ordinal);
}

using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Xunit;

namespace AllSolutionsExchange.Tests.Architecture;

/// <summary>The rooms of Core, a folder each, and which of another's types each uses. By the compiler's symbols: an alias or a <c>var</c>
/// hides nothing.</summary>
internal static class Rooms
{
    /// <summary>A use of a type of another room.</summary>
    /// <param name="From">The room that uses it.</param>
    /// <param name="To">The room of the type.</param>
    /// <param name="Where">File and type, for a person.</param>
    public sealed record Use(string From, string To, string Where);

    /// <summary>All uses, once per file and type.</summary>
    public static IReadOnlyList<Use> Uses(string core)
    {
        var options = new CSharpParseOptions(LanguageVersion.Latest);
        var trees = Directory
            .GetFiles(core, "*.cs", SearchOption.AllDirectories)
            .Where(file => !file.Contains("/obj/", StringComparison.Ordinal))
            .Select(file =>
                CSharpSyntaxTree.ParseText(File.ReadAllText(file), options, Path.GetRelativePath(core, file).Replace('\\', '/'))
            )
            .Append(CSharpSyntaxTree.ParseText(GlobalUsings, options, "GlobalUsings.cs"))
            .ToList();
        var compilation = CSharpCompilation.Create(
            "Core",
            trees,
            References(),
            new CSharpCompilationOptions(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable)
        );
        Assert.Empty(
            compilation.GetDeclarationDiagnostics().Where(diagnostic => diagnostic.Id is "CS0246" or "CS0234" or "CS0103" or "CS0118")
        );
        return [.. trees.AsParallel().SelectMany(tree => UsesIn(compilation.GetSemanticModel(tree), tree)).Distinct()];
    }

    // What the project's implicit usings are.
    private const string GlobalUsings = """
        global using System; global using System.Collections.Generic; global using System.IO; global using System.Linq;
        global using System.Threading; global using System.Threading.Tasks;
        """;

    private static IEnumerable<MetadataReference> References() =>
        ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(file => !Path.GetFileName(file).StartsWith("AllSolutionsExchange", StringComparison.Ordinal))
            .Select(file => MetadataReference.CreateFromFile(file));

    private static IEnumerable<Use> UsesIn(SemanticModel model, SyntaxTree tree)
    {
        var from = RoomOf(tree.FilePath);
        foreach (
            var node in tree.GetRoot().DescendantNodes().Where(node => node is SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax)
        )
        {
            var symbol = model.GetSymbolInfo(node).Symbol;
            var type = symbol as INamedTypeSymbol ?? symbol?.ContainingType;
            if (type?.OriginalDefinition.Locations[0].SourceTree is { } declared && RoomOf(declared.FilePath) is var to && to != from)
            {
                yield return new Use(from, to, $"{tree.FilePath}: {type.Name}");
            }
        }
    }

    /// <summary>The first folder; the client of EWS is a room of its own.</summary>
    private static string RoomOf(string file) =>
        file.StartsWith("Exchange/Ews/", StringComparison.Ordinal) ? "Exchange/Ews" : file.Split('/')[0];
}

using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions.Connectors;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>The map of samples/connector, which the tests begin with.</summary>
internal static class SampleMap
{
    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true };

    public static string Text { get; } = File.ReadAllText(PathOf("rest.json"));

    public static string Schema { get; } = File.ReadAllText(PathOf("connector.schema.json"));

    /// <summary>The sample as a tree, to be changed.</summary>
    public static JsonNode Tree() => JsonNode.Parse(Text, documentOptions: Options)!;

    public static ConnectorMap Read(string text) => ConnectorMap.Parse(Encoding.UTF8.GetBytes(text));

    /// <summary>The faults of a map; none where it is taken.</summary>
    public static IReadOnlyList<string> Faults(string text) => Faults(Encoding.UTF8.GetBytes(text));

    public static IReadOnlyList<string> Faults(byte[] utf8)
    {
        try
        {
            ConnectorMap.Parse(utf8);
            return [];
        }
        catch (ConnectorMapException exception)
        {
            return exception.Faults;
        }
    }

    private static string PathOf(string file) => Path.Combine(AppContext.BaseDirectory, "Connector", file);
}

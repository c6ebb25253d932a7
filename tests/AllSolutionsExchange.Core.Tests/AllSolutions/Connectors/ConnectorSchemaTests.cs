using System.Text.Json;
using System.Text.Json.Nodes;
using Json.Schema;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>
/// The schema that an editor goes by and the reader agree: the sample is changed in each of its places in each way, and both take the
/// result or both refuse it.
/// </summary>
public sealed class ConnectorSchemaTests
{
    /// <summary>What only the reader can tell, since it takes more than one place, or the system's time zones.</summary>
    private static readonly string[] Beyond =
    [
        "is not a time zone that is known here",
        "dates cannot be written and read by this format",
        "and would come back as that",
        "' is not known here. Write '{",
        "' is not known here. Write one of: {",
    ];

    private static readonly JsonSchema Schema = JsonSchema.FromText(SampleMap.Schema);

    [Fact]
    public void Both_take_the_sample()
    {
        Assert.True(IsValid(SampleMap.Tree()));
        Assert.Empty(SampleMap.Faults(SampleMap.Text));
    }

    [Fact]
    public void Both_refuse_the_same_changes_of_it()
    {
        var wrong = new List<string>();
        int taken = 0,
            refused = 0;
        foreach (var (what, map) in Changes())
        {
            var faults = SampleMap.Faults(map.ToJsonString());
            if (faults.Count > 0 && faults.All(fault => Beyond.Any(fault.Contains)))
            {
                continue;
            }

            var isValid = IsValid(map);
            if (isValid != (faults.Count == 0))
            {
                wrong.Add($"{what}: the schema {(isValid ? "takes" : "refuses")} it, the reader says: {string.Join(" ", faults)}");
            }

            _ = isValid ? taken++ : refused++;
        }

        Assert.Empty(wrong);
        Assert.True(taken > 100 && refused > 1000, $"{taken} were taken and {refused} refused.");
    }

    /// <summary>The sample with one member left out, named otherwise, or holding something else.</summary>
    private static IEnumerable<(string What, JsonNode Map)> Changes()
    {
        foreach (var path in Paths(SampleMap.Tree(), []))
        {
            foreach (
                var value in (string[])
                    ["1", "1.5", "-1", "\"x\"", "\"\"", "\" \"", "\"http://erp.contoso.nl/\"", "true", "null", "[]", "[1]", "{}"]
            )
            {
                yield return Changed(path, value, (parent, name) => parent[name] = JsonNode.Parse(value));
            }

            yield return Changed(path, "(left out)", (parent, name) => parent.Remove(name));
            yield return Changed(
                path,
                "(misspelt)",
                (parent, name) =>
                {
                    var node = parent[name];
                    parent.Remove(name);
                    parent[name + "x"] = node;
                }
            );
        }
    }

    private static (string, JsonNode) Changed(string[] path, string how, Action<JsonObject, string> change)
    {
        var map = SampleMap.Tree();
        var parent = path[..^1].Aggregate(map, (node, name) => node[name]!);
        change(parent.AsObject(), path[^1]);
        return ($"{string.Join(".", path)} = {how}", map);
    }

    private static IEnumerable<string[]> Paths(JsonNode node, string[] path) =>
        node is JsonObject map
            ? map.SelectMany(member =>
                (
                    (string[][])
                        [
                            [.. path, member.Key],
                        ]
                ).Concat(member.Value is null ? [] : Paths(member.Value, [.. path, member.Key]))
            )
            : [];

    private static bool IsValid(JsonNode map) => Schema.Evaluate(JsonSerializer.SerializeToElement(map)).IsValid;
}

using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <content>The connector to it.</content>
internal sealed partial class RestServerDouble
{
    /// <summary>The sample with this server's address, and with what a test changes of it.</summary>
    public ConnectorMap Map(Action<JsonNode>? change = null)
    {
        var tree = SampleMap.Tree();
        tree["rest"]!["url"] = Url.AbsoluteUri;
        change?.Invoke(tree);
        return SampleMap.Read(tree.ToJsonString());
    }

    public RestConnector Connector(Action<JsonNode>? change = null, string? secret = Secret, List<TimeSpan>? waits = null)
    {
        var map = Map(change);
        return new RestConnector(
            map,
            new RestOptions
            {
                Server = map.Server,
                Secret = map.Server.SignIn.Secret is null ? null : secret,
                Clock = () => Now,
                Delay = (time, _) =>
                {
                    waits?.Add(time);
                    return Task.CompletedTask;
                },
            }
        );
    }

    public Dictionary<string, JsonObject> Rows(ItemKind kind) => kind == ItemKind.Appointment ? Appointments : Tasks;
}

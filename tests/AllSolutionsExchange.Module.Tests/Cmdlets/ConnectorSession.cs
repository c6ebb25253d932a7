using System.Management.Automation;
using System.Text.Json;
using System.Text.Json.Nodes;
using AllSolutionsExchange.Tests.AllSolutions.Connectors;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The three users between a simulated Exchange and a REST server, with the sample's map of it in a file.</summary>
internal sealed class ConnectorSession : IAsyncDisposable
{
    public const string Set = "Set-AsConnector -Path $Map -Credential $Koppeling";

    private static readonly JsonDocumentOptions Options = new() { CommentHandling = JsonCommentHandling.Skip };

    private ConnectorSession(Coupled coupled, RestServerDouble server)
    {
        Coupled = coupled;
        Server = server;
        MapPath = Path.Combine(coupled.Folder, "connector.json");
        coupled.Session.Set("Map", MapPath);
        coupled.Session.Set("Koppeling", new PSCredential("koppeling", Coupled.Secure(RestServerDouble.Secret)));
        WriteMap();
    }

    public Coupled Coupled { get; }

    public RestServerDouble Server { get; }

    public string MapPath { get; }

    public static async Task<ConnectorSession> StartAsync(string kinds = "Appointment") =>
        new(await Coupled.RegisteredAsync(kinds: kinds), await RestServerDouble.StartAsync());

    /// <summary>With the connector set.</summary>
    public static async Task<ConnectorSession> ConnectedAsync(string kinds = "Appointment")
    {
        var session = await StartAsync(kinds);
        session.Coupled.Succeed(Set);
        return session;
    }

    /// <summary>Writes the sample with this server's address, and with what a test changes of it.</summary>
    public void WriteMap(Action<JsonNode>? change = null)
    {
        var tree = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Connector", "rest.json")), null, Options)!;
        tree["rest"]!["url"] = Server.Url.AbsoluteUri;
        change?.Invoke(tree);
        File.WriteAllText(MapPath, tree.ToJsonString(new JsonSerializerOptions { WriteIndented = true }));
    }

    /// <summary>Enters an appointment in AllSolutions, tomorrow at an hour.</summary>
    public string Enter(string user, string subject, int hour, string? id = null)
    {
        var start = TimeZoneInfo.ConvertTime(Coupled.Tomorrow.AddHours(hour), TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam"));
        var row = new JsonObject
        {
            ["gebruiker"] = user,
            ["onderwerp"] = subject,
            ["toelichting"] = "",
            ["plaats"] = new JsonObject { ["omschrijving"] = "" },
            ["begin"] = start.ToString("dd-MM-yyyy HH:mm:ss"),
            ["einde"] = start.AddHours(1).ToString("dd-MM-yyyy HH:mm:ss"),
            ["heleDag"] = "N",
            ["status"] = "bezet",
            ["vertrouwelijk"] = 0,
            ["categorieen"] = "",
            ["herinnering"] = 15,
        };
        return Server.Put(Server.Appointments, "id", id, row, isMerged: false)["id"]!.ToString();
    }

    /// <summary>Subjects of the appointments in AllSolutions, in order.</summary>
    public IEnumerable<string> Subjects() =>
        Server.Appointments.Values.Select(row => (string)row["onderwerp"]!).Order(StringComparer.Ordinal);

    public async ValueTask DisposeAsync()
    {
        await Coupled.DisposeAsync();
        await Server.DisposeAsync();
    }
}

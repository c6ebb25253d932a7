using System.Globalization;
using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>
/// The imaginary interface that samples/connector/rest.json is the map of: appointments by offset and with a version, tasks by the header
/// Link and without one.
/// </summary>
internal sealed partial class RestServerDouble : IAsyncDisposable
{
    public const string Secret = "geheim:é";

    private const int LinkPage = 3;
    private readonly WebApplication _app;
    private int _next = 100;

    private RestServerDouble(WebApplication app) => _app = app;

    public Dictionary<string, JsonObject> Appointments { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, JsonObject> Tasks { get; } = new(StringComparer.Ordinal);

    /// <summary>Method and address of each request, in their order.</summary>
    public List<string> Log { get; } = [];

    /// <summary>The server's clock; each write moves it on by a second.</summary>
    public DateTimeOffset Now { get; set; } = new(2026, 11, 23, 8, 0, 0, TimeSpan.Zero);

    /// <summary>Answers in the place of the server; true where it did.</summary>
    public Func<HttpContext, Task<bool>>? Instead { get; set; }

    /// <summary>Done after a request was carried out, before its answer goes out.</summary>
    public Action<HttpContext>? After { get; set; }

    /// <summary>What becomes of the rows of a list before they are sent.</summary>
    public Func<List<JsonObject>, List<JsonObject>> Lists { get; set; } = rows => rows;

    public Uri Url =>
        new(new Uri(_app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First()), "/api/v1/");

    public static async Task<RestServerDouble> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(options => options.Listen(IPAddress.Loopback, 0));
        var app = builder.Build();
        var server = new RestServerDouble(app);
        app.Use(server.GuardAsync);
        server.MapAppointments();
        server.MapTasks();
        await app.StartAsync();
        return server;
    }

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task GuardAsync(HttpContext context, RequestDelegate next)
    {
        lock (Log)
        {
            Log.Add($"{context.Request.Method} {context.Request.Path}{context.Request.QueryString}");
        }

        var account = "Basic " + Convert.ToBase64String(Encoding.UTF8.GetBytes("koppeling:" + Secret));
        if (Instead is not null && await Instead(context))
        {
            return;
        }

        if (context.Request.Headers.Authorization != account)
        {
            context.Response.StatusCode = 401;
            return;
        }

        context.Response.Headers.Date = Now.ToString("R", CultureInfo.InvariantCulture);
        await next(context);
    }

    private void MapAppointments()
    {
        _app.MapGet(
            "/api/v1/afspraken",
            (HttpContext context) =>
            {
                var query = context.Request.Query;
                var rows = Appointments.Values.Where(row =>
                    (!query.ContainsKey("syncId") || (string?)row["kp01.sync-id"] == query["syncId"])
                    && (!query.ContainsKey("gebruiker") || (string?)row["gebruiker"] == query["gebruiker"])
                    && (
                        !query.ContainsKey("gewijzigdNa")
                        || DateTimeOffset.Parse((string)row["gewijzigd"]!, CultureInfo.InvariantCulture)
                            > DateTimeOffset.Parse(query["gewijzigdNa"]!, CultureInfo.InvariantCulture)
                    )
                );
                var all = rows.ToList();
                var page = Lists([.. all.Skip(int.Parse(query["vanaf"]!)).Take(Math.Min(2, int.Parse(query["maximum"]!)))]);
                return Json(new JsonObject { ["regels"] = List(page), ["aantal"] = all.Count });
            }
        );
        _app.MapPost("/api/v1/afspraken", (Delegate)((HttpContext context) => WriteAsync(context, Appointments, "id", null)));
        MapRow("/api/v1/afspraken/{id}", Appointments, "id", "PATCH");
    }

    private void MapTasks()
    {
        _app.MapGet(
            "/api/v1/gebruikers/{user}/acties",
            (HttpContext context, string user) =>
            {
                _ = int.TryParse(context.Request.Query["pagina"], out var page);
                var rows = Tasks.Values.ToList();
                if (rows.Count > (page + 1) * LinkPage)
                {
                    context.Response.Headers.Link = $"</api/v1/help>; rel=\"help\", <?pagina={page + 1}>; rel=\"next\"";
                }

                return Json(List(Lists([.. rows.Skip(page * LinkPage).Take(LinkPage)])));
            }
        );
        _app.MapPost("/api/v1/gebruikers/{user}/acties", (Delegate)((HttpContext context) => WriteAsync(context, Tasks, "nummer", null)));
        MapRow("/api/v1/acties/{id}", Tasks, "nummer", "PUT");
    }

    private void MapRow(string path, Dictionary<string, JsonObject> rows, string idName, string change)
    {
        _app.MapGet(path, (string id) => rows.TryGetValue(id, out var row) ? Json(row.DeepClone()) : Results.NotFound());
        _app.MapDelete(
            path,
            (HttpContext context, string id) =>
            {
                var isThere = rows.Remove(id);
                After?.Invoke(context);
                return isThere ? Results.NoContent() : Results.NotFound();
            }
        );
        _app.MapMethods(path, [change], (HttpContext context, string id) => WriteAsync(context, rows, idName, id));
    }

    private async Task<IResult> WriteAsync(HttpContext context, Dictionary<string, JsonObject> rows, string idName, string? id)
    {
        if (id is not null && !rows.ContainsKey(id))
        {
            return Results.NotFound();
        }

        var sent = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
        var stored = Put(rows, idName, id, sent, isMerged: context.Request.Method == "PATCH").DeepClone();
        After?.Invoke(context);
        return Json(stored);
    }

    /// <summary>Stores a row as the server does; also what a person does at it.</summary>
    public JsonObject Put(Dictionary<string, JsonObject> rows, string idName, string? id, JsonObject sent, bool isMerged)
    {
        lock (Log)
        {
            Now += TimeSpan.FromSeconds(1);
            id ??= (++_next).ToString(CultureInfo.InvariantCulture);
            var row = isMerged && rows.TryGetValue(id, out var known) ? known : [];
            foreach (var member in sent.ToList())
            {
                row[member.Key] = member.Value?.DeepClone();
            }

            row[idName] = int.Parse(id, CultureInfo.InvariantCulture);
            row["sleutel"] = id;
            row["versie"] = (int)(row["versie"] ?? 0) + 1;
            var isTask = idName == "nummer";
            row["gewijzigd"] = Now.ToString(isTask ? "yyyy-MM-dd'T'HH:mm:ss" : "yyyy-MM-dd'T'HH:mm:sszzz", CultureInfo.InvariantCulture);
            rows[id] = row;
            return row;
        }
    }

    private static JsonArray List(IEnumerable<JsonObject> rows) => new([.. rows.Select(row => (JsonNode?)row.DeepClone())]);

    private static IResult Json(JsonNode node) => Results.Text(node.ToJsonString(), "application/json; charset=utf-8");
}

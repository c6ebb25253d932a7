using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>Five rows in pages of two, in each way that a map can name, also from a server that gives fewer than it is asked for.</summary>
public sealed class RestPagingTests : RestTestBase
{
    private const string Next = "\"verder\": \"afspraken?gebruiker=jdv&pagina=";

    [Theory]
    [InlineData(
        """{ "type": "offset", "parameter": "vanaf", "sizeParameter": "maximum", "size": 50 }""",
        "vanaf=0 vanaf=2 vanaf=4 vanaf=5"
    )]
    [InlineData("""{ "type": "offset", "parameter": "vanaf" }""", "vanaf=0 vanaf=2 vanaf=4 vanaf=5")]
    [InlineData("""{ "type": "page", "parameter": "pagina" }""", "pagina=1 pagina=2 pagina=3 pagina=4")]
    [InlineData("""{ "type": "page", "parameter": "pagina", "first": 0 }""", "pagina=0 pagina=1 pagina=2 pagina=3")]
    [InlineData("""{ "type": "keySet", "parameter": "na" }""", "- na=102 na=104 na=105")]
    [InlineData("""{ "type": "next", "name": "verder" }""", "- pagina=1 pagina=2")]
    [InlineData("""{ "type": "link" }""", "- pagina=1 pagina=2")]
    [InlineData("""{ "type": "none" }""", "-")]
    public async Task All_rows_come_once(string paging, string asked)
    {
        var parts = new List<string>();
        Server.Instead = context => PageAsync(context, JsonNode.Parse(paging)!, parts);
        var side = Open(map =>
        {
            var list = map["kinds"]!["Appointment"]!["list"]!.AsObject();
            list["paging"] = JsonNode.Parse(paging);
            list.Remove("since");
            list.Remove("count");
        });
        var page = await side.PullAsync((await side.IdentifyAsync(default)).Folder, null, default);
        Assert.Equal(["101", "102", "103", "104", "105"], page.Changes.Select(change => change.Id));
        Assert.Equal(asked.Split(' '), parts);
        Assert.All(Server.Log, line => Assert.Contains("gebruiker=jdv", line, StringComparison.Ordinal));
        Assert.Equal(
            paging.Contains("sizeParameter", StringComparison.Ordinal),
            Server.Log[0].Contains("maximum=50", StringComparison.Ordinal)
        );
    }

    private static async Task<bool> PageAsync(HttpContext context, JsonNode paging, List<string> parts)
    {
        var query = context.Request.Query;
        var name = new[] { "vanaf", "pagina", "na" }.FirstOrDefault(query.ContainsKey);
        var value = name is null ? 0 : int.Parse(query[name]!);
        parts.Add(name is null ? "-" : $"{name}={value}");
        var type = (string)paging["type"]!;
        var page = type == "page" ? value - ((int?)paging["first"] ?? 1) : value;
        var skipped = type switch
        {
            "offset" => value,
            "keySet" => value == 0 ? 0 : value - 100,
            _ => page * 2,
        };
        var ids = Enumerable.Range(101, 5).Skip(skipped).Take(type == "none" ? 5 : 2).ToList();
        var hasMore = page < 2;
        if (type == "link" && hasMore)
        {
            context.Response.Headers.Link = $"<afspraken?gebruiker=jdv&pagina={page + 1}>; title=\"a; b\"; rel=\"next last\"";
        }

        var next = type == "next" ? (hasMore ? $", {Next}{page + 1}\"" : ", \"verder\": null") : "";
        await context.Response.WriteAsync($$"""{ "regels": [{{string.Join(",", ids.Select(RestRowsOf.Stored))}}]{{next}} }""");
        return true;
    }
}

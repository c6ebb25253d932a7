using System.Text.Json.Nodes;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>Lists and what changed in them: they come whole or are one clear error, and nothing is taken for gone on a guess.</summary>
public sealed class RestListTests : RestTestBase
{
    [Theory]
    [InlineData("page", "web page instead of JSON", false)]
    [InlineData("half", "not JSON, or not all of it came", true)]
    [InlineData("cut", "The connection to 127.0.0.1 was cut.", true)]
    [InlineData("object", "has no list 'regels'", true)]
    [InlineData("no id", "A row of the list has no id", true)]
    [InlineData("no column", "No row of the list has 'onderwerp'", true)]
    [InlineData("no count", "has no number 'aantal'", true)]
    [InlineData("ends early", "ended after 2 of 5 rows", true)]
    [InlineData("no end", "does not end", true)]
    [InlineData("error later", "HTTP 500", true)]
    [InlineData("redirect", "sends the request elsewhere (HTTP 302)", false)]
    public async Task A_list_that_is_not_whole_is_one_error_and_nothing_is_gone_for_it(string what, string told, bool isTransient)
    {
        var side = Open(map => map["kinds"]!["Appointment"]!["list"]!.AsObject().Remove("since"));
        var folder = (await side.IdentifyAsync(default)).Folder;
        var before = await side.PullAsync(folder, null, default);
        Assert.Equal(5, before.Changes.Count);

        Server.Instead = context => WrongAsync(what, context);
        var failure = await Assert.ThrowsAsync<SideUnavailableException>(() => side.PullAsync(folder, before.Cursor, default));
        Assert.Contains(told, failure.Message, StringComparison.Ordinal);
        Assert.Equal(isTransient, failure.IsTransient);

        Server.Instead = null;
        var after = await side.PullAsync(folder, before.Cursor, default);
        Assert.Empty(after.Changes);
    }

    [Fact]
    public async Task What_a_list_leaves_out_and_theServer_still_has_is_not_gone()
    {
        var side = Open(map => map["kinds"]!["Appointment"]!["list"]!.AsObject().Remove("since"));
        var folder = (await side.IdentifyAsync(default)).Folder;
        var before = await side.PullAsync(folder, null, default);

        // Somebody deletes a row of the first page while the second is asked for: the rows shift, and one is never named.
        Server.Appointments.Remove("101");
        Server.Lists = rows => rows.FindAll(row => row["id"]!.GetValue<int>() != 103);
        var counted = await Assert.ThrowsAsync<SideUnavailableException>(() => side.PullAsync(folder, before.Cursor, default));
        Assert.Contains("ended after 3 of 4 rows", counted.Message, StringComparison.Ordinal);

        var uncounted = Open(map =>
        {
            map["kinds"]!["Appointment"]!["list"]!.AsObject().Remove("since");
            map["kinds"]!["Appointment"]!["list"]!.AsObject().Remove("count");
        });
        var after = await uncounted.PullAsync(folder, before.Cursor, default);
        Assert.Equal([new ItemChange("101", null, IsVanished: true)], after.Changes);
    }

    [Theory]
    [InlineData("link")]
    [InlineData("next")]
    public async Task No_other_host_is_asked_for_the_next_page(string paging)
    {
        await using var other = await RestServerDouble.StartAsync();
        var side = Open(map =>
        {
            var list = map["kinds"]!["Appointment"]!["list"]!.AsObject();
            list["paging"] = JsonNode.Parse(paging == "link" ? """{ "type": "link" }""" : """{ "type": "next", "name": "verder" }""");
            list.Remove("since");
        });
        Server.Instead = async context =>
        {
            var url = new Uri(other.Url, "afspraken").AbsoluteUri;
            context.Response.Headers.Link = $"<{url}>; rel=next";
            await context.Response.WriteAsync($$"""{ "regels": [{{RestRowsOf.Stored(1)}}], "aantal": 2, "verder": "{{url}}" }""");
            return true;
        };
        var folder = (await side.IdentifyAsync(default)).Folder;
        var failure = await Assert.ThrowsAsync<SideUnavailableException>(() => side.PullAsync(folder, null, default));
        Assert.Contains("would be on another host", failure.Message, StringComparison.Ordinal);
        Assert.Empty(other.Log);
    }

    [Fact]
    public async Task A_quiet_pull_asks_for_what_changed_and_counts()
    {
        Server.Now = new DateTimeOffset(2026, 11, 24, 8, 0, 0, TimeSpan.Zero);
        Server.Put(Server.Appointments, "id", null, RestRowsOf.Appointment(6), isMerged: false);
        var side = Open();
        var folder = (await side.IdentifyAsync(default)).Folder;
        var first = await side.PullAsync(folder, null, default);
        Server.Now += TimeSpan.FromHours(5);
        Server.Log.Clear();
        var quiet = await side.PullAsync(folder, first.Cursor, default);
        Assert.Empty(quiet.Changes);
        Assert.Equal(
            [
                "GET /api/v1/afspraken?gebruiker=jdv&gewijzigdNa=2026-11-24T07%3A00%3A01%2B01%3A00&vanaf=0&maximum=200",
                "GET /api/v1/afspraken?gebruiker=jdv&vanaf=0&maximum=1",
            ],
            Server.Log
        );

        // Without a change of the count the whole list is read once a day.
        Server.Now += TimeSpan.FromHours(20);
        Server.Log.Clear();
        Assert.Empty((await side.PullAsync(folder, first.Cursor, default)).Changes);
        Assert.StartsWith("GET /api/v1/afspraken?gebruiker=jdv&vanaf=0", Server.Log[0], StringComparison.Ordinal);
    }

    /// <summary>A stamp of whole seconds, and a clock that was put back by an hour: nothing that changes in them is missed or told
    /// twice.</summary>
    [Theory]
    [InlineData(0)]
    [InlineData(-1)]
    [InlineData(-3600)]
    public async Task A_change_by_a_coarse_clock_or_one_that_goes_back_is_told_once(int seconds)
    {
        var side = Open();
        var folder = (await side.IdentifyAsync(default)).Folder;
        var first = await side.PullAsync(folder, null, default);
        Server.Now += TimeSpan.FromSeconds(seconds - 1);
        Server.Put(Server.Appointments, "id", "102", new JsonObject { ["onderwerp"] = "later" }, isMerged: true);
        var second = await side.PullAsync(folder, first.Cursor, default);
        Assert.Equal("102", Assert.Single(second.Changes).Id);
        Assert.Empty((await side.PullAsync(folder, second.Cursor, default)).Changes);
    }

    [Fact]
    public async Task A_user_whose_code_would_lead_elsewhere_is_refused()
    {
        var side = Open(kind: ItemKind.Task, user: "..");
        var folder = (await side.IdentifyAsync(default)).Folder;
        Assert.Equal(
            "UserNotInAddress",
            (await Assert.ThrowsAsync<MailboxRefusedException>(() => side.PullAsync(folder, null, default))).Code
        );
        Assert.Empty(Server.Log);
    }

    [Fact]
    public async Task A_row_without_a_version_is_compared_by_its_content()
    {
        var side = Open(map => map["kinds"]!["Appointment"]!["list"]!.AsObject().Remove("since"));
        Server.Appointments["103"]["versie"] = null;
        var folder = (await side.IdentifyAsync(default)).Folder;
        var first = await side.PullAsync(folder, null, default);
        Server.Appointments["103"]["onderwerp"] = "other";
        Assert.Equal("103", Assert.Single((await side.PullAsync(folder, first.Cursor, default)).Changes).Id);
    }

    [Theory]
    [InlineData(403)]
    [InlineData(500)]
    public async Task A_row_that_may_not_be_read_is_its_own_error_and_not_gone(int status)
    {
        var side = Open(map => map["kinds"]!["Appointment"]!["list"]!.AsObject().Remove("since"));
        var folder = (await side.IdentifyAsync(default)).Folder;
        var first = await side.PullAsync(folder, null, default);
        Server.Appointments.Remove("103");
        Server.Instead = context =>
        {
            var isRow = context.Request.Path.Value!.EndsWith("/103", StringComparison.Ordinal);
            context.Response.StatusCode = isRow ? status : 200;
            return Task.FromResult(isRow);
        };
        Assert.Empty((await side.PullAsync(folder, first.Cursor, default)).Changes);
        var fresh = Open();
        Assert.Equal([$"HTTP{status}", null], (await fresh.LoadAsync(["103", "104"], default)).Select(result => result.Error?.Code));
    }

    private static async Task<bool> WrongAsync(string what, HttpContext context)
    {
        var isFirst = context.Request.Query["vanaf"] == "0";
        var rows = $"{RestRowsOf.Stored(101)}, {RestRowsOf.Stored(102)}";
        var answer = what switch
        {
            "page" => "<!DOCTYPE html><html><form>Aanmelden</form></html>",
            "half" => "{ \"regels\": [" + rows,
            "object" => "{ \"rijen\": [], \"aantal\": 0 }",
            "no id" => "{ \"regels\": [{ \"nr\": 1 }], \"aantal\": 1 }",
            "no column" => "{ \"regels\": [" + rows.Replace("onderwerp", "titel", StringComparison.Ordinal) + "], \"aantal\": 2 }",
            "no count" => "{ \"regels\": [" + rows + "] }",
            "ends early" => "{ \"regels\": [" + (isFirst ? rows : "") + "], \"aantal\": 5 }",
            "no end" => "{ \"regels\": [" + rows + "], \"aantal\": 5 }",
            "error later" => isFirst ? "{ \"regels\": [" + rows + "], \"aantal\": 5 }" : "{}",
            _ => "",
        };
        context.Response.StatusCode = what switch
        {
            "redirect" => 302,
            "error later" when !isFirst => 500,
            _ => 200,
        };
        if (what == "redirect")
        {
            context.Response.Headers.Location = "https://login.contoso.nl/";
        }

        if (what == "cut")
        {
            context.Response.ContentLength = 1000;
            await context.Response.WriteAsync("{ \"regels\": [");
            await context.Response.Body.FlushAsync();
            context.Abort();
            return true;
        }

        await context.Response.WriteAsync(answer);
        return true;
    }
}

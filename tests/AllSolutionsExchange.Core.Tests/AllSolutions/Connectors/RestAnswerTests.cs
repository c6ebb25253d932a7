using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>What an interface may answer of a single row, to a write and to an account.</summary>
public sealed class RestAnswerTests : RestTestBase
{
    [Theory]
    [InlineData("begin", "2026-12-07T09:00:00", "in 'begin' a date with its time, written as dd-MM-yyyy HH:mm:ss, is asked for")]
    [InlineData("begin", null, "The start is empty")]
    [InlineData("status", "hush", "in 'status' a text is there that \"values\" of the map does not have")]
    [InlineData("herinnering", "hush", "in 'herinnering' a whole number is asked for, and a text is there")]
    [InlineData("onderwerp", "(gone)", "it has no 'onderwerp'")]
    public async Task A_row_that_cannot_be_read_is_its_own_error_and_shows_nothing_of_it(string column, string? value, string told)
    {
        var row = Server.Appointments["103"];
        row[column] = value;
        if (value == "(gone)")
        {
            row.Remove(column);
        }

        var side = Open();
        var page = await side.PullAsync((await side.IdentifyAsync(default)).Folder, null, default);
        var loaded = await side.LoadAsync([.. page.Changes.Select(change => change.Id)], default);
        Assert.Equal(["101", "102", "104", "105"], loaded.Where(result => result.Item is not null).Select(result => result.Id));
        var error = Assert.Single(loaded, result => result.Error is not null).Error!;
        Assert.Contains(told, error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hush", error.Message, StringComparison.Ordinal);
        Assert.Equal(error, (await side.LoadAsync(["103"], default))[0].Error);
    }

    [Fact]
    public async Task A_busyServer_is_waited_for_as_long_as_it_says()
    {
        var waits = new List<TimeSpan>();
        var side = Open(waits: waits);
        var answers = new Queue<int>([429, 503]);
        Server.Instead = context => BusyAsync(context, answers);
        Assert.Equal(5, (await side.ListAsync((await side.IdentifyAsync(default)).Folder, default)).Items.Count);
        Assert.Equal(2, waits.Count);
        Assert.All(waits, wait => Assert.InRange(wait.TotalSeconds, 120, 132));
    }

    [Theory]
    [InlineData(503, 1)]
    [InlineData(429, 4)]
    public async Task A_write_is_sent_again_only_if_theServer_did_not_take_it(int status, int sent)
    {
        var side = Open();
        Server.Instead = context => BusyAsync(context, new Queue<int>(context.Request.Method == "POST" ? [status] : []));
        await Assert.ThrowsAsync<SideUnavailableException>(() => side.WriteAsync([Create(9)], default));
        Assert.Equal(sent, Server.Log.Count(line => line.StartsWith("POST", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_refused_account_is_not_tried_again()
    {
        var side = Open(secret: "wrong");
        for (var i = 0; i < 2; i++)
        {
            var refused = await Assert.ThrowsAsync<AccountRefusedException>(() => side.LoadAsync(["101", "102"], default));
            Assert.DoesNotContain("wrong", refused.ToString(), StringComparison.Ordinal);
        }

        Assert.Single(Server.Log);
    }

    [Fact]
    public async Task What_the_map_does_not_have_stays_in_a_row_that_is_sent_whole()
    {
        var row = RestRowsOf.Task(1);
        row["vrij veld"] = "stays";
        Server.Put(Server.Tasks, "nummer", null, row, isMerged: false);
        var side = Open(kind: ItemKind.Task);
        var before = Assert.Single(await side.LoadAsync(["106"], default)).Item!;
        var outcome = Assert.Single(
            await side.WriteAsync(
                [
                    new WriteOperation
                    {
                        Action = SyncAction.Update,
                        LinkId = LinkId.New(DateTimeOffset.UnixEpoch),
                        Id = before.Id,
                        Version = before.Version,
                        Content = (TodoTask)before.Content! with { Subject = "other" },
                        Fields = TaskFields.Subject,
                    },
                ],
                default
            )
        );
        Assert.Equal(WriteStatus.Done, outcome.Status);
        Assert.Equal(("other", "stays"), ((string)Server.Tasks["106"]["titel"]!, (string)Server.Tasks["106"]["vrij veld"]!));
    }

    [Fact]
    public async Task AServer_that_takes_versions_is_given_them_and_not_asked_first()
    {
        var side = Open(map => map["kinds"]!["Appointment"]!["ifMatch"] = true);
        Server.Instead = context =>
        {
            var isOld = context.Request.Method is "PATCH" or "DELETE" && context.Request.Headers.IfMatch != "7";
            context.Response.StatusCode = isOld ? 412 : 200;
            return Task.FromResult(isOld);
        };
        foreach (var (version, status) in new[] { ("1", WriteStatus.Conflict), ("7", WriteStatus.Done) })
        {
            Server.Log.Clear();
            var delete = Create(1) with { Action = SyncAction.Delete, Id = "104", Version = version };
            Assert.Equal(status, Assert.Single(await side.WriteAsync([delete], default)).Status);
            Assert.Equal(["DELETE /api/v1/afspraken/104"], Server.Log);
        }
    }

    [Theory]
    [InlineData("..")]
    [InlineData(".")]
    [InlineData("")]
    public async Task An_id_that_would_lead_elsewhere_is_asked_for_nowhere(string id)
    {
        var side = Open();
        Assert.Contains("cannot be part of an address", (await side.LoadAsync([id], default))[0].Error!.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Log);
    }

    [Fact]
    public async Task An_id_stays_one_step_of_the_path()
    {
        var side = Open();
        await side.LoadAsync(["../acties/1?x=#é"], default);
        Assert.Equal("GET /api/v1/afspraken/..%2Facties%2F1%3Fx=%23%C3%A9", Assert.Single(Server.Log));
    }

    [Fact]
    public async Task An_item_that_is_refused_stops_no_other()
    {
        var side = Open();
        var posts = 0;
        Server.Instead = context =>
        {
            var isRefused = context.Request.Method == "POST" && ++posts == 2;
            context.Response.StatusCode = isRefused ? 422 : 200;
            return Task.FromResult(isRefused);
        };
        var outcomes = await side.WriteAsync([Create(7), Create(8), Create(9)], default);
        Assert.Equal([WriteStatus.Done, WriteStatus.Failed, WriteStatus.Done], outcomes.Select(outcome => outcome.Status));
        Assert.Equal("HTTP422", outcomes[1].Error!.Code);
    }

    private static async Task<bool> BusyAsync(HttpContext context, Queue<int> answers)
    {
        if (!answers.TryDequeue(out var status))
        {
            return false;
        }

        context.Response.StatusCode = status;
        context.Response.Headers.RetryAfter = "120";
        await context.Response.WriteAsync("busy");
        return true;
    }
}

using System.Text.Json.Nodes;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.AllSolutions.Connectors;
using AllSolutionsExchange.Model;
using Microsoft.AspNetCore.Http;
using Xunit;

namespace AllSolutionsExchange.Tests.AllSolutions.Connectors;

/// <summary>The test of a connector finds what is wrong, and leaves nothing behind, wherever it ends.</summary>
public sealed class ConnectorTestTests : RestTestBase
{
    private static readonly string[] All = ["SignIn", "List", "Read", "Create", "ReadBack", "Change", "Delete", "Gone"];

    [Theory]
    [InlineData(ItemKind.Appointment)]
    [InlineData(ItemKind.Task)]
    public async Task All_calls_pass_and_nothing_is_left(ItemKind kind)
    {
        Server.Put(Server.Tasks, "nummer", null, RestRowsOf.Task(1), isMerged: false);
        var before = Rows();
        var steps = await TestAsync(kind: kind);
        Assert.Equal(All.Select(name => $"{name} Passed"), steps.Select(step => step.ToString()));
        Assert.Equal(before, Rows());
        Assert.Contains(Server.Log, line => line.StartsWith("DELETE", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Read_only_writes_nothing()
    {
        var steps = await TestAsync(isReadOnly: true);
        Assert.Equal(["SignIn Passed", "List Passed", "Read Passed"], steps.Select(step => step.ToString()));
        Assert.All(Server.Log, line => Assert.StartsWith("GET", line, StringComparison.Ordinal));
    }

    /// <summary>Each kind of fault is found by the step that it is of, with advice, and nothing is left.</summary>
    [Theory]
    [InlineData("401", "SignIn")]
    [InlineData("list path", "List")]
    [InlineData("list page", "List")]
    [InlineData("read path", "Read")]
    [InlineData("column", "List")]
    [InlineData("format", "Read")]
    [InlineData("format of what was made", "ReadBack")]
    [InlineData("create path", "Create")]
    [InlineData("create without id", "Create")]
    [InlineData("create old id", "Create")]
    [InlineData("change path", "Change")]
    [InlineData("change forgotten", "Change")]
    public async Task A_fault_is_found_by_its_step(string fault, string expected)
    {
        var before = Rows();
        Break(fault);
        var steps = await TestAsync(
            map => Break(fault, map["kinds"]!["Appointment"]!),
            secret: fault == "401" ? "wrong" : RestServerDouble.Secret
        );
        var failed = steps.First(step => step.Outcome == ConnectorTestStep.Failed);
        Assert.Equal(expected, failed.Name);
        Assert.False(string.IsNullOrEmpty(failed.Advice));
        Assert.Equal(before, Rows());
    }

    /// <summary>What cannot be deleted is said, with what to remove by hand.</summary>
    [Fact]
    public async Task An_item_that_stays_is_named()
    {
        Server.Instead = context => Task.FromResult(Answer(context, "DELETE", 204));
        var steps = await TestAsync();
        var gone = steps.Single(step => step.Name == "Gone");
        Assert.Equal(ConnectorTestStep.Failed, gone.Outcome);
        Assert.Contains("AllSolutionsExchange test", gone.Advice, StringComparison.Ordinal);
    }

    /// <summary>What comes back otherwise is a warning with the names of the fields.</summary>
    [Fact]
    public async Task A_field_that_is_kept_otherwise_is_named()
    {
        Server.After = _ =>
        {
            foreach (var row in Server.Appointments.Values.Where(IsTest))
            {
                row["status"] = "bezet";
            }
        };
        var back = (await TestAsync()).Single(step => step.Name == "ReadBack");
        Assert.Equal(ConnectorTestStep.Warning, back.Outcome);
        Assert.Contains("ShowAs", back.Detail, StringComparison.Ordinal);
    }

    /// <summary>Ctrl+C at each request, and an answer that is lost at each write: nothing of the test is left.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Nothing_is_left_wherever_it_is_cut(bool isStopped)
    {
        for (var cut = 0; ; cut++)
        {
            var (before, count) = (Rows(), 0);
            using var stop = new CancellationTokenSource();
            Server.After = context =>
            {
                if (context.Request.Method == "GET" || count++ != cut)
                {
                    return;
                }

                if (isStopped)
                {
                    stop.Cancel();
                }
                else
                {
                    context.Abort();
                }
            };
            var wasStopped = false;
            try
            {
                await TestAsync(cancellationToken: stop.Token);
            }
            catch (OperationCanceledException)
            {
                wasStopped = true;
            }

            Server.After = null;
            Assert.Equal(before, Rows());
            Assert.Equal(isStopped && count > cut, wasStopped);
            if (count <= cut)
            {
                Assert.Equal(3, cut);
                return;
            }
        }
    }

    /// <summary>What somebody else makes meanwhile is not touched.</summary>
    [Fact]
    public async Task What_others_make_at_that_moment_stays()
    {
        var isDone = false;
        Server.After = _ =>
        {
            if (!isDone)
            {
                isDone = true;
                Server.Put(Server.Appointments, "id", null, RestRowsOf.Appointment(9), isMerged: false);
            }
        };
        Break("create without id");
        await TestAsync(map => Break("create without id", map["kinds"]!["Appointment"]!));
        Assert.Contains(Server.Appointments.Values, row => (string)row["onderwerp"]! == "item 9");
        Assert.DoesNotContain(Server.Appointments.Values, IsTest);
    }

    private async Task<IReadOnlyList<ConnectorTestStep>> TestAsync(
        Action<JsonNode>? change = null,
        bool isReadOnly = false,
        ItemKind kind = ItemKind.Appointment,
        string secret = RestServerDouble.Secret,
        CancellationToken cancellationToken = default
    )
    {
        Server.Log.Clear();
        var side = Open(change, kind: kind, secret: secret);
        return await new ConnectorTest(side, new TestItem(kind, "W. Europe Standard Time", Server.Now)).RunAsync(
            isReadOnly,
            cancellationToken
        );
    }

    private void Break(string fault) =>
        Server.Instead = async context =>
        {
            var isCreate = context.Request.Method == "POST";
            switch (fault)
            {
                case "list page" when context.Request.Query.ContainsKey("vanaf"):
                    await context.Response.WriteAsync("<html>Log in</html>");
                    return true;
                case "change forgotten":
                    return Answer(context, "PATCH", 204);
                case "format of what was made" when isCreate:
                    Server.After = _ =>
                    {
                        foreach (var row in Server.Appointments.Values.Where(IsTest))
                        {
                            row["begin"] = "morgen";
                        }
                    };
                    return false;
                case "create without id" or "create old id" when isCreate:
                    var sent = (JsonObject)(await JsonNode.ParseAsync(context.Request.Body))!;
                    Server.Put(Server.Appointments, "id", null, sent, isMerged: false);
                    await context.Response.WriteAsync(fault == "create old id" ? $"{{\"id\": {Server.Appointments.Keys.First()}}}" : "{}");
                    Server.After?.Invoke(context);
                    return true;
                default:
                    return false;
            }
        };

    private static void Break(string fault, JsonNode kind)
    {
        switch (fault)
        {
            case "list path":
                kind["list"]!["path"] = "nergens?gebruiker={user}";
                break;
            case "read path":
                kind["read"]!["path"] = "nergens/{id}";
                break;
            case "column":
                kind["fields"]!["Location"]!["name"] = "lokaal";
                break;
            case "format":
                kind["fields"]!["Time"]!["start"]!["format"] = "yyyy-MM-dd HH:mm:ss";
                break;
            case "create path":
                kind["create"]!["path"] = "nergens";
                break;
            case "change path":
                kind["change"]!["path"] = "nergens/{id}";
                break;
        }
    }

    private static bool Answer(HttpContext context, string method, int status)
    {
        var isIt = context.Request.Method == method;
        context.Response.StatusCode = isIt ? status : context.Response.StatusCode;
        return isIt;
    }

    private static bool IsTest(JsonObject row) =>
        ((string?)row["onderwerp"])?.StartsWith("AllSolutionsExchange test", StringComparison.Ordinal) == true;

    private List<string> Rows() =>
        [.. Server.Appointments.Concat(Server.Tasks).Select(row => row.Value.ToJsonString()).Order(StringComparer.Ordinal)];
}

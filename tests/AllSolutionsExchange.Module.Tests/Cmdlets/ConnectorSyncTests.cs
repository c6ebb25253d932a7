using System.Management.Automation;
using System.Text.Json.Nodes;
using AllSolutionsExchange.Tests.AllSolutions.Connectors;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The main job with AllSolutions behind a REST interface: a simulated Exchange on one side, a REST server on the other.</summary>
public sealed class ConnectorSyncTests
{
    [Fact]
    public async Task BothSidesHoldTheSameAndASecondPassDoesNothing()
    {
        await using var session = await ConnectorSession.ConnectedAsync("Appointment, Task");
        session.Enter("JAN", "From AllSolutions", 9);
        session.Enter("PIET", "Piet's", 9);
        session.Coupled.Enter(Coupled.Jan, "From Exchange", 13);

        var plan = session.Coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf");
        Assert.Equal(
            ["Create AllSolutions From Exchange", "Create Exchange From AllSolutions"],
            plan.Select(line => $"{line.Properties["Action"].Value} {line.Properties["Target"].Value} {line.Properties["Title"].Value}")
                .Order(StringComparer.Ordinal)
        );
        Assert.All(session.Server.Log, line => Assert.StartsWith("GET ", line, StringComparison.Ordinal));

        session.Coupled.Succeed("Invoke-AsExchangeSync -InitialMode Both");
        Assert.Equal(["From AllSolutions", "From Exchange", "Piet's"], session.Subjects());
        Assert.Equal(["From AllSolutions", "From Exchange"], session.Coupled.Calendar(Coupled.Jan));
        Assert.Equal(["Piet's"], session.Coupled.Calendar(Coupled.Piet));

        var changing = session.Coupled.Exchange.Requests.ChangingCount;
        session.Server.Log.Clear();
        session.Coupled.Succeed("Invoke-AsExchangeSync");
        Assert.Equal(changing, session.Coupled.Exchange.Requests.ChangingCount);
        Assert.All(session.Server.Log, line => Assert.StartsWith("GET ", line, StringComparison.Ordinal));
        Assert.Empty(session.Coupled.Exchange.SentMail);
    }

    [Theory]
    [InlineData("Invoke-AsExchangeSync")]
    [InlineData("Invoke-AsExchangeSync -WhatIf")]
    public async Task AKindThatTheMapDoesNotHaveIsSaid(string script)
    {
        await using var session = await ConnectorSession.StartAsync("Appointment, Task");
        session.WriteMap(map => map["kinds"]!.AsObject().Remove("Task"));
        session.Coupled.Succeed(ConnectorSession.Set);
        var result = session.Coupled.Run(script);
        Assert.Empty(result.Errors);
        var warning = Assert.Single(result.Warnings);
        Assert.Contains("has no Task", warning.ToString(), StringComparison.Ordinal);
        Assert.Contains("JAN, KEES, PIET", warning.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("Task", result.Output.Select(each => each.Properties["Kind"].Value));
        var error = session.Coupled.Fail("Invoke-AsExchangeSync JAN -Kind Task");
        Assert.StartsWith("KindNotInMap,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>The account of the interface is not that of Exchange: each is told and kept apart, and is not tried again.</summary>
    [Fact]
    public async Task AnAccountThatTheInterfaceRefusesStopsTheRunsUntilItIsSetAgain()
    {
        await using var session = await ConnectorSession.StartAsync();
        session.Coupled.Session.Set("Koppeling", new PSCredential("koppeling", Coupled.Secure("wrong")));
        session.Coupled.Succeed(ConnectorSession.Set);
        var refused = session.Coupled.Run("Invoke-AsExchangeSync -InitialMode Both").Errors;
        Assert.Contains(refused, error => error.FullyQualifiedErrorId.StartsWith("AccountRefused,", StringComparison.Ordinal));
        Assert.Contains(
            refused,
            error =>
                error.ErrorDetails?.RecommendedAction.Contains("Set-AsConnector -Credential 'koppeling'", StringComparison.Ordinal) == true
        );
        Assert.Single(session.Server.Log);
        Assert.Null(Property(session, "Get-AsExchangeParameter", "AccountRefusedUtc"));
        Assert.NotNull(Property(session, "Get-AsConnector", "AccountRefusedUtc"));

        session.Coupled.Run("Invoke-AsExchangeSync; Get-AsSyncHold");
        Assert.Single(session.Server.Log);

        session.Coupled.Session.Set("Koppeling", new PSCredential("koppeling", Coupled.Secure(RestServerDouble.Secret)));
        session.Coupled.Succeed("Set-AsConnector -Credential $Koppeling; Invoke-AsExchangeSync");
        Assert.Null(Property(session, "Get-AsConnector", "AccountRefusedUtc"));
    }

    /// <summary>One user's list that cannot be read is one clear error; the others go on and nothing is lost.</summary>
    [Theory]
    [InlineData("page", "web page")]
    [InlineData("half", "not JSON")]
    [InlineData("column", "onderwerp")]
    [InlineData("broken", "HTTP 500")]
    public async Task WhatOneUserIsAnsweredStopsNobodyElse(string answer, string expected)
    {
        await using var session = await ConnectorSession.ConnectedAsync();
        foreach (var (user, mailbox) in new[] { ("JAN", Coupled.Jan), ("PIET", Coupled.Piet) })
        {
            session.Enter(user, $"{user} one", 9);
            session.Coupled.Enter(mailbox, $"{user} two", 13);
        }

        session.Coupled.Succeed("Invoke-AsExchangeSync -InitialMode Both");
        session.Enter("PIET", "PIET three", 15);
        session.Server.Instead = async context =>
        {
            if (context.Request.Query["gebruiker"] != "JAN")
            {
                return false;
            }

            context.Response.StatusCode = answer == "broken" ? 500 : 200;
            var text = answer switch
            {
                "page" => "<html>Log in</html>",
                "half" => "{\"regels\": [{\"id\": 1",
                _ => new JsonObject { ["regels"] = new JsonArray(Row()), ["aantal"] = 1 }.ToJsonString(),
            };
            await context.Response.Body.WriteAsync(System.Text.Encoding.UTF8.GetBytes(text));
            return true;
        };
        var result = session.Coupled.Run("Invoke-AsExchangeSync -FullResync -DeletionPolicy Both");
        Assert.Contains(expected, string.Join('\n', result.Errors.Select(error => error.ErrorDetails.Message)), StringComparison.Ordinal);
        Assert.Contains(
            result.Errors,
            error => error.ErrorDetails.RecommendedAction.Contains("Test-AsConnector", StringComparison.Ordinal)
        );
        Assert.Equal(["PIET one", "PIET three", "PIET two"], session.Coupled.Calendar(Coupled.Piet));
        Assert.Equal(["JAN one", "JAN two"], session.Coupled.Calendar(Coupled.Jan));
        Assert.Equal(["JAN one", "JAN two", "PIET one", "PIET three", "PIET two"], session.Subjects());
    }

    [Fact]
    public async Task TheTestMakesEachCallAndLeavesNothing()
    {
        await using var session = await ConnectorSession.ConnectedAsync("Appointment, Task");
        session.Enter("JAN", "From AllSolutions", 9);
        var results = session.Coupled.Succeed("Test-AsConnector JAN");
        Assert.Equal(
            ["Appointment True", "Task True"],
            results.Select(each => $"{each.Properties["Kind"].Value} {each.Properties["Succeeded"].Value}")
        );
        Assert.Equal(["From AllSolutions"], session.Subjects());
        Assert.Empty(session.Server.Tasks);
        session.Server.Log.Clear();
        Assert.Equal([true], session.Coupled.Succeed("Test-AsConnector JAN -Kind Task -ReadOnly -Quiet").Select(each => each.BaseObject));
        Assert.All(session.Server.Log, line => Assert.StartsWith("GET ", line, StringComparison.Ordinal));
        Assert.StartsWith(
            "UserNotRegistered,",
            session.Coupled.Fail("Test-AsConnector NOBODY").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        session.Coupled.Succeed("Set-AsConnector -Register");
        Assert.StartsWith(
            "ConnectorMapMissing,",
            session.Coupled.Fail("Test-AsConnector JAN").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    /// <summary>A plan by another map writes nothing, not even that the map is another one; the run then changes nothing either.</summary>
    [Fact]
    public async Task AnotherMapOfTheSameListEmptiesNothing()
    {
        await using var session = await ConnectorSession.StartAsync();
        var coupled = session.Coupled;
        session.WriteMap(map => map["kinds"]!["Appointment"]!["fields"]!.AsObject().Remove("Body"));
        coupled.Succeed(ConnectorSession.Set);
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        session.Enter("JAN", "From AllSolutions", 9);
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        foreach (var row in session.Server.Appointments.Values)
        {
            row["toelichting"] = "of AllSolutions";
        }

        session.WriteMap();
        Assert.Empty(coupled.Run("Set-AsConnector -Path $Map").Warnings);
        var (files, changing) = (coupled.Files(), coupled.Exchange.Requests.ChangingCount);
        Assert.Empty(coupled.Succeed("Invoke-AsExchangeSync JAN -WhatIf"));
        Assert.Equal(files, coupled.Files());
        coupled.Succeed("Invoke-AsExchangeSync JAN");
        Assert.Equal(changing, coupled.Exchange.Requests.ChangingCount);
        Assert.All(session.Server.Appointments.Values, row => Assert.Equal("of AllSolutions", (string?)row["toelichting"]));
    }

    /// <summary>The titles of what is held come from the interface.</summary>
    [Fact]
    public async Task WhatIsHeldIsListedWithTheTitlesOfTheInterface()
    {
        await using var session = await ConnectorSession.ConnectedAsync();
        session.Enter("JAN", "Waits", 9);
        session.Coupled.Succeed("Invoke-AsExchangeSync JAN");
        var hold = Assert.Single(session.Coupled.Succeed("Get-AsSyncHold JAN"));
        Assert.Equal(("Waits", "Unmatched"), ((string)hold.Properties["Title"].Value, (string)hold.Properties["Reason"].Value));
    }

    /// <summary>From the register to the interface and back, with numbers that both give to other items.</summary>
    [Fact]
    public async Task AnotherSourceIsMatchedAnewAndNothingIsDoubledOrDeleted()
    {
        await using var session = await ConnectorSession.StartAsync();
        var coupled = session.Coupled;
        foreach (var hour in new[] { 9, 11, 13 })
        {
            coupled.Enter(Coupled.Jan, $"at {hour}", hour);
        }

        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        foreach (var (hour, id) in new[] { (13, "1"), (9, "2"), (11, "3"), (15, "4") })
        {
            session.Enter("JAN", $"at {hour}", hour, id);
        }

        Assert.Contains(
            "-FullResync -WhatIf",
            Assert.Single(coupled.Run(ConnectorSession.Set).Warnings).ToString(),
            StringComparison.Ordinal
        );
        StopsAndMatches(session, ["at 11", "at 13", "at 15", "at 9"]);
        Assert.Single(coupled.Run("Set-AsConnector -Register").Warnings);
        StopsAndMatches(session, ["at 11", "at 13", "at 15", "at 9"]);
        Assert.Equal(["at 11", "at 13", "at 15", "at 9"], coupled.Agenda("JAN"));
        coupled.Succeed(ConnectorSession.Set);
        StopsAndMatches(session, ["at 11", "at 13", "at 15", "at 9"]);
    }

    private static void StopsAndMatches(ConnectorSession session, string[] expected)
    {
        var coupled = session.Coupled;
        var (calendar, subjects) = (coupled.Calendar(Coupled.Jan).ToList(), session.Subjects().ToList());
        var stopped = Assert.Single(coupled.Run("Invoke-AsExchangeSync JAN -InitialMode Both -DeletionPolicy Both").Errors);
        Assert.StartsWith("MailboxStopped,", stopped.FullyQualifiedErrorId, StringComparison.Ordinal);

        var files = coupled.Files();
        var plan = coupled.Succeed("Invoke-AsExchangeSync JAN -FullResync -InitialMode Both -DeletionPolicy Both -WhatIf");
        Assert.Equal(files, coupled.Files());
        Assert.DoesNotContain("Delete", plan.Select(line => line.Properties["Action"].Value));

        coupled.Succeed("Invoke-AsExchangeSync JAN -FullResync -DeletionPolicy Both; Invoke-AsExchangeSync JAN -DeletionPolicy Both");
        Assert.Equal(calendar, coupled.Calendar(Coupled.Jan));
        Assert.Equal(subjects, session.Subjects());

        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both -DeletionPolicy Both");
        Assert.Equal(expected, coupled.Calendar(Coupled.Jan));
        Assert.Equal(expected, session.Subjects());
    }

    private static JsonObject Row() =>
        new()
        {
            ["id"] = 101,
            ["versie"] = 9,
            ["gewijzigd"] = "2026-11-23T08:00:00+00:00",
        };

    private static object? Property(ConnectorSession session, string script, string name) =>
        Assert.Single(session.Coupled.Succeed(script)).Properties[name].Value;
}

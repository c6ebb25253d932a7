using System.Management.Automation;
using ExchangeSimulator;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What Get-AsSyncHold lists: what the results of the synchronisation count, with the titles of what is not private.</summary>
public sealed class SyncHoldTests
{
    /// <summary>How an item of JAN comes to be held, and the run that leaves it so.</summary>
    public static TheoryData<string, string> Stories =>
        new()
        {
            { "Series", "" },
            { "Private", "" },
            { "PrivateSeries", "" },
            { "OutsideWindow", "-InitialMode Both" },
            { "Unmatched", "" },
            { "Ambiguous", "-InitialMode Both" },
            { "PendingDelete", "-AllowEmptySide" },
            { "Quarantined", "-InitialMode Both" },
            { "Unreadable", "-InitialMode Both" },
            { "ReadOnly", "" },
            { "Diverged", "" },
        };

    [Theory]
    [MemberData(nameof(Stories))]
    public async Task WhatARunCountsAsHeldIsWhatIsListed(string story, string options)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        Tell(coupled, story);
        for (var run = 1; run < 5; run++)
        {
            coupled.Run($"Invoke-AsExchangeSync JAN {options}");
        }

        var result = Assert.Single(coupled.Run($"Invoke-AsExchangeSync JAN {options}").Output);
        coupled.Exchange.Faults.Clear();

        var held = coupled.Succeed("Get-AsSyncHold JAN");
        Assert.NotEmpty(held);
        Assert.Equal(result.Properties["Held"].Value, held.Count);
        var reason = story switch
        {
            "PrivateSeries" => "Series",
            "Unreadable" => "Quarantined",
            _ => story,
        };
        Assert.All(
            held,
            each =>
            {
                Assert.Equal(reason, Text(each, "Reason"));
                Assert.Equal(("JAN", Coupled.Jan), (Text(each, "User"), Text(each, "Mailbox")));
                Assert.Equal(story.StartsWith("Private", StringComparison.Ordinal) ? "" : "Visit", Text(each, "Title"));
                Assert.NotEqual("", Text(each, "StartUtc") + Text(each, "Advice"));
                Assert.EndsWith("Z", Text(each, "SinceUtc"), StringComparison.Ordinal);
            }
        );
        Assert.Equal(held.Count, coupled.Succeed($"Get-AsSyncHold -Reason {reason}").Count);
        Assert.Empty(coupled.Succeed($"Get-AsSyncHold JAN -Reason {(reason == "NotKept" ? "Series" : "NotKept")}"));
    }

    [Fact]
    public async Task SeveralUsersAreNamedAtOnceAndEachIsListedOnce()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        coupled.Succeed("Invoke-AsExchangeSync");
        string[] Titles(string users) => [.. coupled.Succeed("Get-AsSyncHold " + users).Select(hold => Text(hold, "Title"))];
        Assert.Equal(["Piet's", "Jan's"], Titles("PIET, JAN"));
        Assert.Equal(["Piet's", "Jan's"], Titles("P*, jan, J*"));
        var result = coupled.Run("Get-AsSyncHold JAN, NOBODY");
        Assert.StartsWith("UserNotRegistered,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AMailboxThatDoesNotAnswerIsListedWithoutTitlesAndTheNextOneWithThem()
    {
        var scope = new List<string> { Coupled.Jan, Coupled.Piet, Coupled.Kees };
        await using var coupled = await Coupled.RegisteredAsync(scope);
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        coupled.Succeed("Invoke-AsExchangeSync");
        scope.Remove(Coupled.Jan);
        var result = coupled.Run("Get-AsSyncHold");
        Assert.Equal(["JAN ", "PIET Piet's"], result.Output.Select(each => $"{Text(each, "User")} {Text(each, "Title")}"));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("TitlesNotRead,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(Coupled.Jan, error.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain(Coupled.Piet, error.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task ARefusedAccountIsTriedOnceAndTheListIsWhole()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        coupled.Succeed("Invoke-AsExchangeSync");
        coupled.Exchange.Faults.Add(new Fault(FaultKind.Unauthorized) { Times = int.MaxValue });
        coupled.Exchange.Requests.Clear();
        for (var call = 1; call <= 2; call++)
        {
            var result = coupled.Run("Get-AsSyncHold");
            Assert.Equal(["JAN ", "PIET "], result.Output.Select(each => $"{Text(each, "User")} {Text(each, "Title")}"));
            Assert.StartsWith("TitlesNotRead,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
            Assert.Equal(1, coupled.Exchange.Requests.Count);
        }
    }

    [Fact]
    public async Task UsersAreNamedAsForTheOtherCmdlets()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Piet, "Piet's", 9);
        coupled.Succeed("Invoke-AsExchangeSync; Set-AsUserMailbox PIET -Enabled $false");
        string[] jan = ["JAN"],
            piet = ["PIET"];
        Assert.Equal(jan, Users(coupled, "Get-AsSyncHold"));
        Assert.Equal(jan, Users(coupled, "Get-AsSyncHold *a*"));
        Assert.Equal(piet, Users(coupled, "Get-AsSyncHold piet"));
        Assert.Equal(piet, Users(coupled, $"Get-AsSyncHold -Mailbox {Coupled.Piet}"));
        Assert.Equal(
            piet,
            Users(coupled, $"[pscustomobject]@{{ PrimarySmtpAddress = '{Coupled.Piet}' }}, 'p.peters@contoso.test' | Get-AsSyncHold")
        );
        Assert.Equal(jan, Users(coupled, "Get-AsUserMailbox JAN | Get-AsSyncHold"));
        Assert.Empty(Users(coupled, "@() | Get-AsSyncHold"));
        Assert.StartsWith("UserNotRegistered,", coupled.Fail("Get-AsSyncHold NOBODY").FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(
            ["JAN"],
            coupled
                .Run("[pscustomobject]@{ User = 'NOBODY' }, [pscustomobject]@{ User = 'JAN' } | Get-AsSyncHold")
                .Output.Select(each => Text(each, "User"))
        );
    }

    [Fact]
    public async Task NothingIsWrittenAnywhere()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Succeed("Invoke-AsExchangeSync");
        var files = coupled.Files();
        coupled.Exchange.Requests.Clear();
        Assert.Single(coupled.Succeed("Get-AsSyncHold"));
        Assert.Equal(files, coupled.Files());
        Assert.Equal((1, 0), (coupled.Exchange.Requests.Count, coupled.Exchange.Requests.ChangingCount));
    }

    private static IEnumerable<string> Users(Coupled coupled, string script) => coupled.Succeed(script).Select(each => Text(each, "User"));

    private static string Text(PSObject value, string property) => value.Properties[property].Value?.ToString() ?? "";

    private static void Tell(Coupled coupled, string story)
    {
        var calendar = coupled.Exchange.Mailbox(Coupled.Jan);
        var start = story == "OutsideWindow" ? Coupled.Tomorrow.AddYears(3) : Coupled.Tomorrow.AddHours(9);
        var id = calendar.CreateAppointment(
            new Appointment
            {
                Subject = "Visit",
                Start = start,
                End = start.AddHours(1),
                IsSeries = story is "Series" or "PrivateSeries",
                Sensitivity = story is "Private" or "PrivateSeries" ? "Private" : "Normal",
                Attendees = story == "ReadOnly" ? [new Attendee("guest@contoso.test")] : [],
            }
        );
        switch (story)
        {
            case "Ambiguous":
                calendar.CreateAppointment(calendar.Get(id).Content with { Uid = null });
                coupled.Succeed($"New-AsAppointment JAN Visit -Start '{start:s}Z' -End '{start.AddHours(1):s}Z'");
                break;
            case "PendingDelete":
                coupled.Succeed(
                    "Invoke-AsExchangeSync JAN -InitialMode Both; Get-AsAppointment JAN | Remove-AsAppointment -Confirm:$false"
                );
                break;
            case "ReadOnly":
                coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both; Get-AsAppointment JAN | Set-AsAppointment -Location there");
                break;
            case "Quarantined":
                coupled.Exchange.Faults.Add(new Fault(FaultAction.ItemError("Visit")) { Operation = "UpdateItem", Times = int.MaxValue });
                coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both; Get-AsAppointment JAN | Set-AsAppointment -Location there");
                break;
            case "Unreadable":
                coupled.Exchange.Faults.Add(new Fault(FaultAction.ItemError("Visit")) { Operation = "GetItem", Times = int.MaxValue });
                break;
            case "Diverged":
                coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both; Get-AsAppointment JAN | Set-AsAppointment -Location there");
                coupled.Succeed(
                    "Invoke-AsExchangeSync JAN; Remove-AsUserMailbox JAN -Confirm:$false; "
                        + $"Set-AsUserMailbox JAN {Coupled.Jan} -Kind Appointment"
                );
                calendar.Edit(id, before => before with { Location = "elsewhere" });
                break;
        }
    }
}

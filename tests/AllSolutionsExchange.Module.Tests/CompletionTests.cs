using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Cmdlets;
using AllSolutionsExchange.ModuleTests.Hosting;
using AllSolutionsExchange.ModuleTests.Native;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What Tab offers.</summary>
public sealed class CompletionTests
{
    [Fact]
    public async Task RegisteredUsersAreOfferedWithTheirMailboxes()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("Set-AsUserMailbox 'JAN PIET' jp@contoso.test");
        var store = Path.Combine(coupled.Folder, "store.db");
        Assert.Equal(
            [("JAN", Coupled.Jan), ("'JAN PIET'", "jp@contoso.test")],
            Complete(coupled, $"Invoke-AsExchangeSync -Store '{store}' -User ja")
        );
        Assert.Equal(4, Complete(coupled, $"Get-AsAppointment -Store '{store}' ").Count);
    }

    [Fact]
    public async Task MailboxesAndNumbersAreOfferedToo()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "New-AsAppointment JAN Visit -Start '2026-03-02 09:30' -End '2026-03-02 10:30'; New-AsAppointment PIET Fair -Start "
                + "2026-04-02 -AllDay"
        );
        var store = Path.Combine(coupled.Folder, "store.db");
        Assert.Equal([(Coupled.Jan, "JAN")], Complete(coupled, $"Get-AsUserMailbox -Store '{store}' -Mailbox J."));
        Assert.Equal(
            ["PIET 2026-04-02 00:00 Fair", "JAN 2026-03-02 09:30 Visit"],
            Complete(coupled, $"Set-AsAppointment -Store '{store}' -Id ").Select(offered => offered.ToolTip)
        );
    }

    [Fact]
    public async Task NumbersOfTasksAreOfferedTheOpenOnesFirst()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed(
            "New-AsTask JAN Done -DueDate 2026-04-02 -Status Completed; New-AsTask JAN Undated; New-AsTask PIET Dated -DueDate 2026-03-02"
        );
        var store = Path.Combine(coupled.Folder, "store.db");
        string[] expected = ["PIET 2026-03-02 Dated", "JAN  Undated", "JAN 2026-04-02 Done"];
        Assert.All(
            ["Get", "Set", "Remove"],
            verb => Assert.Equal(expected, Complete(coupled, $"{verb}-AsTask -Store '{store}' -Id ").Select(offered => offered.ToolTip))
        );
        Assert.Empty(Complete(coupled, $"Get-AsAppointment -Store '{store}' -Id "));
        Assert.Equal(["Completed"], Complete(coupled, "Set-AsTask -Status Com").Select(offered => offered.Text));
    }

    [Fact]
    public async Task WithoutAStoreNothingIsOfferedAndNothingMade()
    {
        await using var coupled = await Coupled.StartAsync();
        Assert.Empty(Complete(coupled, $"Invoke-AsExchangeSync -Store '{Path.Combine(coupled.Folder, "store.db")}' -User "));
        Assert.Empty(coupled.Files());
    }

    /// <summary>Every reason but None, by which nothing is listed.</summary>
    [Fact]
    public async Task TheReasonsByWhichSomethingIsHeldAreOfferedAndNoOtherIsTaken()
    {
        await using var coupled = await Coupled.StartAsync();
        var reasons = Enum.GetNames(CoreTypes.Find("Sync.HoldReason")).Where(name => name != "None").Order();
        Assert.Equal(reasons, Complete(coupled, "Get-AsSyncHold -Reason ").Select(offered => offered.Text).Order());
        Assert.StartsWith(
            "ParameterArgumentValidationError,",
            coupled.Fail("Get-AsSyncHold -Reason None").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public async Task TimeZonesAreOffered()
    {
        await using var coupled = await Coupled.StartAsync();
        var known = TimeZoneInfo.GetSystemTimeZones()[0].Id;
        Assert.Contains(Complete(coupled, $"New-AsAppointment -TimeZone {known[..3]}"), offered => offered.Text.Trim('\'') == known);
    }

    /// <summary>Windows has the city in the shown name, other systems in the id, behind the continent.</summary>
    [Fact]
    public async Task ACityFindsItsTimeZone()
    {
        await using var coupled = await Coupled.StartAsync();
        var offered = Complete(coupled, "New-AsAppointment -TimeZone amst").Select(each => each.Text.Trim('\'')).ToList();
        Assert.Contains(TimeZoneInfo.FindSystemTimeZoneById("Europe/Amsterdam").Id, offered);
        Assert.True(offered.Count < TimeZoneInfo.GetSystemTimeZones().Count / 2);
    }

    [Theory]
    [InlineData("Set-AsEwsAuthentication -Identity mbx0", @"'MBX01\EWS (Default Web Site)'", @"'MBX02\EWS (Default Web Site)'")]
    [InlineData("Get-AsEwsAuthentication -Identity 'MBX02", @"'MBX02\EWS (Default Web Site)'")]
    [InlineData("Revoke-AsImpersonation -User contoso.com", "contoso.com/Users/svc-allsol")]
    [InlineData("Revoke-AsImpersonation svc-allsol -Name AllS", "AllSolutions-Impersonation-svc-allsol")]
    public void WhatExchangeKnowsIsOffered(string line, params string[] offered)
    {
        using var native = new NativeSession();
        native.Succeed("Grant-AsImpersonation svc-allsol -AllMailboxes");
        Assert.Equal(offered, Complete(native.Session, line).Select(each => each.Text));
    }

    [Fact]
    public void WithoutExchangeNothingIsOfferedForIt()
    {
        using var session = new ModuleSession();
        Assert.Empty(Complete(session, "Set-AsEwsAuthentication -Identity "));
    }

    /// <summary>Whoever must type a name that is known here can ask for it. The account that is granted a right is Active
    /// Directory's.</summary>
    [Fact]
    public void EveryParameterThatNamesAThingCompletes()
    {
        using var session = new ModuleSession();
        string[] names = ["User", "Mailbox", "NotAllowed", "Id", "Identity", "TimeZone"];
        var parameters = session
            .Run("Get-Command -Module AllSolutionsExchange")
            .Values.Cast<CmdletInfo>()
            .SelectMany(
                command => command.Parameters.Values.Where(parameter => names.Contains(parameter.Name)),
                (command, parameter) => (command.Name, Parameter: parameter)
            )
            .Where(each => (each.Name, each.Parameter.Name) is not ("Grant-AsImpersonation", "User"))
            .ToList();
        Assert.True(parameters.Count >= 20);
        Assert.Empty(
            parameters
                .Where(each => !each.Parameter.Attributes.OfType<ArgumentCompleterAttribute>().Any())
                .Select(each => $"{each.Name} -{each.Parameter.Name}")
        );
    }

    private static List<(string Text, string ToolTip)> Complete(Coupled coupled, string line) => Complete(coupled.Session, line);

    private static List<(string Text, string ToolTip)> Complete(ModuleSession session, string line)
    {
        session.Set("Line", line);
        var completion = (CommandCompletion)Assert.Single(session.Run("TabExpansion2 $Line $Line.Length").Output).BaseObject;
        return
        [
            .. completion
                .CompletionMatches.Where(match => match.ResultType == CompletionResultType.ParameterValue)
                .Select(match => (match.CompletionText, match.ToolTip)),
        ];
    }
}

using System.Management.Automation;
using AllSolutionsExchange.ModuleTests.Cmdlets;

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
        Assert.Equal([("JAN", Coupled.Jan), ("'JAN PIET'", "jp@contoso.test")], Complete(coupled, $"Invoke-AsExchangeSync -Store '{store}' -User ja"));
        Assert.Equal(4, Complete(coupled, $"Get-AsAppointment -Store '{store}' ").Count);
    }

    [Fact]
    public async Task MailboxesAndNumbersAreOfferedToo()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("New-AsAppointment JAN Visit -Start '2026-03-02 09:30' -End '2026-03-02 10:30'; New-AsAppointment PIET Fair -Start 2026-04-02 -AllDay");
        var store = Path.Combine(coupled.Folder, "store.db");
        Assert.Equal([(Coupled.Jan, "JAN")], Complete(coupled, $"Get-AsUserMailbox -Store '{store}' -Mailbox J."));
        Assert.Equal(["PIET 2026-04-02 00:00 Fair", "JAN 2026-03-02 09:30 Visit"], Complete(coupled, $"Set-AsAppointment -Store '{store}' -Id ").Select(offered => offered.ToolTip));
    }

    [Fact]
    public async Task WithoutAStoreNothingIsOfferedAndNothingMade()
    {
        await using var coupled = await Coupled.StartAsync();
        Assert.Empty(Complete(coupled, $"Invoke-AsExchangeSync -Store '{Path.Combine(coupled.Folder, "store.db")}' -User "));
        Assert.Empty(coupled.Files());
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

    private static List<(string Text, string ToolTip)> Complete(Coupled coupled, string line)
    {
        coupled.Session.Set("Line", line);
        var completion = (CommandCompletion)Assert.Single(coupled.Succeed("TabExpansion2 $Line $Line.Length")).BaseObject;
        return [.. completion.CompletionMatches.Where(match => match.ResultType == CompletionResultType.ParameterValue).Select(match => (match.CompletionText, match.ToolTip))];
    }
}

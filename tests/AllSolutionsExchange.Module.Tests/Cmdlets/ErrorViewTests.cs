namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What to do is on the screen, and once, in the view of PowerShell 7 and in the only one that Windows PowerShell has.</summary>
public sealed class ErrorViewTests
{
    /// <summary>One of each way in which an error is written: it ends the command, or does not, or is one of several; with advice of its
    /// own or of its kind.</summary>
    public static TheoryData<string, string> Errors() =>
        new()
        {
            { "Get-AsUserMailbox -Store $Folder/none.db", "Make it with Set-AsExchangeParameter" },
            { "Get-AsUserMailbox -Store Env:/none.db", "Give the full path of the store" },
            { "Remove-AsAppointment 7", "Get-AsAppointment lists" },
            { "Invoke-AsExchangeSync NOBODY, ALSO", "Set-AsUserMailbox registers" },
            { "Set-AsUserMailbox NEW nobody@contoso.test; Invoke-AsExchangeSync NEW", "No mailbox of this server has that address" },
            { "Get-AsImpersonation CONTOSO\\svc", "Import-PSSession" },
            { "Set-AsEwsProxy nonsense -Path $Folder/web.config", "http://" },
        };

    [Theory]
    [MemberData(nameof(Errors))]
    public async Task WhatToDoIsOnTheScreenOnce(string script, string advice)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Session.Set("Folder", coupled.Folder);
        var shown = 0;
        foreach (var view in new[] { "ConciseView", "NormalView" })
        {
            coupled.Session.RunOnScreen($"$ErrorView = '{view}'; {script}");

            // PowerShell breaks lines, and draws a bar before each.
            var said = string.Concat(coupled.Session.Host.Screen)
                .Replace(" ", "", StringComparison.Ordinal)
                .Replace("|", "", StringComparison.Ordinal);
            shown += script.Contains("ALSO", StringComparison.Ordinal) ? 2 : 1;
            Assert.True(said.Split(advice.Replace(" ", "", StringComparison.Ordinal)).Length - 1 == shown, $"{view}: {said}");
        }
    }
}

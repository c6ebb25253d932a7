namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The mode that is kept with a user who is added later: used once, by the first run that comes to its plan.</summary>
public sealed class InitialModeTests
{
    /// <summary>Of JAN alone, and before or after a first pass that left the items waiting.</summary>
    [Theory]
    [InlineData("Both", false, 1, 1)]
    [InlineData("Both", true, 1, 1)]
    [InlineData("AllSolutionsToExchange", false, 1, 0)]
    [InlineData("AllSolutionsToExchange", true, 1, 0)]
    [InlineData("ExchangeToAllSolutions", false, 0, 1)]
    [InlineData("ExchangeToAllSolutions", true, 0, 1)]
    public async Task ThePlainRunThatComesNextUsesItOnce(string mode, bool isWaiting, int toExchange, int toAllSolutions)
    {
        await using var coupled = await WithItemsAsync();
        if (isWaiting)
        {
            coupled.Succeed("Invoke-AsExchangeSync");
        }

        Assert.Equal(
            mode,
            Assert
                .Single(coupled.Succeed($"Set-AsUserMailbox JAN -InitialMode {mode} -PassThru"))
                .Properties["InitialMode"]
                .Value.ToString()
        );
        Assert.Equal(toExchange + toAllSolutions, coupled.Succeed("Invoke-AsExchangeSync -WhatIf").Count);
        Assert.Equal(mode, Mode(coupled));

        var result = coupled.Run("Invoke-AsExchangeSync | Where-Object User -eq JAN").Output[0];
        Assert.Equal(
            ($"+{toExchange} ~0 -0", $"+{toAllSolutions} ~0 -0"),
            (result.Properties["ToExchange"].Value.ToString(), result.Properties["ToAllSolutions"].Value.ToString())
        );
        Assert.Equal(2 - toExchange - toAllSolutions, result.Properties["Held"].Value);
        Assert.Null(Mode(coupled));
        Assert.Equal(["Piet's"], coupled.Calendar(Coupled.Piet));
        Assert.Empty(coupled.Agenda("PIET"));
        Assert.Empty(coupled.Succeed("Invoke-AsExchangeSync -WhatIf"));
    }

    [Fact]
    public async Task TheModeOfARunWinsAndUsesItUp()
    {
        await using var coupled = await WithItemsAsync();
        coupled.Succeed("Set-AsUserMailbox JAN -InitialMode Both; Invoke-AsExchangeSync -InitialMode Match; Invoke-AsExchangeSync");
        Assert.Null(Mode(coupled));
        Assert.Empty(coupled.Agenda("PIET"));
        Assert.Equal(2, coupled.Succeed("Get-AsSyncHold JAN -Reason Unmatched").Count);
    }

    [Fact]
    public async Task AMailboxThatFailsKeepsItForTheNextRun()
    {
        var scope = new List<string> { Coupled.Piet, Coupled.Kees };
        await using var coupled = await Coupled.RegisteredAsync(scope);
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Succeed("Set-AsUserMailbox JAN -InitialMode Both");
        coupled.Run("Invoke-AsExchangeSync");
        Assert.Equal("Both", Mode(coupled));
        scope.Add(Coupled.Jan);
        coupled.Succeed("Invoke-AsExchangeSync");
        Assert.Equal(["Jan's"], coupled.Agenda("JAN"));
        Assert.Null(Mode(coupled));
    }

    [Fact]
    public async Task AColumnOfAFileGivesItAndMatchTakesItAway()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.SetRows("Rows", "User,Mailbox,InitialMode", $"JAN,{Coupled.Jan},both", $"PIET,{Coupled.Piet},");
        coupled.Succeed("$Rows | Set-AsUserMailbox");
        Assert.Equal("Both", Mode(coupled));
        Assert.Null(Assert.Single(coupled.Succeed("Get-AsUserMailbox PIET")).Properties["InitialMode"].Value);
        coupled.Succeed("Set-AsUserMailbox JAN -InitialMode Match");
        Assert.Null(Mode(coupled));
    }

    [Theory]
    [InlineData(
        1,
        "1 of U1. List them with Get-AsSyncHold U1 -Reason Unmatched. See what would be made of them: Invoke-AsExchangeSync U1 "
            + "-InitialMode Both -WhatIf;"
    )]
    [InlineData(
        5,
        "1 of U1, 1 of U2, 1 of U3, 1 of U4, 1 of U5. List them with Get-AsSyncHold -Reason Unmatched. See what would be made of "
            + "them: Invoke-AsExchangeSync U1, U2, U3, U4, U5 -InitialMode"
    )]
    [InlineData(
        8,
        "1 of U1, 1 of U2, 1 of U3, 1 of U4, 1 of U5 and 3 of other users. List them with Get-AsSyncHold -Reason Unmatched. See what "
            + "would be made of them: Invoke-AsExchangeSync -InitialMode"
    )]
    public async Task TheWarningOfUsersWhoWaitStaysShort(int users, string text)
    {
        var mailboxes = Enumerable.Range(1, users).Select(number => $"u{number}@contoso.test").ToList();
        await using var coupled = await Coupled.StartAsync(new ExchangeSimulator.SimulatorOptions { Mailboxes = mailboxes });
        coupled.Succeed("Set-AsExchangeParameter -Url $Url -Credential $Credential -CertificateThumbprint $Thumbprint");
        foreach (var mailbox in mailboxes)
        {
            coupled.Succeed($"Set-AsUserMailbox {mailbox.Split('@')[0].ToUpperInvariant()} {mailbox} -Kind Appointment");
            coupled.Enter(mailbox, "Visit", 9);
        }

        var warning = Assert.Single(coupled.Run("Invoke-AsExchangeSync").Warnings);
        Assert.Contains("wait: " + text, warning, StringComparison.Ordinal);

        // So does the one of deletions.
        mailboxes.ForEach(mailbox => coupled.Enter(mailbox, "Stays", 11));
        coupled.Succeed("Invoke-AsExchangeSync -InitialMode Both");
        coupled.Succeed("Get-AsAppointment -Subject Visit | Remove-AsAppointment -Confirm:$false; Invoke-AsExchangeSync");
        warning = Assert.Single(coupled.Run("Invoke-AsExchangeSync -DeletionPolicy Both").Warnings);
        Assert.Contains("allows it now: " + text.Split(". ")[0] + ".", warning, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SettingNothingOfAUserIsSaid()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        const string all = "(Get-AsUserMailbox JAN).PSObject.Properties | ForEach-Object { \"$($_.Name) $($_.Value)\" }";
        var before = coupled.Succeed(all).Select(line => line.ToString());
        var error = coupled.Fail("Set-AsUserMailbox jan -PassThru");
        Assert.Equal("Nothing was given to change of user JAN.", error.ErrorDetails.Message);
        Assert.Equal(before, coupled.Succeed(all).Select(line => line.ToString()));
        Assert.StartsWith("MailboxMissing", coupled.Fail("Set-AsUserMailbox NEW").FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    private static async Task<Coupled> WithItemsAsync()
    {
        var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Enter(Coupled.Piet, "Piet's", 13);
        coupled.Succeed(
            "New-AsAppointment -User JAN -Subject 'From AllSolutions' -Start ([datetime]::Today.AddDays(1).AddHours(9)) -End "
                + "([datetime]::Today.AddDays(1).AddHours(10))"
        );
        return coupled;
    }

    private static string? Mode(Coupled coupled) =>
        Assert.Single(coupled.Succeed("Get-AsUserMailbox JAN")).Properties["InitialMode"].Value?.ToString();
}

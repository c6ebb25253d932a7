namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>A command that changes nothing says so: an error if it was given nothing to change, else a warning as Exchange's own.</summary>
public sealed class NothingToChangeTests
{
    private const string Subjects =
        "Get-AsAppointment | ForEach-Object { \"$($_.Id) $($_.Subject) $($_.LastModifiedUtc.Ticks)\" }; "
        + "Get-AsUserMailbox | ForEach-Object { \"$($_.User) $($_.Mailbox) $($_.UserPrincipalName) $($_.Kinds) $($_.InitialMode) "
        + "$($_.UpdatedUtc.Ticks)\" }; "
        + "(Get-AsExchangeParameter).Revision";

    /// <summary>A command that sets what is set already, and what it names.</summary>
    public static TheoryData<string, string> Same =>
        new()
        {
            { "Set-AsAppointment 1001 -Subject 'Nr 1'", "appointment 1001" },
            { "Set-AsAppointment 1001 -Start 2026-12-05 -AllDay -Categories a, b", "appointment 1001" },
            { "Set-AsAppointment 1001 -Subject 'Nr 1' -WhatIf", "appointment 1001" },
            { "Get-AsAppointment | Set-AsAppointment -Location ''", "appointment 1001, appointment 1002" },
            { "Get-AsAppointment | Set-AsAppointment", "appointment 1001, appointment 1002" },
            { $"Set-AsUserMailbox jan {Coupled.Jan}", "user JAN" },
            { "Set-AsUserMailbox JAN -Enabled $true -Direction Both -Kind Appointment -UserPrincipalName ''", "user JAN" },
            { $"Set-AsUserMailbox JAN {Coupled.Jan} -WhatIf", "user JAN" },
            {
                $"[pscustomobject]@{{ User = 'JAN'; Mailbox = '{Coupled.Jan}' }}, [pscustomobject]@{{ User = 'PIET'; Mailbox = '' }} "
                    + "| Set-AsUserMailbox",
                "user JAN, user PIET"
            },
            { "Get-AsUserMailbox | Set-AsUserMailbox", "user JAN, user KEES, user PIET" },
            { "Set-AsExchangeParameter -Url $Url", "the parameters" },
            {
                "Set-AsExchangeParameter -Proxy '' -CertificateThumbprint $Thumbprint -Domain (Get-AsExchangeParameter).Domain",
                "the parameters"
            },
        };

    [Theory]
    [MemberData(nameof(Same))]
    public async Task WhatIsSoAlreadyIsSaid(string script, string name)
    {
        await using var coupled = await StartAsync();
        var before = coupled.Succeed(Subjects).Select(line => line.ToString()).ToList();
        var result = coupled.Run(script);
        Assert.Empty(result.Errors);
        Assert.Equal($"The command completed successfully, but no settings of {name} have been modified.", Assert.Single(result.Warnings));
        Assert.Equal(before, coupled.Succeed(Subjects).Select(line => line.ToString()));
    }

    [Theory]
    [InlineData("Set-AsAppointment 1001", "appointment 1001")]
    [InlineData("Set-AsAppointment 1001 -PassThru", "appointment 1001")]
    [InlineData("Set-AsUserMailbox jan", "user JAN")]
    [InlineData("Set-AsUserMailbox JAN -WhatIf", "user JAN")]
    [InlineData("Set-AsExchangeParameter", "the parameters")]
    [InlineData("Set-AsExchangeParameter -SkipTest -PassThru", "the parameters")]
    public async Task ACommandThatIsGivenNothingIsAnError(string script, string name)
    {
        await using var coupled = await StartAsync();
        var before = coupled.Succeed(Subjects).Select(line => line.ToString()).ToList();
        var error = coupled.Fail(script);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($"Nothing was given to change of {name}.", error.ErrorDetails.Message);
        Assert.StartsWith("Give what changes, such as -", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        Assert.Equal(before, coupled.Succeed(Subjects).Select(line => line.ToString()));
    }

    [Theory]
    [InlineData("Set-AsAppointment 1001 -Subject 'nr 1'")]
    [InlineData("Set-AsAppointment 1001 -Categories a")]
    [InlineData("Set-AsUserMailbox JAN -InitialMode Both")]
    [InlineData("Set-AsUserMailbox JAN -UserPrincipalName jan@contoso.local")]
    [InlineData("Set-AsExchangeParameter -Domain OTHER -SkipTest")]
    [InlineData("Set-AsExchangeParameter -Credential $Credential")]
    public async Task WhatChangesIsNotSaid(string script)
    {
        await using var coupled = await StartAsync();
        var before = coupled.Succeed(Subjects).Select(line => line.ToString()).ToList();
        Assert.Empty(coupled.Run(script).Warnings);
        Assert.NotEqual(before, coupled.Succeed(Subjects).Select(line => line.ToString()));
    }

    /// <summary>An account that was locked and is not any more: nothing is given, and the stop is lifted.</summary>
    [Fact]
    public async Task WithoutParametersTheStopAfterARefusedAccountIsLifted()
    {
        await using var coupled = await StartAsync();
        coupled.Exchange.Faults.Add(new ExchangeSimulator.Fault(ExchangeSimulator.FaultKind.Unauthorized) { Times = int.MaxValue });
        coupled.Fail("Invoke-AsExchangeSync | Out-Null");
        var again = coupled.Fail("Invoke-AsExchangeSync | Out-Null").ToString();
        Assert.Matches(@"Exchange refused the account at \d{4}-\d\d-\d\d \d\d:\d\d:\d\d UTC: ", again);
        coupled.Exchange.Faults.Clear();
        Assert.Empty(coupled.Run("Set-AsExchangeParameter").Warnings);
        coupled.Succeed("Invoke-AsExchangeSync");
    }

    [Theory]
    [InlineData("User,Mailbox,Direction", "JAN,,ToExchange")]
    [InlineData("User,Mailbox,Direction", "JAN,   ,ToExchange")]
    [InlineData("User,UserPrincipalName,Mailbox,Direction", "JAN,,,ToExchange")]
    [InlineData("User,Mailbox,Enabled,Kind,Direction,InitialMode", "JAN,,,,ToExchange,")]
    public async Task ABlankCellOfARegisteredUserKeepsWhatIsThere(string columns, string row)
    {
        await using var coupled = await StartAsync();
        coupled.Succeed("Set-AsUserMailbox JAN -UserPrincipalName jan@contoso.local -InitialMode Both");
        coupled.SetRows("Rows", columns, row);
        var stored = Assert.Single(coupled.Succeed("$Rows | Set-AsUserMailbox -PassThru"));
        Assert.Equal(
            $"{Coupled.Jan} jan@contoso.local True Appointment ToExchange Both",
            string.Join(
                ' ',
                new[] { "Mailbox", "UserPrincipalName", "Enabled", "Kinds", "Direction", "InitialMode" }.Select(name =>
                    stored.Properties[name].Value
                )
            )
        );
    }

    [Theory]
    [InlineData("$Rows | Set-AsUserMailbox")]
    [InlineData("$Rows | ForEach-Object { [pscustomobject]@{ User = $_.User; Mailbox = $null } } | Set-AsUserMailbox")]
    [InlineData(
        "$Rows | ForEach-Object { [pscustomobject]@{ Code = $_.User; Mailbox = $_.Mailbox } } | Set-AsUserMailbox -User { $_.Code }"
    )]
    public async Task ANewUserNeedsAMailbox(string script)
    {
        await using var coupled = await StartAsync();
        coupled.SetRows("Rows", "User,Mailbox", "JAN,", "NEW,");
        var error = Assert.Single(coupled.Run(script).Errors);
        Assert.StartsWith("MailboxMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Matches(@"^Row 2( \(User NEW\))?: User 'NEW' has no mailbox yet\.$", error.ErrorDetails.Message);
    }

    [Theory]
    [InlineData("Set-AsUserMailbox JAN ''")]
    [InlineData("Set-AsUserMailbox JAN -Mailbox ' '")]
    [InlineData("'' | Set-AsUserMailbox -User JAN")]
    public async Task AnEmptyTextThatWasTypedIsNoBlankCell(string script)
    {
        await using var coupled = await StartAsync();
        var error = coupled.Fail(script);
        Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("is not an SMTP address", error.ToString(), StringComparison.Ordinal);
    }

    private static async Task<Coupled> StartAsync()
    {
        var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("1..2 | ForEach-Object { New-AsAppointment JAN \"Nr $_\" -Start 2026-12-05 -AllDay -Categories b, a } | Out-Null");
        return coupled;
    }
}

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>What is said once of one object is said once of forty, and what comes out keeps the order in which it was asked for.</summary>
public sealed class ManyObjectsTests
{
    [Theory]
    [InlineData(
        "1..40 | ForEach-Object { [pscustomobject]@{ User = 'NEW'; Subject = \"Nr $_\"; Start = '2026-12-07'; AllDay = 'True' } } | "
            + "New-AsAppointment",
        "User 'NEW' is not registered"
    )]
    [InlineData(
        "1..40 | ForEach-Object { [pscustomobject]@{ Id = '1001' } } | Set-AsAppointment",
        "The command completed successfully, but no settings of appointment 1001 have been modified."
    )]
    public async Task OneWarningForForty(string script, string warning)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed("New-AsAppointment JAN Visit -Start 2026-12-07 -AllDay");
        Assert.StartsWith(warning, Assert.Single(coupled.Run(script).Warnings), StringComparison.Ordinal);
    }

    [Fact]
    public void OneWarningForManyChangesThroughExchange()
    {
        using var native = new Native.NativeSession();
        native.Succeed(
            "1..5 | ForEach-Object { Grant-AsImpersonation svc-allsol -AllMailboxes -Name \"AllSolutions-$_\" -WarningAction "
                + "SilentlyContinue }"
        );
        var result = native.Session.Run(
            "1..5 | ForEach-Object { [pscustomobject]@{ User = 'svc-allsol'; Name = \"AllSolutions-$_\" } } | Revoke-AsImpersonation"
        );
        Assert.Empty(result.Errors);
        Assert.StartsWith("Exchange Web Services may need up to an hour", Assert.Single(result.Warnings), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Test-AsExchangeEndpoint -Mailbox {0}, {1} -NotAllowed {2}")]
    [InlineData("'{0}', '{1}' | Test-AsExchangeEndpoint -NotAllowed {2}")]
    [InlineData("Test-AsExchangeEndpoint -NotAllowed {2} -Mailbox {0}, {1}")]
    public async Task WhatMustBeOutOfReachIsTestedAfterWhatMustNot(string script)
    {
        await using var coupled = await Coupled.RegisteredAsync(scope: [Coupled.Jan, Coupled.Piet]);
        var tested = coupled.Succeed(
            string.Format(System.Globalization.CultureInfo.InvariantCulture, script, Coupled.Piet, Coupled.Jan, Coupled.Kees)
        );
        Assert.Equal([Coupled.Piet, Coupled.Jan, Coupled.Kees], tested.Select(result => result.Properties["Mailbox"].Value));
        Assert.All(tested, result => Assert.Equal(true, result.Properties["Succeeded"].Value));
    }

    [Fact]
    public async Task AUserWhoIsNobodyIsAnErrorAndOneWithoutAppointmentsIsNot()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Run("New-AsAppointment NEW Visit -Start 2026-12-07 -AllDay");
        Assert.StartsWith(
            "UserNotRegistered,",
            coupled.Fail("Get-AsAppointment -User nobody").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        Assert.Empty(coupled.Succeed("Get-AsAppointment -User no*; Get-AsAppointment JAN; Get-AsAppointment NEW -Subject Fair"));
        Assert.Single(coupled.Succeed("Get-AsAppointment NEW"));
    }

    [Fact]
    public async Task DeletionsThatWereLeftAreSaidWhenTheyAreCarriedOut()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        foreach (var user in new[] { "JAN", "PIET" })
        {
            coupled.Succeed(
                $"1..3 | ForEach-Object {{ New-AsAppointment {user} \"Nr $_\" -Start ([datetime]::Today.AddDays($_)) -AllDay }} | Out-Null"
            );
        }

        coupled.Succeed(
            "Invoke-AsExchangeSync -InitialMode Both; Get-AsAppointment -Subject 'Nr 1' | Remove-AsAppointment; Get-AsAppointment "
                + "PIET -Subject 'Nr 2' | Remove-AsAppointment"
        );
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync").Warnings);

        const string counts = "allows it now: 1 of JAN, 2 of PIET.";
        Assert.Contains(
            "would be carried out, since -DeletionPolicy " + counts,
            Assert.Single(coupled.Run("Invoke-AsExchangeSync -DeletionPolicy Both -WhatIf").Warnings),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "were carried out, since -DeletionPolicy " + counts,
            Assert.Single(coupled.Run("Invoke-AsExchangeSync -DeletionPolicy Both").Warnings),
            StringComparison.Ordinal
        );
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync -DeletionPolicy Both").Warnings);
    }
}

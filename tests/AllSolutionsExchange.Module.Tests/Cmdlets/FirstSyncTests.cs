namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The main job through the cmdlets, against a simulated Exchange over TLS.</summary>
public sealed class FirstSyncTests
{
    // As Export-Csv and Import-Csv leave an object.
    private const string Cells =
        "$row = @{};"
        + "foreach ($property in $_.PSObject.Properties) { $row[$property.Name] = "
        + "if ($null -ne $property.Value) { $property.Value.ToString() } else { '' } }; [pscustomobject]$row";

    private const string NewInAllSolutions =
        "New-AsAppointment -User JAN -Subject 'From AllSolutions' -Start ([datetime]::Today.AddDays(1).AddHours(9)) -End "
        + "([datetime]::Today.AddDays(1).AddHours(10))";

    [Fact]
    public async Task BothSidesHoldTheSameAndASecondPassDoesNothing()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Succeed(NewInAllSolutions);

        var first = Assert.Single(coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both"));
        var second = Assert.Single(coupled.Succeed("Invoke-AsExchangeSync JAN"));

        Assert.Equal(("Success", "+1 ~0 -0", "+1 ~0 -0"), Counts(first));
        Assert.Equal(("Success", "+0 ~0 -0", "+0 ~0 -0"), Counts(second));
        Assert.Equal(["From AllSolutions", "From Exchange"], coupled.Calendar(Coupled.Jan));
        Assert.Equal(["From AllSolutions", "From Exchange"], coupled.Agenda("JAN"));
        Assert.Empty(coupled.Succeed("Get-AsAppointment JAN -WithoutSyncId"));
        Assert.Empty(coupled.Exchange.SentMail);
    }

    [Fact]
    public async Task AFirstPassCreatesNothingUnlessTold()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        Assert.Equal(("Success", "+0 ~0 -0", "+0 ~0 -0"), Counts(Assert.Single(coupled.Succeed("Invoke-AsExchangeSync JAN"))));
        Assert.Empty(coupled.Succeed("Get-AsAppointment JAN"));
    }

    [Fact]
    public async Task ADeniedMailboxLeavesTheOthersSynchronised()
    {
        await using var coupled = await Coupled.RegisteredAsync(scope: [Coupled.Jan, Coupled.Kees]);
        coupled.Enter(Coupled.Jan, "Jan's", 9);
        coupled.Enter(Coupled.Kees, "Kees's", 9);

        var result = coupled.Run("Invoke-AsExchangeSync -InitialMode Both");

        Assert.Equal(
            ["JAN Success", "KEES Success", "PIET Failed"],
            result.Output.Select(each => $"{each.Properties["User"].Value} {each.Properties["Status"].Value}").Order(StringComparer.Ordinal)
        );
        Assert.Equal(["Jan's", "Kees's"], coupled.Agenda("*"));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("MailboxSyncFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Coupled.Piet, error.TargetObject);
        Assert.StartsWith(
            $"{Coupled.Piet}: Exchange answered ErrorImpersonateUserDenied",
            error.ErrorDetails.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("Get-AsImpersonation", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>It is what the Exchange admin looks for in the logs of IIS and EWS.</summary>
    [Fact]
    public async Task TheErrorOfARefusedRequestNamesItAsExchangesLogsDo()
    {
        await using var coupled = await Coupled.RegisteredAsync(scope: [Coupled.Jan]);
        coupled.Exchange.Requests.Clear();
        var error = Assert.Single(coupled.Run("Invoke-AsExchangeSync PIET").Errors);

        // A denied mailbox has one request.
        var refused = Assert.Single(coupled.Exchange.Requests.All);
        Assert.Equal(Coupled.Piet, refused.Mailbox);
        Assert.NotNull(refused.ClientRequestId);
        Assert.Contains(refused.ClientRequestId, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(refused.ClientRequestId, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WhatIfReturnsThePlanThatIsThenCarriedOut()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Succeed(NewInAllSolutions);
        var files = coupled.Files();

        var plan = coupled.Succeed("$script:Plan = Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf; $Plan");

        Assert.Equal(files, coupled.Files());
        Assert.Equal(0, coupled.Exchange.Requests.ChangingCount);
        Assert.Equal(
            ["Create AllSolutions From Exchange", "Create Exchange From AllSolutions"],
            plan.Select(line => $"{line.Properties["Action"].Value} {line.Properties["Target"].Value} {line.Properties["Title"].Value}")
                .Order(StringComparer.Ordinal)
        );
        Assert.Equal(
            ("Success", "+1 ~0 -0", "+1 ~0 -0"),
            Counts(Assert.Single(coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both")))
        );
    }

    [Theory]
    [InlineData("$Plan")]
    [InlineData(
        "([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Plan)))"
    )]
    [InlineData(
        "($Plan | ForEach-Object { $copy = [pscustomobject]@{}; foreach ($each in $_.PSObject.Properties) { "
            + "$copy.PSObject.Properties.Add([psnoteproperty]::new($each.Name, $each.Value)) }; $copy })"
    )]
    public async Task AReviewedPlanIsCarriedOutAndNothingElse(string reviewed)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Enter(Coupled.Piet, "Piet's", 13);
        coupled.Succeed(NewInAllSolutions);
        coupled.Succeed(
            "$global:Plan = @(Invoke-AsExchangeSync -InitialMode Both -WhatIf | Where-Object { $_.User -eq 'JAN' -and $_.Target -eq "
                + "'Exchange' })"
        );

        var result = Assert.Single(coupled.Succeed($"Invoke-AsExchangeSync -InitialMode Both -Plan {reviewed}"));

        Assert.Equal(("Success", "+1 ~0 -0", "+0 ~0 -0"), Counts(result));
        Assert.Equal("JAN", result.Properties["User"].Value);
        Assert.Equal(["From AllSolutions"], coupled.Agenda("*"));
    }

    [Fact]
    public async Task WhatWasLeftOutOfAReviewedPlanWaitsThroughTheNightlyRuns()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Named", 9);
        coupled.Enter(Coupled.Jan, "Left out", 11);
        coupled.Succeed("$global:Plan = @(Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf | Where-Object Title -eq Named)");
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync -InitialMode Both -Plan $Plan").Warnings);
        coupled.Succeed("Invoke-AsExchangeSync");
        Assert.Equal(["Named"], coupled.Agenda("JAN"));
        Assert.Equal(["Left out"], coupled.Succeed("Get-AsSyncHold JAN -Reason Unmatched").Select(hold => hold.Properties["Title"].Value));
        coupled.Succeed("Invoke-AsExchangeSync -InitialMode Both");
        Assert.Equal(["Left out", "Named"], coupled.Agenda("JAN"));
    }

    [Theory]
    [InlineData("", "were not")]
    [InlineData(" -WhatIf", "would not be")]
    public async Task HowManyLinesOfAPlanAreNotCarriedOutIsToldWithTheReason(string whatIf, string verb)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var id = coupled.Enter(Coupled.Jan, "Stale", 9);
        coupled.Enter(Coupled.Jan, "Fresh", 11);
        coupled.Enter(Coupled.Piet, "Of nobody", 9);
        coupled.Succeed("$global:Plan = @(Invoke-AsExchangeSync -InitialMode Both -WhatIf); Remove-AsUserMailbox PIET -Confirm:$false");
        coupled.Exchange.Mailbox(Coupled.Jan).Edit(id, before => before with { Location = "moved" });

        var result = coupled.Run("Invoke-AsExchangeSync -InitialMode Both -Plan $Plan" + whatIf);
        Assert.StartsWith("UserNotRegistered,", Assert.Single(result.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(
            $"2 of 3 lines of the plan {verb} carried out. 1: An item changed since the plan was made. 1: The user, or that "
                + "kind of item, is not part of this run.",
            result.Warnings[0],
            StringComparison.Ordinal
        );
        if (whatIf.Length == 0)
        {
            Assert.Equal("Stale", LeftTitle(result.Output[0]));
            Assert.Equal(["Fresh"], coupled.Agenda("JAN"));
        }
    }

    [Theory]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))")]
    [InlineData(Cells)]
    public async Task APlanThatWentThroughAFileIsCarriedOut(string through)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var id = coupled.Enter(Coupled.Jan, "Before", 9);
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        coupled.Exchange.Mailbox(Coupled.Jan).Edit(id, before => before with { Location = "moved", Subject = "After" });
        coupled.Enter(Coupled.Jan, "New", 11);
        var script = $"Invoke-AsExchangeSync JAN -Plan @(Invoke-AsExchangeSync JAN -WhatIf | ForEach-Object {{ {through} }})";
        var result = coupled.Run(script);
        Assert.Empty(result.Warnings);
        Assert.Equal("+1 ~1 -0", $"{Assert.Single(result.Output).Properties["ToAllSolutions"].Value}");
        Assert.Equal(["After", "New"], coupled.Agenda("JAN"));
    }

    [Theory]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($_))")]
    [InlineData(Cells)]
    public async Task ALineOfAPlanKeepsItsNameInAFile(string through)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var id = coupled.Enter(Coupled.Jan, "Stale", 9);
        coupled.Succeed("$global:Plan = @(Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf)");
        coupled.Succeed($"$global:Read = @($Plan | ForEach-Object {{ {through} }})");
        coupled.Exchange.Mailbox(Coupled.Jan).Edit(id, before => before with { Location = "moved" });
        foreach (var plan in new[] { "Plan", "Read" })
        {
            var start = coupled.Succeed("$Plan[0].StartUtc.ToString('yyyy-MM-dd HH:mm')")[0];
            var left = $"(Invoke-AsExchangeSync JAN -InitialMode Both -Plan ${plan}).NotCarriedOut[0]";
            var text = coupled.Run($"({left}).ToString()").Output[0].ToString();
            Assert.StartsWith($"Create AllSolutions 'Stale' {start} UTC (", text, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("$Plan")]
    [InlineData("[Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($Plan))")]
    public async Task ALineOfAPlanIsNoUser(string lines)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "Named", 9);
        coupled.Succeed("$global:Plan = @(Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf)");
        var result = coupled.Run($"{lines} | Invoke-AsExchangeSync -InitialMode Both");
        Assert.Contains("Give the plan with -Plan instead", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Empty(result.Output);
        Assert.Empty(coupled.Agenda("JAN"));
    }

    [Fact]
    public async Task APlanSaysThatASafetyLimitWouldStopItsRun()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var ids = Enumerable.Range(8, 3).Select(hour => coupled.Enter(Coupled.Jan, $"At {hour}", hour)).ToList();
        coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both");
        ids.Skip(1).ToList().ForEach(id => coupled.Exchange.Mailbox(Coupled.Jan).Delete(id));
        var plan = coupled.Run("Invoke-AsExchangeSync JAN -DeletionPolicy Both -MaxDelete 1 -WhatIf");
        Assert.Equal(2, plan.Output.Count);
        Assert.StartsWith("MailboxStopped,", Assert.Single(plan.Errors).FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Empty(coupled.Run("Invoke-AsExchangeSync JAN -DeletionPolicy Both -MaxDelete 2 -WhatIf").Errors);
    }

    [Fact]
    public async Task AnEmptyPlanAndAnEmptyPipelineMeanNothing()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Exchange.Requests.Clear();
        Assert.Single(coupled.Run("Invoke-AsExchangeSync -Plan @()").Warnings);
        Assert.Empty(coupled.Succeed("@() | Invoke-AsExchangeSync"));
        Assert.Equal(0, coupled.Exchange.Requests.Count);
    }

    [Fact]
    public async Task ConfirmIsAskedPerMailbox()
    {
        const int yes = 0,
            no = 2;
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Session.Host.Answer(no);
        coupled.Session.Host.Answer(yes);
        Assert.Equal("PIET", Assert.Single(coupled.Succeed("'JAN', 'PIET' | Invoke-AsExchangeSync -Confirm")).Properties["User"].Value);
    }

    private static object LeftTitle(System.Management.Automation.PSObject result)
    {
        var left = Assert.Single((System.Collections.IEnumerable)result.Properties["NotCarriedOut"].Value);
        return System.Management.Automation.PSObject.AsPSObject(left!).Properties["Title"].Value;
    }

    private static (string Status, string ToExchange, string ToAllSolutions) Counts(System.Management.Automation.PSObject result) =>
        (
            $"{result.Properties["Status"].Value}",
            $"{result.Properties["ToExchange"].Value}",
            $"{result.Properties["ToAllSolutions"].Value}"
        );
}

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The main job through the cmdlets, against a simulated Exchange over TLS.</summary>
public sealed class FirstSyncTests
{
    private const string NewInAllSolutions = "New-AsAppointment -User JAN -Subject 'From AllSolutions' -Start ([datetime]::Today.AddDays(1).AddHours(9)) -End ([datetime]::Today.AddDays(1).AddHours(10))";

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

        Assert.Equal(["JAN Success", "KEES Success", "PIET Failed"], result.Output.Select(each => $"{each.Properties["User"].Value} {each.Properties["Status"].Value}").Order(StringComparer.Ordinal));
        Assert.Equal(["Jan's", "Kees's"], coupled.Agenda("*"));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("MailboxSyncFailed,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Coupled.Piet, error.TargetObject);
        Assert.Contains("Get-AsImpersonation", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
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
            plan.Select(line => $"{line.Properties["Action"].Value} {line.Properties["Target"].Value} {line.Properties["Title"].Value}").Order(StringComparer.Ordinal));
        Assert.Equal(("Success", "+1 ~0 -0", "+1 ~0 -0"), Counts(Assert.Single(coupled.Succeed("Invoke-AsExchangeSync JAN -InitialMode Both"))));
    }

    [Theory]
    [InlineData("$Plan")]
    [InlineData("([System.Management.Automation.PSSerializer]::Deserialize([System.Management.Automation.PSSerializer]::Serialize($Plan)))")]
    [InlineData("($Plan | ForEach-Object { $copy = [pscustomobject]@{}; foreach ($each in $_.PSObject.Properties) { $copy.PSObject.Properties.Add([psnoteproperty]::new($each.Name, $each.Value)) }; $copy })")]
    public async Task AReviewedPlanIsCarriedOutAndNothingElse(string reviewed)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Enter(Coupled.Jan, "From Exchange", 13);
        coupled.Enter(Coupled.Piet, "Piet's", 13);
        coupled.Succeed(NewInAllSolutions);
        coupled.Succeed("$global:Plan = @(Invoke-AsExchangeSync -InitialMode Both -WhatIf | Where-Object { $_.User -eq 'JAN' -and $_.Target -eq 'Exchange' })");

        var result = Assert.Single(coupled.Succeed($"Invoke-AsExchangeSync -InitialMode Both -Plan {reviewed}"));

        Assert.Equal(("Success", "+1 ~0 -0", "+0 ~0 -0"), Counts(result));
        Assert.Equal("JAN", result.Properties["User"].Value);
        Assert.Equal(["From AllSolutions"], coupled.Agenda("*"));
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
        const int yes = 0, no = 2;
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Session.Host.Answer(no);
        coupled.Session.Host.Answer(yes);
        Assert.Equal("PIET", Assert.Single(coupled.Succeed("'JAN', 'PIET' | Invoke-AsExchangeSync -Confirm")).Properties["User"].Value);
    }

    private static (string Status, string ToExchange, string ToAllSolutions) Counts(System.Management.Automation.PSObject result) =>
        ($"{result.Properties["Status"].Value}", $"{result.Properties["ToExchange"].Value}", $"{result.Properties["ToAllSolutions"].Value}");
}

using System.Management.Automation;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>A user's appointments and tasks: a collection each, with a first pass and a result of its own, in one order.</summary>
public sealed class KindTests
{
    private const string Items =
        "New-AsAppointment JAN Visit -Start ([datetime]::Today.AddDays(1).AddHours(9)) -End ([datetime]::Today.AddDays(1).AddHours(10)); "
        + "New-AsTask JAN Call -Due ([datetime]::Today.AddDays(3))";

    private const string Show = " | ForEach-Object { \"$($_.User) $($_.Kind) $($_.Title)$($_.Status)\" }";

    [Fact]
    public async Task EachKindHasItsPlanAndItsResultUserByUser()
    {
        await using var coupled = await Coupled.RegisteredAsync(kinds: "Task, Appointment");
        coupled.Succeed(Items + "; New-AsTask PIET Write");
        Assert.Equal(
            ["JAN Appointment Visit", "JAN Task Call", "PIET Task Write"],
            Texts(coupled.Succeed("Invoke-AsExchangeSync -InitialMode Both -WhatIf" + Show))
        );
        Assert.Equal(
            new[] { "JAN", "PIET", "KEES" }.SelectMany(user => new[] { $"{user} Appointment Success", $"{user} Task Success" }),
            Texts(coupled.Succeed("Invoke-AsExchangeSync JAN, PIET, KEES -InitialMode Both" + Show))
        );
        Assert.Equal(["Visit"], coupled.Calendar(Coupled.Jan));
        Assert.Equal("Call", Assert.Single(coupled.Exchange.Mailbox(Coupled.Jan).Items("Tasks")).Content.Subject);
    }

    [Fact]
    public async Task AKindThatIsNamedGoesAloneAndTheOtherKeepsItsFirstPass()
    {
        await using var coupled = await Coupled.RegisteredAsync(kinds: "Task, Appointment");
        coupled.Succeed(Items);
        Assert.Equal(["JAN Task Success"], Texts(coupled.Succeed("Invoke-AsExchangeSync JAN -Kind Task -InitialMode Both" + Show)));
        Assert.Empty(coupled.Calendar(Coupled.Jan));

        var run = coupled.Run("Invoke-AsExchangeSync JAN");
        Assert.Equal(2, run.Output.Count);
        Assert.Contains(
            "Appointments that match nothing on the other side wait: 1 of JAN.",
            Assert.Single(run.Warnings),
            StringComparison.Ordinal
        );
        Assert.Contains("Invoke-AsExchangeSync JAN -Kind Appointment -InitialMode Both -WhatIf", run.Warnings[0], StringComparison.Ordinal);
        Assert.Equal(["JAN Appointment Visit"], Texts(coupled.Succeed("Get-AsSyncHold JAN" + Show)));
        Assert.Empty(coupled.Succeed("Get-AsSyncHold JAN -Kind Task"));

        coupled.Succeed("$Plan = Invoke-AsExchangeSync JAN -InitialMode Both -WhatIf; New-AsTask JAN Later");
        Assert.Equal(["JAN Appointment Success"], Texts(coupled.Succeed("Invoke-AsExchangeSync -InitialMode Both -Plan $Plan" + Show)));
        Assert.Equal(["Visit"], coupled.Calendar(Coupled.Jan));
        Assert.Single(coupled.Exchange.Mailbox(Coupled.Jan).Items("Tasks"));
    }

    [Fact]
    public async Task AUserWithoutTheKindIsRefusedByNameAndLeftOutOfAll()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        coupled.Succeed($"Set-AsUserMailbox PIET -Kind Task");
        Assert.Equal(["PIET Task Success"], Texts(coupled.Succeed("Invoke-AsExchangeSync -Kind Task" + Show)));
        var error = coupled.Fail("Invoke-AsExchangeSync JAN -Kind Task");
        Assert.StartsWith("KindNotRegistered,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-Kind Appointment, Task", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
    }

    /// <summary>A mailbox that cannot be reached is told once, however many kinds there are.</summary>
    [Fact]
    public async Task AMailboxThatIsRefusedHasAResultForEachKindAndOneError()
    {
        await using var coupled = await Coupled.RegisteredAsync([Coupled.Piet, Coupled.Kees], "Task, Appointment");
        var run = coupled.Run("Invoke-AsExchangeSync JAN");
        Assert.Equal(2, run.Output.Count(result => result.Properties["Status"].Value is "Failed"));
        Assert.Single(run.Errors);
    }

    private static IEnumerable<string> Texts(IEnumerable<PSObject> lines) => lines.Select(line => line.ToString());
}

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>A user whom nobody registered may be one that AllSolutions knows, or a mistyped one: the appointment is made, and it is
/// said.</summary>
public sealed class UnregisteredUserTests
{
    private const string Add = "New-AsAppointment -Start 2026-03-02 -AllDay";

    [Fact]
    public async Task IsWarnedOfOnceInAPipeline()
    {
        await using var coupled = await Coupled.RegisteredAsync();
        var result = coupled.Run(
            $"1..50 | ForEach-Object {{ [pscustomobject]@{{ User = ('JAM', 'JAN', 'jam ', 'PETE')[$_ % 4]; Subject = $_ }} }} | {Add}"
        );
        Assert.Equal(50, result.Output.Count);
        Assert.Empty(result.Errors);
        Assert.Equal(
            ["JAM", "PETE"],
            result.Warnings.Select(warning => warning.Split('\'')[1].ToUpperInvariant()).Order(StringComparer.Ordinal)
        );
        Assert.All(
            result.Warnings,
            warning => Assert.Contains("Get-AsUserMailbox lists the registered users", warning, StringComparison.Ordinal)
        );
        Assert.Equal(12, coupled.Succeed("Get-AsAppointment PETE").Count);
    }

    [Theory]
    [InlineData("JAN")]
    [InlineData("jan")]
    [InlineData(" Jan")]
    public async Task ARegisteredOneIsNotHoweverTheCodeIsWritten(string user)
    {
        await using var coupled = await Coupled.RegisteredAsync();
        Assert.Empty(coupled.Run($"{Add} '{user}'").Warnings);
        coupled.Succeed("Set-AsUserMailbox JAN -Enabled $false");
        Assert.Empty(coupled.Run($"{Add} '{user}'").Warnings);
    }

    [Fact]
    public async Task BeforeAnythingIsMade()
    {
        await using var coupled = await Coupled.StartAsync();
        Assert.Contains("'JAM' is not registered", Assert.Single(coupled.Run($"{Add} JAM -WhatIf").Warnings), StringComparison.Ordinal);
        Assert.Empty(coupled.Files());
        Assert.Single(coupled.Run($"{Add} JAM").Warnings);
        Assert.Single(coupled.Succeed("Get-AsAppointment JAM"));
    }
}

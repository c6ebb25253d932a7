using System.Management.Automation;
using System.Management.Automation.Language;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests.Native;

/// <summary>How native commands are found, run and printed.</summary>
public sealed class BridgeTests
{
    private const string Grant = @"Grant-AsImpersonation CONTOSO\svc-allsol -MemberOfGroup AllSol";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public void WithoutAnExchangeSessionTheErrorSaysWhatIsNeeded()
    {
        using var session = new ModuleSession();
        var error = Assert.Single(session.Run($"try {{ {Grant} }} catch {{ $_ }}").Values.OfType<ErrorRecord>());
        Assert.Equal("ExchangeCommandMissing,AllSolutionsExchange.Commands.GrantAsImpersonationCommand", error.FullyQualifiedErrorId);
        Assert.Contains("Exchange Management Shell", error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-ManagementRoleAssignment", Grant, "'Role Management', as in the role group 'Organization Management'")]
    [InlineData("New-ManagementScope", Grant, "'Role Management'")]
    [InlineData("Add-RoleGroupMember", Grant + " -RoleGroup Own", "'Role Management'")]
    [InlineData("Get-Group", Grant, "'View-Only Recipients'")]
    [InlineData("Get-WebServicesVirtualDirectory", "Get-AsEwsAuthentication", "'Exchange Virtual Directories'")]
    [InlineData(
        "Set-WebServicesVirtualDirectory",
        "Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true",
        "'Exchange Virtual Directories'"
    )]
    public void AMissingCommandNamesTheRoleBeforeAnythingIsChanged(string command, string script, string role)
    {
        using var native = new NativeSession($"WithoutCommand = '{command}'");
        var error = native.Refuse(script + " -WarningAction SilentlyContinue");
        Assert.StartsWith("ExchangeCommandMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.StartsWith(command + " is not in this session.", error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(role, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("New-ManagementRoleAssignment", "CustomRecipientWriteScope", Grant, "'Role Management'")]
    [InlineData("Get-ManagementRoleAssignment", "WritableServer", Grant, null)]
    [InlineData(
        "Set-WebServicesVirtualDirectory",
        "BasicAuthentication",
        "Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true",
        "'Exchange Virtual Directories'"
    )]
    [InlineData(
        "Set-WebServicesVirtualDirectory",
        "WSSecurityAuthentication",
        "Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true",
        null
    )]
    public void ATrimmedParameterNamesTheRoleBeforeAnythingIsChanged(string command, string parameter, string script, string? role)
    {
        using var native = new NativeSession($"WithoutParameter = '{command}:{parameter}'");
        Assert.Equal([false], native.Run($"(Get-Command {command}).Parameters.ContainsKey('{parameter}')").Values);
        if (role is null)
        {
            native.Succeed(script);
            return;
        }

        var error = native.Refuse(script + " -WarningAction SilentlyContinue");
        Assert.StartsWith("ExchangeParameterMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains("-" + parameter, error.Exception.Message, StringComparison.Ordinal);
        Assert.Contains(role, error.Exception.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Error", "The domain controller does not answer.")]
    [InlineData("Throw", "The connection was lost.")]
    public void WhatANativeCommandSaysBecomesOneError(string kind, string message)
    {
        foreach (var preference in new[] { "Continue", "SilentlyContinue", "Stop" })
        {
            using var native = new NativeSession();
            native.Succeed($"Set-NativeFault New-ManagementRoleAssignment {kind}; $global:ErrorActionPreference = '{preference}'");
            var error = native.Fail(Grant + " -ErrorAction Continue -WarningAction SilentlyContinue");
            Assert.Equal("ExchangeCommandFailed,AllSolutionsExchange.Commands.GrantAsImpersonationCommand", error.FullyQualifiedErrorId);
            Assert.Equal("New-ManagementRoleAssignment failed: " + message, error.Exception.Message);
        }
    }

    [Theory]
    [InlineData("Grant-AsImpersonation CONTOSO\\nobody -AllMailboxes", "Correct the name, or give it as Exchange shows it: ")]
    [InlineData("Grant-AsImpersonation svc-allsol -MemberOfGroup Nobodies", "Correct the name, or give it as Exchange shows it: ")]
    [InlineData(
        "Get-AsImpersonation -Mailbox nobody@contoso.com",
        "Correct the address of -Mailbox; Get-Mailbox shows it as PrimarySmtpAddress."
    )]
    [InlineData("Revoke-AsImpersonation CONTOSO\\nobody -Confirm:$false", "Correct the name, or give it as Exchange shows it: ")]
    [InlineData("Get-AsEwsAuthentication 'NOPE\\EWS'", "Correct the name, or give it as Exchange shows it: ")]
    [InlineData("Set-AsEwsAuthentication 'NOPE\\EWS' -BasicAuthentication $true", "Correct the name, or give it as Exchange shows it: ")]
    public void ANameThatExchangeDoesNotKnowIsToBeCorrected(string script, string advice)
    {
        foreach (var options in new[] { "", "Deserialized = $true" })
        {
            using var native = new NativeSession(options);
            var error = native.Fail(script + " -WarningAction SilentlyContinue");
            Assert.Equal(System.Management.Automation.ErrorCategory.ObjectNotFound, error.CategoryInfo.Category);
            Assert.Contains("couldn't be found", error.Exception.Message, StringComparison.Ordinal);
            Assert.StartsWith(advice, error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AFailureOfOneRecordLeavesTheOthers()
    {
        using var native = new NativeSession();
        var result = native.Run(
            "'MBX01\\EWS (Default Web Site)', 'MBX09\\EWS (Default Web Site)', 'MBX02\\EWS (Default Web Site)' | "
                + "Set-AsEwsAuthentication -BasicAuthentication $true"
        );
        Assert.Equal(2, result.Output.Count);
        Assert.Contains(
            "'MBX09\\EWS (Default Web Site)' couldn't be found",
            Assert.Single(result.Errors).Exception.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void AWarningIsPassedOn()
    {
        using var native = new NativeSession();
        native.Succeed("Set-NativeFault Get-WebServicesVirtualDirectory Warning");
        Assert.Equal(["The object has been corrupted."], native.Succeed("Get-AsEwsAuthentication -Server MBX01").Warnings);
        Assert.Equal(
            ["The object has been corrupted."],
            native
                .Succeed(
                    "Get-AsEwsAuthentication -Server MBX01 -WarningVariable w -WarningAction SilentlyContinue | Out-Null; $w | "
                        + "ForEach-Object { $_.Message }"
                )
                .Values
        );
    }

    [Fact]
    public async Task ASlowCommandEndsWithCtrlC()
    {
        using var native = new NativeSession();
        using var entered = new ManualResetEventSlim();
        native.Session.Set("Entered", entered);
        native.Succeed("Set-NativeFault Get-ManagementRoleAssignment Slow -Entered $Entered");
        using var shell = native.Session.Shell(Grant);
        var running = shell.BeginInvoke();
        Assert.True(await Task.Run(() => entered.Wait(Patience)));

        await Task.Run(shell.Stop).WaitAsync(Patience);

        Assert.Equal(PSInvocationState.Stopped, shell.InvocationStateInfo.State);
        Assert.Throws<PipelineStoppedException>(() => shell.EndInvoke(running));
    }

    [Fact]
    public void APrefixedImportIsFound()
    {
        using var native = new NativeSession(prefix: "Ex");
        native.Succeed(Grant + " -RoleGroup Own");
        Assert.Equal(["anna@contoso.com"], native.Run("Get-ExNativeReach svc-allsol").Values);
        Assert.Equal(
            [true, true],
            native
                .Succeed("Get-ExWebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true | ForEach-Object Changed")
                .Values
        );
    }

    [Theory]
    [InlineData("function Get-ExManagementRoleAssignment { throw 'not this' }")]
    [InlineData("function Get-ExManagementRoleAssignment { throw 'not this' }; function Get-ExManagementScope { }")]
    [InlineData(
        "function Get-ExManagementRoleAssignment { throw 'not this' }; function Get-ExManagementScope { }; function Get-ExRoleGroup { "
            + "}; function Get-Other { }"
    )]
    public void ANamesakeIsNotTaken(string functions)
    {
        using var session = new ModuleSession();
        session.Run($"New-Module -Name Namesake {{ {functions} }} | Import-Module");
        var error = Assert.Single(session.Run("try { Get-AsImpersonation } catch { $_ }").Values.OfType<ErrorRecord>());
        Assert.StartsWith("ExchangeCommandMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void OfTwoPrefixesNoneIsGuessed()
    {
        using var native = new NativeSession(prefix: "Ex");
        native.Succeed(
            "New-Module -Name Second { function Get-TwoManagementRoleAssignment { }; function Get-TwoManagementScope { }; function "
                + "Get-TwoRoleGroup { } } | Import-Module"
        );
        var error = native.Fail(Grant);
        Assert.StartsWith("ExchangeCommandAmbiguous,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>A hosting partner's own module may keep Exchange's commands to itself: from within it they are seen, from without they are
    /// not.</summary>
    [Fact]
    public void CommandsPrivateToAModuleAreSeenFromWithinItAlone()
    {
        using var session = new ModuleSession();
        session.Set("Native", ModuleSession.NativeExchange);
        session.Run(
            "$partner = New-Module -Name Partner { param($path) Import-Module $path -ArgumentList @{}; function Grant-Partner { "
                + Grant
                + " }; Export-ModuleMember Grant-Partner } -ArgumentList $Native; Import-Module $partner"
        );
        Assert.Empty(session.Run("Get-Command Get-ManagementRoleAssignment -ErrorAction SilentlyContinue").Output);

        var error = Assert.Single(session.Run($"try {{ {Grant} }} catch {{ $_ }}").Values.OfType<ErrorRecord>());
        Assert.StartsWith("ExchangeCommandMissing,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal([true], session.Run("Grant-Partner | ForEach-Object Changed").Values);
    }

    public static TheoryData<string> Texts { get; } =
    [
        @"CONTOSO\svc-allsol",
        "O'Brien",
        "it’s ‘so’ ‚now‛",
        "“curly” and \"straight\"",
        "$env:PATH $(throw 'x') `n",
        "a; Remove-Item x # b",
        "} ) { (",
        "é ü €",
        "-Force",
        "--%",
        "@('a')",
    ];

    [Theory]
    [MemberData(nameof(Texts))]
    public void AnyTextIsPrintedAsALiteralOnOneLine(string text)
    {
        using var session = new ModuleSession();
        session.Set("Text", text);
        var lines = session
            .Run("Grant-AsImpersonation $Text -RecipientFilter $Text -Name AllSolutions-X -RoleGroup $Text -AsScript")
            .Values.Cast<string>()
            .ToList();
        Assert.Equal(5, lines.Count);
        Assert.All(lines, line => Assert.DoesNotContain('\n', line));
        Assert.All(
            lines.Skip(1),
            line =>
            {
                Parser.ParseInput(line, out _, out var errors);
                Assert.Empty(errors);
            }
        );

        session.Run(
            "function New-ManagementScope { param($Name, $RecipientRestrictionFilter, [switch] $Confirm) $RecipientRestrictionFilter "
                + "}; function Get-ManagementScope { }"
        );
        Assert.Equal([text], session.Run(lines[1]).Values);
    }

    [Theory]
    [InlineData(@"CN=svc\, AllSolutions,OU=Service,DC=contoso,DC=com", "AllSolutions-Impersonation-svc, AllSolutions")]
    [InlineData(@"CN=svc\2C sync,OU=Service,DC=contoso,DC=com", "AllSolutions-Impersonation-svc, sync")]
    [InlineData(@"cn=J\C3\B6rg\+1,DC=contoso,DC=com", "AllSolutions-Impersonation-Jörg+1")]
    [InlineData(@"CN=sales\\emea 😀,DC=contoso,DC=com", @"AllSolutions-Impersonation-sales\emea 😀")]
    public void ADistinguishedNameGivesItsOwnName(string user, string name)
    {
        using var session = new ModuleSession();
        session.Set("Account", user);
        var lines = session.Run("Grant-AsImpersonation $Account -AllMailboxes -AsScript").Values.Cast<string>();
        Assert.Contains(lines, line => line.Contains($"New-ManagementRoleAssignment -Name '{name}'", StringComparison.Ordinal));
    }
}

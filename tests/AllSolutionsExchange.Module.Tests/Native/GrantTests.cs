using System.Management.Automation;

namespace AllSolutionsExchange.ModuleTests.Native;

/// <summary>Granting impersonation, and granting it again.</summary>
public sealed class GrantTests
{
    private const string User = @"CONTOSO\svc-allsol";
    private const string Group = "CN=AllSol,OU=Groups,DC=contoso,DC=com";

    public static TheoryData<string, string> Ways { get; } =
        new()
        {
            {
                "-AllMailboxes",
                "assignment AllSolutions-Impersonation-svc-allsol | ApplicationImpersonation | svc-allsol | Organization | "
            },
            {
                "-OrganizationalUnit contoso.com/Sales",
                "assignment AllSolutions-Impersonation-svc-allsol | ApplicationImpersonation | svc-allsol | OU | contoso.com/Sales"
            },
            {
                "-OrganizationalUnit 'OU=Sales,DC=contoso,DC=com'",
                "assignment AllSolutions-Impersonation-svc-allsol | ApplicationImpersonation | svc-allsol | OU | contoso.com/Sales"
            },
            { $"-MemberOfGroup '{Group}'", $"scope AllSolutions-Impersonation-svc-allsol | (MemberOfGroup -eq '{Group}') | " },
            {
                "-MemberOfGroup AllSol -RoleGroup 'AllSolutions Impersonation'",
                "role group AllSolutions Impersonation | Made by Grant-AsImpersonation of AllSolutionsExchange. "
                    + "Revoke-AsImpersonation removes it with its last member. | svc-allsol"
            },
            {
                "-MemberOfGroup \"O'Brien's team\"",
                "scope AllSolutions-Impersonation-svc-allsol | (MemberOfGroup -eq 'CN=O''Brien''s team,OU=Groups,DC=contoso,DC=com') | "
            },
            {
                "-RecipientFilter \"Department -eq 'Sales'\" -Name AllSolutions-Sales",
                "scope AllSolutions-Sales | (Department -eq 'Sales') | "
            },
            {
                "-ManagementScope Existing",
                "assignment AllSolutions-Impersonation-svc-allsol | ApplicationImpersonation | svc-allsol | CustomRecipientScope | Existing"
            },
        };

    [Theory]
    [MemberData(nameof(Ways))]
    public void EachWayMakesItsAssignmentAndTheSecondTimeChangesNothing(string way, string line)
    {
        foreach (var options in new[] { "", "Deserialized = $true" })
        {
            using var native = With(options);
            var first = native.One($"Grant-AsImpersonation {User} {way}");
            var state = native.State;
            Assert.Contains(line, state);
            Assert.Equal(true, first.Properties["Changed"].Value);
            Assert.Equal("contoso.com/Users/svc-allsol", first.Properties["User"].Value);

            var again = native.Succeed($"Grant-AsImpersonation {User} {way} -Verbose");
            Assert.Equal(state, native.State);
            Assert.Equal(false, Assert.Single(again.Output).Properties["Changed"].Value);
            Assert.Contains(again.Verbose, text => text.EndsWith("nothing was changed.", StringComparison.Ordinal));
        }
    }

    /// <summary>The printed text, run by whoever has the shell, comes to what the cmdlet itself comes to; and running it again changes
    /// nothing.</summary>
    [Theory]
    [MemberData(nameof(Ways))]
    public void TheScriptComesToTheSameState(string way, string line)
    {
        using var cmdlet = With("");
        cmdlet.Succeed($"Grant-AsImpersonation {User} {way}");

        using var script = With("");
        var before = script.State;
        var text = string.Join('\n', script.Succeed($"Grant-AsImpersonation {User} {way} -AsScript").Values);
        Assert.Equal(before, script.State);
        script.Succeed(text);
        Assert.Contains(line, script.State);
        Assert.Equal(cmdlet.State, script.State);
        script.Succeed(text);
        Assert.Equal(cmdlet.State, script.State);
    }

    [Fact]
    public void AScriptNeedsNoExchange()
    {
        using var session = new Hosting.ModuleSession();
        var lines = session.Run($"Grant-AsImpersonation {User} -AllMailboxes -AsScript; Revoke-AsImpersonation {User} -AsScript").Values;
        Assert.Equal(5, lines.Count);
    }

    /// <summary>The printed how-to has en-dashes, and a blank between dash and name.</summary>
    [Fact]
    public void TheCommandHasTheNativeNamesAndPlainDashes()
    {
        using var native = With("");
        var lines = native.Succeed($"Grant-AsImpersonation {User} -AllMailboxes -AsScript").Values.Cast<string>();
        Assert.Contains(
            lines,
            text =>
                text.Contains(
                    @"New-ManagementRoleAssignment -Name 'AllSolutions-Impersonation-svc-allsol' "
                        + @"-Role 'ApplicationImpersonation' -User 'CONTOSO\svc-allsol' -Confirm:$false",
                    StringComparison.Ordinal
                )
        );
    }

    [Fact]
    public void NestedGroupsAreWarnedOf()
    {
        using var native = With("");
        Assert.Contains(
            native.Succeed($"Grant-AsImpersonation {User} -MemberOfGroup AllSol").Warnings,
            text => text.Contains("AllSol-Nested", StringComparison.Ordinal)
        );
        Assert.Equal(["anna@contoso.com"], native.Run("Get-NativeReach svc-allsol").Values);
    }

    [Theory]
    [InlineData("anna@contoso.com", true)]
    [InlineData("bob@contoso.com", false)]
    public void AMailboxProvesIt(string mailbox, bool isReached)
    {
        using var native = With("");
        var result = native.Run($"Grant-AsImpersonation {User} -MemberOfGroup AllSol -Mailbox {mailbox}");
        Assert.Equal(isReached, Assert.Single(result.Output).Properties["ReachesMailbox"].Value);
        Assert.Equal(
            isReached ? [] : ["MailboxNotInScope,AllSolutionsExchange.Commands.GrantAsImpersonationCommand"],
            result.Errors.Select(error => error.FullyQualifiedErrorId)
        );
    }

    [Fact]
    public void ItIsSaidThatItTakesTimeAndWhatElseTheAccountMayDo()
    {
        using var native = With("");
        native.Succeed("Grant-AsImpersonation admin -AllMailboxes -Name AllSolutions-Before -WarningAction SilentlyContinue");
        var warnings = native.Succeed("Grant-AsImpersonation CONTOSO\\admin -OrganizationalUnit contoso.com/Sales").Warnings;
        Assert.Contains(
            warnings,
            text =>
                text.Contains(
                    "Role Management (by Organization Management), Exchange Virtual Directories (by Organization Management)",
                    StringComparison.Ordinal
                )
        );
        Assert.Contains(warnings, text => text.Contains("'AllSolutions-Before', scope Organization", StringComparison.Ordinal));
        Assert.Contains(warnings, text => text.Contains("up to an hour", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatEverybodyWithAMailboxHasIsNoOtherRole()
    {
        using var native = With("");
        Assert.Equal(
            ["Exchange Web Services may need up to an hour to apply this."],
            native.Succeed("Grant-AsImpersonation anna -AllMailboxes").Warnings
        );
    }

    [Fact]
    public void ARoleGroupTakesASecondMember()
    {
        using var native = With("");
        native.Succeed(
            $"Grant-AsImpersonation {User} -MemberOfGroup AllSol -RoleGroup Own; Grant-AsImpersonation svc-other -MemberOfGroup "
                + "AllSol -RoleGroup Own"
        );
        Assert.Contains(
            native.State,
            line =>
                line.StartsWith("role group Own | ", StringComparison.Ordinal)
                && line.EndsWith("| svc-allsol,svc-other", StringComparison.Ordinal)
        );
        Assert.Single(native.State, line => line.StartsWith("assignment AllSolutions-Own | ", StringComparison.Ordinal));
    }

    /// <summary>Somebody put the account into a group that has no role yet: it has one after the assignment, and needs no second
    /// membership.</summary>
    [Fact]
    public void AMemberIsNotAddedTwice()
    {
        using var native = With("");
        native.Succeed("New-RoleGroup -Name Own -Members svc-allsol");
        native.Succeed($"Grant-AsImpersonation {User} -AllMailboxes -RoleGroup Own");
        Assert.Contains("role group Own |  | svc-allsol", native.State);
    }

    [Theory]
    [InlineData("-AllMailboxes -RoleGroup 'discovery management'", "RoleGroupRefused", "search every mailbox")]
    [InlineData("-AllMailboxes -RoleGroup 'Discovery Management' -AsScript", "RoleGroupRefused", "search every mailbox")]
    [InlineData("-AllMailboxes -RoleGroup 'Organization Management'", "RoleGroupRefused", "Role Management")]
    [InlineData("-AllMailboxes -RoleGroup Taken", "RoleGroupRefused", "'ApplicationImpersonation-Taken', scope Organization")]
    [InlineData("-AllMailboxes -Name Impersonation", "NameRefused", "AllSolutions-Impersonation")]
    [InlineData(
        "-AllMailboxes -Name AllSolutions-3456789012345678901234567890123456789012345678901234567890123456",
        "NameRefused",
        "64 characters"
    )]
    [InlineData("-ManagementScope AllSolutions-X -Name AllSolutions-X", "NameRefused", "AllSolutions-X")]
    [InlineData("-ManagementScope Nowhere", "ScopeNotFound", "Nowhere")]
    [InlineData("-MemberOfGroup Nobody", "ExchangeCommandFailed", "Nobody")]
    [InlineData("-MemberOfGroup Twin", "GroupNotFound", "2 groups")]
    [InlineData("-RecipientFilter \"City -eq 'Breda'\" -Name AllSolutions-Standing", "ScopeExists", "(Department -eq 'Sales')")]
    [InlineData("-AllMailboxes -Name AllSolutions-Others", "AssignmentExists", "svc-other, scope Organization")]
    [InlineData("-OrganizationalUnit contoso.com/Sales -Name AllSolutions-Mine", "AssignmentExists", "svc-allsol, scope Existing")]
    [InlineData("-AllMailboxes:$false", "InvalidArgument", "names no mailboxes")]
    public void WhatStandsInTheWayIsSaidAndLeftAlone(string way, string id, string says)
    {
        foreach (var options in new[] { "", "Deserialized = $true" })
        {
            using var native = With(options);
            native.Succeed(
                "New-RoleGroup -Name Taken -Roles ApplicationImpersonation; New-ManagementScope -Name AllSolutions-Standing "
                    + "-RecipientRestrictionFilter \"Department -eq 'Sales'\""
            );
            native.Succeed(
                $"Grant-AsImpersonation svc-other -AllMailboxes -Name AllSolutions-Others; Grant-AsImpersonation {User} "
                    + "-ManagementScope Existing -Name AllSolutions-Mine"
            );
            var error = native.Refuse($"Grant-AsImpersonation {User} {way} -WarningAction SilentlyContinue");
            Assert.Equal($"{id},AllSolutionsExchange.Commands.GrantAsImpersonationCommand", error.FullyQualifiedErrorId);
            Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void AnUnknownAccountIsExchangesOwnError() =>
        Assert.Contains(
            "'nobody' couldn't be found",
            Refused("Grant-AsImpersonation nobody -AllMailboxes").Exception.Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData("Grant-AsImpersonation svc-allsol -AllMailboxes")]
    [InlineData("Get-AsImpersonation svc-allsol")]
    [InlineData("Revoke-AsImpersonation svc-allsol")]
    [InlineData("'MBX01\\EWS (Default Web Site)' | Set-AsEwsAuthentication -BasicAuthentication $true", "Basic authentication")]
    public void ExchangeOnlineIsRefusedWithTheReasonAndWhatComesInstead(string script, string says = "RBAC for Applications")
    {
        using var native = With("Online = $true");
        var error = native.Refuse(script);
        Assert.StartsWith("ExchangeOnlineRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(says, error.Exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void ExchangeOnlineIsKnownByItsConnectionToo()
    {
        using var native = With("WithoutCommand = 'Get-OrganizationConfig'");
        native.Succeed(
            "function global:Get-ConnectionInformation { [pscustomobject]@{ ModuleName = '/tmp/NativeExchange'; State = 'Connected' } }"
        );
        Assert.StartsWith(
            "ExchangeOnlineRefused,",
            native.Refuse($"Grant-AsImpersonation {User} -AllMailboxes").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );

        native.Succeed(
            "function global:Get-ConnectionInformation { [pscustomobject]@{ ModuleName = '/tmp/tmpEXO_other'; State = 'Connected' } }"
        );
        native.Succeed($"Grant-AsImpersonation {User} -AllMailboxes");
    }

    [Fact]
    public void AGrantThatFailedHalfwayIsFinishedByTheNext()
    {
        using var whole = With("");
        whole.Succeed($"Grant-AsImpersonation {User} -MemberOfGroup AllSol");

        using var halved = With("");
        halved.Succeed("Set-NativeFault New-ManagementRoleAssignment Error");
        halved.Fail($"Grant-AsImpersonation {User} -MemberOfGroup AllSol");
        Assert.NotEqual(whole.State, halved.State);
        halved.Succeed($"Clear-NativeFault New-ManagementRoleAssignment; Grant-AsImpersonation {User} -MemberOfGroup AllSol");
        Assert.Equal(whole.State, halved.State);
    }

    [Fact]
    public void WhatDoesNotShowWhenReadBackIsNotCalledGranted()
    {
        using var native = With("");
        native.Succeed(
            "Set-NativeHook { Set-NativeHook $null; Remove-ManagementRoleAssignment AllSolutions-Impersonation-svc-allsol -Confirm:$false }"
        );
        var error = native.Fail($"Grant-AsImpersonation {User} -AllMailboxes");
        Assert.Equal("NotConfirmed,AllSolutionsExchange.Commands.GrantAsImpersonationCommand", error.FullyQualifiedErrorId);
    }

    [Fact]
    public void ADisabledAssignmentIsSaidToBeDisabled()
    {
        using var native = With("");
        native.Succeed($"Grant-AsImpersonation {User} -AllMailboxes; Set-NativeDisabled AllSolutions-Impersonation-svc-allsol");
        Assert.Contains(
            "disabled",
            native.Refuse($"Grant-AsImpersonation {User} -AllMailboxes").Exception.Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>Exchange sets parentheses of its own around a filter; another filter is another filter.</summary>
    [Theory]
    [InlineData("Department -eq 'Sales' -and City -eq 'Breda'", "((Department -eq 'Sales') -and (City -eq 'Breda'))", true)]
    [InlineData("A -eq 1 -and B -eq 2 -and C -eq 3", "(((A -eq 1) -and (B -eq 2)) -and (C -eq 3))", true)]
    [InlineData("department  -EQ 'Sales'", "Department -eq 'Sales'", true)]
    [InlineData("A -eq 1 -and (B -eq 2 -or C -eq 3)", "((A -eq 1) -and ((B -eq 2) -or (C -eq 3)))", true)]
    [InlineData("A -eq 1 -and (B -eq 2 -or C -eq 3)", "((A -eq 1 -and B -eq 2) -or C -eq 3)", false)]
    [InlineData("-not (A -eq 1 -or B -eq 2)", "-not A -eq 1 -or B -eq 2", false)]
    [InlineData("Department -eq 'Sa (les'", "(Department -eq 'Sa (les')", true)]
    [InlineData("Department -eq 'Sales'", "Department -eq 'Sa les'", false)]
    public void AFilterIsKnownAgainAsExchangeKeepsIt(string asked, string kept, bool isSame)
    {
        using var native = With("");
        native.Session.Set("Asked", asked);
        native.Session.Set("Kept", kept);
        native.Succeed("New-ManagementScope -Name AllSolutions-X -RecipientRestrictionFilter $Kept");
        var result = native.Run($"Grant-AsImpersonation {User} -RecipientFilter $Asked -Name AllSolutions-X");
        Assert.Equal(
            isSame ? [] : ["ScopeExists,AllSolutionsExchange.Commands.GrantAsImpersonationCommand"],
            result.Errors.Select(error => error.FullyQualifiedErrorId)
        );
    }

    [Fact]
    public void ConfirmIsAskedOnceAndNoMeansNothing()
    {
        const int no = 2;
        using var native = With("");
        var before = native.State;
        native.Session.Host.Answer(no);
        Assert.Empty(native.Succeed($"Grant-AsImpersonation {User} -MemberOfGroup AllSol -RoleGroup Own -Confirm").Output);
        Assert.Equal(before, native.State);
    }

    private static ErrorRecord Refused(string script)
    {
        using var native = With("");
        return native.Refuse(script);
    }

    private static NativeSession With(string options)
    {
        var native = new NativeSession(options);
        native.Run("New-ManagementScope -Name Existing -RecipientRestrictionFilter \"Department -eq 'Users'\"");
        return native;
    }
}

namespace AllSolutionsExchange.ModuleTests.Native;

/// <summary>Taking back what was granted, and reading who has what.</summary>
public sealed class RevokeTests
{
    private const string User = @"CONTOSO\svc-allsol";

    [Theory]
    [InlineData("-AllMailboxes", "")]
    [InlineData("-MemberOfGroup AllSol", "")]
    [InlineData("-ManagementScope Existing", "")]
    [InlineData("-OrganizationalUnit contoso.com/Sales -Name AllSolutions-Sales", "-Name AllSolutions-Sales")]
    [InlineData("-MemberOfGroup AllSol -RoleGroup Own", "-RoleGroup Own")]
    public void NothingOfAGrantIsLeftAndASecondRevokeChangesNothing(string grant, string revoke)
    {
        foreach (var options in new[] { "", "Deserialized = $true" })
        {
            using var native = With(options);
            var before = native.State;
            native.Succeed($"Grant-AsImpersonation {User} {grant}");
            native.Succeed($"Revoke-AsImpersonation {User} {revoke}");
            Assert.Equal(before, native.State);

            var again = native.Succeed($"Revoke-AsImpersonation {User} {revoke} -PassThru -Verbose");
            Assert.Equal(before, native.State);
            Assert.Empty(again.Output);
            Assert.Contains(again.Verbose, text => text.EndsWith("nothing was changed.", StringComparison.Ordinal));

            native.Succeed($"Grant-AsImpersonation {User} {grant}");
            var text = string.Join('\n', native.Succeed($"Revoke-AsImpersonation {User} {revoke} -AsScript").Values);
            native.Succeed(text);
            Assert.Equal(before, native.State);
            native.Succeed(text);
            Assert.Equal(before, native.State);
        }
    }

    [Theory]
    [InlineData("")]
    [InlineData("Deserialized = $true")]
    public void FromThePipelineOwnGrantsGoAndOthersAreRefused(string options)
    {
        using var native = With(options);
        native.Succeed($"New-ManagementRoleAssignment -Name Manual -Role ApplicationImpersonation -User {User}");
        var before = native.State;
        native.Succeed(
            $"Grant-AsImpersonation {User} -MemberOfGroup AllSol; Grant-AsImpersonation {User} -MemberOfGroup AllSol -RoleGroup Own"
        );
        var result = native.Run($"Get-AsImpersonation {User} | Revoke-AsImpersonation -PassThru");
        Assert.Equal(
            ["AllSolutions-Impersonation-svc-allsol", "AllSolutions-Own"],
            result.Output.Select(found => found.Properties["Name"].Value)
        );
        Assert.Equal(
            "NameRefused,AllSolutionsExchange.Commands.RevokeAsImpersonationCommand",
            Assert.Single(result.Errors).FullyQualifiedErrorId
        );
        Assert.Equal(before, native.State);
    }

    [Fact]
    public void AMailboxFromThePipelineTakesNothingAway()
    {
        using var native = With("");
        native.Succeed($"Grant-AsImpersonation {User} -AllMailboxes");
        native.Refuse(
            "[pscustomobject]@{ Name = 'AllSolutions-Impersonation-svc-allsol'; PrimarySmtpAddress = 'anna@contoso.com' } | "
                + "Revoke-AsImpersonation -ErrorAction Stop"
        );
    }

    [Fact]
    public void ARoleGroupStaysForItsOtherMembers()
    {
        using var native = With("");
        native.Succeed("Grant-AsImpersonation svc-other -MemberOfGroup AllSol -RoleGroup Own");
        var before = native.State;
        native.Succeed($"Grant-AsImpersonation {User} -MemberOfGroup AllSol -RoleGroup Own; Revoke-AsImpersonation {User} -RoleGroup Own");
        Assert.Equal(before, native.State);
    }

    [Fact]
    public void ARoleGroupThatSomebodyElseMadeStays()
    {
        using var native = With("");
        native.Succeed("New-RoleGroup -Name Theirs -Description 'By hand.'");
        var before = native.State;
        native.Succeed($"Grant-AsImpersonation {User} -AllMailboxes -RoleGroup Theirs; Revoke-AsImpersonation {User} -RoleGroup Theirs");
        Assert.Equal(before, native.State);
    }

    [Fact]
    public void AScopeThatAnotherAssignmentUsesStays()
    {
        using var native = With("");
        native.Succeed(
            $"Grant-AsImpersonation {User} -MemberOfGroup AllSol -Name AllSolutions-A; Grant-AsImpersonation svc-other "
                + "-ManagementScope AllSolutions-A -Name AllSolutions-B"
        );
        native.Succeed($"Revoke-AsImpersonation {User} -Name AllSolutions-A");
        Assert.Contains(native.State, line => line.StartsWith("scope AllSolutions-A |", StringComparison.Ordinal));
        Assert.Equal(["anna@contoso.com"], native.Run("Get-NativeReach svc-other").Values);
    }

    [Fact]
    public void AnothersAssignmentOfTheSameNameStays()
    {
        using var native = With("");
        native.Succeed("Grant-AsImpersonation svc-other -AllMailboxes -Name AllSolutions-Shared");
        var before = native.State;
        native.Succeed($"Revoke-AsImpersonation {User} -Name AllSolutions-Shared");
        Assert.Equal(before, native.State);
    }

    /// <summary>Removing it would take the right from all members of the group.</summary>
    [Fact]
    public void AnAssignmentOfAGroupStaysWhateverItsName()
    {
        using var native = With("");
        native.Succeed(
            "New-RoleGroup -Name Theirs -Members svc-allsol, svc-other; New-ManagementRoleAssignment -Name "
                + "AllSolutions-Impersonation-svc-allsol -Role ApplicationImpersonation -SecurityGroup Theirs"
        );
        var before = native.State;
        native.Succeed(string.Join('\n', native.Succeed($"Revoke-AsImpersonation {User} -AsScript").Values));
        Assert.Equal(before, native.State);
        native.Succeed($"Revoke-AsImpersonation {User}");
        Assert.Contains(
            native.State,
            line => line.StartsWith("assignment AllSolutions-Impersonation-svc-allsol | ", StringComparison.Ordinal)
        );
        Assert.Contains("role group Theirs |  | svc-other", native.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Deserialized = $true")]
    public void EveryoneIsListedAndDelegationIsNotImpersonation(string options)
    {
        using var native = With(options);
        native.Succeed(
            $"Grant-AsImpersonation {User} -MemberOfGroup AllSol; Grant-AsImpersonation svc-other -OrganizationalUnit "
                + "contoso.com/Sales -RoleGroup Own"
        );
        Assert.Equal(
            [
                "contoso.com/Users/svc-allsol|AllSolutions-Impersonation-svc-allsol|User|CustomRecipientScope|(MemberOfGroup -eq "
                    + "'CN=AllSol,OU=Groups,DC=contoso,DC=com')|True",
                "contoso.com/Users/svc-other|AllSolutions-Own|RoleGroup|OU||True",
            ],
            native
                .Succeed(
                    "Get-AsImpersonation | ForEach-Object { $_.User, $_.Name, $_.AssigneeType, $_.RecipientScope, $_.ScopeFilter, "
                        + "$_.IsGranted -join '|' }"
                )
                .Values
        );
    }

    [Theory]
    [InlineData("")]
    [InlineData("Deserialized = $true")]
    public void MailboxesFromThePipelineAreProved(string options)
    {
        using var native = With(options);
        native.Succeed($"Grant-AsImpersonation {User} -MemberOfGroup AllSol");
        native.Session.Set(
            "Mailboxes",
            native.Run("'anna', 'bob' | ForEach-Object { [pscustomobject]@{ Name = $_; PrimarySmtpAddress = \"$_@contoso.com\" } }").Output
        );
        Assert.Equal(
            ["anna@contoso.com True", "bob@contoso.com False"],
            native
                .Succeed($"$Mailboxes | Get-AsImpersonation -User {User} | ForEach-Object {{ \"$($_.Mailbox) $($_.ReachesMailbox)\" }}")
                .Values
        );
    }

    [Fact]
    public void AnAccountWithoutTheRoleIsSaidToHaveNone()
    {
        using var native = With("");
        var result = native.Succeed("Get-AsImpersonation admin");
        Assert.Empty(result.Output);
        Assert.Contains(result.Warnings, text => text.Contains("does not hold ApplicationImpersonation", StringComparison.Ordinal));
        Assert.Contains(result.Warnings, text => text.Contains("Role Management", StringComparison.Ordinal));
    }

    private static NativeSession With(string options)
    {
        var native = new NativeSession(options);
        native.Run("New-ManagementScope -Name Existing -RecipientRestrictionFilter \"Department -eq 'Users'\"");
        return native;
    }
}

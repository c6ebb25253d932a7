namespace AllSolutionsExchange.ModuleTests.Native;

/// <summary>Reading and setting authentication of the virtual directories.</summary>
public sealed class EwsAuthenticationTests
{
    private const string First = @"MBX01\EWS (Default Web Site)";

    [Theory]
    [InlineData("")]
    [InlineData("Deserialized = $true")]
    public void FromThePipelineTheFrontEndsAreSetAndTheStatesReturned(string options)
    {
        using var native = new NativeSession(options);
        var first = native.Succeed("Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true");
        Assert.Equal(
            [@"MBX01\EWS (Default Web Site) False True True True", @"MBX02\EWS (Default Web Site) False True True True"],
            first.Output.Select(change =>
                string.Join(
                    ' ',
                    change.Properties["Identity"].Value,
                    Of(change, "Before", "BasicAuthentication"),
                    Of(change, "After", "BasicAuthentication"),
                    Of(change, "After", "WindowsAuthentication"),
                    change.Properties["Changed"].Value
                )
            )
        );
        Assert.Contains(
            Assert.Single(first.Warnings),
            "IIS remembers Basic sign-ins for 15 minutes and longer: until then an old password, or a disabled account, may still be "
                + "let in.",
            StringComparison.Ordinal
        );
        Assert.Contains(@"directory MBX01\EWS (Exchange Back End) | False | True", native.State);

        var state = native.State;
        var again = native.Succeed("Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true");
        Assert.Equal(state, native.State);
        Assert.Equal([false, false], again.Output.Select(change => change.Properties["Changed"].Value));
        Assert.Empty(again.Warnings);
    }

    /// <summary>The object says what stands there; what is wanted is said by the admin alone.</summary>
    [Fact]
    public void BasicAuthenticationIsNotTakenFromTheObject()
    {
        using var native = new NativeSession();
        native.Succeed($"Set-WebServicesVirtualDirectory '{First}' -BasicAuthentication $true");
        native.Succeed("Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $false");
        Assert.Contains($"directory {First} | False | True", native.State);
    }

    [Fact]
    public void TheBackEndIsRefusedPerItem()
    {
        using var native = new NativeSession();
        var result = native.Run(
            "Get-WebServicesVirtualDirectory -ShowMailboxVirtualDirectories | Set-AsEwsAuthentication -BasicAuthentication $true"
        );
        Assert.Equal(2, result.Output.Count);
        Assert.Equal(2, result.Errors.Count);
        Assert.All(
            result.Errors,
            error => Assert.Equal("BackEndRefused,AllSolutionsExchange.Commands.SetAsEwsAuthenticationCommand", error.FullyQualifiedErrorId)
        );
        Assert.All(
            new[] { "MBX01", "MBX02" },
            server => Assert.Contains($@"directory {server}\EWS (Exchange Back End) | False | True", native.State)
        );
    }

    [Fact]
    public void TheBackEndIsRefusedByItsGuidToo()
    {
        using var native = new NativeSession();
        var error = native.Refuse(
            @"Set-AsEwsAuthentication (Get-WebServicesVirtualDirectory 'MBX01\EWS (Exchange Back End)').Guid -BasicAuthentication $true"
        );
        Assert.StartsWith("BackEndRefused,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    /// <summary>The printed how-to names the directory without its server, in curly quotes: Exchange takes the local one.</summary>
    [Theory]
    [InlineData("Set-AsEwsAuthentication 'EWS (Default Web Site)' -BasicAuthentication $true")]
    [InlineData("Set-AsEwsAuthentication “EWS (Default Web Site)” -BasicAuthentication $true")]
    [InlineData("Set-AsEwsAuthentication 'EWS (Default Web Site)' -BasicAuthentication $true -AsScript")]
    public void ANameWithoutAServerIsRefused(string script)
    {
        using var native = new NativeSession();
        Assert.StartsWith("IdentityIncomplete,", native.Refuse(script).FullyQualifiedErrorId, StringComparison.Ordinal);
    }

    [Fact]
    public void WhatDoesNotShowWhenReadBackIsAnError()
    {
        using var native = new NativeSession();
        native.Succeed($"Set-NativeHook {{ Set-NativeHook $null; Set-WebServicesVirtualDirectory '{First}' -BasicAuthentication $false }}");
        Assert.StartsWith(
            "NotConfirmed,",
            native.Fail($"Set-AsEwsAuthentication '{First}' -BasicAuthentication $true").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void SeveralDirectoriesAreNotSetAtOnce()
    {
        using var native = new NativeSession();
        Assert.StartsWith(
            "VirtualDirectoryNotFound,",
            native.Refuse(@"Set-AsEwsAuthentication 'MBX01\EWS*' -BasicAuthentication $true").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void TheScriptHasTheFullIdentityAndComesToTheSameState()
    {
        using var cmdlet = new NativeSession();
        cmdlet.Succeed($"Set-AsEwsAuthentication '{First}' -BasicAuthentication $true");

        using var script = new NativeSession();
        var text = Assert.Single(script.Succeed($"Set-AsEwsAuthentication '{First}' -BasicAuthentication $true -AsScript").Values);
        Assert.Equal($"Set-WebServicesVirtualDirectory -Identity '{First}' -BasicAuthentication $true -Confirm:$false", text);
        script.Succeed((string)text);
        Assert.Equal(cmdlet.State, script.State);
    }

    [Theory]
    [InlineData("Get-AsEwsAuthentication", 2)]
    [InlineData("Get-AsEwsAuthentication -Server MBX02", 1)]
    [InlineData(@"Get-AsEwsAuthentication 'MBX01\EWS (Default Web Site)'", 1)]
    [InlineData("Get-WebServicesVirtualDirectory | Get-AsEwsAuthentication", 2)]
    public void WhatIsOfferedIsShown(string script, int count)
    {
        using var native = new NativeSession("Deserialized = $true");
        var found = native.Succeed(script).Output;
        Assert.Equal(count, found.Count);
        Assert.All(
            found,
            each =>
                Assert.Equal(
                    [false, true, true, "None"],
                    new[]
                    {
                        "BasicAuthentication",
                        "WindowsAuthentication",
                        "OAuthAuthentication",
                        "ExtendedProtectionTokenChecking",
                    }.Select(name => each.Properties[name].Value)
                )
        );
    }

    [Fact]
    public void AServerIsNoVirtualDirectory()
    {
        using var native = new NativeSession();
        Assert.StartsWith(
            "IdentityIncomplete,",
            native.Refuse("Get-ExchangeServer MBX01 | Set-AsEwsAuthentication -BasicAuthentication $true").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    private static object Of(System.Management.Automation.PSObject change, string state, string property) =>
        System.Management.Automation.PSObject.AsPSObject(change.Properties[state].Value).Properties[property].Value;
}

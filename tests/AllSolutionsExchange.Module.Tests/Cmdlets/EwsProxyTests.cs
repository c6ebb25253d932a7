using System.Management.Automation;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The proxy cmdlets in the engine, on files and on servers from the pipeline.</summary>
public sealed class EwsProxyTests : EwsProxySession
{
    [Fact]
    public void AProxyIsSetShownRemovedAndRestored()
    {
        var set = Assert.Single(Succeed("Set-AsEwsProxy http://proxy:8080 -BypassOnLocal -BypassList 'a\\.b' -Path $WebConfig -PassThru"));
        Assert.Equal(true, set.Properties["Changed"].Value);
        Assert.Equal("MSExchangeServicesAppPool", set.Properties["ApplicationPool"].Value);
        Assert.Equal(
            "False http://proxy:8080/ True a\\.b False",
            Show("Set-AsEwsProxy http://PROXY:8080 -BypassOnLocal -BypassList 'a\\.b' -Path $WebConfig -PassThru")
        );
        Assert.Equal("False http://proxy:8080/ True a\\.b False", Show("Get-AsEwsProxy -Path $WebConfig"));
        Assert.Empty(Succeed("Remove-AsEwsProxy -Path $WebConfig"));
        Assert.Equal(Content, File.ReadAllText(File1));
        Succeed("Set-AsEwsProxy -UseSystemDefault -Path $WebConfig");
        Assert.Equal("False    True", Show("Get-AsEwsProxy -Path $WebConfig"));
        Succeed("Get-AsEwsProxy -Path $WebConfig | Restore-AsEwsProxy");
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    /// <summary>PowerShell looks for a drive before every colon, and Windows for a stream after one.</summary>
    [Theory]
    [InlineData("site:/web.config", "this session does not have")]
    [InlineData("web.config:stream", "this session does not have")]
    [InlineData(@"C:\Exchange\web.config:stream", "a stream inside a file")]
    [InlineData(@"\\mbx01\C$\web:1\web.config", "a stream inside a file")]
    [InlineData("file:///C:/web.config", "this session does not have")]
    [InlineData("a::web.config", "this session does not have")]
    [InlineData("Env:/web.config", "it is a path of Environment")]
    public void APathWithAColonInItIsSaidToBeNone(string path, string reason)
    {
        var scripts = new[]
        {
            "Get-AsEwsProxy -Path",
            "Test-AsEwsProxy -Path",
            "Set-AsEwsProxy http://proxy:8080 -Path",
            "Get-AsEwsProxy -Path $WebConfig -BackupDirectory",
        };
        Assert.All(
            scripts,
            script =>
            {
                var error = Assert.Single(Session.Run($"{script} '{path}'").Errors);
                Assert.StartsWith("InvalidArgument,", error.FullyQualifiedErrorId, StringComparison.Ordinal);
                Assert.Equal(path, error.TargetObject);
                Assert.Contains($"'{path}'", error.ErrorDetails.Message, StringComparison.Ordinal);
                Assert.Contains(reason, error.ErrorDetails.Message, StringComparison.Ordinal);
                Assert.Contains("such as D:\\", error.ErrorDetails.RecommendedAction, StringComparison.Ordinal);
            }
        );
    }

    [Fact]
    public void WhatIsThereAlreadyIsNotAskedForAndSaid()
    {
        Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig");
        var result = Session.Run("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -WhatIf");
        Assert.Equal(
            $"The command completed successfully, but no settings of '{File1}' have been modified.",
            Assert.Single(result.Warnings)
        );
        Assert.DoesNotContain(Session.Host.Screen, line => line.StartsWith("What if: ", StringComparison.Ordinal));
    }

    [Fact]
    public void WhatARunThatWasCutShortLeftIsTakenAwayButNotForWhatIf()
    {
        Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig");
        File.WriteAllText(File1 + ".new.config", "half");
        var result = Session.Run("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -WhatIf");
        Assert.Empty(result.Warnings);
        Assert.Contains(
            "cut short",
            Assert.Single(Session.Host.Screen, line => line.StartsWith("What if: ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.True(File.Exists(File1 + ".new.config"));
        Assert.Empty(Session.Run("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig").Warnings);
        Assert.False(File.Exists(File1 + ".new.config"));
    }

    [PosixTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void ServersBindAndOneThatFailsDoesNotStopTheOthers(bool isDeserialized)
    {
        var first = OnShare("mbx01");
        var third = OnShare("mbx03");
        SetServers(isDeserialized, "mbx01", "mbx02", "mbx03");
        var result = Session.Run("$Servers | Set-AsEwsProxy http://proxy:8080 -PassThru");
        Assert.Equal(
            [$"mbx01.{Domain} {first} True", $"mbx03.{Domain} {third} True"],
            result.Output.Select(each =>
                $"{each.Properties["Server"].Value} {each.Properties["Path"].Value} {each.Properties["Changed"].Value}"
            )
        );
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("ConfigFileMissing", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($@"\\mbx02.{Domain}{WebConfig}", error.TargetObject);
        Assert.All(result.Output, each => Assert.Equal(Version.Parse("15.1.2507.6"), each.Properties["Version"].Value));

        // What it means is said once, not for every server.
        Assert.Single(result.Warnings, warning => warning.Contains("MSExchangeServicesAppPool", StringComparison.Ordinal));
        Assert.Single(result.Warnings, warning => warning.Contains("cumulative update", StringComparison.Ordinal));

        // A result is as good as the server.
        Session.Run("$Servers | Get-AsEwsProxy | Where-Object IsConfigured | Remove-AsEwsProxy");
        Assert.Equal(Content, File.ReadAllText(first));
        Assert.Equal(Content, File.ReadAllText(third));
    }

    [Fact]
    public void AFileIsAskedForOnce()
    {
        Session.Run("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -WhatIf");
        Assert.Contains(
            File1,
            Assert.Single(Session.Host.Screen, line => line.StartsWith("What if: ", StringComparison.Ordinal)),
            StringComparison.Ordinal
        );
        Assert.Equal(Content, File.ReadAllText(File1));
        Assert.False(Directory.Exists(Path.Combine(Folder, "backup")));
    }

    [Fact]
    public void AVirtualDirectoryIsNoServerAndItsPathIsNotTaken()
    {
        var directory = new PSObject();
        directory.Properties.Add(new PSNoteProperty("Server", "MBX01"));
        directory.Properties.Add(new PSNoteProperty("Path", File1));
        Session.Set("Directory", directory);
        var result = Session.Run("$Directory | Set-AsEwsProxy http://proxy:8080");
        Assert.Contains("Get-ExchangeServer", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    /// <summary>The how-to's path is 2010's alone, and its backslashes are lost.</summary>
    [Fact]
    public void TheFrontEndsFileIsRefusedWithTheRightPath()
    {
        var error = Fail(
            @"Set-AsEwsProxy http://proxy:8080 -Path 'C:\Program Files\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\EWS\web.config'"
        );
        Assert.StartsWith("FrontEndFile", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(@"V15\ClientAccess\exchweb\EWS\web.config", error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "NoConfigFile",
            Fail("Get-AsEwsProxy -Path 'C:Program FilesMicrosoftExchange ServerV14ClientAccessexchwebewsweb.config'").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
    }

    [Theory]
    [InlineData("Set-AsEwsProxy proxy:8080 -Path $WebConfig", "ProxyAddressRefused")]
    [InlineData("Set-AsEwsProxy http://proxy:8080 -BypassList '*.contoso.nl' -Path $WebConfig", "BypassListRefused")]
    [InlineData("Test-AsEwsProxy -BypassOnLocal -Path $WebConfig", "ProxyAddressRefused")]
    [InlineData("Test-AsEwsProxy -CallbackUrl notify -Path $WebConfig", "CallbackUrlRefused")]
    [InlineData("Restore-AsEwsProxy -Path $WebConfig", "BackupMissing")]
    [InlineData("'mbx 01' | Get-AsEwsProxy", "ParameterArgumentTransformationError")]
    public void BadInputGivesOneErrorThatSaysWhatToDo(string script, string errorId)
    {
        var error = Fail(script);
        Assert.StartsWith(errorId, error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    [PosixFact]
    public void WithoutServerAndPathItIsThisComputersExchange() =>
        Assert.Contains("Get-ExchangeServer", Fail("Get-AsEwsProxy").Exception.Message, StringComparison.Ordinal);

    [Fact]
    public void TheTestTellsDrift()
    {
        Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig");
        Assert.Equal(true, Assert.Single(Succeed("Test-AsEwsProxy -Path $WebConfig -Quiet")).BaseObject);
        Assert.Equal(false, Assert.Single(Succeed("Test-AsEwsProxy http://other:8080 -Path $WebConfig -Quiet")).BaseObject);
        File.WriteAllText(File1, Content);
        var result = Assert.Single(Succeed("Test-AsEwsProxy -Path $WebConfig"));
        Assert.Equal(false, result.Properties["Succeeded"].Value);
        Assert.Contains("Set-AsEwsProxy", (string)result.Properties["Advice"].Value, StringComparison.Ordinal);
    }

    [PosixFact]
    public void TheTestSaysThatItCallsFromThisComputer()
    {
        OnShare("mbx01");
        SetServers(isDeserialized: false, "mbx01");
        var result = Session.Run("$Servers | Test-AsEwsProxy -CallbackUrl http://127.0.0.1:1/ -Timeout 5");
        Assert.Contains(Environment.MachineName, Assert.Single(result.Warnings), StringComparison.Ordinal);
        var test = Assert.Single(result.Output);
        Assert.Equal(Environment.MachineName, test.Properties["TestedFrom"].Value);
        Assert.Equal(false, test.Properties["Succeeded"].Value);
    }

    private string Show(string command) =>
        (string)
            Assert
                .Single(
                    Succeed(
                        $"{command} | ForEach-Object {{ \"$($_.Changed) $($_.ProxyAddress) $($_.BypassOnLocal) $($_.BypassList) "
                            + $"$($_.UseSystemDefault)\" }}"
                    )
                )
                .BaseObject;
}

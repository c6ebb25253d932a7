using System.Xml.Linq;
using AllSolutionsExchange.ModuleTests.Cmdlets;
using AllSolutionsExchange.ModuleTests.Hosting;
using AllSolutionsExchange.ModuleTests.Native;

namespace AllSolutionsExchange.ModuleTests;

/// <summary>What the printed how-to has wrong, trap by trap, and what the module does instead.</summary>
public sealed class PrintedHowToTests : IDisposable
{
    private const string BackEnd =
        "<?xml version=\"1.0\"?>\r\n<!-- Exchange -->\r\n<configuration>\r\n  <configSections />\r\n  <appSettings "
        + "/>\r\n</configuration>\r\n";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asx-howto-");

    public void Dispose() => _folder.Delete(recursive: true);

    /// <summary><c>New-ManagementRoleAssignment –Name:… – Role:…</c>: en-dashes, and a blank that breaks the command.</summary>
    [Fact]
    public void TheRoleIsAssignedByACommandThatRuns()
    {
        using var native = new NativeSession();
        var script = string.Join('\n', native.Succeed(@"Grant-AsImpersonation CONTOSO\svc-allsol -AllMailboxes -AsScript").Values);
        Assert.DoesNotContain('–', script);
        native.Succeed(script);
        Assert.Contains(native.State, line => line.Contains("| ApplicationImpersonation | svc-allsol |", StringComparison.Ordinal));
    }

    /// <summary><c>Set-WebServicesVirtualDirectory “EWS (Default Web Site)”</c>: curly quotes, and a bare name that means the local server
    /// alone.</summary>
    [Fact]
    public void TheVirtualDirectoryOfEachServerIsSetByItsFullIdentity()
    {
        using var native = new NativeSession();
        Assert.StartsWith(
            "IdentityIncomplete,",
            native.Refuse("Set-AsEwsAuthentication “EWS (Default Web Site)” -BasicAuthentication $true").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        var changes = native.Succeed("Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true").Output;
        Assert.Equal(
            [@"MBX01\EWS (Default Web Site)", @"MBX02\EWS (Default Web Site)"],
            changes.Select(change => change.Properties["Identity"].Value)
        );
    }

    /// <summary>"Exchange Management Console": the commands are the Shell's.</summary>
    [Theory]
    [InlineData("Grant-AsImpersonation svc -AllMailboxes")]
    [InlineData("Get-AsEwsAuthentication")]
    public void WhereExchangesCommandsAreMissingTheShellIsNamed(string command)
    {
        using var session = new ModuleSession();
        var result = session.Run("try { " + command + " } catch { $_ }");
        var error = Assert.Single(result.Errors.Concat(result.Values.OfType<System.Management.Automation.ErrorRecord>()));
        Assert.Contains("Exchange Management Shell", error.Exception.Message, StringComparison.Ordinal);
    }

    /// <summary>The snippet without <c>system.net</c> and <c>defaultProxy</c> around it, its values unquoted, above
    /// <c>configSections</c>.</summary>
    [Fact]
    public void TheProxyIsWholeAndConfigSectionsStayFirst()
    {
        using var session = new ModuleSession();
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(_folder.FullName, "EWS")).FullName, "web.config");
        File.WriteAllText(file, BackEnd);
        Assert.Empty(
            session
                .Run(
                    $"Set-AsEwsProxy http://proxyserver:8080 -BypassOnLocal -Path '{file}' -BackupDirectory "
                        + $"'{Path.Combine(_folder.FullName, "backup")}'"
                )
                .Errors
        );
        var root = XDocument.Load(file).Root!;
        Assert.Equal("configSections", root.Elements().First().Name);
        var proxy = root.Element("system.net")!.Element("defaultProxy")!.Element("proxy")!;
        Assert.Equal("http://proxyserver:8080", ((string)proxy.Attribute("proxyaddress")!).TrimEnd('/'));
        Assert.Equal("true", (string)proxy.Attribute("bypassonlocal")!, ignoreCase: true);
    }

    /// <summary><c>C:Program FilesMicrosoft…V14ClientAccess…</c>: backslashes lost, and 2010 alone.</summary>
    [Fact]
    public void APathWithoutBackslashesIsRefusedAndTheRightOneNamed()
    {
        using var session = new ModuleSession();
        var error = Assert.Single(
            session.Run("Get-AsEwsProxy -Path 'C:Program FilesMicrosoftExchange ServerV14ClientAccessexchwebewsweb.config'").Errors
        );
        Assert.Contains(
            @"C:\Program Files\Microsoft\Exchange Server\V15\ClientAccess\exchweb\EWS\web.config",
            error.Exception.Message,
            StringComparison.Ordinal
        );
    }

    /// <summary><c>podNNNNN.outlook.com</c>: obsolete, and Exchange Online takes no password any more.</summary>
    [Fact]
    public async Task AnAddressOfOnePodIsWarnedOf()
    {
        await using var coupled = await Coupled.StartAsync();
        var warnings = coupled
            .Run("Set-AsExchangeParameter -Url https://pod51036.outlook.com/EWS/Exchange.asmx -Credential $Credential -SkipTest -WhatIf")
            .Warnings;
        Assert.Contains(
            warnings,
            warning => warning.Contains("pod51036", StringComparison.Ordinal) && warning.Contains("1 April 2027", StringComparison.Ordinal)
        );
    }

    /// <summary>"Roles &amp; Auditing, Discovery Management": in Exchange Online the role is gone; elsewhere that group opens every
    /// mailbox to search.</summary>
    [Fact]
    public void ExchangeOnlineAndDiscoveryManagementAreRefused()
    {
        using var online = new NativeSession("Online = $true");
        Assert.StartsWith(
            "ExchangeOnlineRefused,",
            online.Refuse("Grant-AsImpersonation svc-allsol -AllMailboxes").FullyQualifiedErrorId,
            StringComparison.Ordinal
        );
        using var native = new NativeSession();
        Assert.Contains(
            "search every mailbox",
            native.Refuse("Grant-AsImpersonation svc-allsol -AllMailboxes -RoleGroup 'Discovery Management'").Exception.Message,
            StringComparison.Ordinal
        );
    }

    /// <summary>"Service account: domeinUSER1": the backslash is lost.</summary>
    [Fact]
    public async Task WhereAnAccountWithoutItsDomainIsRefusedTheFormIsSaid()
    {
        await using var coupled = await Coupled.StartAsync();
        var advice = coupled.Succeed(
            "Test-AsExchangeEndpoint $Url -CertificateThumbprint $Thumbprint -Credential ([pscredential]::new('contosoUSER1', "
                + "$Credential.Password)) | ForEach-Object { $_.Steps | Where-Object Outcome -EQ Failed | ForEach-Object Advice }"
        );
        Assert.Contains(@"DOMAIN\user", (string)Assert.Single(advice).BaseObject, StringComparison.Ordinal);
    }
}

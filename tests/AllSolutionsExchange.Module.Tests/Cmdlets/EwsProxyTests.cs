using System.Management.Automation;
using System.Management.Automation.Language;
using System.Text;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests.Cmdlets;

/// <summary>The proxy cmdlets in the engine, on files and on servers from the pipeline.</summary>
public sealed class EwsProxyTests : IDisposable
{
    private const string Content = "<?xml version=\"1.0\" encoding=\"utf-8\"?>\r\n<configuration>\r\n  <configSections>\r\n    <section name=\"x\" type=\"y\" />\r\n  </configSections>\r\n  <x a='é'\r\n     b='>' />\r\n</configuration>\r\n";
    private const string WebConfig = @"\C$\Program Files\Microsoft\Exchange Server\V15\ClientAccess\exchweb\EWS\web.config";

    private readonly ModuleSession _session = new();
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asx-proxy-");
    private readonly string _domain = Guid.NewGuid().ToString("N") + ".test";
    private readonly List<string> _shareFiles = [];

    public EwsProxyTests()
    {
        _session.Set("WebConfig", Path.Combine(_folder.CreateSubdirectory("web").FullName, "web.config"));
        _session.Set("Backup", Path.Combine(_folder.FullName, "backup"));
        _session.Set("PSDefaultParameterValues", new DefaultParameterDictionary { ["*-AsEwsProxy:BackupDirectory"] = Path.Combine(_folder.FullName, "backup") });
        File.WriteAllText(File1, Content);
    }

    private string File1 => Path.Combine(_folder.FullName, "web", "web.config");

    /// <summary>A file with a proxy in the coupling's folder, and its backups beside it.</summary>
    internal static void SetIn(Coupled coupled)
    {
        var file = Path.Combine(Directory.CreateDirectory(Path.Combine(coupled.Folder, "web")).FullName, "web.config");
        File.WriteAllText(file, Content);
        coupled.Session.Set("WebConfig", file);
        coupled.Session.Set("WebConfigBackup", Path.Combine(coupled.Folder, "backup"));
        coupled.Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -BackupDirectory $WebConfigBackup");
    }

    [Fact]
    public void AProxyIsSetShownRemovedAndRestored()
    {
        var set = Assert.Single(Succeed("Set-AsEwsProxy http://proxy:8080 -BypassOnLocal -BypassList 'a\\.b' -Path $WebConfig -PassThru"));
        Assert.Equal(true, set.Properties["Changed"].Value);
        Assert.Equal("MSExchangeServicesAppPool", set.Properties["ApplicationPool"].Value);
        Assert.Equal("False http://proxy:8080/ True a\\.b False", Show("Set-AsEwsProxy http://PROXY:8080 -BypassOnLocal -BypassList 'a\\.b' -Path $WebConfig -PassThru"));
        Assert.Equal("False http://proxy:8080/ True a\\.b False", Show("Get-AsEwsProxy -Path $WebConfig"));
        Assert.Empty(Succeed("Remove-AsEwsProxy -Path $WebConfig"));
        Assert.Equal(Content, File.ReadAllText(File1));
        Succeed("Set-AsEwsProxy -UseSystemDefault -Path $WebConfig");
        Assert.Equal("False    True", Show("Get-AsEwsProxy -Path $WebConfig"));
        Succeed("Get-AsEwsProxy -Path $WebConfig | Restore-AsEwsProxy");
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    [Fact]
    public void WhatIsThereAlreadyIsNeitherAskedForNorWarnedOf()
    {
        Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig");
        var result = _session.Run("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -WhatIf -Verbose");
        Assert.Empty(result.Warnings);
        Assert.Contains(result.Verbose, line => line.Contains("nothing is written", StringComparison.Ordinal));
        Assert.DoesNotContain(_session.Host.Screen, line => line.StartsWith("What if: ", StringComparison.Ordinal));
    }

    [PosixTheory]
    [InlineData(false)]
    [InlineData(true)]
    public void ServersBindAndOneThatFailsDoesNotStopTheOthers(bool isDeserialized)
    {
        var first = OnShare("mbx01");
        var third = OnShare("mbx03");
        SetServers(isDeserialized, "mbx01", "mbx02", "mbx03");
        var result = _session.Run("$Servers | Set-AsEwsProxy http://proxy:8080 -PassThru");
        Assert.Equal([$"mbx01.{_domain} {first} True", $"mbx03.{_domain} {third} True"], result.Output.Select(each => $"{each.Properties["Server"].Value} {each.Properties["Path"].Value} {each.Properties["Changed"].Value}"));
        var error = Assert.Single(result.Errors);
        Assert.StartsWith("ConfigFileMissing", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Equal($@"\\mbx02.{_domain}{WebConfig}", error.TargetObject);
        Assert.All(result.Output, each => Assert.Equal(Version.Parse("15.1.2507.6"), each.Properties["Version"].Value));

        // What it means is said once, not for every server.
        Assert.Single(result.Warnings, warning => warning.Contains("MSExchangeServicesAppPool", StringComparison.Ordinal));
        Assert.Single(result.Warnings, warning => warning.Contains("cumulative update", StringComparison.Ordinal));

        // A result is as good as the server.
        _session.Run("$Servers | Get-AsEwsProxy | Where-Object IsConfigured | Remove-AsEwsProxy");
        Assert.Equal(Content, File.ReadAllText(first));
        Assert.Equal(Content, File.ReadAllText(third));
    }

    [Fact]
    public void AFileIsAskedForOnce()
    {
        _session.Run("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -WhatIf");
        Assert.Contains(File1, Assert.Single(_session.Host.Screen, line => line.StartsWith("What if: ", StringComparison.Ordinal)), StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllText(File1));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "backup")));
    }

    [Fact]
    public void AVirtualDirectoryIsNoServerAndItsPathIsNotTaken()
    {
        var directory = new PSObject();
        directory.Properties.Add(new PSNoteProperty("Server", "MBX01"));
        directory.Properties.Add(new PSNoteProperty("Path", File1));
        _session.Set("Directory", directory);
        var result = _session.Run("$Directory | Set-AsEwsProxy http://proxy:8080");
        Assert.Contains("Get-ExchangeServer", Assert.Single(result.Errors).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    /// <summary>The how-to's path is 2010's alone, and its backslashes are lost.</summary>
    [Fact]
    public void TheFrontEndsFileIsRefusedWithTheRightPath()
    {
        var error = Fail(@"Set-AsEwsProxy http://proxy:8080 -Path 'C:\Program Files\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\EWS\web.config'");
        Assert.StartsWith("FrontEndFile", error.FullyQualifiedErrorId, StringComparison.Ordinal);
        Assert.Contains(@"V15\ClientAccess\exchweb\EWS\web.config", error.Exception.Message, StringComparison.Ordinal);
        Assert.StartsWith("NoConfigFile", Fail("Get-AsEwsProxy -Path 'C:Program FilesMicrosoftExchange ServerV14ClientAccessexchwebewsweb.config'").FullyQualifiedErrorId, StringComparison.Ordinal);
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
        var result = _session.Run("$Servers | Test-AsEwsProxy -CallbackUrl http://127.0.0.1:1/ -Timeout 5");
        Assert.Contains(Environment.MachineName, Assert.Single(result.Warnings), StringComparison.Ordinal);
        var test = Assert.Single(result.Output);
        Assert.Equal(Environment.MachineName, test.Properties["TestedFrom"].Value);
        Assert.Equal(false, test.Properties["Succeeded"].Value);
    }

    [Theory]
    [InlineData("utf-8")]
    [InlineData("utf-16")]
    [InlineData("utf-16BE")]
    public void TheScriptMakesTheSameBytes(string encoding)
    {
        File.WriteAllText(File1, Content.Replace("utf-8", encoding.TrimEnd('B', 'E'), StringComparison.Ordinal), Encoding.GetEncoding(encoding));
        var original = File.ReadAllBytes(File1);
        const string set = "Set-AsEwsProxy http://proxy:8080 -BypassList 'it''s\\.nl', '^é$' -Path $WebConfig";
        var script = Script(set + " -AsScript");
        Assert.Equal(original, File.ReadAllBytes(File1));
        Succeed(set);
        var expected = File.ReadAllBytes(File1);
        var remove = Script("Remove-AsEwsProxy -Path $WebConfig -AsScript");
        var restore = Script("Restore-AsEwsProxy -Path $WebConfig -AsScript");
        Assert.Equal(expected, File.ReadAllBytes(File1));

        File.WriteAllBytes(File1, original);
        Assert.StartsWith("Changed", (string)Assert.Single(Succeed(script)).BaseObject, StringComparison.Ordinal);
        Assert.Equal(expected, File.ReadAllBytes(File1));
        Assert.StartsWith("Nothing to do", (string)Assert.Single(Succeed(script)).BaseObject, StringComparison.Ordinal);
        Assert.Contains(Directory.GetFiles(Path.Combine(_folder.FullName, "backup")), file => File.ReadAllBytes(file).SequenceEqual(original));
        foreach (var back in new[] { remove, restore })
        {
            File.WriteAllBytes(File1, expected);
            Succeed(back);
            Assert.Equal(original, File.ReadAllBytes(File1));
        }

        Assert.Single(Directory.GetFiles(Path.GetDirectoryName(File1)!));
    }

    [Fact]
    public void TheScriptRefusesAnotherFile()
    {
        var script = Script("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -AsScript");
        var other = Content.Replace("é", "e", StringComparison.Ordinal);
        File.WriteAllText(File1, other);
        Assert.Contains("not the file", Fail(script).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(other, File.ReadAllText(File1));

        // Damaged on its way, it writes nothing either.
        File.WriteAllText(File1, Content);
        Assert.Contains("damaged", Fail(script.Replace("proxy:8080", "proxy:8081", StringComparison.Ordinal)).Exception.Message, StringComparison.Ordinal);
        Assert.Equal(Content, File.ReadAllText(File1));
    }

    /// <summary>An admin who cannot reach the server makes the script of a copy of its file.</summary>
    [Fact]
    public void TheScriptOfACopyIsGivenTheFilesPath()
    {
        var script = Script("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig -AsScript");
        var file = Path.Combine(_folder.FullName, "web.config");
        File.WriteAllText(file, Content);
        Succeed($"& {{ {script} }} -Path '{file}'");
        Assert.Equal(Content, File.ReadAllText(File1));
        Succeed("Set-AsEwsProxy http://proxy:8080 -Path $WebConfig");
        Assert.Equal(File.ReadAllText(File1), File.ReadAllText(file));
    }

    [PosixFact]
    public void TheScriptNamesTheFileAsTheServerDoes()
    {
        OnShare("mbx01");
        SetServers(isDeserialized: true, "mbx01");
        var script = Script("$Servers | Set-AsEwsProxy http://proxy:8080 -AsScript");
        Assert.Contains($"$Path = 'C:{WebConfig[3..]}'", script, StringComparison.Ordinal);
    }

    public void Dispose()
    {
        _session.Dispose();
        _folder.Delete(recursive: true);
        _shareFiles.ForEach(File.Delete);
    }

    private string Script(string command)
    {
        var script = (string)Assert.Single(Succeed(command)).BaseObject;
        Parser.ParseInput(script, out _, out var errors);
        Assert.Empty(errors);
        return script;
    }

    private string Show(string command) =>
        (string)Assert.Single(Succeed($"{command} | ForEach-Object {{ \"$($_.Changed) $($_.ProxyAddress) $($_.BypassOnLocal) $($_.BypassList) $($_.UseSystemDefault)\" }}")).BaseObject;

    private IReadOnlyList<PSObject> Succeed(string script)
    {
        var result = _session.Run(script);
        Assert.True(result.Errors.Count == 0, $"{script}\n{string.Join('\n', result.Errors)}");
        return result.Output;
    }

    private ErrorRecord Fail(string script)
    {
        var result = _session.Run("try { " + script + "\n} catch { $_ }");
        return Assert.Single(result.Errors.Concat(result.Output.Select(value => value.BaseObject).OfType<ErrorRecord>()));
    }

    // Off Windows a share's path is the name of a file in the current folder.
    private string OnShare(string server)
    {
        var path = $@"\\{server}.{_domain}{WebConfig}";
        File.WriteAllText(path, Content);
        _shareFiles.Add(path);
        return path;
    }

    private void SetServers(bool isDeserialized, params string[] names) => _session.Set("Servers", names
        .Select(name => new ExchangeServer($"{name}.{_domain}"))
        .Select(server => isDeserialized ? PSSerializer.Deserialize(PSSerializer.Serialize(server)) : server).ToArray());

    /// <summary>What Get-ExchangeServer returns, as far as it matters.</summary>
    public sealed class ExchangeServer(string fqdn)
    {
        public string Name => Fqdn.Split('.')[0];

        public string Fqdn { get; } = fqdn;

        public LocalPath DataPath => new(@"C:\Program Files\Microsoft\Exchange Server\V15\Mailbox");

        public ServerVersion AdminDisplayVersion { get; } = new();

        public override string ToString() => Name;
    }

    public readonly record struct LocalPath(string PathName)
    {
        public override string ToString() => PathName;
    }

    public sealed class ServerVersion
    {
        public int Major => 15;

        public override string ToString() => "Version 15.1 (Build 2507.6)";
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PosixFactAttribute : FactAttribute
    {
        public PosixFactAttribute()
        {
            if (OperatingSystem.IsWindows()) Skip = "On Windows a share would be looked for, and Exchange may be installed.";
        }
    }

    [AttributeUsage(AttributeTargets.Method)]
    private sealed class PosixTheoryAttribute : TheoryAttribute
    {
        public PosixTheoryAttribute()
        {
            if (OperatingSystem.IsWindows()) Skip = "On Windows a share would be looked for.";
        }
    }
}

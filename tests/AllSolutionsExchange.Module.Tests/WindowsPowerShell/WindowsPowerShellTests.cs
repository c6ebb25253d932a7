using System.Text;
using System.Text.RegularExpressions;
using AllSolutionsExchange.ModuleTests.Hosting;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>Every script that somebody is given can be run, and read, by Windows PowerShell 5.1.</summary>
public sealed partial class WindowsPowerShellTests(DotNetFramework framework) : IClassFixture<DotNetFramework>
{
    private static readonly HashSet<string> Functions = Files("*.ps1", "*.psm1")
        .SelectMany(file => WindowsPowerShellScript.Functions(File.ReadAllText(file)))
        .ToHashSet(StringComparer.OrdinalIgnoreCase);

    private readonly WindowsPowerShellScript _script = new(framework, Functions);

    /// <summary>What the check knows: one of each kind.</summary>
    [Theory]
    [InlineData("'a' && 'b'")]
    [InlineData("Get-Item a || Get-Item b")]
    [InlineData("$a ?? 1")]
    [InlineData("$a ??= 1")]
    [InlineData("${a}?.Length")]
    [InlineData("${a}?[0]")]
    [InlineData("$a ? 1 : 2")]
    [InlineData("Get-Item a &")]
    [InlineData("function F { process { 1 } clean { 2 } }")]
    [InlineData("'a'..'z'")]
    [InlineData("'a' -replace 'a', { $_ }")]
    [InlineData("enum E : byte { A }")]
    [InlineData("0b101")]
    [InlineData("12uy")]
    [InlineData("\"`e[0m\"")]
    [InlineData("\"`u{2026} $a\"")]
    [InlineData("#requires -Version 7.0\n1")]
    [InlineData("#requires -PSEdition Core\n1")]
    [InlineData("if ($IsWindows) { 1 }")]
    [InlineData("\"$IsLinux\"")]
    [InlineData("if ($global:IsWindows) { 1 }")]
    [InlineData("Get-Item a\n| Sort-Object Name")]
    [InlineData("Get-Item a\r\n    # and then\r\n    | Sort-Object Name")]
    [InlineData("1..3 | ForEach-Object -Parallel { $_ }")]
    [InlineData("1..3 | % -Para { $_ }")]
    [InlineData("Join-Path a b c")]
    [InlineData("Join-Path a b -AdditionalChildPath c")]
    [InlineData("ConvertFrom-Json $a -AsHashtable")]
    [InlineData("Get-Content a -AsByteStream")]
    [InlineData("Split-Path a -LeafBase")]
    [InlineData("irm https://contoso.com -SkipCertificateCheck")]
    [InlineData("Get-Item a -ProgressAction Ignore")]
    [InlineData("Set-Content a b -Encoding utf8NoBOM")]
    [InlineData("Test-Json $a")]
    [InlineData("Remove-Alias ls")]
    [InlineData("$start.ArgumentList.Add('a')")]
    [InlineData("[IO.Path]::GetRelativePath('a', 'b')")]
    [InlineData("[Convert]::ToHexString($a)")]
    [InlineData("[IO.File]::Move('a', 'b', $true)")]
    [InlineData("[Environment]::ProcessPath")]
    [InlineData("[DateOnly]::new(2026, 1, 1)")]
    [InlineData("[semver] '1.0'")]
    [InlineData("[Collections.Generic.PriorityQueue[int, int]]::new()")]
    [InlineData("New-Object System.Half")]
    [InlineData("param([ValidateNotNullOrWhiteSpace()] $a)")]
    [InlineData("Get-Variable IsWindows")]
    [InlineData("Get-Variable -Name:IsLinux")]
    [InlineData("Test-Path Variable:IsWindows")]
    [InlineData("${variable:IsWindows}")]
    [InlineData("1..3 | % -pa { $_ }")]
    [InlineData("$how = @{ Parallel = { $_ } }; 1..3 | ForEach-Object @how")]
    [InlineData("param([ValidateSet('a', ErrorMessage = 'b')] $a)")]
    [InlineData("param([ValidatePattern('a', ErrorMessage = 'b')] $a)")]
    [InlineData("param([ValidateRange('Positive')] $a)")]
    [InlineData("$process.Kill($true)")]
    [InlineData("$a.Replace('a', 'b', [StringComparison]::Ordinal)")]
    [InlineData("$a.Contains('b', [StringComparison]::Ordinal)")]
    [InlineData("$a.ReplaceLineEndings()")]
    [InlineData("[Diagnostics.ProcessStartInfo]@{ ArgumentList = 'a' }")]
    [InlineData("New-Object -TypeName:System.Half")]
    [InlineData("New-Object -ArgumentList 1 -TypeName System.Half")]
    [InlineData("Set-Location -")]
    [InlineData("cd +")]
    [InlineData("Test-Connection -TargetName a")]
    [InlineData("Test-Connection a -TcpPort 1")]
    [InlineData("Invoke-Command -HostName a { 1 }")]
    [InlineData("Get-SecureRandom")]
    [InlineData("Remove-Service a")]
    [InlineData("Tee-Object a -Encoding utf8")]
    [InlineData("1 | Measure-Object -AllStats")]
    [InlineData("Out-File a -Encoding ansi")]
    [InlineData("Out-File a -Encoding:ansi")]
    [InlineData("irm a -ConnectionTimeoutSeconds 1")]
    [InlineData("irm a -UnixSocket b")]
    [InlineData("Select-String a -Raw")]
    [InlineData("Get-Content a -AsB")]
    [InlineData("1 | Where-Object -Not Length")]
    [InlineData("Get-ChildItem -Fi a")]
    [InlineData("Set-Content a b -Encoding 65001")]
    [InlineData("Set-Content a b -Encoding ([Text.Encoding]::UTF8)")]
    [InlineData("$how = @{ Encoding = 'utf8NoBOM' }; Set-Content a b @how")]
    [InlineData("Write-Host `e[0m")]
    [InlineData("Write-Host a`u{2026}")]
    [InlineData("'a b c' -split ' ', -2")]
    [InlineData("[char] 'a'..[char] 'z'")]
    [InlineData("$a.Split(', ')")]
    [InlineData("$PSNativeCommandUseErrorActionPreference = $true")]
    [InlineData("$PSNativeCommandArgumentPassing")]
    [InlineData("$PSVersionTable.Platform -eq 'Unix'")]
    [InlineData("$PSVersionTable.OS")]
    [InlineData("Start-Sleep 0.5")]
    [InlineData("Start-Sleep -Seconds:1.5")]
    [InlineData("Export-Csv a.csv -Encoding UTF8")]
    [InlineData("Export-Csv a.csv -NoTypeInformation")]
    [InlineData("$a | ConvertTo-Csv")]
    [InlineData("Get-Item a | Select-Object -ExcludeProperty Name")]
    [InlineData("'a'.Contains('b', 'OrdinalIgnoreCase')")]
    [InlineData("[Collections.Generic.Dictionary[string, int]]::new().TryAdd('a', 1)")]
    [InlineData("Microsoft.PowerShell.Utility\\ConvertFrom-Json $a -AsHashtable")]
    [InlineData("Microsoft.PowerShell.Utility\\Get-Uptime")]
    [InlineData("Get-Item variable:\\IsWindows")]
    [InlineData("Install-Module Pester -AcceptLicense")]
    public void WhatCameLaterIsFound(string code) => Assert.NotEmpty(_script.Problems(code));

    /// <summary>And nothing else.</summary>
    [Theory]
    [InlineData("[IO.Path]::Combine('a', 'b', 'c', 'd', 'e')")]
    [InlineData("[pscredential]::new('a', (ConvertTo-SecureString 'b' -AsPlainText -Force))")]
    [InlineData("class C { [int] $A }; [C]::new(); [ordered] @{ a = 1 }; [Collections.Generic.List[string]]::new()")]
    [InlineData("Join-Path -Path a -ChildPath b; 'a' -replace 'b', 'c'; 0x1E, 1kb, 2.5d; 1..3 | Where-Object { $_ -notlike '1' }")]
    [InlineData("[CmdletBinding()] param([Parameter(Mandatory)] [string[]] $a, [switch] $b) \"`t$a\"")]
    [InlineData("Get-ChildItem -Force | Sort-Object Name | Select-Object -First 1 | Export-Csv a.csv -NoTypeInformation -Encoding UTF8")]
    [InlineData("Get-Item a |\n    Sort-Object Name | <# and\n    then #> Select-Object -First 1 `\n    | Out-Null; $env:IsWindows")]
    [InlineData("[adsi] 'LDAP://a'; [wmi] 'a'; [cimclass] $a")]
    [InlineData("Resolve-Path -Relative a; Get-Variable IsSomething; Set-Location a")]
    [InlineData("[Collections.Generic.List`1[int]]::new(); $a.Replace('a', 'b'); $a.Kill(); 'a'.IndexOf('b', [StringComparison]::Ordinal)")]
    [InlineData("$how = @{ Process = { $_ } }; 1..3 | ForEach-Object @how; % { 1 }; function F { param([ValidateRange(1, 2)] [int] $a) }")]
    [InlineData(
        "[Diagnostics.ProcessStartInfo]@{ FileName = 'a' }; [pscustomobject]@{ ArgumentList = 1 }; New-Object -ComObject Shell.Application"
    )]
    [InlineData("Start-Process a -ArgumentList b; Out-File a -Encoding utf8; Write-Error a -ea Stop")]
    [InlineData(
        "class C { [int] Foo([int] $a) { return 1 } }; [C]::new().Foo(1); @(1).Where({ $_ }); 'a'.ForEach({ $_ }); "
            + "[Uri]::new('a').GetHashCode()"
    )]
    [InlineData("Get-Content a -W; Get-ChildItem -Rec; Microsoft.PowerShell.Utility\\Sort-Object Name; Get-Item a -ErrorA Stop")]
    [InlineData("$how = @{ Encoding = 'UTF8' }; Set-Content a b @how; Set-Content a b -Encoding $how")]
    [InlineData("'a b' -split ' ', 2; [int][char] 'a'..[int][char] 'z'; $a.Split(','); $a.Split([char[]] ', '); '`e'")]
    [InlineData(
        "Start-Sleep -Milliseconds 500; Start-Sleep 5; Export-Csv a.csv -NoType -Enc UTF8; $how = @{ NoTypeInformation = $true }; "
            + "ConvertTo-Csv @how"
    )]
    [InlineData(
        "Get-Item a | Select-Object * -ExcludeProperty Name; Get-Item a | Select-Object -Property Name -ExcludeProperty Length; "
            + "$PSVersionTable.PSVersion"
    )]
    public void WhatIsAsOldIsNot(string code) => Assert.Empty(_script.Problems(code));

    [Fact]
    public void EveryScriptOfTheProject()
    {
        var files = Files("*.ps1", "*.psm1", "*.psd1").Append(BuiltModule.Manifest).ToList();
        Assert.True(files.Count > 20);
        Assert.All(files, file => Assert.Empty(_script.Problems(File.ReadAllText(file))));
    }

    /// <summary>5.1 reads a script without a byte order mark in the code page of the machine.</summary>
    [Fact]
    public void EveryScriptIsReadInTheRightEncoding() =>
        Assert.All(
            Files("*.ps1", "*.psm1", "*.psd1", "*.ps1xml", "*.help.txt"),
            file =>
            {
                var bytes = File.ReadAllBytes(file);
                Assert.True(
                    Ascii.IsValid(bytes) || bytes.AsSpan().StartsWith(Encoding.UTF8.Preamble),
                    "not ASCII, and without a byte order mark"
                );
            }
        );

    [Fact]
    public void EveryBlockOfThePages()
    {
        var blocks = Files("*.md")
            .SelectMany(file => Block().Matches(File.ReadAllText(file)))
            .Concat(Files("*.help.txt").SelectMany(file => Indented().Matches(File.ReadAllText(file))))
            .ToList();
        Assert.True(blocks.Count >= 5);
        Assert.All(blocks, block => Assert.Empty(_script.Problems(block.Groups["code"].Value)));
    }

    [Fact]
    public void EveryExampleOfTheHelp()
    {
        using var session = new ModuleSession();
        var codes = session
            .Run(
                "Get-Command -Module AllSolutionsExchange | ForEach-Object { (Get-Help $_.Name -Full).Examples.Example } | "
                    + "ForEach-Object { $_.Code }"
            )
            .Values.Cast<string>()
            .ToList();
        Assert.True(codes.Count > 40);
        Assert.All(codes, code => Assert.Empty(_script.Problems(code)));
    }

    [Fact]
    public void EveryScriptThatACmdletPrints()
    {
        using var session = new ModuleSession();
        using var folder = new TemporarySite();
        var scripts = session.Run(
            $$"""
            $path = '{{folder.WebConfig}}'
            Grant-AsImpersonation CONTOSO\svc -MemberOfGroup 'CN=Users,DC=contoso,DC=com' -Mailbox anna@contoso.com -AsScript
            Grant-AsImpersonation CONTOSO\svc -AllMailboxes -AsScript
            Revoke-AsImpersonation CONTOSO\svc -AsScript
            Set-AsEwsAuthentication 'MBX01\EWS (Default Web Site)' -BasicAuthentication $true -AsScript
            Set-AsEwsProxy http://proxy:8080 -Path $path -AsScript
            Set-AsEwsProxy http://proxy:8080 -Path $path -Confirm:$false | Out-Null
            Remove-AsEwsProxy -Path $path -AsScript
            Restore-AsEwsProxy -Path $path -AsScript
            """
        );
        Assert.Empty(scripts.Errors);
        Assert.True(scripts.Values.Count >= 7);
        Assert.All(scripts.Values, script => Assert.Empty(_script.Problems((string)script!)));
    }

    private static IEnumerable<string> Files(params string[] patterns)
    {
        var options = new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.Hidden };
        var artifacts = Path.GetDirectoryName(BuiltModule.Folder)! + Path.DirectorySeparatorChar;
        return patterns
            .SelectMany(pattern => Directory.GetFiles(BuiltModule.Repository, pattern, options))
            .Where(file => !file.StartsWith(artifacts, StringComparison.Ordinal));
    }

    [GeneratedRegex(
        "```powershell\r?\n(?<code>.*?)```",
        RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Block();

    /// <summary>In a topic: the lines that are indented twice after a colon.</summary>
    [GeneratedRegex(":\r?\n\r?\n(?<code>( {8}[^\n]*\n)+)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Indented();

    private sealed class TemporarySite : IDisposable
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("asx-51-");

        public TemporarySite()
        {
            WebConfig = Path.Combine(_folder.CreateSubdirectory("EWS").FullName, "web.config");
            File.WriteAllText(WebConfig, "<?xml version=\"1.0\"?>\n<configuration>\n  <appSettings />\n</configuration>\n");
        }

        public string WebConfig { get; }

        public void Dispose() => _folder.Delete(recursive: true);
    }
}

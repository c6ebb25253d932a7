<#
.SYNOPSIS
    Runs the suites of this folder against a simulated Exchange, with the module as it was built.
.EXAMPLE
    dotnet tool restore; dotnet pwsh -NoProfile -File tests/Pester/Run.ps1
.EXAMPLE
    powershell -NoProfile -ExecutionPolicy Bypass -File tests/Pester/Run.ps1 -Server simulator.json
#>
param(
    # Pester 5 or later: its manifest, or its name where it is installed.
    [string] $Pester,

    # What the build made.
    [string] $Artifacts = "$PSScriptRoot/../../artifacts",

    # The module: its manifest, or its name where it is installed.
    [string] $Module,

    # A file with the line that a running simulator printed; without it one is started here. The last of its mailboxes must be out of the account's scope.
    [string] $Server
)

$ErrorActionPreference = 'Stop'
if (-not $Pester) { $Pester = "$Artifacts/Pester/Pester.psd1" }
Import-Module $Pester
if (-not $Module) { $Module = "$Artifacts/AllSolutionsExchange/AllSolutionsExchange.psd1" }
Import-Module $Module

function Start-Simulator {
    $mailboxes = 'anna@contoso.com', 'bob@contoso.com', 'dora@contoso.com', 'emil@contoso.com', 'carol@contoso.com'
    $start = [Diagnostics.ProcessStartInfo]@{ FileName = 'dotnet'; UseShellExecute = $false; RedirectStandardInput = $true; RedirectStandardOutput = $true }
    $start.Arguments = "`"$Artifacts/bin/ExchangeSimulator/debug/ExchangeSimulator.dll`" --exit-with-stdin --account CONTOSO\svc-allsol" +
        " --mailboxes $($mailboxes -join ',') --scope $($mailboxes[0..3] -join ',')"
    [Diagnostics.Process]::Start($start)
}

$process = if (-not $Server) { Start-Simulator }
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
if ([Environment]::OSVersion.Platform -ne 'Win32NT') { chmod 700 $folder }
try {
    $line = if ($process) { $process.StandardOutput.ReadLine() } else { Get-Content -Raw -LiteralPath $Server }
    $simulator = ConvertFrom-Json $line

    # A coupling as an admin has it, for the suite that proves one.
    $store = Join-Path $folder 'store.db'
    $credential = [pscredential]::new($simulator.account, (ConvertTo-SecureString $simulator.password -AsPlainText -Force))
    Set-AsExchangeParameter -Store $store -Url $simulator.url -Credential $credential -CertificateThumbprint $simulator.thumbprint
    $simulator.mailboxes[0, 1] | Set-AsUserMailbox -Store $store -User { ($_ -split '@')[0] }
    $containers = @(
        New-PesterContainer -Path "$PSScriptRoot/Shell.Tests.ps1" -Data @{ Server = $simulator }
        New-PesterContainer -Path "$PSScriptRoot/Windows.Tests.ps1" -Data @{ Server = $simulator }
        New-PesterContainer -Path "$PSScriptRoot/Nightly.Tests.ps1" -Data @{ Server = $simulator; Script = "$PSScriptRoot/../../samples/nightly.ps1" }
        New-PesterContainer -Path "$PSScriptRoot/Coupling.Tests.ps1" -Data @{ Mailbox = $simulator.mailboxes[0, 1]; NotAllowed = $simulator.mailboxes[-1]; Store = $store }
    )
    $configuration = New-PesterConfiguration -Hashtable @{ Run = @{ Container = $containers; PassThru = $true }; Output = @{ Verbosity = 'Detailed' } }
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    if ($process) {
        $process.StandardInput.Close()
        if (-not $process.WaitForExit(5000)) { $process.Kill() }
    }
    Remove-Item -Recurse $folder
}

"Pester: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
exit [int]($result.Result -ne 'Passed')

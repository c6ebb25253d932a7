<#
.SYNOPSIS
    Runs the suites of this folder against a simulated Exchange, with the module as it was built.
.EXAMPLE
    dotnet tool restore; dotnet pwsh -NoProfile -File tests/Pester/Run.ps1
#>
param(
    # Pester 5 or later: its manifest, or its name where it is installed.
    [string] $Pester = (Join-Path $PSScriptRoot '..' '..' 'artifacts' 'Pester' 'Pester.psd1'),

    # What the build made.
    [string] $Artifacts = (Join-Path $PSScriptRoot '..' '..' 'artifacts')
)

$ErrorActionPreference = 'Stop'
Import-Module $Pester
Import-Module (Join-Path $Artifacts 'AllSolutionsExchange' 'AllSolutionsExchange.psd1')

$mailboxes = 'anna@contoso.com', 'bob@contoso.com', 'dora@contoso.com', 'emil@contoso.com', 'carol@contoso.com'
$start = [Diagnostics.ProcessStartInfo]@{ FileName = 'dotnet'; UseShellExecute = $false; RedirectStandardInput = $true; RedirectStandardOutput = $true }
$program = Join-Path $Artifacts 'bin' 'ExchangeSimulator' 'debug' 'ExchangeSimulator.dll'
foreach ($argument in $program, '--exit-with-stdin', '--account', 'CONTOSO\svc-allsol', '--mailboxes', ($mailboxes -join ','), '--scope', ($mailboxes[0..3] -join ',')) { $start.ArgumentList.Add($argument) }
$process = [Diagnostics.Process]::Start($start)
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
if (-not $IsWindows) { chmod 700 $folder }
try {
    $server = $process.StandardOutput.ReadLine() | ConvertFrom-Json

    # A coupling as an admin has it, for the suite that proves one.
    $store = Join-Path $folder 'store.db'
    $credential = [pscredential]::new($server.account, (ConvertTo-SecureString $server.password -AsPlainText -Force))
    Set-AsExchangeParameter -Store $store -Url $server.url -Credential $credential -CertificateThumbprint $server.thumbprint
    $mailboxes[0, 1] | Set-AsUserMailbox -Store $store -User { ($_ -split '@')[0] }
    $containers = @(
        New-PesterContainer -Path (Join-Path $PSScriptRoot 'Shell.Tests.ps1') -Data @{ Server = $server }
        New-PesterContainer -Path (Join-Path $PSScriptRoot 'Coupling.Tests.ps1') -Data @{ Mailbox = $mailboxes[0, 1]; NotAllowed = $mailboxes[4]; Store = $store }
    )
    $configuration = New-PesterConfiguration -Hashtable @{ Run = @{ Container = $containers; PassThru = $true }; Output = @{ Verbosity = 'Detailed' } }
    $result = Invoke-Pester -Configuration $configuration
}
finally {
    $process.StandardInput.Close()
    if (-not $process.WaitForExit(5000)) { $process.Kill() }
    Remove-Item -Recurse $folder
}

"Pester: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
exit [int]($result.Result -ne 'Passed')

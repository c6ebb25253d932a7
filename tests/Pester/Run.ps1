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

# What a running simulator printed.
function Read-Simulator([string] $Path) {
    if (-not (Test-Path -LiteralPath $Path -PathType Leaf)) { throw "There is no file '$Path'. Give -Server the file that holds what a running simulator printed, or leave it out." }
    try { $simulator = Get-Content -Raw -LiteralPath $Path | ConvertFrom-Json } catch { $simulator = $null }
    foreach ($name in 'url', 'account', 'password', 'thumbprint', 'mailboxes') {
        if (-not $simulator.$name) { throw "'$Path' is not what a running simulator printed: it says no '$name'. Start one and keep its output: dotnet ExchangeSimulator.dll > '$Path'" }
    }
    $simulator
}

# A module by its manifest or by its name.
function Get-Needed([string] $Name, [string] $Parameter) {
    if ($Name -match '[\\/]|\.psd1$') {
        if (-not (Test-Path -LiteralPath $Name -PathType Leaf)) { throw "There is no file '$Name'. Run dotnet build first, or give -Artifacts the folder that it made, or $Parameter a module's manifest." }
    }
    elseif (-not (Get-Module -ListAvailable -Name $Name)) { throw "No module '$Name' is installed here. Give $Parameter the name of one that is, or its manifest." }
    $Name
}

$simulator = if ($Server) { Read-Simulator $Server }
if (-not (Test-Path -LiteralPath $Artifacts -PathType Container)) { throw "There is no folder '$Artifacts'. Run dotnet build first, or give -Artifacts the folder that it made." }
$needed = @(
    Get-Needed $(if ($Pester) { $Pester } else { "$Artifacts/Pester/Pester.psd1" }) -Parameter '-Pester'
    Get-Needed $(if ($Module) { $Module } else { "$Artifacts/AllSolutionsExchange/AllSolutionsExchange.psd1" }) -Parameter '-Module'
)
Import-Module $needed

function Start-Simulator {
    $mailboxes = 'anna@contoso.com', 'bob@contoso.com', 'dora@contoso.com', 'emil@contoso.com', 'carol@contoso.com'
    $start = [Diagnostics.ProcessStartInfo]@{ FileName = 'dotnet'; UseShellExecute = $false; RedirectStandardInput = $true; RedirectStandardOutput = $true }
    $program = "$Artifacts/bin/ExchangeSimulator/debug/ExchangeSimulator.dll"
    $start.Arguments = "`"$program`" --exit-with-stdin --account CONTOSO\svc-allsol" +
        " --mailboxes $($mailboxes -join ',') --scope $($mailboxes[0..3] -join ',')"
    if (-not (Test-Path -LiteralPath $program)) { throw "There is no file '$program'. Run dotnet build first, or give -Server what a running simulator printed." }
    [Diagnostics.Process]::Start($start)
}

$process = if (-not $Server) { Start-Simulator }
$folder = New-Item -ItemType Directory (Join-Path ([IO.Path]::GetTempPath()) ([guid]::NewGuid()))
if ([Environment]::OSVersion.Platform -ne 'Win32NT') { chmod 700 $folder }
try {
    if ($process) { $simulator = ConvertFrom-Json $process.StandardOutput.ReadLine() }

    # A coupling as an admin has it, for the suite that proves one.
    $store = Join-Path $folder 'store.db'
    $credential = [pscredential]::new($simulator.account, (ConvertTo-SecureString $simulator.password -AsPlainText -Force))
    Set-AsExchangeParameter -Store $store -Url $simulator.url -Credential $credential -CertificateThumbprint $simulator.thumbprint
    $simulator.mailboxes[0, 1] | Set-AsUserMailbox -Store $store -User { ($_ -split '@')[0] } -Kind Appointment
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

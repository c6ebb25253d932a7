<#
.SYNOPSIS
    Takes a new user's walk through README, docs/nl and the help, in the culture of this process, against a simulated Exchange that runs already.
.DESCRIPTION
    The process has to trust the simulated Exchange's certificate (SSL_CERT_FILE) and to find the module by its name (PSModulePath).
#>
param(
    # A file with the line that the simulator printed.
    [Parameter(Mandatory)] [string] $Server,

    # The culture that this process is meant to have.
    [Parameter(Mandatory)] [string] $Culture
)

$ErrorActionPreference = 'Stop'
Import-Module "$PSScriptRoot/../../artifacts/Pester/Pester.psd1", AllSolutionsExchange
$data = @{ Server = Get-Content -Raw -LiteralPath $Server | ConvertFrom-Json; Culture = $Culture }
$configuration = New-PesterConfiguration -Hashtable @{
    Run = @{ Container = New-PesterContainer -Path "$PSScriptRoot/Walk.Tests.ps1" -Data $data; PassThru = $true }
    Output = @{ Verbosity = 'Detailed' }
}
$result = Invoke-Pester -Configuration $configuration
"Walk in ${Culture}: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
exit [int]($result.Result -ne 'Passed')

<#
.SYNOPSIS
    Holds the package of the module to what it promises, and installs it out of a folder.
.EXAMPLE
    ./build.ps1 -Task Package; dotnet pwsh -NoProfile -File tests/Pester/Package.ps1 -Package artifacts/package -Again ../other-clone/artifacts/package -Modules $folder
#>
param(
    # The folder with the package.
    [Parameter(Mandatory)] [string] $Package,

    # The folder with the same package, made once more.
    [Parameter(Mandatory)] [string] $Again,

    # An empty folder that the module is installed to.
    [Parameter(Mandatory)] [string] $Modules,

    # Pester 5 or later: its manifest, or its name where it is installed.
    [string] $Pester = (Join-Path $PSScriptRoot '../../artifacts/Pester/Pester.psd1')
)

$ErrorActionPreference = 'Stop'
foreach ($folder in $Package, $Again) {
    if (-not (Test-Path (Join-Path $folder '*.nupkg'))) { throw "There is no package in '$folder'. Make one with build.ps1 -Task Package." }
}
if (-not (Test-Path -LiteralPath $Modules -PathType Container)) { throw "There is no folder '$Modules'. Give -Modules an empty folder that the module is installed to." }
if ($Pester -match '[\\/]' -and -not (Test-Path -LiteralPath $Pester)) { throw "There is no file '$Pester'. Run dotnet build first, or give -Pester the name or the manifest of Pester." }
Import-Module $Pester
$env:PSModulePath = $Modules + [IO.Path]::PathSeparator + $env:PSModulePath
$container = New-PesterContainer -Path (Join-Path $PSScriptRoot 'Package.Tests.ps1') -Data @{ Package = $Package; Again = $Again; Modules = $Modules }
$result = Invoke-Pester -Configuration (New-PesterConfiguration -Hashtable @{ Run = @{ Container = $container; PassThru = $true }; Output = @{ Verbosity = 'Detailed' } })
"Pester: $($result.PassedCount) passed, $($result.FailedCount + $result.FailedContainersCount) failed, $($result.SkippedCount) skipped"
exit [int]($result.Result -ne 'Passed')

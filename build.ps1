<#
.SYNOPSIS
    Builds, tests, packs or shows the module. A thin layer over dotnet: it needs the .NET SDK (10 or later) alone.
.DESCRIPTION
    Package lays the module at artifacts/package/AllSolutionsExchange and packs it into artifacts/package/AllSolutionsExchange.VERSION.nupkg
    as the PowerShell Gallery wants it, with its software bill of materials (CycloneDX). The same source gives the same bytes.
.EXAMPLE
    ./build.ps1 -Task Test
.EXAMPLE
    ./build.ps1 -Task Package -ProjectUri https://intranet.contoso.com/AllSolutionsExchange
#>
[CmdletBinding()]
param(
    [ValidateSet('Build', 'Test', 'Package', 'Demo')]
    [string] $Task = 'Build',

    # Release for Package, else Debug.
    [ValidateSet('Debug', 'Release')]
    [string] $Configuration = $(if ($Task -eq 'Package') { 'Release' } else { 'Debug' }),

    # The page of the project, for the manifest of the package; without it the package names none.
    [uri] $ProjectUri
)

$ErrorActionPreference = 'Stop'

function Invoke-DotNet {
    & dotnet $args
    if ($LASTEXITCODE -ne 0) { throw "dotnet $($args[0]) ended with exit code $LASTEXITCODE." }
}

function New-Package {
    $folder = Join-Path $PSScriptRoot 'artifacts/package'
    $module = Join-Path $folder 'AllSolutionsExchange'
    $project = 'src/AllSolutionsExchange/AllSolutionsExchange.csproj'
    Invoke-DotNet 'tool' 'restore'
    Invoke-DotNet 'build' $project '--nologo' '--verbosity' 'quiet' '--configuration' $Configuration "-p:ModuleFolder=$module/"
    # On a busy machine the tool does not wait for the answer where the packages are, and fails: it is asked again.
    for ($try = 1; $try -lt 3; $try++) {
        try { Write-BillOfMaterials $project $module; break } catch { Write-Warning "$_ Trying again." }
    }
    if ($try -eq 3) { Write-BillOfMaterials $project $module }
    Invoke-DotNet 'pwsh' '-NoProfile' '-File' 'tools/Package.ps1' '-Module' $module '-Destination' $folder '-ProjectUri' "$ProjectUri"
}

function Write-BillOfMaterials($project, $module) {
    # What is compiled against and not shipped does not belong in it. Nothing is looked up on the network.
    Invoke-DotNet 'dotnet-CycloneDX' $project '--disable-package-restore' '--exclude-dev' '--exclude-filter' 'PowerShellStandard.Library' `
        '--no-serial-number' '--output-format' 'Json' '--set-name' 'AllSolutionsExchange' '--set-type' 'Library' '--output' $module '--filename' 'bom.json'
}

Push-Location -LiteralPath $PSScriptRoot
try {
    switch ($Task) {
        'Build' { Invoke-DotNet 'build' '--nologo' '--configuration' $Configuration }
        'Test' { Invoke-DotNet 'test' '--nologo' '--configuration' $Configuration }
        'Demo' { Invoke-DotNet 'run' '--configuration' $Configuration '--project' 'samples/Demo' }
        'Package' { New-Package }
    }
}
finally {
    Pop-Location
}

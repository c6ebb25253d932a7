<#
.SYNOPSIS
    Packs a laid module into a .nupkg as the PowerShell Gallery wants it; build.ps1 calls it.
.DESCRIPTION
    PSResourceGet, which also publishes to the gallery, checks the manifest and makes the package. What it takes from the moment
    and the machine is then taken out again, so that the same module gives the same bytes.
#>
[CmdletBinding()]
param(
    # The folder of the module, with the bill of materials in it.
    [Parameter(Mandatory)] [string] $Module,

    # Where the package goes.
    [Parameter(Mandatory)] [string] $Destination,

    # The page of the project, if there is one.
    [string] $ProjectUri
)

$ErrorActionPreference = 'Stop'
Add-Type -AssemblyName System.IO.Compression, System.IO.Compression.FileSystem
$withMark = New-Object Text.UTF8Encoding $true
$manifestPath = Join-Path $Module 'AllSolutionsExchange.psd1'
$manifest = Import-PowerShellDataFile -LiteralPath $manifestPath
$name = "AllSolutionsExchange.$($manifest.ModuleVersion).nupkg"

# Release notes and project go where the manifest says that they will.
function Complete-Manifest {
    $changes = [IO.File]::ReadAllText((Join-Path $Module 'CHANGELOG.md'))
    $section = [regex]::Match($changes, "(?ms)^## $([regex]::Escape($manifest.ModuleVersion))\b[^\n]*\n(.*?)(?=^## |\z)")
    if (-not $section.Success) { throw "CHANGELOG.md has no section '## $($manifest.ModuleVersion)'. Write one: it becomes the release notes." }
    $lines = @("ReleaseNotes = '$($section.Groups[1].Value.Trim().Replace("'", "''"))'")
    if ($ProjectUri) { $lines += "ProjectUri = '$($ProjectUri.Replace("'", "''"))'" }
    $text = [IO.File]::ReadAllText($manifestPath)
    $place = [regex]::Match($text, '(?m)^( *)# The package adds [^\n]*')
    if (-not $place.Success) { throw 'AllSolutionsExchange.psd1 has lost the line that ReleaseNotes and ProjectUri take the place of.' }
    $added = $lines -join "`n$($place.Groups[1].Value)"
    [IO.File]::WriteAllText($manifestPath, $text.Remove($place.Index, $place.Length).Insert($place.Index, $place.Groups[1].Value + $added), $withMark)
}

# The bill of materials without the time, with the version of the module.
function Complete-BillOfMaterials {
    $path = Join-Path $Module 'bom.json'
    $text = [IO.File]::ReadAllText($path) -replace '(?m)^ *"timestamp": [^\n]*\n', ''
    [IO.File]::WriteAllText($path, $text.Replace('AllSolutionsExchange@0.0.0', "AllSolutionsExchange@$($manifest.ModuleVersion)").Replace('"version": "0.0.0"', "`"version`": `"$($manifest.ModuleVersion)`""))
}

# What Find-PSResource -CommandName looks for; the gallery adds these by itself, a folder or another feed does not.
function Get-CommandTag {
    'PSIncludes_Cmdlet'
    $manifest.CmdletsToExport | ForEach-Object { "PSCmdlet_$_"; "PSCommand_$_" }
}

# A part of the package as it is whenever and wherever it was made.
function Get-SteadyText([string] $Part, [string] $Text) {
    switch -Regex ($Part) {
        '\.nuspec$' { return $Text -replace '</tags>', " $((Get-CommandTag) -join ' ')</tags>" }
        '\.psmdcp$' { return $Text -replace '(?s)\s*<lastModifiedBy>.*?</lastModifiedBy>', '' }
        '^_rels/' { return ($Text -replace '[0-9a-f]{32}\.psmdcp" Id="\w+"', 'AllSolutionsExchange.psmdcp" Id="Core"') }
        '^\[Content_Types\]' { return Get-SteadyContentType $Text }
    }
}

# The types in one order, whatever the order in which the file system listed the files.
function Get-SteadyContentType([string] $Text) {
    $entry = '(?m)^ *<(Default|Override) [^\n]*\n'
    $lower = [regex]::Replace($Text, '(?<= Extension=")[^"]+', { $args[0].Value.ToLowerInvariant() })
    $lines = [string[]] [regex]::Matches($lower, $entry).Value
    [array]::Sort($lines, [StringComparer]::Ordinal)
    ($lower -replace $entry, '').Insert([regex]::Match($lower, $entry).Index, -join $lines)
}

# Every entry of a package with its content, in the order of the names.
function Read-Package([string] $Path) {
    $contents = New-Object 'Collections.Generic.SortedDictionary[string, byte[]]' ([StringComparer]::Ordinal)
    $archive = [IO.Compression.ZipFile]::OpenRead($Path)
    foreach ($entry in $archive.Entries) {
        $stream = $entry.Open()
        $content = New-Object IO.MemoryStream
        $stream.CopyTo($content)
        $stream.Dispose()
        $steady = Get-SteadyText $entry.FullName ([Text.Encoding]::UTF8.GetString($content.ToArray()))
        $name = $entry.FullName -replace '[0-9a-f]{32}(?=\.psmdcp$)', 'AllSolutionsExchange'
        $contents[$name] = if ($steady) { [Text.Encoding]::UTF8.GetBytes($steady) } else { $content.ToArray() }
    }
    $archive.Dispose()
    $contents
}

# Every entry with one time.
function Write-Package([Collections.IDictionary] $Contents, [string] $Path) {
    $file = [IO.File]::Create($Path)
    $archive = New-Object IO.Compression.ZipArchive $file, ([IO.Compression.ZipArchiveMode]::Create)
    foreach ($name in $Contents.Keys) {
        $entry = $archive.CreateEntry($name, [IO.Compression.CompressionLevel]::Optimal)
        $entry.LastWriteTime = [DateTimeOffset]::Parse('1980-01-01T00:00:00Z')
        $stream = $entry.Open()
        $stream.Write($Contents[$name], 0, $Contents[$name].Length)
        $stream.Dispose()
    }
    $archive.Dispose()
    $file.Dispose()
}

Complete-Manifest
Complete-BillOfMaterials
$folder = New-Item -ItemType Directory (Join-Path $Destination ([guid]::NewGuid()))
try {
    Compress-PSResource -Path $Module -DestinationPath $folder.FullName
    $contents = Read-Package (Join-Path $folder.FullName $name)
}
finally {
    Remove-Item -Recurse -LiteralPath $folder.FullName
}
Get-ChildItem -LiteralPath $Destination -Filter 'AllSolutionsExchange.*.nupkg' | Remove-Item
Write-Package $contents (Join-Path $Destination $name)
Join-Path $Destination $name

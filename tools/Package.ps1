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

# The version of SQLite that is in the native libraries, which is no package of its own.
function Get-SqliteVersion {
    $latin1 = [Text.Encoding]::GetEncoding(28591)
    $versions = @(Get-ChildItem -LiteralPath $Module -Recurse -Include '*e_sqlite3.dll', '*e_sqlite3.so', '*e_sqlite3.dylib' | Where-Object { $_.Directory.Name -eq 'native' } | ForEach-Object {
        [regex]::Matches($latin1.GetString([IO.File]::ReadAllBytes($_.FullName)), '(?<=\0)3\.\d+\.\d+(?:\.\d+)?(?=\0)').Value
    } | Sort-Object -Unique)
    if ($versions.Count -ne 1) { throw "The native libraries hold no one version of SQLite, but: $versions." }
    $versions[0]
}

# The bill of materials without the time, with the version of the module, with every licence, and with SQLite itself.
function Complete-BillOfMaterials {
    $path = Join-Path $Module 'bom.json'
    $notices = [IO.File]::ReadAllText((Join-Path $Module 'THIRD-PARTY-NOTICES.txt'))
    $text = [IO.File]::ReadAllText($path) -replace '(?m)^ *"timestamp": [^\n]*\n', ''
    $bill = ConvertFrom-Json $text.Replace('AllSolutionsExchange@0.0.0', "AllSolutionsExchange@$($manifest.ModuleVersion)").Replace('"version": "0.0.0"', "`"version`": `"$($manifest.ModuleVersion)`"")

    # Older packages name a page instead of a licence; what it says is in the notices.
    foreach ($component in $bill.components | Where-Object { -not $_.licenses.license.id }) {
        $row = [regex]::Match($notices, "(?m)^\S+ +$([regex]::Escape($component.name)) +(\S+)")
        if (-not $row.Success) { throw "THIRD-PARTY-NOTICES.txt has no row for $($component.name)." }
        $component.licenses = @(@{ license = @{ id = $row.Groups[1].Value } })
    }
    $sqlite = Get-SqliteVersion
    $reference = "pkg:generic/sqlite@$sqlite"
    $bill.components += [ordered]@{
        type = 'library'; 'bom-ref' = $reference; name = 'SQLite'; version = $sqlite; scope = 'required'
        description = 'In the native libraries of SQLitePCLRaw.lib.e_sqlite3.'; licenses = @(@{ license = @{ id = 'blessing' } })
        cpe = "cpe:2.3:a:sqlite:sqlite:$($sqlite):*:*:*:*:*:*:*"; purl = $reference
    }
    $library = @($bill.dependencies | Where-Object ref -Like 'pkg:nuget/SQLitePCLRaw.lib.e_sqlite3@*')[0]
    $library | Add-Member -Force -NotePropertyName dependsOn -NotePropertyValue @($reference)
    $bill.dependencies += [ordered]@{ ref = $reference }
    [IO.File]::WriteAllText($path, (ConvertTo-Json $bill -Depth 20) + "`n")
}

# The cmdlets as tags, which the gallery adds by itself and other feeds read out of the package. In a folder Find-PSResource -CommandName
# finds nothing, tags or not.
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

<#
.SYNOPSIS
    The package of the module: its bytes, what is in it, and that PowerShell's own installer takes it.
#>
param(
    # The folder with the package.
    [Parameter(Mandatory)] [string] $Package,

    # The folder with the same package, made once more.
    [Parameter(Mandatory)] [string] $Again,

    # A folder of the PSModulePath that the module is installed to.
    [Parameter(Mandatory)] [string] $Modules
)

BeforeAll {
    $file = Get-Item -Path (Join-Path $Package '*.nupkg')
    $laid = Join-Path $Package 'AllSolutionsExchange'
    $content = Join-Path $TestDrive 'content'
    Add-Type -AssemblyName System.IO.Compression.FileSystem
    [IO.Compression.ZipFile]::ExtractToDirectory($file.FullName, $content)
    $nuspec = ([xml] (Get-Content -Raw (Join-Path $content 'AllSolutionsExchange.nuspec'))).package.metadata
    $manifest = Test-ModuleManifest (Join-Path $content 'AllSolutionsExchange.psd1')
    $bill = Get-Content -Raw (Join-Path $content 'bom.json') | ConvertFrom-Json
    $materials = $bill.components

    # The rows of the notices: file, package, licence.
    $notices = [regex]::Matches((Get-Content -Raw (Join-Path $content 'THIRD-PARTY-NOTICES.txt')), '(?m)^(\S+\.(?:dll|so|dylib)) +(\S+) +(\S.*)$') |
        ForEach-Object { [pscustomobject] @{ File = $_.Groups[1].Value; Package = $_.Groups[2].Value; Licence = ($_.Groups[3].Value -split ' ')[0] } }

    function Get-RelativeHash([string] $Folder) {
        Get-ChildItem -LiteralPath $Folder -Recurse -File | ForEach-Object { "$($_.FullName.Substring($Folder.Length + 1).Replace('\', '/')) $((Get-FileHash -LiteralPath $_.FullName).Hash)" } | Sort-Object
    }
}

Describe 'The package' {
    It 'is the same to the byte when it is made again in another folder' {
        $once = Get-RelativeHash (Convert-Path $Package)
        $once.Count | Should -BeGreaterThan 30
        Get-RelativeHash (Convert-Path $Again) | Should -Be $once
    }

    It 'says to the gallery what it is' {
        $nuspec.id | Should -Be 'AllSolutionsExchange'
        $nuspec.version | Should -Be $manifest.Version
        $nuspec.authors, $nuspec.description, $nuspec.copyright | Should -Not -BeNullOrEmpty
        $nuspec.licenseUrl | Should -Be $manifest.PrivateData.PSData.LicenseUri
        $nuspec.releaseNotes | Should -Match '\* `Invoke-AsExchangeSync`'
        $tags = $nuspec.tags -split ' '
        'PSModule', 'PSEdition_Desktop', 'PSEdition_Core', 'PSIncludes_Cmdlet' | Should -BeIn $tags
        $manifest.ExportedCmdlets.Keys | ForEach-Object { "PSCmdlet_$_" } | Should -BeIn $tags
    }

    It 'has the manifest, the licences, the changes, the bill of materials and the suite beside the module, and nothing else' {
        Get-ChildItem -LiteralPath $laid -Name | Sort-Object | Should -Be 'AllSolutionsExchange.Format.ps1xml', 'AllSolutionsExchange.psd1', 'AllSolutionsExchange.Types.ps1xml', 'bin', 'bom.json', 'CHANGELOG.md', 'en-US', 'LICENSE', 'licenses', 'Samples', 'Tests', 'THIRD-PARTY-NOTICES.txt'
        Get-ChildItem -LiteralPath $laid -Recurse -Include *.pdb, *.deps.json | Should -BeNullOrEmpty
        Get-RelativeHash (Convert-Path $laid) | Should -BeIn (Get-RelativeHash (Convert-Path $content))
    }

    It 'has release notes and licence in the manifest' {
        $manifest.ReleaseNotes | Should -Be $nuspec.releaseNotes
        $manifest.LicenseUri | Should -Not -BeNullOrEmpty
    }

    It 'lists in the bill of materials what it ships, and nothing else' {
        $materials.name | Sort-Object | Should -Be ($notices.Package + 'SQLite' | Sort-Object -Unique)
        $packages = $materials | Where-Object name -NE 'SQLite'
        $packages.purl | Should -Match '^pkg:nuget/.+@\d'
        $packages.hashes.content | Should -Match '^[0-9A-F]{128}$'
        $packages | ForEach-Object { "$($_.name) $($_.licenses.license.id)" } | Sort-Object |
            Should -Be ($notices | ForEach-Object { "$($_.Package) $($_.Licence)" } | Sort-Object -Unique)
        Get-Content -Raw (Join-Path $content 'bom.json') | Should -Not -Match 'timestamp|serialNumber'
    }
}

Describe 'SQLite in the bill of materials' {
    It 'has the version that the library itself says, a licence, and what it is known by where faults are published' {
        $processor = [Runtime.InteropServices.RuntimeInformation]::ProcessArchitecture.ToString().ToLowerInvariant()
        $library = Convert-Path (Join-Path $laid "bin/Dependencies/runtimes/linux-$processor/native/libe_sqlite3.so")
        $type = Add-Type -PassThru -OutputAssembly (Join-Path ([IO.Path]::GetTempPath()) "$([guid]::NewGuid()).dll") -Name Sqlite -MemberDefinition "[DllImport(`"$library`")] public static extern IntPtr sqlite3_libversion();"
        $version = [Runtime.InteropServices.Marshal]::PtrToStringAnsi($type::sqlite3_libversion())
        $sqlite = $materials | Where-Object name -EQ 'SQLite'
        "$($sqlite.version) $($sqlite.licenses.license.id) $($sqlite.purl)" | Should -Be "$version blessing pkg:generic/sqlite@$version"
        $sqlite.cpe | Should -Be "cpe:2.3:a:sqlite:sqlite:$($version):*:*:*:*:*:*:*"
        ($bill.dependencies | Where-Object ref -Like '*SQLitePCLRaw.lib.e_sqlite3@*').dependsOn | Should -Be $sqlite.'bom-ref'
    }
}

Describe 'The installer of PowerShell' {
    BeforeAll {
        Register-PSResourceRepository -Name Folder -Uri (Convert-Path $Package) -Trusted
    }

    AfterAll {
        Unregister-PSResourceRepository -Name Folder
    }

    It 'finds it, with what it is' {
        $found = Find-PSResource AllSolutionsExchange -Repository Folder
        "$($found.Version) $($found.Author) $($found.LicenseUri)" | Should -Be "$($manifest.Version) $($manifest.Author) $($manifest.LicenseUri)"
    }

    It 'installs it, file by file' {
        Save-PSResource AllSolutionsExchange -Repository Folder -Path $Modules
        Get-RelativeHash (Convert-Path (Join-Path $Modules "AllSolutionsExchange/$($manifest.Version)")) | Should -Be (Get-RelativeHash (Convert-Path $laid))
    }

    It 'makes a module that is found and imported by its name' {
        $module = Get-Module -ListAvailable AllSolutionsExchange
        $module.ModuleBase | Should -Be (Convert-Path (Join-Path $Modules "AllSolutionsExchange/$($manifest.Version)"))
        $module.Version | Should -Be $manifest.Version
        (Get-Command Invoke-AsExchangeSync).Module.ModuleBase | Should -Be $module.ModuleBase
        (Get-Help Invoke-AsExchangeSync).Synopsis | Should -Not -BeNullOrEmpty
    }
}

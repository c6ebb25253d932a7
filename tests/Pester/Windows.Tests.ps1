<#
.SYNOPSIS
    What is Windows' own: DPAPI, accounts and access lists, drive paths, read-only files, and files that another process has open.
.DESCRIPTION
    In Wine, DPAPI is a stand-in with another algorithm, and access lists are made of modes: there the suite proves that the module
    calls them right, and not how well Windows protects.
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Pester hands it to the blocks.')]
param(
    # What the simulated Exchange printed when it started.
    [Parameter(Mandatory)] [psobject] $Server
)

BeforeDiscovery {
    $isElsewhere = [Environment]::OSVersion.Platform -ne 'Win32NT'

    # Wine makes access lists of modes. It keeps no entry that is not the owner's, SYSTEM's or everybody's, no owner but the one who makes a
    # folder, and not that a list is protected; and it says of each that it was set.
    $isWine = -not $isElsewhere -and (Test-Path HKCU:\Software\Wine)
}

Describe 'The password behind DPAPI, which Windows alone has' -Skip:$isElsewhere {
    BeforeAll {
        $manifest = Join-Path (Get-Module AllSolutionsExchange).ModuleBase 'AllSolutionsExchange.psd1'
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive 'dpapi')
        $store = Join-Path $folder 'store.db'
        $credential = [pscredential]::new($Server.account, (ConvertTo-SecureString $Server.password -AsPlainText -Force))
        Set-AsExchangeParameter -Store $store -Url $Server.url -Credential $credential -CertificateThumbprint $Server.thumbprint

        # Every byte as one character, so that text and positions can be looked for. The 2 is how the module marks DPAPI.
        $latin1 = [Text.Encoding]::GetEncoding(28591)
        $mark = 'Password' + [char]2
        function Read-Bytes([string] $Path) { $latin1.GetString([IO.File]::ReadAllBytes($Path)) }
    }

    It 'stands on a drive' {
        $store | Should -Match '^[A-Z]:\\'
    }

    It 'is read back by another process' {
        $job = Start-Job { Import-Module $using:manifest; Test-AsExchangeEndpoint -Mailbox $using:Server.mailboxes[0] -Store $using:store }
        ($job | Receive-Job -Wait -AutoRemoveJob).Succeeded | Should -BeTrue
    }

    It 'is in no file in clear, and no key file is needed' {
        $files = @(Get-ChildItem -Recurse -File $folder)
        $text = -join ($files | ForEach-Object { Read-Bytes $_.FullName })
        $text.Contains($mark) | Should -BeTrue
        foreach ($encoding in [Text.Encoding]::UTF8, [Text.Encoding]::Unicode, [Text.Encoding]::BigEndianUnicode) {
            $text.Contains($latin1.GetString($encoding.GetBytes($Server.password))) | Should -BeFalse
        }
        $files | Where-Object Name -Like '*.key' | Should -BeNullOrEmpty
    }

    # The first byte of DPAPI's own, and two of those that it covers.
    It 'is refused where byte <_> of it was changed, and comes back when it is set again' -ForEach 1, 60, 120 {
        $bytes = [IO.File]::ReadAllBytes($store)
        $changed = (Read-Bytes $store).LastIndexOf($mark, [StringComparison]::Ordinal) + $mark.Length - 1 + $_
        $bytes[$changed] = $bytes[$changed] -bxor 1
        [IO.File]::WriteAllBytes($store, $bytes)
        { Test-AsExchangeEndpoint -Mailbox $Server.mailboxes[0] -Store $store -ErrorAction Stop } | Should -Throw -ErrorId 'SecretUnreadable,*'
        Set-AsExchangeParameter -Store $store -Credential $credential
        (Test-AsExchangeEndpoint -Mailbox $Server.mailboxes[0] -Store $store).Succeeded | Should -BeTrue
    }
}

Describe 'The account that runs the sync, and the folder of the store' -Skip:$isElsewhere {
    BeforeAll {
        $credential = [pscredential]::new($Server.account, (ConvertTo-SecureString $Server.password -AsPlainText -Force))
        function Set-Account([string] $Account, [hashtable] $Place) {
            Set-AsExchangeParameter -Url $Server.url -Credential $credential -CertificateThumbprint $Server.thumbprint -ServiceAccount $Account @Place -ErrorAction Stop
        }
    }

    BeforeEach {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $place = @{ Store = Join-Path $folder 'store.db' }
    }

    It 'is <_>, which has access already' -ForEach 'NT AUTHORITY\SYSTEM', ([Environment]::UserName), ".\$([Environment]::UserName)" {
        Set-Account $_ $place
        (Get-AsExchangeParameter @place).ServiceAccount | Should -Be $_
    }

    It 'is no group: <_>' -ForEach 'BUILTIN\Users', 'Users', 'Everyone', 'BUILTIN\Administrators' {
        { Set-Account $_ $place } | Should -Throw -ErrorId 'AccountRefused,*'
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'is one that Windows knows' {
        { Set-Account 'CONTOSO\sync$' $place } | Should -Throw -ErrorId 'AccountUnknown,*'
        Get-ChildItem $folder | Should -BeNullOrEmpty
    }

    It 'is given access' -Skip:$isWine {
        Set-Account 'NT AUTHORITY\NETWORK SERVICE' $place
        (Get-Acl $folder).Access.IdentityReference.Translate([Security.Principal.SecurityIdentifier]) | Should -Contain 'S-1-5-20'
    }

    # Wine says that the list was set; only reading it back tells that it was not.
    It 'is told of where the access list was set and does not have it, and nothing is stored' -Skip:(-not $isWine) {
        { Set-Account 'NT AUTHORITY\NETWORK SERVICE' $place } | Should -Throw -ErrorId 'AccessNotGranted,*'
        Get-ChildItem $folder | Should -BeNullOrEmpty
        Set-Account ([Environment]::UserName) $place
        { Set-Account 'NT AUTHORITY\NETWORK SERVICE' $place } | Should -Throw -ErrorId 'AccessNotGranted,*'
        (Get-AsExchangeParameter @place).ServiceAccount | Should -Be ([Environment]::UserName)
    }

    # Wine makes the access list of the folder's mode, and Windows keeps the entry.
    It 'refuses a store below a folder that everybody may rename, and takes it when that right is gone' {
        $open = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        $closed = New-Item -ItemType Directory (Join-Path $open 'closed')
        $everybody = [Security.AccessControl.FileSystemAccessRule]::new(
            [Security.Principal.SecurityIdentifier]'S-1-1-0', 'Modify, DeleteSubdirectoriesAndFiles', 'None', 'None', 'Allow')
        $list = Get-Acl -LiteralPath $open.FullName
        $list.AddAccessRule($everybody)
        Set-Acl -LiteralPath $open.FullName -AclObject $list
        $below = @{ Store = Join-Path $closed 'store.db' }
        { Set-Account ([Environment]::UserName) $below } | Should -Throw -ErrorId 'StoreFolderRefused,*' -PassThru | Should -BeLike "*is in '$open'*"
        Get-ChildItem $closed | Should -BeNullOrEmpty
        $list.RemoveAccessRuleAll($everybody)
        Set-Acl -LiteralPath $open.FullName -AclObject $list
        Set-Account ([Environment]::UserName) $below
        (Get-AsExchangeParameter @below).ServiceAccount | Should -Be ([Environment]::UserName)
    }

    # Elsewhere the default folder is a real one. It is made with an owner and a list; what Wine kept of them is refused.
    It 'has a default folder that is made and then looked at' -Skip:(-not $isWine) {
        $default = Join-Path ([Environment]::GetFolderPath('CommonApplicationData')) 'AllSolutionsExchange'
        Test-Path $default | Should -BeFalse
        $named = $env:ALLSOLUTIONS_EXCHANGE_STORE
        $env:ALLSOLUTIONS_EXCHANGE_STORE = ''
        try {
            { Set-Account 'NT AUTHORITY\NETWORK SERVICE' @{} } | Should -Throw -ErrorId 'StoreFolderRefused,*'
            Test-Path $default | Should -BeTrue
            Get-ChildItem $default | Should -BeNullOrEmpty
        }
        finally {
            $env:ALLSOLUTIONS_EXCHANGE_STORE = $named
            if (Test-Path $default) { Remove-Item $default }
        }
    }
}

Describe 'A web.config on a drive, with attributes and locks, which Windows alone has' -Skip:$isElsewhere {
    BeforeAll {
        $site = New-Item -ItemType Directory (Join-Path $TestDrive 'a site [1]')
        $file = Join-Path $site 'web.config'
        $proxy = @{ Path = $file; BackupDirectory = Join-Path $TestDrive 'backup' }
        $original = "<?xml version=`"1.0`" encoding=`"utf-8`"?>`r`n<configuration>`n`t<a b='$([char]0xE9)'   />`r`n</configuration>`r`n`r`n"

        function Read-File { [Convert]::ToBase64String([IO.File]::ReadAllBytes($file)) }
        function Set-Address { Set-AsEwsProxy http://proxy.contoso.com:8080 @proxy @args }
        function Invoke-Script([string] $Text) { & ([scriptblock]::Create($Text)) -Backup (Join-Path $TestDrive 'script backup') }

        # Another process holds the file until the second file is there.
        function Start-Holder([string] $Share) {
            $release = Join-Path $TestDrive ([guid]::NewGuid())
            $job = Start-Job {
                $held = [IO.File]::Open($using:file, 'Open', 'Read', $using:Share)
                'held'
                while (-not [IO.File]::Exists($using:release)) { Start-Sleep -Milliseconds 50 }
                $held.Dispose()
            }
            while ($job.State -in 'NotStarted', 'Running' -and -not ($job | Receive-Job -Keep)) { Start-Sleep -Milliseconds 50 }
            $job | Receive-Job -Keep | Should -Be 'held'
            [pscustomobject]@{ Job = $job; Release = $release }
        }
        function Stop-Holder([psobject] $Holder) {
            [IO.File]::WriteAllText($Holder.Release, '')
            $Holder.Job | Receive-Job -Wait -AutoRemoveJob | Out-Null
        }
    }

    BeforeEach {
        [IO.File]::WriteAllText($file, $original)
        $before = Read-File
    }

    AfterEach {
        [IO.File]::SetAttributes($file, 'Normal')
        (Get-ChildItem -LiteralPath $site).Name | Should -Be 'web.config'
    }

    It 'is set, tested, and removed again, to the byte' {
        Set-Address
        (Test-AsEwsProxy @proxy).Succeeded | Should -BeTrue
        (Get-AsEwsProxy -Path $file).ProxyAddress | Should -Be 'http://proxy.contoso.com:8080/'
        Read-File | Should -Not -Be $before
        Remove-AsEwsProxy @proxy -Confirm:$false
        Read-File | Should -Be $before
    }

    It 'is restored to the byte' {
        Set-Address
        Restore-AsEwsProxy @proxy
        Read-File | Should -Be $before
    }

    It 'is changed by the script as by the command' {
        $script = Set-Address -AsScript
        Read-File | Should -Be $before
        Set-Address
        $after = Read-File
        [IO.File]::WriteAllText($file, $original)
        Invoke-Script $script | Should -BeLike 'Changed*'
        Read-File | Should -Be $after
    }

    It 'stays as it is where it is read-only, and so does the attribute' {
        Set-Address
        $after = Read-File
        [IO.File]::SetAttributes($file, 'ReadOnly')
        { Set-AsEwsProxy http://other.contoso.com:8080 -Force @proxy -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigFileReadOnly,*'
        { Remove-AsEwsProxy @proxy -Confirm:$false -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigFileReadOnly,*'
        { Restore-AsEwsProxy @proxy -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigFileReadOnly,*'
        Read-File | Should -Be $after
        (Get-Item -LiteralPath $file).IsReadOnly | Should -BeTrue
    }

    It 'stays as it is where another process has it open and shares <_>, and is changed when that has ended' -ForEach 'None', 'Read' {
        $script = Set-Address -AsScript
        $holder = Start-Holder $_
        try {
            { Set-Address -ErrorAction Stop } | Should -Throw -ErrorId 'ConfigFileUnavailable,*'
            (Get-ChildItem -LiteralPath $site).Name | Should -Be 'web.config'
            { Invoke-Script $script } | Should -Throw
        }
        finally {
            Stop-Holder $holder
        }
        Read-File | Should -Be $before
        Set-Address
        $after = Read-File
        [IO.File]::WriteAllText($file, $original)
        Invoke-Script $script | Should -BeLike 'Changed*'
        Read-File | Should -Be $after
    }
}

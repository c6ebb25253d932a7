<#
.SYNOPSIS
    The module in a real PowerShell, in pipelines with its own commands.
#>
param(
    # What the simulated Exchange printed when it started: url, thumbprint, account, password and mailboxes.
    [Parameter(Mandatory)] [psobject] $Server
)

BeforeDiscovery {
    $commands = (Get-Command -Module AllSolutionsExchange).Name
}

Describe 'The module in PowerShell' {
    BeforeAll {
        $credential = [pscredential]::new($Server.account, (ConvertTo-SecureString $Server.password -AsPlainText -Force))
        $connection = @{ Url = $Server.url; Credential = $credential; CertificateThumbprint = $Server.thumbprint }
        $folder = Join-Path $TestDrive 'a store [1]'
        $env:ALLSOLUTIONS_EXCHANGE_STORE = Join-Path $folder 'store.db'
        New-Item -ItemType Directory $folder | Out-Null
        if ([Environment]::OSVersion.Platform -ne 'Win32NT') { chmod 700 $folder }
        Set-AsExchangeParameter @connection
        @"
User,Mailbox,UserPrincipalName,Enabled,Direction
anna,$($Server.mailboxes[0]),,,
bram,$($Server.mailboxes[1]),b@contoso.test,True,Both
"@ | ConvertFrom-Csv | Set-AsUserMailbox -Kind Appointment
    }

    It 'registers the rows of a file, blank cells and all' {
        Get-AsUserMailbox | ForEach-Object { "$($_.User) $($_.Mailbox) $($_.UserPrincipalName) $($_.Enabled) $($_.Direction)" } |
            Should -Be "anna $($Server.mailboxes[0])  True Both", "bram $($Server.mailboxes[1]) b@contoso.test True Both"
    }

    It 'shows the help of <_>, with synopsis, parameters and examples' -ForEach $commands {
        $text = Get-Help $_ -Full | Out-String -Width 200
        $text | Should -Match 'SYNOPSIS\s+\S+'
        $text | Should -Match 'EXAMPLE 2'
        $text | Should -Not -Match '</?para'
    }

    It 'carries out a plan that went through a file, and nothing else' {
        1..3 | ForEach-Object { New-AsAppointment -User anna -Subject "Meeting $_" -Start ([datetime]::Today.AddDays($_).AddHours(9)) -End ([datetime]::Today.AddDays($_).AddHours(10)) } | Out-Null
        $plan = Join-Path $TestDrive 'plan.xml'
        Invoke-AsExchangeSync anna -InitialMode Both -WhatIf | Where-Object Title -EQ 'Meeting 2' | Export-Clixml $plan
        $result = Invoke-AsExchangeSync anna -InitialMode Both -Plan (Import-Clixml $plan)
        $result.ToExchange.Created | Should -Be 1
        Get-AsAppointment -User anna | Where-Object SyncId | ForEach-Object Subject | Should -Be 'Meeting 2'
    }

    It 'ends early where the pipeline has enough, and holds nothing back' {
        (Invoke-AsExchangeSync | Select-Object -First 1).Status | Should -Be 'Success'
        (Invoke-AsExchangeSync).Status | Should -Be 'Success', 'Success'
    }

    It 'writes nothing with -WhatIf' {
        $before = Get-ChildItem -LiteralPath $folder -Filter *.db | Get-FileHash | ForEach-Object Hash
        Get-AsAppointment | Set-AsAppointment -Subject 'Changed' -WhatIf
        Get-AsAppointment | Remove-AsAppointment -WhatIf
        New-AsTask -User anna -Subject 'Not made' -WhatIf
        Get-AsUserMailbox | Remove-AsUserMailbox -WhatIf
        Invoke-AsExchangeSync -WhatIf | Out-Null
        Get-ChildItem -LiteralPath $folder -Filter *.db | Get-FileHash | ForEach-Object Hash | Should -Be $before
    }

    It 'shows tables without type names, and objects that go into files' {
        $table = Get-AsAppointment | Format-Table | Out-String -Width 200
        $table | Should -Match 'Meeting 2'
        $table | Should -Not -Match 'AllSolutionsExchange\.'
        $row = Get-AsAppointment -Subject 'Meeting 2' | Select-Object Id, Subject, Start | ConvertTo-Csv -NoTypeInformation | ConvertFrom-Csv
        $row.Subject | Should -Be 'Meeting 2'
        (Test-AsExchangeEndpoint @connection | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Succeeded | Should -BeTrue
    }

    It 'takes back under <_> what Export-Csv wrote, with nothing lost' -ForEach 'nl-NL', 'en-US', 'de-DE' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $file = Join-Path $TestDrive "$_.csv"
            $at = @{ User = 'bram'; Start = '2026-02-03 09:30:15'; End = '2026-02-03 11:00' }
            New-AsAppointment @at -Subject "Visit ""x""; y, z" -Body "One`n`nTwo" -Location 'Delft' -Categories 'A', 'B' -Reminder 15 -ShowAs Tentative -TimeZone 'Tokyo Standard Time' | Out-Null
            New-AsAppointment @at -Subject 'Secret' -Sensitivity Private -TimeZone 'Europe/Amsterdam' | Out-Null
            New-AsAppointment bram 'Fair' -Start 2026-07-08 -End 2026-07-10 -AllDay | Out-Null
            $before = Get-AsAppointment bram | ConvertTo-Json -Depth 3
            $own = 'Id', 'LastModifiedUtc', 'SyncId'
            $entered = Get-AsAppointment bram | Select-Object * -ExcludeProperty $own | ConvertTo-Json -Depth 3
            Get-AsAppointment bram | Export-Csv $file -NoTypeInformation -Encoding UTF8

            # As it was: nothing changes, not even when it was changed.
            Import-Csv $file | Set-AsAppointment -ErrorAction Stop
            Get-AsAppointment bram | ConvertTo-Json -Depth 3 | Should -Be $before

            # Gone, and entered anew out of the file.
            Get-AsAppointment bram | Remove-AsAppointment -Confirm:$false
            Import-Csv $file | New-AsAppointment -ErrorAction Stop | Out-Null
            Get-AsAppointment bram | Select-Object * -ExcludeProperty $own | ConvertTo-Json -Depth 3 | Should -Be $entered

            $users = Get-AsUserMailbox | Select-Object * -ExcludeProperty UpdatedUtc | ConvertTo-Json
            Get-AsUserMailbox | Export-Csv $file -NoTypeInformation -Encoding UTF8
            Import-Csv $file | Set-AsUserMailbox -ErrorAction Stop
            Get-AsUserMailbox | Select-Object * -ExcludeProperty UpdatedUtc | ConvertTo-Json | Should -Be $users
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
            Get-AsAppointment bram | Remove-AsAppointment -Confirm:$false
        }
    }

    It 'takes tasks back under <_> that Export-Csv wrote, with no day lost' -ForEach 'nl-NL', 'en-US', 'de-DE' {
        $culture = [cultureinfo]::CurrentCulture
        try {
            [cultureinfo]::CurrentCulture = $_
            $file = Join-Path $TestDrive "tasks.$_.csv"
            New-AsTask bram "Quote ""x""; y, z" -Body "One`n`nTwo" -StartDate 2026-02-03 -DueDate 2026-02-28 -PercentComplete 40 -Importance High -Categories 'A', 'B' -Reminder '2026-02-27 09:30' | Out-Null
            New-AsTask bram 'Done' -DueDate 2026-02-03 -CompletedDate 2026-02-02 | Out-Null
            New-AsTask bram 'Waiting' -Status WaitingOnOthers -Sensitivity Private | Out-Null
            $before = Get-AsTask bram | ConvertTo-Json -Depth 3
            $own = 'Id', 'LastModifiedUtc', 'SyncId'
            $entered = Get-AsTask bram | Select-Object * -ExcludeProperty $own | ConvertTo-Json -Depth 3
            Get-AsTask bram | Export-Csv $file -NoTypeInformation -Encoding UTF8
            Get-Content $file -Raw | Should -Match '"2026-02-28"' -Because 'a day has no time'
            Import-Csv $file | Set-AsTask -ErrorAction Stop
            Get-AsTask bram | ConvertTo-Json -Depth 3 | Should -Be $before
            Get-AsTask bram | Remove-AsTask -Confirm:$false
            Import-Csv $file | New-AsTask -ErrorAction Stop | Out-Null
            Get-AsTask bram | Select-Object * -ExcludeProperty $own | ConvertTo-Json -Depth 3 | Should -Be $entered
        }
        finally {
            [cultureinfo]::CurrentCulture = $culture
            Get-AsTask bram | Remove-AsTask -Confirm:$false
        }
    }

    It 'writes names to JSON, and no numbers of enumerations' {
        $user = Get-AsUserMailbox anna | ConvertTo-Json | ConvertFrom-Json
        $user.Direction, $user.Kinds | Should -Be 'Both', 'Appointment'
        $appointment = Get-AsAppointment -Subject 'Meeting 2' | ConvertTo-Json | ConvertFrom-Json
        $appointment.ShowAs, $appointment.Sensitivity | Should -Be 'Busy', 'Normal'
        (Invoke-AsExchangeSync anna | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Status | Should -Be 'Success'
        $plan = Invoke-AsExchangeSync anna -InitialMode Both -WhatIf | ConvertTo-Json | ConvertFrom-Json
        $plan.Action | Sort-Object -Unique | Should -Be 'Create'
        (Test-AsExchangeEndpoint @connection | ConvertTo-Json -Depth 4 | ConvertFrom-Json).Steps.Outcome | Should -Contain 'Passed'
    }

    It 'runs in a job and in parallel' {
        $manifest = Join-Path (Get-Module AllSolutionsExchange).ModuleBase 'AllSolutionsExchange.psd1'
        $job = Start-Job { Import-Module $using:manifest; (Get-AsUserMailbox).User }
        $job | Receive-Job -Wait | Should -Be 'anna', 'bram'
        $runs = 1..4 | ForEach-Object {
            $shell = [powershell]::Create().AddScript('param($manifest) Import-Module $manifest; (Get-AsUserMailbox).Count').AddArgument($manifest)
            [pscustomobject]@{ Shell = $shell; Run = $shell.BeginInvoke() }
        }
        $runs | ForEach-Object { $_.Shell.EndInvoke($_.Run); $_.Shell.Streams.Error } | Should -Be 2, 2, 2, 2
        $runs | ForEach-Object { $_.Shell.Dispose() }
    }

    It 'gives errors that a script can tell apart, and goes on with the next' {
        'nobody', 'anna' | Invoke-AsExchangeSync -ErrorVariable problems -ErrorAction SilentlyContinue | ForEach-Object User | Should -Be 'anna'
        $problems[0].FullyQualifiedErrorId | Should -BeLike 'UserNotRegistered,*'
        { Set-AsExchangeParameter -Url http://webmail.contoso.com -ErrorAction Stop } | Should -Throw -ErrorId 'UrlRefused,*'
    }

    It 'keeps the password out of transcript, verbose output and errors' {
        $transcript = Join-Path $TestDrive 'transcript.txt'
        Start-Transcript $transcript | Out-Null
        $all = & {
            Set-AsExchangeParameter @connection -Verbose
            Invoke-AsExchangeSync -Verbose
            Get-AsExchangeParameter | Format-List *
        } *>&1 | Out-String
        Stop-Transcript | Out-Null
        $all | Should -Match 'SyncFolderItems'
        $secrets = $Server.password, [Convert]::ToBase64String([Text.Encoding]::UTF8.GetBytes("$($Server.account):$($Server.password)"))
        foreach ($secret in $secrets) {
            $all | Should -Not -Match ([regex]::Escape($secret))
            Get-Content -Raw $transcript | Should -Not -Match ([regex]::Escape($secret))
            $Error | Out-String | Should -Not -Match ([regex]::Escape($secret))
        }
    }

    It 'completes users, and the names of policies' {
        (TabExpansion2 'Get-AsAppointment -User b' -cursorColumn 25).CompletionMatches.CompletionText | Should -Be 'bram'
        (TabExpansion2 'Invoke-AsExchangeSync -ConflictPolicy N' -cursorColumn 39).CompletionMatches.CompletionText | Should -Be 'NewestWins'
    }
}

Describe 'The samples in PowerShell' {
    BeforeAll {
        $samples = "$PSScriptRoot/../../samples"
        $credential = [pscredential]::new($Server.account, (ConvertTo-SecureString $Server.password -AsPlainText -Force))
    }

    It 'runs first-sync.ps1 as it stands' {
        $parameters = @{ Url = $Server.url; Credential = $credential; CertificateThumbprint = $Server.thumbprint; Mailbox = $Server.mailboxes[2, 3]; Store = Join-Path $TestDrive 'first-sync.db'; Outlook = {} }
        if ([Environment]::OSVersion.Platform -ne 'Win32NT') { chmod 700 $TestDrive }
        & {
            . (Join-Path $samples 'first-sync.ps1') @parameters | Out-Null
            $first | ForEach-Object { "$($_.Kind) $($_.Status)" } | Sort-Object | Should -Be (@('Appointment Success') * 2 + @('Task Success') * 2)
            ($second.ToExchange.Created | Measure-Object -Sum).Sum | Should -Be 0
            $left | Should -BeNullOrEmpty
        }
    }

    It 'runs set-up.ps1 as it stands' {
        Import-Module "$PSScriptRoot/../NativeExchange/NativeExchange.psm1"
        $parameters = @{ Credential = $credential; CertificateThumbprint = $Server.thumbprint; Group = 'AllSol'; Mailbox = 'anna@contoso.com'; NotAllowed = 'carol@contoso.com'; AutodiscoverServer = ([uri]$Server.url).Authority }
        & {
            . (Join-Path $samples 'set-up.ps1') @parameters | Out-Null
            $again.Changed | Should -BeFalse
            $proof.Succeeded | Should -Be $true, $true
        }
    }

    Context 'set-up.ps1 while Exchange Web Services do not know of the right' {
        BeforeAll {
            Import-Module "$PSScriptRoot/../NativeExchange/NativeExchange.psm1"
            Mock Start-Sleep { $script:slept += $Seconds }
            $denied = [pscustomobject]@{ Succeeded = $false; Steps = @([pscustomobject]@{ Name = 'Impersonation'; Outcome = 'Failed'; Detail = 'ErrorImpersonateUserDenied'; Advice = '' }) }
            $broken = [pscustomobject]@{ Succeeded = $false; Steps = @([pscustomobject]@{ Name = 'Folder'; Outcome = 'Failed'; Detail = 'Exchange answered ErrorAccessDenied'; Advice = '' }) }
            $told = [pscustomobject]@{ Succeeded = $true; Steps = @([pscustomobject]@{ Name = 'NotAllowed'; Outcome = 'Passed'; Detail = 'Exchange answered ErrorImpersonateUserDenied'; Advice = '' }) }
            $passed = [pscustomobject]@{ Succeeded = $true; Steps = @([pscustomobject]@{ Name = 'Delete'; Outcome = 'Passed'; Detail = ''; Advice = '' }) }
            Mock Find-AsExchangeEndpoint { [pscustomobject]@{ Url = 'https://mail.contoso.com/EWS/Exchange.asmx' } }
            Mock Test-AsExchangeEndpoint { $script:ways += $Proxy; if ($NotAllowed) { $passed, $passed } elseif ($Mailbox) { $answers[[Math]::Min($script:asked++, $answers.Count - 1)] } else { $broken } }
            $parameters = @{ Credential = $credential; Group = 'AllSol'; Mailbox = 'anna@contoso.com'; NotAllowed = 'carol@contoso.com'; PauseSeconds = 7 }
        }

        BeforeEach { $script:slept = $script:asked = 0; $script:ways = @() }

        It 'waits until they do' {
            # The first is the test before the right was given.
            $answers = $denied, $denied, $denied, $passed
            & { . (Join-Path $samples 'set-up.ps1') @parameters | Out-Null; $proof.Succeeded | Should -Be $true, $true }
            $script:slept | Should -Be 14
        }

        It 'ends after as many tries as were given' {
            $answers = @($denied)
            & { . (Join-Path $samples 'set-up.ps1') @parameters -Tries 5 | Out-Null }
            $script:slept | Should -Be 28
        }

        It 'waits for an hour by itself, a minute each time' {
            $answers = @($denied)
            $parameters.Remove('PauseSeconds')
            & { . (Join-Path $samples 'set-up.ps1') @parameters | Out-Null }
            $script:slept | Should -Be (59 * 60)
            $script:asked | Should -Be 60
            Should -Invoke Start-Sleep -Times 59 -Exactly -ParameterFilter { $Seconds -eq 60 }
        }

        It 'waits for nothing else: not for <What>' -ForEach @(
            @{ What = 'another failure'; Then = 'broken' }
            @{ What = 'a step that passed since another mailbox is refused'; Then = 'told' }
        ) {
            $answers = $denied, (Get-Variable $Then -ValueOnly)
            & { . (Join-Path $samples 'set-up.ps1') @parameters | Out-Null }
            $script:slept | Should -Be 0
        }

        It 'goes through the proxy that it is given, and leaves nothing of it in the session' {
            $answers = $denied, $passed
            & { . (Join-Path $samples 'set-up.ps1') @parameters -Proxy http://proxy.contoso.com:8080 | Out-Null }
            $script:ways | Should -Not -BeNullOrEmpty
            $script:ways | Should -Be (@('http://proxy.contoso.com:8080') * $script:ways.Count)
            $PSDefaultParameterValues.Keys | Should -Not -Contain '*-As*:Proxy'
            Get-Variable way -Scope Global -ErrorAction Ignore | Should -BeNullOrEmpty
        }
    }
}

Describe 'The script that runs these suites' {
    BeforeAll {
        $nothing = Join-Path $TestDrive 'nothing'
        $other = Join-Path $TestDrive 'other.json'
        Set-Content -LiteralPath $other -Value '{ "url": "https://localhost/" }'
        Set-Content -LiteralPath (Join-Path $TestDrive 'text') -Value 'Listening'
        function Invoke-Run { & (Join-Path $PSScriptRoot 'Run.ps1') @args }
    }

    It 'says in one message what is wrong with <_.Name>, before it begins' -ForEach @(
        @{ Name = 'a -Server that is not there'; Script = { Invoke-Run -Server $nothing }; Message = 'There is no file*nothing*-Server*' }
        @{ Name = 'a -Server that is no JSON'; Script = { Invoke-Run -Server (Join-Path $TestDrive 'text') }; Message = '*text*is not what a running simulator printed*' }
        @{ Name = 'a -Server of something else'; Script = { Invoke-Run -Server $other }; Message = "*other.json*it says no 'account'*" }
        @{ Name = '-Artifacts'; Script = { Invoke-Run -Artifacts $nothing }; Message = 'There is no folder*nothing*dotnet build*' }
        @{ Name = '-Artifacts without a build'; Script = { Invoke-Run -Artifacts $TestDrive }; Message = 'There is no file*Pester.psd1*dotnet build*' }
        @{ Name = 'a -Pester that is not there'; Script = { Invoke-Run -Artifacts $TestDrive -Pester Pester.Nothing }; Message = "No module 'Pester.Nothing'*" }
        @{ Name = 'a -Module that is not there'; Script = { Invoke-Run -Artifacts $TestDrive -Pester (Join-Path (Get-Module Pester).ModuleBase 'Pester.psd1') -Module $nothing }; Message = '*nothing*-Module*' }
    ) {
        $_.Script | Should -Throw $_.Message
    }
}

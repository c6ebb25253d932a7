<#
.SYNOPSIS
    The script of the scheduled task as the task runs it: a process of its own, without a console and without standard input.
#>
param(
    # What the simulated Exchange printed when it started: url, thumbprint, account, password and mailboxes.
    [Parameter(Mandatory)] [psobject] $Server,

    # The script.
    [Parameter(Mandatory)] [string] $Script
)

Describe 'The nightly run' {
    BeforeAll {
        $manifest = Join-Path (Get-Module AllSolutionsExchange).ModuleBase 'AllSolutionsExchange.psd1'
        # As a tool, PowerShell is an assembly that dotnet runs.
        $powershell = (Get-Process -Id $PID).Path
        $assembly = if ([IO.Path]::GetFileNameWithoutExtension($powershell) -eq 'dotnet') { "`"$([Environment]::GetCommandLineArgs()[0])`" " }

        function New-Store([string] $Name) {
            $folder = Join-Path $TestDrive $Name
            New-Item -ItemType Directory $folder | Out-Null
            if ([Environment]::OSVersion.Platform -ne 'Win32NT') { chmod 700 $folder }
            Join-Path $folder 'store.db'
        }

        function New-Coupling([string] $Name, [string[]] $Mailbox) {
            $store = New-Store $Name
            $password = ConvertTo-SecureString $Server.password -AsPlainText -Force
            Set-AsExchangeParameter -Store $store -Url $Server.url -Credential ([pscredential]::new($Server.account, $password)) -CertificateThumbprint $Server.thumbprint
            $Mailbox | Set-AsUserMailbox -Store $store -User { ($_ -split '@')[0] } -Kind Appointment
            $store
        }

        function Invoke-Nightly([string] $Arguments, [string] $Preamble) {
            $start = New-Object Diagnostics.ProcessStartInfo $powershell
            $command = if ($Preamble) { "-Command `"$Preamble; & '$Script' -Module '$manifest' $Arguments`"" } else { "-File `"$Script`" -Module `"$manifest`" $Arguments" }
            $start.Arguments = "$assembly-NoProfile -NonInteractive $command"
            $start.UseShellExecute = $false
            $start.RedirectStandardInput = $start.RedirectStandardOutput = $start.RedirectStandardError = $true
            $process = [Diagnostics.Process]::Start($start)
            $process.StandardInput.Close()
            $errors = $process.StandardError.ReadToEndAsync()
            $output = $process.StandardOutput.ReadToEnd()
            $process.WaitForExit()
            [pscustomobject]@{ Code = $process.ExitCode; Output = @($output -split '\r?\n' | Where-Object { $_ }); Errors = $errors.Result }
        }

        function Get-Log([string] $Store) { Get-Content (Join-Path (Split-Path $Store) 'Logs/sync-*.log') }
    }

    It 'says in one line that all was done, and keeps a log' {
        $store = New-Coupling good $Server.mailboxes[0, 1]
        $run = Invoke-Nightly "-Store `"$store`""
        $run.Code | Should -Be 0
        $run.Output | Should -HaveCount 1
        $run.Output | Should -Match 'OK \(0\): 2 of 2 mailboxes synchronised; .*; errors: 0;'
        $run.Errors | Should -BeNullOrEmpty
        Get-Log $store | Select-Object -Last 1 | Should -Be $run.Output
    }

    It 'does the others where one mailbox fails, also where errors stop the session' {
        $store = New-Coupling mixed ($Server.mailboxes[-1], $Server.mailboxes[0])
        $run = Invoke-Nightly "-Store '$store'" -Preamble '$ErrorActionPreference = ''Stop'''
        $run.Code | Should -Be 1
        $run.Output | Should -HaveCount 1
        $run.Output | Should -Match 'with errors \(1\): 1 of 2 mailboxes synchronised'
        (Get-Log $store) -match "^$(($Server.mailboxes[-1] -split '@')[0]) .* Failed" | Should -HaveCount 1
        (Get-Log $store) -match "Get-AsImpersonation -Mailbox $([regex]::Escape($Server.mailboxes[-1]))\." | Should -Not -BeNullOrEmpty
    }

    It 'names the item of which an admin has to choose the right side, in every run until that is done' {
        $store = New-Coupling diverged $Server.mailboxes[0]
        $register = "$(Split-Path $store)/store.register.db"
        $id = (New-AsAppointment -Store $store -User anna -Subject 'Private words' -Start '2026-12-20 09:00' -End '2026-12-20 10:00').Id
        Invoke-AsExchangeSync -Store $store -InitialMode Both | Out-Null
        Copy-Item $register "$register.kept"
        Set-AsAppointment -Store $store $id -Subject 'Later words'
        Invoke-AsExchangeSync -Store $store | Out-Null
        Copy-Item "$register.kept" $register -Force
        Invoke-AsExchangeSync -Store $store anna -FullResync | Out-Null
        1..2 | ForEach-Object { (Invoke-Nightly "-Store `"$store`"").Code } | Should -Be 1, 1
        $named = "^  held: The appointment 'Private words' of 2026-12-20 \d\d:00 UTC, number $id in AllSolutions \(Diverged in AllSolutions\): .*-ConflictPolicy ExchangeWins"
        (Get-Log $store) -match $named | Should -HaveCount 2
        (Get-Log $store) -match "1 held \(Diverged 1: Get-AsSyncHold -User 'anna'\)" | Should -HaveCount 2
    }

    It 'names a private item that is held without its title, and none by an id that only a program knows' {
        $store = New-Coupling private $Server.mailboxes[0]
        $register = "$(Split-Path $store)/store.register.db"
        $id = (New-AsAppointment -Store $store -User anna -Subject 'Secret words' -Start '2026-12-21 09:00' -End '2026-12-21 10:00').Id
        Invoke-AsExchangeSync -Store $store -InitialMode Both | Out-Null
        Copy-Item $register "$register.kept"
        Set-AsAppointment -Store $store $id -Location 'Elsewhere'
        Invoke-AsExchangeSync -Store $store | Out-Null
        Copy-Item "$register.kept" $register -Force
        Invoke-AsExchangeSync -Store $store anna -FullResync | Out-Null
        Set-AsAppointment -Store $store $id -Sensitivity Private
        Invoke-Nightly "-Store `"$store`"" | Out-Null
        (Get-Log $store) -match 'Secret words' | Should -BeNullOrEmpty
        (Get-Log $store) -match "1 held \(Private 1: Get-AsSyncHold -User 'anna'\)" | Should -HaveCount 1
        (Get-Log $store) -match 'held: \w+ \S{20,}' | Should -BeNullOrEmpty
    }

    It 'ends with 2 where every mailbox fails' {
        $store = New-Coupling failing $Server.mailboxes[-1]
        (Invoke-Nightly "-Store `"$store`"").Code | Should -Be 2
    }

    It 'ends with 2 where Exchange does not answer' {
        $store = New-Store down
        $listener = [Net.Sockets.TcpListener]::new([Net.IPAddress]::Loopback, 0)
        $listener.Start()
        $port = $listener.LocalEndpoint.Port
        $listener.Stop()
        $password = ConvertTo-SecureString 'none' -AsPlainText -Force
        Set-AsExchangeParameter -Store $store -Url "https://localhost:$port/EWS/Exchange.asmx" -Credential ([pscredential]::new('CONTOSO\svc', $password)) -SkipTest
        1..40 | ForEach-Object { Set-AsUserMailbox -Store $store "user$_" "user$_@contoso.com" -Kind Appointment }
        $run = Invoke-Nightly "-Store `"$store`""
        $run.Code | Should -Be 2
        $run.Output | Should -Match 'nothing done \(2\)'
    }

    It 'ends with 2 where the account is refused, also in the runs after it' {
        $store = New-Coupling refused $Server.mailboxes[0]
        $password = ConvertTo-SecureString 'not it' -AsPlainText -Force
        Set-AsExchangeParameter -Store $store -Credential ([pscredential]::new($Server.account, $password)) -SkipTest
        1..2 | ForEach-Object {
            $run = Invoke-Nightly "-Store `"$store`""
            $run.Code | Should -Be 2
            $run.Output | Should -Match 'nothing done \(2\): 0 of 1 mailboxes synchronised'
        }
    }

    It 'ends with 3 and the reason where <What>' -ForEach @(
        @{ What = 'there is no store'; Arguments = { "-Store `"$(New-Store nothing)`"" }; Reason = 'Set-AsExchangeParameter' }
        @{ What = 'no user is registered'; Arguments = { "-Store `"$(New-Coupling empty @())`"" }; Reason = 'Set-AsUserMailbox' }
        @{ What = 'a policy is misspelt'; Arguments = { "-Store `"$(New-Coupling policy $Server.mailboxes[0])`" -DeletionPolicy Bohth" }; Reason = 'DeletionPolicy' }
        @{ What = 'a parameter is misspelt'; Arguments = { "-Stoer `"$(New-Store misspelt)`"" }; Reason = 'no parameter for .*-Stoer' }
    ) {
        $run = Invoke-Nightly (& $Arguments)
        $run.Code | Should -Be 3
        $run.Output[0] | Should -Match 'not set up \(3\)'
        "$($run.Output)$(Get-ChildItem (Join-Path $TestDrive '*/Logs/*.log') | Get-Content)" | Should -Match $Reason
    }

    It 'synchronises where the log cannot be written, and says so' {
        $store = New-Coupling nolog $Server.mailboxes[0]
        $run = Invoke-Nightly "-Store `"$store`" -LogFolder `"$(Join-Path $TestDrive 'not/there')`""
        $run.Code | Should -Be 1
        $run.Output[0] | Should -Match '1 of 1 mailboxes synchronised'
        $run.Output[1] | Should -Match 'could not be written'
    }

    It 'removes logs that are older than wanted, and nothing else' {
        $store = New-Coupling old $Server.mailboxes[0]
        $logs = New-Item -ItemType Directory (Join-Path (Split-Path $store) 'Logs')
        'sync-2020-01-01.log', 'other.log' | ForEach-Object { (New-Item (Join-Path $logs $_)).LastWriteTime = [datetime]::Now.AddDays(-31) }
        (Invoke-Nightly "-Store `"$store`" -KeepDays 30").Code | Should -Be 0
        (Get-ChildItem $logs).Name | Should -Not -Contain 'sync-2020-01-01.log'
        (Get-ChildItem $logs).Name | Should -Contain 'other.log'
    }
}

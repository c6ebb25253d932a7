<#
.SYNOPSIS
    Proves a coupling that was set up: run it after the set-up, after every update of Exchange, and from a scheduled task.
.DESCRIPTION
    Uses the stored parameters and users. In the mailboxes that are named a message is made and removed again; nothing else is written.
.EXAMPLE
    $data = @{ Mailbox = 'anna@contoso.com'; NotAllowed = 'director@contoso.com' }
    Invoke-Pester -Container (New-PesterContainer -Path ./Coupling.Tests.ps1 -Data $data)
#>
[Diagnostics.CodeAnalysis.SuppressMessageAttribute('PSReviewUnusedParameter', '', Justification = 'Pester hands them to the blocks.')]
param(
    # Mailboxes that the service account must reach.
    [Parameter(Mandatory)] [string[]] $Mailbox,

    # Mailboxes that it must not reach.
    [string[]] $NotAllowed = @(),

    # The store; without it the one that ALLSOLUTIONS_EXCHANGE_STORE names, or the default.
    [string] $Store = $env:ALLSOLUTIONS_EXCHANGE_STORE
)

Describe 'The coupling with Exchange' {
    BeforeAll {
        $place = if ($Store) { @{ Store = $Store } } else { @{} }
    }

    It 'reaches <_> as its user' -ForEach $Mailbox {
        $result = Test-AsExchangeEndpoint -Mailbox $_ @place
        $failed = $result.Steps | Where-Object Outcome -EQ Failed | ForEach-Object { "$($_.Name): $($_.Detail) $($_.Advice)" }
        $result.Succeeded | Should -BeTrue -Because ($failed -join ' ')
    }

    It 'does not reach <_>' -ForEach $NotAllowed {
        Test-AsExchangeEndpoint -NotAllowed $_ -Quiet @place | Should -BeTrue
    }

    It 'has users' {
        Get-AsUserMailbox @place | Where-Object Enabled | Should -Not -BeNullOrEmpty
    }

    It 'can plan a run for every user, without an error' {
        # In a session without a screen: -WhatIf says a line of every user there, and nothing can take it away.
        $session = [powershell]::Create()
        $session.AddCommand('Import-Module').AddParameter('Name', (Get-Command Invoke-AsExchangeSync).Module.Path).AddStatement() | Out-Null
        $session.AddCommand('Invoke-AsExchangeSync').AddParameters($place).AddParameter('WhatIf') | Out-Null
        $session.Invoke() | Out-Null
        $problems = @($session.Streams.Error)
        $session.Dispose()
        $problems | Should -BeNullOrEmpty
    }
}

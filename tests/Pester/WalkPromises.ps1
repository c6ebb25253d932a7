# What the pages and the help promise of a command, where it is more than that nothing fails.
#   Like        which commands, as for -like; the first that fits counts
#   Elsewhere   why it cannot be run here
#   Error       the error that is meant to come
#   Gives       how many objects come
#   Holds       true for each object that comes
$walkPromises = @(
    @{ Like = '*PSResource*'; Elsewhere = 'the suite of the package installs it so' }
    @{ Like = 'Install-Module *'; Elsewhere = 'it comes from the PowerShell Gallery' }
    @{ Like = '*-ServiceAccount*'; Elsewhere = 'the account is one of Windows, where its own suite gives it access' }
    @{ Like = '* D:\*'; Elsewhere = 'the drive is one of Windows' }
    @{ Like = 'Test-AsConnector*'; Elsewhere = 'the interface is that of a site' }
    @{ Like = 'Set-AsConnector -Path .\*'; Elsewhere = 'the map is that of a site' }

    @{ Like = 'Find-AsExchangeEndpoint anna@contoso.com'; Gives = 1; Holds = { $_.Url.AbsolutePath -eq '/EWS/Exchange.asmx' } }
    @{ Like = 'Test-AsExchangeEndpoint https://webmail.contoso.com * -Mailbox anna@contoso.com -NotAllowed *'; Gives = 2; Holds = { $_.Succeeded } }
    @{ Like = '* | Test-AsExchangeEndpoint * -Quiet'; Gives = 1; Holds = { $_ } }
    @{ Like = 'Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication *'; Holds = { $_.BasicAuthentication } }
    @{ Like = 'Grant-AsImpersonation * -Mailbox anna@contoso.com'; Gives = 1; Holds = { $_.Changed } }
    @{ Like = 'Invoke-AsExchangeSync* -WhatIf'; Holds = { $_.Action -in 'Create', 'Link' } }
    @{ Like = 'Invoke-AsExchangeSync*'; Holds = { $_.Status -eq 'Success' } }
)

function Get-WalkPromise([string] $Command) {
    $walkPromises | Where-Object { $Command -like $_.Like } | Select-Object -First 1
}

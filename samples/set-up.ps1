<#
.SYNOPSIS
    Sets up the coupling in Exchange and proves it: from nothing to an account that reaches the mailboxes of one group, and no other.
.DESCRIPTION
    Each step as an admin types it, in a session that has Exchange's own commands: the Exchange Management Shell, or one with
    Import-PSSession of an Exchange server. It switches Basic authentication on for EWS, and gives the service account the right to
    impersonate the members of the group. Nobody is mailed.
.EXAMPLE
    Import-Module AllSolutionsExchange
    ./set-up.ps1 -Credential (Get-Credential) -Group AllSolutions-Users -Mailbox anna@contoso.com -NotAllowed director@contoso.com
#>
[CmdletBinding()]
param(
    # The service account, DOMAIN\user: an ordinary account.
    [Parameter(Mandatory = $true)] [pscredential] $Credential,

    # The group whose direct members are coupled.
    [Parameter(Mandatory = $true)] [string] $Group,

    # A mailbox of a member of the group.
    [Parameter(Mandatory = $true)] [string] $Mailbox,

    # A mailbox that the account must not reach.
    [Parameter(Mandatory = $true)] [string] $NotAllowed,

    # The host to ask for the address of EWS, if the domain of the mailbox names none: host or host:port.
    [string] $AutodiscoverServer,

    # The thumbprint of the server's certificate, if this machine does not trust it.
    [string] $CertificateThumbprint,

    # The proxy that this computer needs on its way to Exchange, if any. It is used here, and set nowhere.
    [string] $Proxy,

    # The proxy through which Exchange calls AllSolutions, if AllSolutions is to be told of changes. It is set in web.config, and stays.
    [string] $EwsProxy,

    # The web.config of the EWS site; default: the one of the Exchange server that this is.
    [string] $WebConfig,

    # Where the file's restore copy is kept; default: as with -BackupDirectory of Set-AsEwsProxy.
    [string] $BackupDirectory,

    # How often it is tried whether Exchange Web Services know of the new right, and the seconds between two tries.
    [ValidateRange(1, 1000)] [int] $Tries = 60,
    [ValidateRange(0, 3600)] [int] $PauseSeconds = 60
)

# Out-Host prints each output in its own form, as at a prompt: what a script returns is printed in the form of its first object.
# The first error ends the script: what follows would build on it.
$ErrorActionPreference = 'Stop'

# Where is EWS? Autodiscover knows, and tells without a password.
$way = @{}
if ($CertificateThumbprint) { $way.CertificateThumbprint = $CertificateThumbprint }
if ($Proxy) { $way.Proxy = $Proxy }
$ask = @{}
if ($AutodiscoverServer) { $ask.Server = $AutodiscoverServer }
($found = Find-AsExchangeEndpoint $Mailbox @ask @way) | Out-Host

# Can the account sign in there? Not yet: EWS does not offer Basic authentication.
($closed = Test-AsExchangeEndpoint $found.Url -Credential $Credential @way) | Out-Host
$closed.Steps | Out-Host

# Switch it on, on the front end of every server. First see what would be done.
Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true -WhatIf | Out-Host
Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication -BasicAuthentication $true | Out-Host

# The account signs in now, but may not act for anybody.
($denied = Test-AsExchangeEndpoint $found.Url -Credential $Credential -Mailbox $Mailbox @way) | Out-Host
$denied.Steps | Where-Object Outcome -EQ Failed | ForEach-Object { $_.Detail; $_.Advice } | Out-Host

# Let it act for the members of one group. If you have no such shell, send these commands to somebody who has.
Grant-AsImpersonation $Credential.UserName -MemberOfGroup $Group -AsScript | Out-Host
($granted = Grant-AsImpersonation $Credential.UserName -MemberOfGroup $Group -Mailbox $Mailbox) | Out-Host

# Once more: it has the right already, and nothing is changed.
($again = Grant-AsImpersonation $Credential.UserName -MemberOfGroup $Group) | Out-Host

# Exchange Web Services may need up to an hour to apply it. Wait for that; any other failure shows in the proof.
for ($try = 1; $try -lt $Tries; $try++) {
    $reached = Test-AsExchangeEndpoint $found.Url -Credential $Credential -Mailbox $Mailbox -WarningAction SilentlyContinue @way
    if (-not ($reached.Steps | Where-Object { $_.Outcome -eq 'Failed' -and $_.Detail -match 'ErrorImpersonat' })) { break }
    "Exchange Web Services do not know of the right yet (try $try of $Tries). The next try is in $PauseSeconds seconds." | Out-Host
    Start-Sleep -Seconds $PauseSeconds
}

# The proof: in a mailbox of the group all that the coupling does, and outside of it nothing at all.
($proof = Test-AsExchangeEndpoint $found.Url -Credential $Credential -Mailbox $Mailbox -NotAllowed $NotAllowed @way) | Out-Host
$proof | ForEach-Object { $_.Steps | Where-Object Name -In NotAllowed, Impersonation, Folder, Create, Read, Delete } | Out-Host

# Only if AllSolutions wants to be told of changes by Exchange itself: its way out through a proxy. Test it after each update.
$file = @{}
if ($WebConfig) { $file.Path = $WebConfig }
if ($BackupDirectory) { $file.BackupDirectory = $BackupDirectory }
if ($EwsProxy) { ($set = Set-AsEwsProxy -ProxyAddress $EwsProxy -BypassOnLocal -PassThru @file) | Out-Host }
if ($EwsProxy) { ($kept = Test-AsEwsProxy @file) | Out-Host }

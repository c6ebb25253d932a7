<#
.SYNOPSIS
    Couples AllSolutions with Exchange for two users, and keeps their appointments and tasks the same.
.DESCRIPTION
    From nothing to a synchronised agenda, each step as an admin types it. It makes a few appointments in the agendas of two
    mailboxes: take test mailboxes. Nobody is mailed, and nothing is deleted.
.EXAMPLE
    Import-Module AllSolutionsExchange
    ./first-sync.ps1 -Url https://webmail.contoso.com/EWS/Exchange.asmx -Credential (Get-Credential) -Mailbox anna@contoso.com, bram@contoso.com
#>
[CmdletBinding()]
param(
    # The address of Exchange Web Services.
    [Parameter(Mandatory = $true)] [string] $Url,

    # The service account, DOMAIN\user, which may impersonate the mailboxes.
    [Parameter(Mandatory = $true)] [pscredential] $Credential,

    # The addresses of two mailboxes to try it on.
    [Parameter(Mandatory = $true)] [ValidateCount(2, 2)] [string[]] $Mailbox,

    # The thumbprint of the server's certificate, if this machine does not trust it.
    [string] $CertificateThumbprint,

    # The file in which the coupling is kept, in a folder that is there; default: as with -Store of the commands.
    [string] $Store,

    # What is to be done in Outlook meanwhile.
    [scriptblock] $Outlook = { param($Task) Read-Host "In Outlook: $Task Then press Enter" }
)

# Out-Host prints each output in its own form, as at a prompt: what a script returns is printed in the form of its first object.
# The first error ends the script: what follows would build on it. The store is named for this script alone.
$ErrorActionPreference = 'Stop'
$PSDefaultParameterValues = if ($Store) { @{ '*-As*:Store' = $Store } } else { @{} }

# Is the endpoint what the coupling needs? In the mailbox a message is made and removed again, as its user.
$certificate = @{}
if ($CertificateThumbprint) { $certificate.CertificateThumbprint = $CertificateThumbprint }
($endpoint = Test-AsExchangeEndpoint -Url $Url -Credential $Credential -Mailbox $Mailbox[0] @certificate) | Out-Host
$endpoint.Steps | Out-Host

# The parameters (MZZPAR). They are tested before they are stored; the password is kept protected.
Set-AsExchangeParameter -Url $Url -Credential $Credential @certificate
Get-AsExchangeParameter | Out-Host

# The users (MGEBRU): here from a list of addresses, elsewhere from Get-Mailbox or Import-Csv. Their tasks are kept the same too.
$Mailbox | Set-AsUserMailbox -User { ($_ -split '@')[0] } -Kind Appointment, Task
($users = Get-AsUserMailbox) | Out-Host

# Some appointments in AllSolutions (MAFSPR).
$day = [datetime]::Today.AddDays(7)
New-AsAppointment -User $users[0].User -Subject 'Quarterly review' -Start $day.AddHours(9) -End $day.AddHours(10) -Location 'Room 1' | Out-Host
New-AsAppointment -User $users[0].User -Subject 'Visit to a customer' -Start $day.AddHours(13) -End $day.AddHours(15) | Out-Host
New-AsAppointment -User $users[1].User -Subject 'Trade fair' -Start $day.AddDays(1) -End $day.AddDays(3) -AllDay | Out-Host

# A task: its date is a day, without a time.
New-AsTask -User $users[0].User -Subject 'Send the quotation' -DueDate $day | Out-Host

# What would a first pass do? The plan comes as objects, and nothing is written.
($plan = Invoke-AsExchangeSync -InitialMode Both -WhatIf) | Out-Host

# Do it, both ways.
($first = Invoke-AsExchangeSync -InitialMode Both) | Out-Host

# Once more: there is nothing left to do.
($second = Invoke-AsExchangeSync) | Out-Host

# What is held is left alone. Why, and what to do about it?
Get-AsSyncHold | Out-Host

# Now work goes on, on both sides. The location is changed here and the body in Outlook; the subject of the review on both.
Get-AsAppointment -User $users[0].User -Subject 'Visit*' | Set-AsAppointment -Location 'Utrecht'
Get-AsAppointment -User $users[0].User -Subject 'Quarterly*' | Set-AsAppointment -Subject 'Quarterly figures'
& $Outlook "of $($users[0].User), write 'Bring the offer' into 'Visit to a customer' and rename 'Quarterly review' to 'Review of the quarter'; complete the task 'Send the quotation'; make an appointment 'Dentist' for $($users[1].User)." | Out-Host
($changes = Invoke-AsExchangeSync -WhatIf) | Out-Host
($third = Invoke-AsExchangeSync) | Out-Host

# Both calendars: different fields were merged; of the two new subjects the later one won.
Get-AsAppointment | Out-Host
Get-AsTask | Out-Host
& $Outlook "look at the calendars of $($users[0].User) and $($users[1].User)." | Out-Host

# Appointments that no mailbox knows of would show here. AllSolutions itself reports them nowhere.
($left = Get-AsAppointment -WithoutSyncId) | Out-Host

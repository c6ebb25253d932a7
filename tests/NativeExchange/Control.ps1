# What tests and the demo hold in their hands, and how a command enters, fails and returns.

<# Makes a command fail from now on. Kind: Error (written), Throw, Warning, Slow (sets Entered, and then runs until it is stopped). #>
function Set-NativeFault([string] $Command, [string] $Kind, $Entered) { $Exchange.Faults[$Command] = @{ Kind = $Kind; Entered = $Entered } }

<# Adds an account, a group, an organizational unit (a path of names), a mailbox in such a unit, or a member of a group. #>
function Add-NativeAccount([string] $Name) { $Exchange.Accounts += New-Account $Name }
function Add-NativeGroup([string] $Name) { $Exchange.Groups += New-Group $Name }
function Add-NativeUnit([string] $Path) { $Exchange.OrganizationalUnits += New-Unit $Path }
function Add-NativeMailbox([string] $Address, [string] $Unit) { $Exchange.Mailboxes += New-Mailbox ($Address -split '@')[0] "contoso.com/$Unit" -Domain ($Address -split '@')[1] }
function Add-NativeMember([string] $Group, [string] $Mailbox) { $Exchange.Mailboxes | Where-Object Name -EQ $Mailbox | ForEach-Object { $_.MemberOfGroup += "CN=$Group,OU=Groups,DC=contoso,DC=com" } }

<# Calls a script block with no arguments after every change of who may reach what, for a simulator that keeps to it. #>
function Set-NativeHook([scriptblock] $Hook) { $Exchange.Hook = $Hook }

<# Takes the fault of a command away. #>
function Clear-NativeFault([string] $Command) { $Exchange.Faults.Remove($Command) }

<# Disables an assignment, as Set-ManagementRoleAssignment -Enabled $false does. #>
function Set-NativeDisabled([string] $Name) { $Exchange.Assignments | Where-Object Name -eq $Name | ForEach-Object { $_.Enabled = $false } }

<# The addresses of the mailboxes that an account may impersonate now. #>
function Get-NativeReach([string] $User) {
    $account = Find-Account $User
    $own = $Exchange.Assignments | Where-Object { $_.Role -eq 'ApplicationImpersonation' -and $_.RoleAssignmentDelegationType -eq 'Regular' -and $_.Enabled -and (Test-Assignee $_ $account) }
    $Exchange.Mailboxes | Where-Object { $mailbox = $_; @($own | Where-Object { Test-Reach $_ $mailbox }).Count -gt 0 } | ForEach-Object PrimarySmtpAddress
}

<# Everything that the commands can change, as lines of text: equal lines are an equal state. #>
function Get-NativeState {
    $Exchange.Scopes | ForEach-Object { "scope $($_.Name) | $($_.RecipientFilter) | $($_.RecipientRoot)" }
    $Exchange.Assignments | ForEach-Object { "assignment $($_.Name) | $($_.Role) | $($_.RoleAssigneeName) | $($_.RecipientWriteScope) | $($_.CustomRecipientWriteScope)" }
    $Exchange.RoleGroups | ForEach-Object { "role group $($_.Name) | $($_.Description) | $($_.Members -join ',')" }
    $Exchange.VirtualDirectories | ForEach-Object { "directory $($_.Identity) | $($_.BasicAuthentication) | $($_.WindowsAuthentication)" }
    "writes to directories: $($Exchange.Writes)"
}

function Publish-Change { if ($Exchange.Hook) { & $Exchange.Hook } }

# Whether the command ends here by the fault that was set for it.
function Test-NativeFault($cmdlet) {
    # Its own name, whatever prefix it was imported with.
    $fault = $Exchange.Faults[$cmdlet.MyInvocation.MyCommand.ScriptBlock.Ast.Name]
    switch ($fault.Kind) {
        'Error' { Write-NativeError $cmdlet 'The domain controller does not answer.' 'ADTransientException'; return $true }
        'Throw' { throw 'The connection was lost.' }
        'Warning' { $cmdlet.WriteWarning('The object has been corrupted.') }
        # Never ends by itself: what ends it is that the pipeline is stopped.
        'Slow' { $fault.Entered.Set() | ForEach-Object { }; while ($true) { } }
    }
}

function Write-NativeError($cmdlet, [string] $message, [string] $reason) {
    $exception = [InvalidOperationException]::new($message)
    $record = [Management.Automation.ErrorRecord]::new($exception, "[FailureCategory=Cmdlet-$reason]", 'NotSpecified', $null)
    $record.CategoryInfo.Reason = $reason
    $cmdlet.WriteError($record)
}

function Write-NotFound($cmdlet, [string] $identity) {
    Write-NativeError $cmdlet "The operation couldn't be performed because object '$identity' couldn't be found." 'ManagementObjectNotFoundException'
}

function Write-Native($cmdlet, $value) {
    if ($Exchange.Deserialized) {
        $value = [Management.Automation.PSSerializer]::Deserialize([Management.Automation.PSSerializer]::Serialize($value, 1))
    }

    $cmdlet.WriteObject($value, $false)
}

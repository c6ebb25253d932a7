function Get-ManagementRoleAssignment {
    [CmdletBinding(DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ParameterSetName = 'Identity')] [string] $Identity,
        [Parameter(ParameterSetName = 'RoleAssignee')] [string[]] $AssignmentMethod,
        [string] $ConfigWriteScope,
        [string] $CustomConfigWriteScope,
        [string] $CustomRecipientWriteScope,
        [bool] $Delegating,
        [string] $DomainController,
        [bool] $Enabled,
        [bool] $Exclusive,
        [string] $ExclusiveConfigWriteScope,
        [string] $ExclusiveRecipientWriteScope,
        [switch] $GetEffectiveUsers,
        [string] $RecipientAdministrativeUnitScope,
        [string] $RecipientOrganizationalUnitScope,
        [string] $RecipientWriteScope,
        [Parameter(ValueFromPipeline, ParameterSetName = 'RoleAssignee')] [string] $Role,
        [Parameter(ParameterSetName = 'RoleAssignee')] [string] $RoleAssignee,
        [string] $RoleAssigneeType,
        [string] $WritableDatabase,
        [string] $WritableRecipient,
        [string] $WritableServer
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.Assignments
        if ($Identity) { $found = $found | Where-Object Name -eq $Identity; if (-not $found) { Write-NotFound $PSCmdlet $Identity; return } }
        if ($Role) { $found = $found | Where-Object Role -eq $Role }
        if ($PSBoundParameters.ContainsKey('Delegating')) { $found = $found | Where-Object { ($_.RoleAssignmentDelegationType -ne 'Regular') -eq $Delegating } }
        if ($WritableRecipient) {
            $recipient = $Exchange.Mailboxes | Where-Object { $_.PrimarySmtpAddress -eq $WritableRecipient -or $_.Name -eq $WritableRecipient }
            if (-not $recipient) { Write-NotFound $PSCmdlet $WritableRecipient; return }
            $found = $found | Where-Object { Test-Reach $_ $recipient }
        }

        if ($RoleAssignee) {
            $account = Find-Account $RoleAssignee
            if (-not $account) { $account = Find-RoleGroup $RoleAssignee }
            if (-not $account) { Write-NotFound $PSCmdlet $RoleAssignee; return }
            $found = $found | Where-Object { Test-Assignee $_ $account } | ForEach-Object { Copy-Assignment $_ $account }
        }
        elseif ($GetEffectiveUsers) {
            $found = $found | ForEach-Object { $one = $_; Get-EffectiveUser $one | ForEach-Object { Copy-Assignment $one $_ } }
        }

        $found | Where-Object { $_ } | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

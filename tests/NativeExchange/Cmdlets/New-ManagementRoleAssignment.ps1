function New-ManagementRoleAssignment {
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'User')]
    param(
        [Parameter(Position = 0)] [string] $Name,
        [Parameter(Mandatory, ParameterSetName = 'Computer')] [string] $Computer,
        [Parameter(Mandatory, ParameterSetName = 'Policy')] [string] $Policy,
        [Parameter(Mandatory, ValueFromPipeline)] [string] $Role,
        [Parameter(Mandatory, ParameterSetName = 'SecurityGroup')] [string] $SecurityGroup,
        [Parameter(Mandatory, ParameterSetName = 'User')] [string] $User,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $CustomConfigWriteScope,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $CustomRecipientWriteScope,
        [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [Parameter(ParameterSetName = 'App')] [switch] $Delegating,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $DomainController,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $ExclusiveConfigWriteScope,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $ExclusiveRecipientWriteScope,
        [string] $RecipientAdministrativeUnitScope,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $RecipientOrganizationalUnitScope,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [string] $RecipientRelativeWriteScope,
        [Parameter(ParameterSetName = 'Computer')] [Parameter(ParameterSetName = 'Policy')] [Parameter(ParameterSetName = 'SecurityGroup')] [Parameter(ParameterSetName = 'User')] [switch] $UnScopedTopLevel
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $assignee = if ($User) { Find-Account $User } elseif ($SecurityGroup) { Find-RoleGroup $SecurityGroup }
        if (-not $assignee) { Write-NotFound $PSCmdlet "$User$SecurityGroup"; return }
        if ($Role -ne 'ApplicationImpersonation') { Write-NotFound $PSCmdlet $Role; return }
        if ($CustomRecipientWriteScope -and -not ($Exchange.Scopes | Where-Object Name -eq $CustomRecipientWriteScope)) { Write-NotFound $PSCmdlet $CustomRecipientWriteScope; return }
        if ($CustomRecipientWriteScope -and $RecipientOrganizationalUnitScope) { Write-NativeError $PSCmdlet 'The scopes exclude one another.' 'ArgumentException'; return }
        if (-not $Name) { $Name = "$Role-$($assignee.Name)" }
        if ($Exchange.Assignments | Where-Object Name -eq $Name) { Write-NativeError $PSCmdlet "The management role assignment '$Name' exists already." 'ADObjectAlreadyExistsException'; return }
        if (-not $PSCmdlet.ShouldProcess($Name)) { return }
        $new = Add-Assignment $Name $Role $assignee $CustomRecipientWriteScope $RecipientOrganizationalUnitScope
        Publish-Change
        Write-Native $PSCmdlet $new
    }
}

function Add-RoleGroupMember {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Identity,
        [Parameter(Mandatory, ValueFromPipeline)] [string] $Member,
        [switch] $BypassSecurityGroupManagerCheck,
        [string] $DomainController
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $group = Find-RoleGroup $Identity
        $account = Find-Account $Member
        if (-not $group) { Write-NotFound $PSCmdlet $Identity; return }
        if (-not $account) { Write-NotFound $PSCmdlet $Member; return }
        if (-not $BypassSecurityGroupManagerCheck) { Write-NativeError $PSCmdlet "You do not manage the role group '$Identity'." 'OperationRequiresGroupManagerException'; return }
        if ($group.Members -contains $account.Name) { Write-NativeError $PSCmdlet "'$Member' is a member already." 'MemberAlreadyExistsException'; return }
        if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
        $group.Members = @($group.Members) + $account.Name
        Publish-Change
    }
}

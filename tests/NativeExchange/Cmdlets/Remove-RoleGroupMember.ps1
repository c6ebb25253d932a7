function Remove-RoleGroupMember {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
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
        if (-not $account -or $group.Members -notcontains $account.Name) { Write-NativeError $PSCmdlet "'$Member' is no member." 'MemberNotFoundException'; return }
        if (-not $BypassSecurityGroupManagerCheck) { Write-NativeError $PSCmdlet "You do not manage the role group '$Identity'." 'OperationRequiresGroupManagerException'; return }
        if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
        $group.Members = @($group.Members | Where-Object { $_ -ne $account.Name })
        Publish-Change
    }
}

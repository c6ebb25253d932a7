function Remove-RoleGroup {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Identity,
        [switch] $BypassSecurityGroupManagerCheck,
        [string] $DomainController
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $group = Find-RoleGroup $Identity
        if (-not $group) { Write-NotFound $PSCmdlet $Identity; return }
        if (-not $BypassSecurityGroupManagerCheck) { Write-NativeError $PSCmdlet "You do not manage the role group '$Identity'." 'OperationRequiresGroupManagerException'; return }
        if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
        $Exchange.RoleGroups = @($Exchange.RoleGroups | Where-Object Name -ne $group.Name)
        $Exchange.Assignments = @($Exchange.Assignments | Where-Object RoleAssigneeName -ne $group.Name)
        Publish-Change
    }
}

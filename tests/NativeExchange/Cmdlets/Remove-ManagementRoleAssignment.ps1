function Remove-ManagementRoleAssignment {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Identity,
        [string] $DomainController
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        if (-not ($Exchange.Assignments | Where-Object Name -eq $Identity)) { Write-NotFound $PSCmdlet $Identity; return }
        if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
        $Exchange.Assignments = @($Exchange.Assignments | Where-Object Name -ne $Identity)
        Publish-Change
    }
}

function Remove-ManagementScope {
    [CmdletBinding(SupportsShouldProcess, ConfirmImpact = 'High')]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Identity,
        [string] $DomainController
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        if (-not ($Exchange.Scopes | Where-Object Name -eq $Identity)) { Write-NotFound $PSCmdlet $Identity; return }
        if ($Exchange.Assignments | Where-Object { "$($_.CustomRecipientWriteScope)" -eq $Identity }) { Write-NativeError $PSCmdlet "The management scope '$Identity' is in use." 'InvalidOperationException'; return }
        if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
        $Exchange.Scopes = @($Exchange.Scopes | Where-Object Name -ne $Identity)
    }
}

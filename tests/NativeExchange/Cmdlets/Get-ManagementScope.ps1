function Get-ManagementScope {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline)] [string] $Identity,
        [string] $DomainController,
        [bool] $Exclusive,
        [switch] $Orphan
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.Scopes
        if ($Identity) { $found = $found | Where-Object Name -eq $Identity; if (-not $found) { Write-NotFound $PSCmdlet $Identity; return } }
        if ($Orphan) { $found = $found | Where-Object { $name = $_.Name; -not ($Exchange.Assignments | Where-Object { "$($_.CustomRecipientWriteScope)" -eq $name }) } }
        $found | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

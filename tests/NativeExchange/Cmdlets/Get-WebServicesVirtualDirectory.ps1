function Get-WebServicesVirtualDirectory {
    [CmdletBinding(DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ParameterSetName = 'Identity')] [string] $Identity,
        [Parameter(Mandatory, ValueFromPipeline, ParameterSetName = 'Server')] [string] $Server,
        [switch] $ADPropertiesOnly,
        [string] $DomainController,
        [switch] $ShowMailboxVirtualDirectories
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.VirtualDirectories
        if (-not $ShowMailboxVirtualDirectories) { $found = $found | Where-Object { $_.WebSite -ne 'Exchange Back End' } }
        if ($Server) { $found = $found | Where-Object { "$($_.Server)" -eq $Server } }
        if ($Identity) {
            # A name without a server is the local server's.
            $full = if ($Identity.Contains('\')) { $Identity } else { "$($Exchange.LocalServer)\$Identity" }
            $found = $Exchange.VirtualDirectories | Where-Object { "$($_.Identity)" -like $full -or $_.Guid -eq $Identity }
            if (-not $found) { Write-NotFound $PSCmdlet $Identity; return }
        }
        $found | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

function Get-RoleGroup {
    [CmdletBinding()]
    param(
        [Parameter(Position = 0, ValueFromPipeline)] [string] $Identity,
        [string] $DomainController,
        [string] $Filter,
        [switch] $ReadFromDomainController,
        [string] $ResultSize,
        [switch] $ShowPartnerLinked,
        [string] $SortBy
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.RoleGroups
        if ($Identity) { $found = $found | Where-Object Name -eq $Identity; if (-not $found) { Write-NotFound $PSCmdlet $Identity; return } }
        $found | ForEach-Object { Write-Native $PSCmdlet (Copy-RoleGroup $_) }
    }
}

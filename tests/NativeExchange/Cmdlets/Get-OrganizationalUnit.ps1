function Get-OrganizationalUnit {
    [CmdletBinding(DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ParameterSetName = 'Identity')] [string] $Identity,
        [string] $DomainController,
        [switch] $IncludeContainers,
        [Parameter(ParameterSetName = 'Identity')] [switch] $SingleNodeOnly,
        [string] $ResultSize,
        [Parameter(ParameterSetName = 'Search')] [string] $SearchText
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.OrganizationalUnits
        if ($Identity) {
            $found = $found | Where-Object { $_.Name -eq $Identity -or $_.CanonicalName -eq $Identity -or $_.DistinguishedName -eq $Identity }
            if (-not $found) { Write-NotFound $PSCmdlet $Identity; return }
        }
        $found | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

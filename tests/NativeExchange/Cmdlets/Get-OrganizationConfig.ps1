function Get-OrganizationConfig {
    [CmdletBinding()]
    param(
        [string] $DomainController
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        Write-Native $PSCmdlet ([pscustomobject]@{ Name = 'Contoso'; AdminDisplayVersion = $Exchange.Version })
    }
}

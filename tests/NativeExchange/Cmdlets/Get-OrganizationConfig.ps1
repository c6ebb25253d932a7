function Get-OrganizationConfig {
    [CmdletBinding()]
    param(
        [string] $DomainController
    )

    process {
        Enter-Native $PSCmdlet
        Write-Native $PSCmdlet ([pscustomobject]@{ Name = 'Contoso'; AdminDisplayVersion = $Exchange.Version })
    }
}

function Get-RoleGroupMember {
    [CmdletBinding()]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Identity,
        [string] $DomainController,
        [switch] $ReadFromDomainController,
        [string] $ResultSize
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $group = Find-RoleGroup $Identity
        if (-not $group) { Write-NotFound $PSCmdlet $Identity; return }
        $group.Members | ForEach-Object { Write-Native $PSCmdlet (Find-Account $_) }
    }
}

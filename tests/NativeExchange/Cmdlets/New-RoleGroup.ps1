function New-RoleGroup {
    [CmdletBinding(SupportsShouldProcess, DefaultParameterSetName = 'Default')]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, ParameterSetName = 'CrossForest')] [string] $LinkedDomainController,
        [Parameter(Mandatory, ParameterSetName = 'CrossForest')] [string] $LinkedForeignGroup,
        [string] $CustomConfigWriteScope,
        [string] $CustomRecipientWriteScope,
        [string] $Description,
        [string] $DisplayName,
        [string] $DomainController,
        [Parameter(ParameterSetName = 'CrossForest')] [object] $LinkedCredential,
        [string[]] $ManagedBy,
        [string[]] $Members,
        [string] $RecipientOrganizationalUnitScope,
        [string[]] $Roles,
        [string] $SamAccountName
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        if (Find-RoleGroup $Name) { Write-NativeError $PSCmdlet "The role group '$Name' exists already." 'ADObjectAlreadyExistsException'; return }
        if (-not $PSCmdlet.ShouldProcess($Name)) { return }
        $new = [pscustomobject]@{ Name = $Name; Description = $Description; Members = @($Members | Where-Object { $_ }); BuiltInRoles = @() }
        $Exchange.RoleGroups += $new
        foreach ($one in $Roles) { Add-Assignment "$one-$Name" $one $new $CustomRecipientWriteScope $RecipientOrganizationalUnitScope | ForEach-Object { } }
        Publish-Change
        Write-Native $PSCmdlet (Copy-RoleGroup $new)
    }
}

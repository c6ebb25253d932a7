function New-ManagementScope {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0)] [string] $Name,
        [Parameter(Mandatory, ParameterSetName = 'DatabaseList')] [string[]] $DatabaseList,
        [Parameter(Mandatory, ParameterSetName = 'DatabaseFilter')] [string] $DatabaseRestrictionFilter,
        [Parameter(Mandatory, ParameterSetName = 'RecipientFilter')] [string] $RecipientRestrictionFilter,
        [Parameter(Mandatory, ParameterSetName = 'ServerList')] [string[]] $ServerList,
        [Parameter(Mandatory, ParameterSetName = 'ServerFilter')] [string] $ServerRestrictionFilter,
        [string] $DomainController,
        [Parameter(ParameterSetName = 'DatabaseList')] [Parameter(ParameterSetName = 'DatabaseFilter')] [Parameter(ParameterSetName = 'RecipientFilter')] [Parameter(ParameterSetName = 'ServerList')] [Parameter(ParameterSetName = 'ServerFilter')] [switch] $Exclusive,
        [Parameter(ParameterSetName = 'DatabaseList')] [Parameter(ParameterSetName = 'DatabaseFilter')] [Parameter(ParameterSetName = 'RecipientFilter')] [Parameter(ParameterSetName = 'ServerList')] [Parameter(ParameterSetName = 'ServerFilter')] [switch] $Force,
        [Parameter(ParameterSetName = 'RecipientFilter')] [string] $RecipientRoot
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        if ($Exchange.Scopes | Where-Object Name -eq $Name) { Write-NativeError $PSCmdlet "The management scope '$Name' exists already." 'ADObjectAlreadyExistsException'; return }
        if ($RecipientRestrictionFilter -match "MemberOfGroup -eq '(.*)'" -and -not ($Exchange.Groups | Where-Object DistinguishedName -eq $Matches[1].Replace("''", "'"))) {
            Write-NotFound $PSCmdlet $Matches[1]; return
        }
        if (-not $PSCmdlet.ShouldProcess($Name)) { return }
        # Exchange keeps a filter with parentheses of its own.
        $new = [pscustomobject]@{ Name = $Name; RecipientFilter = "($RecipientRestrictionFilter)"; RecipientRoot = $RecipientRoot; Exclusive = [bool]$Exclusive; ScopeRestrictionType = 'RecipientScope' }
        $Exchange.Scopes += $new
        Write-Native $PSCmdlet $new
    }
}

function Get-Group {
    [CmdletBinding(DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ParameterSetName = 'Identity')] [string] $Identity,
        [Parameter(ParameterSetName = 'AnrSet')] [string] $Anr,
        [object] $Credential,
        [string] $DomainController,
        [string] $Filter,
        [switch] $IgnoreDefaultScope,
        [string] $OrganizationalUnit,
        [switch] $ReadFromDomainController,
        [string[]] $RecipientTypeDetails,
        [string] $ResultSize,
        [string] $SortBy
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.Groups
        if ($Identity) {
            $found = $found | Where-Object { $_.Name -eq $Identity -or $_.DistinguishedName -eq $Identity }
            if (-not $found) { Write-NotFound $PSCmdlet $Identity; return }
        }
        if ($Filter) {
            if ($Filter -notmatch "^MemberOfGroup -eq '(.*)'$") { Write-NativeError $PSCmdlet "The filter '$Filter' cannot be read." 'ParsingException'; return }
            $parent = $Matches[1].Replace("''", "'")
            $found = $found | Where-Object { $_.MemberOf -contains $parent }
        }
        $found | Where-Object { $_ } | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

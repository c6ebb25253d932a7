function Get-Mailbox {
    [CmdletBinding(DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ParameterSetName = 'Identity')] [string] $Identity,
        [Parameter(ParameterSetName = 'AnrSet')] [string] $Anr,
        [switch] $Arbitration,
        [switch] $Archive,
        [object] $Credential,
        [Parameter(ParameterSetName = 'DatabaseSet')] [string] $Database,
        [string] $DomainController,
        [string] $Filter,
        [switch] $IgnoreDefaultScope,
        [string] $OrganizationalUnit,
        [switch] $PublicFolder,
        [switch] $ReadFromDomainController,
        [string[]] $RecipientTypeDetails,
        [switch] $RemoteArchive,
        [string] $ResultSize,
        [Parameter(ParameterSetName = 'ServerSet')] [string] $Server,
        [string] $SortBy
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = $Exchange.Mailboxes
        if ($Identity) {
            $found = $found | Where-Object { $Identity -in $_.Name, $_.PrimarySmtpAddress, $_.UserPrincipalName }
            if (-not $found) { Write-NotFound $PSCmdlet $Identity; return }
        }
        if ($OrganizationalUnit) {
            $unit = $Exchange.OrganizationalUnits | Where-Object { $OrganizationalUnit -in $_.Name, $_.CanonicalName, $_.DistinguishedName }
            if (-not $unit) { Write-NotFound $PSCmdlet $OrganizationalUnit; return }
            $found = $found | Where-Object { "$($_.OrganizationalUnit)/".StartsWith("$($unit.CanonicalName)/") }
        }
        $found | Where-Object { $_ } | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

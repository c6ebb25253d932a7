function Set-WebServicesVirtualDirectory {
    [CmdletBinding(SupportsShouldProcess)]
    param(
        [Parameter(Mandatory, Position = 0, ValueFromPipeline)] [string] $Identity,
        [bool] $BasicAuthentication,
        [bool] $CertificateAuthentication,
        [bool] $DigestAuthentication,
        [string] $DomainController,
        [string[]] $ExtendedProtectionFlags,
        [string[]] $ExtendedProtectionSPNList,
        [string] $ExtendedProtectionTokenChecking,
        [uri] $ExternalUrl,
        [switch] $Force,
        [string] $GzipLevel,
        [uri] $InternalNLBBypassUrl,
        [uri] $InternalUrl,
        [bool] $MRSProxyEnabled,
        [string] $MRSProxyMaxConnections,
        [bool] $OAuthAuthentication,
        [bool] $WindowsAuthentication,
        [bool] $WSSecurityAuthentication
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $full = if ($Identity.Contains('\')) { $Identity } else { "$($Exchange.LocalServer)\$Identity" }
        $found = $Exchange.VirtualDirectories | Where-Object { "$($_.Identity)" -like $full -or $_.Guid -eq $Identity }
        if (-not $found) { Write-NotFound $PSCmdlet $Identity; return }
        if (-not $PSCmdlet.ShouldProcess($Identity)) { return }
        foreach ($one in $found) {
            $Exchange.Writes++
            foreach ($name in 'BasicAuthentication', 'WindowsAuthentication', 'DigestAuthentication', 'OAuthAuthentication', 'WSSecurityAuthentication', 'ExtendedProtectionTokenChecking', 'InternalUrl', 'ExternalUrl') {
                if ($PSBoundParameters.ContainsKey($name)) { $one.$name = $PSBoundParameters[$name] }
            }
        }
        Publish-Change
    }
}

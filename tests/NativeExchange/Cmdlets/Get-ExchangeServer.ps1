function Get-ExchangeServer {
    [CmdletBinding(DefaultParameterSetName = 'Identity')]
    param(
        [Parameter(Position = 0, ValueFromPipeline, ParameterSetName = 'Identity')] [string] $Identity,
        [Parameter(Mandatory, ParameterSetName = 'Domain')] [string] $Domain,
        [string] $DomainController,
        [switch] $Status
    )

    process {
        if (Test-NativeFault $PSCmdlet) { return }
        $found = 'MBX01', 'MBX02' | ForEach-Object { [pscustomobject]@{ Name = $_; Identity = $_; Fqdn = "$_.contoso.com"; DataPath = 'C:\Program Files\Microsoft\Exchange Server\V15\Mailbox'; AdminDisplayVersion = $Exchange.Version } }
        if ($Identity) { $found = $found | Where-Object Name -eq $Identity }
        $found | ForEach-Object { Write-Native $PSCmdlet $_ }
    }
}

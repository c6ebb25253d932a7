# What only the demo shows, after set-up.ps1: the proxy taken out again, and what it looks like if something else is in front of EWS.
param(
    [Parameter(Mandatory = $true)] [string] $WebConfig,
    [Parameter(Mandatory = $true)] [string] $BackupDirectory,

    # Addresses where something else answers: objects with Url and CertificateThumbprint.
    [Parameter(Mandatory = $true)] [psobject[]] $Compare
)

# Take the proxy out again. The file is then what it was, byte for byte.
($removed = Remove-AsEwsProxy -Path $WebConfig -BackupDirectory $BackupDirectory -PassThru -Confirm:$false) | Out-Host

# What it looks like if something else is in front of EWS.
$compared = $Compare | ForEach-Object { Test-AsExchangeEndpoint $_.Url -CertificateThumbprint $_.CertificateThumbprint }
$compared | ForEach-Object { $_.Steps | Where-Object Outcome -EQ Failed | ForEach-Object { $_.Detail; $_.Advice; '' } } | Out-Host

<#
Stands in for Exchange's own shell, for tests and the demo: the native commands with exactly the parameters that Microsoft's
reference documents for Exchange Server, so that a misspelt one fails, over a small organization in memory. It needs nothing
but PowerShell's core commands.

Import-Module NativeExchange.psm1 -ArgumentList @{ ... } -Prefix Ex
  WithoutCommand     names of commands that are not exported, as where no role of the admin holds them
  WithoutParameter   'Command:Parameter': trimmed away by RBAC
  Deserialized       objects come as from a remote session
  Online             the organization is one of Exchange Online
#>
param([hashtable] $Options = @{})

. "$PSScriptRoot/Organization.ps1"
. "$PSScriptRoot/Control.ps1"

$commands = [IO.Directory]::GetFiles("$PSScriptRoot/Cmdlets", '*.ps1') | ForEach-Object {
    $command = [IO.Path]::GetFileNameWithoutExtension($_)
    $text = [IO.File]::ReadAllText($_)
    foreach ($trimmed in $Options.WithoutParameter | Where-Object { $_ -like "${command}:*" }) {
        $text = ($text -replace "(?m)^.*\] \`$$($trimmed.Split(':')[1]),?\r?\n", '') -replace '(?m),(\r?\n    \)\r?$)', '$1'
    }

    . ([scriptblock]::Create($text))
    $command
}

$Exchange = New-Organization
$Exchange.Deserialized = [bool]$Options.Deserialized
if ($Options.Online) { $Exchange.Version = '0.20 (15.20.7741.26)' }

$commands = $commands | Where-Object { $Options.WithoutCommand -notcontains $_ }
Export-ModuleMember -Function (@($commands) + 'Set-NativeFault', 'Clear-NativeFault', 'Set-NativeDisabled', 'Set-NativeHook', 'Add-NativeAccount', 'Add-NativeGroup', 'Add-NativeUnit', 'Add-NativeMailbox', 'Add-NativeMember', 'Get-NativeState', 'Get-NativeReach')

# What is there in an admin's session before the first command is typed.
param([psobject] $Server, [string] $Folder, [string] $Suites)

# Whoever is asked says yes.
$ConfirmPreference = 'None'
Set-Location -LiteralPath $Folder
[Environment]::CurrentDirectory = $Folder
$env:ALLSOLUTIONS_EXCHANGE_STORE = Join-Path $Folder 'store.db'
$env:COMPUTERNAME = 'MBX01'
$env:ProgramFiles = Join-Path $Folder 'Program Files'
$null = New-Item -ItemType Directory $env:ProgramFiles

# The names of contoso lead to the simulated Exchange through this proxy.
$PSDefaultParameterValues = @{
    'Find-AsExchangeEndpoint:Proxy' = $Server.proxy
    'Test-AsExchangeEndpoint:Proxy' = $Server.proxy
    'Set-AsExchangeParameter:Proxy' = $Server.proxy
    '*-AsEwsProxy:BackupDirectory' = "$Folder-backup"
}

function Get-Credential([string] $UserName = $Server.account) { [pscredential]::new($UserName, (ConvertTo-SecureString $Server.password -AsPlainText -Force)) }

# Exchange's own shell, with the people of the pages.
Import-Module "$Suites/../NativeExchange/NativeExchange.psm1"
Add-NativeAccount svc-allsolutions
'AllSolutions-Users', 'AllSolutions-Gebruikers' | ForEach-Object { Add-NativeGroup $_ }
'Verkoop', 'Customers/Fabrikam' | ForEach-Object { Add-NativeUnit $_ }
Add-NativeMailbox sanne@contoso.com Sales
Add-NativeMailbox jan@contoso.com Verkoop
'j.jansen@contoso.nl', 'j.joosten@contoso.nl' | ForEach-Object { Add-NativeMailbox $_ Customers/Fabrikam }
'AllSolutions-Users', 'AllSolutions-Gebruikers' | ForEach-Object { Add-NativeMember $_ anna }

$config = '<?xml version="1.0" encoding="utf-8"?><configuration><system.net /></configuration>'

# The web.config of each of its servers. Away from Windows the path on a share is the name of a file in the current folder.
foreach ($name in 'MBX01', 'MBX02') {
    $path = "\\$name.contoso.com\C`$\Program Files\Microsoft\Exchange Server\V15\ClientAccess\exchweb\EWS\web.config"
    [IO.File]::WriteAllText([IO.Path]::Combine($Folder, $path), $config)
}

# And the one of this computer.
$env:ExchangeInstallPath = [IO.Path]::Combine($Folder, 'Exchange\')
[IO.File]::WriteAllText("${env:ExchangeInstallPath}ClientAccess\exchweb\EWS\web.config", $config)

# The package, as far as it is unpacked by hand.
Compress-Archive "$Suites/../../artifacts/AllSolutionsExchange/*.psd1" AllSolutionsExchange.0.1.0.zip
Rename-Item AllSolutionsExchange.0.1.0.zip AllSolutionsExchange.0.1.0.nupkg

# What Windows has and this system has not. Each says what it was asked for.
function Unblock-File([Parameter(ValueFromPipeline)] $Path) { process { } }
function Set-ExecutionPolicy([string] $ExecutionPolicy, [string] $Scope) { }
function Get-ScheduledTaskInfo([string] $TaskName) { [pscustomobject]@{ TaskName = $TaskName; LastTaskResult = 0 } }
function icacls { "processed: $args" }
function New-PSSession([string] $ConfigurationName, [uri] $ConnectionUri, [string] $Authentication) { [pscustomobject]$PSBoundParameters }
function Import-PSSession([Parameter(Mandatory)] [psobject] $Session) { $Session.ConnectionUri }
function New-ScheduledTaskAction([string] $Execute, [string] $Argument) { [pscustomobject]$PSBoundParameters }
function New-ScheduledTaskTrigger([switch] $Daily, [datetime] $At) { [pscustomobject]$PSBoundParameters }
function New-ScheduledTaskPrincipal([string] $UserId, [string] $LogonType) { [pscustomobject]$PSBoundParameters }
function Register-ScheduledTask([string] $TaskName, [psobject] $Action, [psobject] $Trigger, [psobject] $Principal) { [pscustomobject]$PSBoundParameters }

<#
.SYNOPSIS
    One run of the synchronisation for a scheduled task: a summary line, a log, and an exit code that tells how it went.
.DESCRIPTION
    Synchronises every user that is registered and enabled. A mailbox that fails ends no other. Nothing is asked.

    Exit codes:
      0  everything was done
      1  something was done and something failed or is left to you: a mailbox, an item, or the log
      2  nothing was done: Exchange does not answer or refuses the account, or no mailbox could be synchronised
      3  this computer is not set up for it: the module, the store, the parameters, the users, or the parameters of this script

    The log is a file per day. It holds each mailbox's result, how many items are held for which reason, the first 20 of those that failed
    or need your decision, and each error with its advice. An appointment is named by its title (not a private one), its start and its
    number; the log holds nothing else of it.
.EXAMPLE
    powershell.exe -NoProfile -NonInteractive -File C:\Scripts\nightly.ps1
.EXAMPLE
    powershell.exe -NoProfile -NonInteractive -File C:\Scripts\nightly.ps1 -DeletionPolicy Both -LogFolder D:\Logs\AllSolutions
#>
[CmdletBinding()]
param(
    # The store; default: as with -Store of the commands.
    [string] $Store,

    # The folder of the log. It is made if its parent is there. Default: Logs beside the store.
    [string] $LogFolder,

    # How many days a log is kept.
    [int] $KeepDays = 90,

    # As with Invoke-AsExchangeSync.
    [string] $DeletionPolicy,
    [string] $ConflictPolicy,
    [string] $InitialMode,

    # The module: its name, or its manifest if it is not installed.
    [string] $Module = 'AllSolutionsExchange',

    # Whatever else is given. A task with a misspelt parameter must say so, and not do something else every night.
    [Parameter(ValueFromRemainingArguments = $true)] [string[]] $Unknown
)

# Whatever the session says: one failure keeps nothing else from being done or told.
$ErrorActionPreference = 'Continue'

# Nobody looks on.
$ProgressPreference = 'SilentlyContinue'
$started = [datetimeoffset]::Now
$invariant = [Globalization.CultureInfo]::InvariantCulture
$results = @()
$registered = @()
$held = @()
$failures = @()
$warnings = @()

function Write-Log([string[]] $Line) {
    if (-not $LogFolder) { return }
    try {
        # Not with its parents: the folder of a store that is not there yet is not this script's to make.
        $parent = Split-Path $LogFolder
        if (-not (Test-Path -LiteralPath $parent)) { throw "There is no folder '$parent'." }
        [void][IO.Directory]::CreateDirectory($LogFolder)
        $file = Join-Path $LogFolder "sync-$($started.ToString('yyyy-MM-dd', $invariant)).log"
        [IO.File]::AppendAllText($file, ($Line -join [Environment]::NewLine) + [Environment]::NewLine)
    }
    catch { $script:logFailure = "The log in '$LogFolder' could not be written: $($_.Exception.Message)" }
}

# What an error says and advises, on one line.
function Get-Text($Failure) {
    $advice = if ($Failure.ErrorDetails) { $Failure.ErrorDetails.RecommendedAction }
    $text = if ($advice -and -not "$Failure".Contains($advice)) { "$Failure $advice" } else { "$Failure" }
    $text -replace '\s+', ' '
}

function Get-Change($Property) {
    $counts = foreach ($kind in 'Created', 'Updated', 'Deleted') { [int]($results | ForEach-Object { $_.$Property.$kind } | Measure-Object -Sum).Sum }
    '+{0} ~{1} -{2}' -f $counts
}

try {
    if ($Unknown) { throw "This script has no parameter for '$($Unknown -join ' ')'." }
    Import-Module $Module -ErrorAction Stop
    $options = @{}
    if ($Store) { $options.Store = $Store }
    if (-not $LogFolder) { $LogFolder = Join-Path (Split-Path (Get-AsExchangeParameter @options -ErrorAction Stop).Store) 'Logs' }
    Write-Log "$($started.ToString('yyyy-MM-dd HH:mm:ss zzz', $invariant)) begins, process $PID"

    $registered = @(Get-AsUserMailbox @options -ErrorAction SilentlyContinue | Where-Object Enabled)

    if ($DeletionPolicy) { $options.DeletionPolicy = $DeletionPolicy }
    if ($ConflictPolicy) { $options.ConflictPolicy = $ConflictPolicy }
    if ($InitialMode) { $options.InitialMode = $InitialMode }
    Invoke-AsExchangeSync @options -Confirm:$false -ErrorAction SilentlyContinue -ErrorVariable failures -WarningAction SilentlyContinue -WarningVariable warnings | ForEach-Object { $results += $_ }
}
catch { $failures = @($failures) + $_ }

# The store keeps no titles: they are read now, where something is to be named. Without an answer the items are named without them.
$users = @($results | Where-Object { $_.HeldItems } | ForEach-Object User | Select-Object -Unique)
try {
    $place = @{}
    if ($Store) { $place.Store = $Store }
    if ($users) { Get-AsSyncHold -User $users -Reason Quarantined, NotKept, Diverged @place -ErrorAction SilentlyContinue | ForEach-Object { $held += $_ } }
}
catch { $failures = @($failures) + $_ }

# An error that ends a command comes twice: as itself, and wrapped.
$failures = @($failures | Where-Object { $_ -is [Management.Automation.ErrorRecord] })
$texts = @($failures | ForEach-Object { Get-Text $_ } | Select-Object -Unique)
$good = 'Success', 'SuccessWithErrors'
$synchronised = @($results | Where-Object { $_.Status -in $good })

# A user's appointments and tasks have a result each; a mailbox is synchronised if all of them are.
$mailboxes = @($results | Group-Object User)
$whole = @($mailboxes | Where-Object { -not ($_.Group | Where-Object { $_.Status -notin $good }) })
$waiting = @($results | ForEach-Object { $_.HeldItems } | Where-Object { $_.Reason -in 'Quarantined', 'NotKept', 'Diverged' })

$lines = foreach ($result in $results) {
    "$($result.User) $($result.Mailbox) $($result.Kind) $($result.Status): to Exchange $($result.ToExchange), to AllSolutions $($result.ToAllSolutions), $($result.Held) held$(if ($result.Held) { " ($($result.HeldByReason): Get-AsSyncHold -User '$($result.User -replace "'", "''")')" })"
    $named = @($held | Where-Object { $_.User -eq $result.User -and $_.Kind -eq $result.Kind })
    foreach ($item in $(if ($named) { $named } else { $result.HeldItems }) | Select-Object -First 20) { "  held: $item" -replace '\s+', ' ' -replace '^ ', '  ' }
}
$ended = [datetimeoffset]::Now
Write-Log (@($lines) + @($warnings) + $texts)
if ($LogFolder -and -not $logFailure) {
    Get-ChildItem -LiteralPath $LogFolder -Filter 'sync-*.log' | Where-Object LastWriteTime -LT $started.AddDays(-$KeepDays).LocalDateTime | Remove-Item -ErrorAction SilentlyContinue
}

$code = if ($results.Count -eq 0) { if ($failures.FullyQualifiedErrorId -match '^(AccountRefused|SideUnavailable),') { 2 } else { 3 } }
elseif ($synchronised.Count -eq 0) { 2 }
elseif ($failures -or $waiting -or $logFailure) { 1 }
else { 0 }
$outcome = ('OK', 'with errors', 'nothing done', 'not set up')[$code]
$summary = "$($ended.ToString('yyyy-MM-dd HH:mm:ss zzz', $invariant)) $outcome ($code): $($whole.Count) of $([Math]::Max($registered.Count, $mailboxes.Count)) mailboxes synchronised" +
    "; to Exchange $(Get-Change ToExchange), to AllSolutions $(Get-Change ToAllSolutions); held: $([int]($results | Measure-Object Held -Sum).Sum)" +
    "; errors: $($texts.Count); $([int]($ended - $started).TotalSeconds) s"
Write-Log $summary
$summary

# If there is no log, the output is the only place to say why.
if ($logFailure) { $logFailure }
if ($logFailure -or -not $LogFolder) { $texts }
exit $code

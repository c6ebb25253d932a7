# A session as an admin has it: the module by its name, a stand-in for Exchange's own shell, and an Exchange that the names of contoso lead to.

# usage: $session = New-AdminSession $server $folder; Invoke-InSession $session 'Get-AsUserMailbox'
function New-AdminSession([psobject] $Server, [string] $Folder) {
    $session = [powershell]::Create()
    $null = $session.AddScript([IO.File]::ReadAllText("$PSScriptRoot/AdminProfile.ps1"), $false).AddArgument($Server).AddArgument($Folder).AddArgument($PSScriptRoot).Invoke()
    if ($session.HadErrors) { throw "The session could not be made: $($session.Streams.Error)" }
    $session
}

# What a command gives and says in the session. It runs as if it had been typed there, and its variables stay.
function Invoke-InSession([powershell] $Session, [string] $Command) {
    # Whoever types this is asked for the password; here nobody is there to be asked.
    $typed = $Command -replace '(?<!Get)(-Credential) (CONTOSO\\[\w-]+)', '$1 (Get-Credential $2)'
    $Session.Commands.Clear()
    $Session.Streams.ClearStreams()
    $output, $ended = @(), @()
    try { $output = @($Session.AddScript($typed, $false).Invoke()) }
    catch [Management.Automation.MethodInvocationException] { $ended = @($_.Exception.InnerException.ErrorRecord) }
    [pscustomobject]@{ Output = $output; Errors = @($Session.Streams.Error) + $ended; Warnings = @($Session.Streams.Warning) }
}

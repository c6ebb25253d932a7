<#
.SYNOPSIS
    A new user's walk: every command of README and docs/nl, in the order in which they are there, and every example of the help.
#>
param(
    # What the simulated Exchange printed when it started.
    [Parameter(Mandatory)] [psobject] $Server,

    # The culture in which the walk is taken.
    [Parameter(Mandatory)] [string] $Culture
)

BeforeDiscovery {
    . "$PSScriptRoot/Pages.ps1"
    $pages = 'README.md', 'docs/nl/koppeling-inrichten.md' | ForEach-Object { @{ Page = $_; Commands = @(Get-PageCommand "$PSScriptRoot/../../$_") } }
    . "$PSScriptRoot/WalkPromises.ps1"
    $promises = $walkPromises.Like
    $examples = (Get-Command -Module AllSolutionsExchange).Name | ForEach-Object { @{ Name = $_; Examples = @(Get-ExampleCommand $_) } }
}

BeforeAll {
    . "$PSScriptRoot/Pages.ps1"
    . "$PSScriptRoot/AdminSession.ps1"
    . "$PSScriptRoot/WalkPromises.ps1"

    $commands = @('README.md', 'docs/nl/koppeling-inrichten.md' | ForEach-Object { Get-PageCommand "$PSScriptRoot/../../$_" }) +
        @((Get-Command -Module AllSolutionsExchange).Name | ForEach-Object { Get-ExampleCommand $_ })

    function New-Folder {
        $folder = New-Item -ItemType Directory (Join-Path $TestDrive ([guid]::NewGuid()))
        chmod 700 $folder
        $folder.FullName
    }

    # What the text promises of a command: nothing fails, unless it is said here what does; what is shown is a view and no list of types.
    function Test-Command([powershell] $Session, [string] $Command) {
        $promise = Get-WalkPromise $Command
        if ($promise.Elsewhere) { Set-ItResult -Skipped -Because $promise.Elsewhere; return }
        $result = Invoke-InSession $Session $Command
        ($result.Errors | ForEach-Object { "$($_.FullyQualifiedErrorId.Split(',')[0]): $_" }) -join "`n" | Should -BeLike $(if ($promise.Error) { "$($promise.Error): *" } else { '' })
        $shown = $result.Output | Out-String -Width 80
        $shown | Should -Not -Match 'AllSolutionsExchange\.\w+\.'
        if ($promise.Holds) { $result.Output | ForEach-Object $promise.Holds | Should -Not -Contain $false }
        if ($promise.Gives) { $result.Output.Count | Should -Be $promise.Gives }
    }
}

Describe 'The session' {
    It 'has the culture of the walk' {
        $session = New-AdminSession $Server (New-Folder)
        (Invoke-InSession $session '[cultureinfo]::CurrentCulture.Name').Output | Should -Be $Culture
        $session.Dispose()
    }
}

Describe 'The promises' {
    It 'is about a command that is on a page or in the help: <_>' -ForEach $promises {
        $like = $_
        @($commands | Where-Object { $_ -like $like }).Count | Should -BeGreaterThan 0
    }
}

Describe '<Page>' -ForEach $pages {
    BeforeAll { $session = New-AdminSession $Server (New-Folder) }
    AfterAll { $session.Dispose() }

    It '<_>' -ForEach $Commands { Test-Command $session $_ }
}

Describe 'The help of <Name>' -ForEach $examples {
    BeforeEach {
        $session = New-AdminSession $Server (New-Folder)
        $prepared = Invoke-InSession $session ([IO.File]::ReadAllText("$PSScriptRoot/BeforeExample.ps1"))
        if ($Name -match '^(Remove|Restore|Test)-AsEwsProxy') { Invoke-InSession $session 'Get-ExchangeServer | Set-AsEwsProxy http://oldproxy:8080' | Out-Null }
        $prepared.Errors | Should -BeNullOrEmpty
    }
    AfterEach { $session.Dispose() }

    It '<_>' -ForEach $Examples { Test-Command $session $_ }
}

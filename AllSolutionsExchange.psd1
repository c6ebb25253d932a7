@{
    RootModule             = 'bin/AllSolutionsExchange.dll'
    # Loaded before the root module: from then on the runtime finds bin/Dependencies.
    NestedModules          = @('bin/AllSolutionsExchange.Hosting.dll')
    ModuleVersion          = '0.1.0'
    GUID                   = '6c5f0a55-0f0b-4e8b-9f2e-2f6a3d6c8b11'
    Author                 = 'AllSolutionsExchange contributors'
    CompanyName            = 'AllSolutionsExchange contributors'
    Copyright              = '(c) AllSolutionsExchange contributors. MIT licence.'
    Description            = 'Sets up, proves and runs the coupling between AllSolutions and Microsoft Exchange.'
    PowerShellVersion      = '5.1'
    DotNetFrameworkVersion = '4.7.2'
    CompatiblePSEditions   = @('Desktop', 'Core')
    FormatsToProcess       = @('AllSolutionsExchange.Format.ps1xml')
    TypesToProcess         = @('AllSolutionsExchange.Types.ps1xml')
    FunctionsToExport      = @()
    AliasesToExport        = @()
    VariablesToExport      = @()
    CmdletsToExport        = @(
        'Find-AsExchangeEndpoint', 'Test-AsExchangeEndpoint'
        'Get-AsEwsAuthentication', 'Set-AsEwsAuthentication'
        'Grant-AsImpersonation', 'Get-AsImpersonation', 'Revoke-AsImpersonation'
        'Get-AsExchangeParameter', 'Set-AsExchangeParameter'
        'Get-AsConnector', 'Set-AsConnector', 'Test-AsConnector', 'Remove-AsConnector'
        'Get-AsUserMailbox', 'Set-AsUserMailbox', 'Remove-AsUserMailbox'
        'Get-AsAppointment', 'New-AsAppointment', 'Set-AsAppointment', 'Remove-AsAppointment'
        'Get-AsTask', 'New-AsTask', 'Set-AsTask', 'Remove-AsTask'
        'Invoke-AsExchangeSync', 'Get-AsSyncHold'
        'Get-AsEwsProxy', 'Set-AsEwsProxy', 'Test-AsEwsProxy', 'Remove-AsEwsProxy', 'Restore-AsEwsProxy'
    )
    PrivateData            = @{
        PSData = @{
            Tags       = @('AllSolutions', 'Exchange', 'EWS', 'Calendar', 'PSEdition_Desktop', 'PSEdition_Core', 'Windows', 'Linux', 'MacOS')
            LicenseUri = 'https://licenses.nuget.org/MIT'
            # The package adds ReleaseNotes, out of CHANGELOG.md, and the ProjectUri that build.ps1 was given.
        }
    }
}

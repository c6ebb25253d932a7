# The organization: its table, and what the commands ask of it.

# Exchange's identities are objects that show as text, as ADObjectId does; a remote session makes text of them.
class NativeIdentity {
    [string] $Rdn
    NativeIdentity([string] $text) { $this.Rdn = $text }
    [string] ToString() { return $this.Rdn }
}

function New-Identity([string] $text) { [NativeIdentity]::new($text) }

function New-Organization {
    $script:Exchange = @{
        Version = 'Version 15.2 (Build 1748.10)'
        LocalServer = 'MBX01'
        Deserialized = $false
        Faults = @{}
        Hook = $null
        Writes = 0
        Scopes = @()
        Assignments = @()
        RoleGroups = @(
            New-BuiltInRoleGroup 'Organization Management' 'Role Management', 'Exchange Virtual Directories' 'admin'
            New-BuiltInRoleGroup 'Discovery Management' 'Mailbox Search', 'Legal Hold'
            New-BuiltInRoleGroup 'Hygiene Management' 'Transport Hygiene'
        )
        Accounts = @(
            New-Account 'svc-allsol'
            New-Account 'svc-other'
            New-Account 'admin'
            New-Account 'anna' -HasMailbox
        )
        Groups = @(
            New-Group 'AllSol'
            New-Group 'AllSol-Nested' 'CN=AllSol,OU=Groups,DC=contoso,DC=com'
            New-Group "O'Brien's team"
            New-Group 'Twin' '' 'OU=One'
            New-Group 'Twin' '' 'OU=Two'
        )
        OrganizationalUnits = @(
            New-Unit 'Sales'
        )
        Mailboxes = @(
            New-Mailbox 'anna' 'contoso.com/Users' 'CN=AllSol,OU=Groups,DC=contoso,DC=com'
            New-Mailbox 'bob' 'contoso.com/Users' 'CN=AllSol-Nested,OU=Groups,DC=contoso,DC=com'
            New-Mailbox 'carol' 'contoso.com/Sales'
        )
        VirtualDirectories = 'MBX01', 'MBX02' | ForEach-Object { New-VirtualDirectory $_ 'Default Web Site'; New-VirtualDirectory $_ 'Exchange Back End' }
    }
    foreach ($group in $Exchange.RoleGroups) {
        foreach ($role in $group.BuiltInRoles) { Add-Assignment "$role-$($group.Name)" $role $group | ForEach-Object { } }
    }

    # As Setup leaves it: this one allows giving the role to others, not to use it.
    (Add-Assignment 'ApplicationImpersonation-Organization Management-Delegating' 'ApplicationImpersonation' $Exchange.RoleGroups[0]).RoleAssignmentDelegationType = 'DelegatingOrgWide'
    Add-Assignment 'ApplicationImpersonation-Hygiene Management' 'ApplicationImpersonation' $Exchange.RoleGroups[2] | ForEach-Object { }
    (Add-Assignment 'MyBaseOptions-Default Role Assignment Policy' 'MyBaseOptions' ([pscustomobject]@{ Name = 'Default Role Assignment Policy' })).RoleAssigneeType = 'RoleAssignmentPolicy'
    $script:Exchange
}

function New-Account([string] $name, [switch] $HasMailbox) {
    [pscustomobject]@{ Name = $name; HasMailbox = [bool]$HasMailbox; Names = $name, "CONTOSO\$name", "$name@contoso.com", "contoso.com/Users/$name", "CN=$name,CN=Users,DC=contoso,DC=com" }
}

function New-BuiltInRoleGroup([string] $name, [string[]] $roles, [string[]] $members) {
    [pscustomobject]@{ Name = $name; Description = 'Built in.'; Members = @($members | Where-Object { $_ }); BuiltInRoles = $roles }
}

function New-Group([string] $name, [string] $memberOf, [string] $unit = 'OU=Groups') {
    [pscustomobject]@{ Name = $name; Identity = New-Identity "contoso.com/Groups/$name"; DistinguishedName = "CN=$name,$unit,DC=contoso,DC=com"; MemberOf = @($memberOf | Where-Object { $_ }) }
}

function New-Unit([string] $path) {
    $names = $path.Split('/')
    [array]::Reverse($names)
    $distinguished = (@($names | ForEach-Object { "OU=$_" }) + 'DC=contoso', 'DC=com') -join ','
    [pscustomobject]@{ Name = $names[0]; Identity = "contoso.com/$path"; CanonicalName = "contoso.com/$path"; DistinguishedName = $distinguished }
}

function New-Mailbox([string] $name, [string] $unit, [string[]] $groups, [string] $domain = 'contoso.com') {
    [pscustomobject]@{
        Name = $name; SamAccountName = $name; UserPrincipalName = "$name@$domain"; PrimarySmtpAddress = "$name@$domain"; ExchangeGuid = [guid]::NewGuid()
        OrganizationalUnit = $unit; MemberOfGroup = @($groups | Where-Object { $_ }); Department = $unit.Split('/')[1]
    }
}

function New-VirtualDirectory([string] $server, [string] $site) {
    # BasicAuthentication is off as it is captured from real servers, whatever the reference calls its default.
    [pscustomobject]@{
        Name = "EWS ($site)"; Server = New-Identity $server; Identity = New-Identity "$server\EWS ($site)"; Guid = [guid]::NewGuid().ToString(); WebSite = $site
        Path = "C:\Program Files\Microsoft\Exchange Server\V15\FrontEnd\HttpProxy\EWS"
        BasicAuthentication = $false; WindowsAuthentication = $true; DigestAuthentication = $false; OAuthAuthentication = $true; WSSecurityAuthentication = $true
        ExtendedProtectionTokenChecking = 'None'; InternalUrl = "https://$server.contoso.com/EWS/Exchange.asmx"; ExternalUrl = 'https://mail.contoso.com/EWS/Exchange.asmx'
    }
}

function Find-Account([string] $name) { $Exchange.Accounts | Where-Object { $_.Names -contains $name } }

function Find-RoleGroup([string] $name) { $Exchange.RoleGroups | Where-Object Name -eq $name }

function Add-Assignment([string] $name, [string] $role, $assignee, [string] $scope, [string] $unit) {
    $isAccount = [bool]$assignee.Names
    $new = [pscustomobject]@{
        Name = $name; Role = $role; RoleAssignmentDelegationType = 'Regular'; Enabled = $true
        RoleAssigneeName = $assignee.Name
        RoleAssignee = New-Identity $(if ($isAccount) { "contoso.com/Users/$($assignee.Name)" } else { "contoso.com/Microsoft Exchange Security Groups/$($assignee.Name)" })
        RoleAssigneeType = if ($isAccount) { 'User' } else { 'RoleGroup' }
        User = $null; EffectiveUserName = $null
        CustomRecipientWriteScope = if ($scope) { New-Identity $scope } elseif ($unit) { New-Identity ($Exchange.OrganizationalUnits | Where-Object { $_.CanonicalName -eq $unit -or $_.DistinguishedName -eq $unit } | ForEach-Object CanonicalName) }
        RecipientWriteScope = if ($scope) { 'CustomRecipientScope' } elseif ($unit) { 'OU' } else { 'Organization' }
    }
    $Exchange.Assignments += $new
    $new
}

function Copy-Assignment($assignment, $account) {
    $copy = [pscustomobject]@{}
    foreach ($property in $assignment.PSObject.Properties) { $copy.PSObject.Properties.Add([psnoteproperty]::new($property.Name, $property.Value)) }
    $copy.User = New-Identity "contoso.com/Users/$($account.Name)"
    $copy.EffectiveUserName = $account.Name
    $copy
}

function Copy-RoleGroup($group) {
    $roles = @($Exchange.Assignments | Where-Object { $_.RoleAssigneeName -eq $group.Name -and $_.RoleAssignmentDelegationType -eq 'Regular' } | ForEach-Object Role)
    [pscustomobject]@{ Name = $group.Name; Description = $group.Description; Members = @($group.Members); Roles = $roles }
}

function Get-EffectiveUser($assignment) {
    switch ($assignment.RoleAssigneeType) {
        'User' { Find-Account $assignment.RoleAssigneeName }
        'RoleGroup' { (Find-RoleGroup $assignment.RoleAssigneeName).Members | Where-Object { $_ } | ForEach-Object { Find-Account $_ } }
        default { $Exchange.Accounts | Where-Object HasMailbox }
    }
}

function Test-Assignee($assignment, $account) {
    $assignment.RoleAssigneeName -eq $account.Name -or @(Get-EffectiveUser $assignment | Where-Object Name -eq $account.Name).Count -gt 0
}

function Test-Reach($assignment, $mailbox) {
    $scope = "$($assignment.CustomRecipientWriteScope)"
    if (-not $scope) { return $true }
    if ($assignment.RecipientWriteScope -eq 'OU') { return "$($mailbox.OrganizationalUnit)/".StartsWith("$scope/") }
    $filter = ($Exchange.Scopes | Where-Object Name -eq $scope).RecipientFilter
    $filter -match "^\((\w+) -eq '(.*)'\)$" -and @($mailbox.($Matches[1])) -contains $Matches[2].Replace("''", "'")
}

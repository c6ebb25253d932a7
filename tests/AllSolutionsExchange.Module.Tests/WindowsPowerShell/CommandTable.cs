namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>What Windows PowerShell 5.1 has: commands with their parameters. A command that a script begins to use gets its row
/// here.</summary>
internal static class CommandTable
{
    private const string CommonRow =
        "Verbose Debug ErrorAction WarningAction InformationAction ErrorVariable WarningVariable InformationVariable OutVariable "
        + "OutBuffer PipelineVariable WhatIf Confirm vb db ea wa infa ev wv iv ov ob pv wi cf";
    private const string Path = "Path LiteralPath PSPath Filter Include Exclude Force Credential UseTransaction ";
    private const string Web =
        "Uri UseBasicParsing WebSession SessionVariable Credential UseDefaultCredentials CertificateThumbprint Certificate UserAgent "
        + "DisableKeepAlive TimeoutSec Headers MaximumRedirection Method Proxy ProxyCredential ProxyUseDefaultCredentials Body "
        + "ContentType TransferEncoding InFile OutFile PassThru";
    private const string Format = "Property GroupBy View ShowError DisplayError Force Expand InputObject ";
    private const string Csv = "Delimiter UseCulture NoTypeInformation InputObject ";

    private const string Rows = $"""
        Add-Member: InputObject MemberType Name Value SecondValue TypeName Force PassThru NotePropertyName NotePropertyValue NotePropertyMembers Type
        Add-Type: TypeDefinition CodeDomProvider CompilerParameters Name MemberDefinition Namespace UsingNamespace Path LiteralPath PSPath AssemblyName Language ReferencedAssemblies OutputAssembly OutputType PassThru IgnoreWarnings
        Compare-Object: ReferenceObject DifferenceObject SyncWindow Property ExcludeDifferent IncludeEqual PassThru Culture CaseSensitive
        Convert-Path: Path LiteralPath PSPath UseTransaction
        Compress-Archive: Path LiteralPath PSPath DestinationPath CompressionLevel Update Force
        ConvertFrom-Csv: Delimiter UseCulture InputObject Header
        ConvertFrom-Json: InputObject
        ConvertFrom-SecureString: SecureString SecureKey Key
        ConvertTo-Csv: {Csv}
        ConvertTo-Json: InputObject Depth Compress
        ConvertTo-SecureString: String AsPlainText Force SecureKey Key
        Copy-Item: {Path} Destination Container Recurse PassThru FromSession ToSession
        Expand-Archive: Path LiteralPath DestinationPath Force
        Export-Clixml: Depth Path LiteralPath PSPath InputObject Force NoClobber NoOverwrite Encoding
        Export-Csv: {Csv} Path LiteralPath PSPath Force NoClobber NoOverwrite Encoding Append
        Export-ModuleMember: Function Cmdlet Variable Alias
        ForEach-Object: InputObject Begin Process End RemainingScripts MemberName ArgumentList
        Format-List: {Format}
        Format-Table: {Format} AutoSize HideTableHeaders Wrap
        Get-Acl: Path LiteralPath PSPath InputObject Audit AllCentralAccessPolicies Filter Include Exclude UseTransaction
        Get-ChildItem: Path LiteralPath PSPath Filter Include Exclude Recurse Depth Force Name UseTransaction Attributes Directory File Hidden ReadOnly System ad af ah ar as
        Get-Command: Name Verb Noun Module PSSnapin FullyQualifiedModule CommandType TotalCount Syntax ShowCommandInfo ArgumentList All ListImported ParameterName ParameterType
        Get-Content: {Path} ReadCount TotalCount First Head Tail Last Delimiter Wait Raw Encoding Stream
        Get-Credential: Credential Message UserName
        Get-Date: Date LastWriteTime Year Month Day Hour Minute Second Millisecond DisplayHint Format UFormat
        Get-ExecutionPolicy: Scope List
        Get-FileHash: Path LiteralPath PSPath InputStream Algorithm
        Get-Help: Name Path Category Component Functionality Role Detailed Full Examples Parameter Online ShowWindow
        Get-Item: {Path} Stream
        Get-Module: Name FullyQualifiedName All ListAvailable PSEdition Refresh PSSession CimSession CimResourceUri CimNamespace
        Get-Process: Name ProcessName Id InputObject IncludeUserName ComputerName Module FileVersionInfo
        Get-Random: SetSeed Maximum Minimum InputObject Count
        Get-ScheduledTask: TaskName TaskPath CimSession ThrottleLimit AsJob
        Get-ScheduledTaskInfo: TaskName TaskPath InputObject CimSession ThrottleLimit AsJob
        Get-Variable: Name ValueOnly Include Exclude Scope
        Group-Object: NoElement AsHashTable AsString InputObject Property Culture CaseSensitive
        Import-Clixml: Path LiteralPath PSPath IncludeTotalCount Skip First
        Import-Csv: Delimiter Path LiteralPath PSPath UseCulture Header Encoding
        Import-Module: Global Prefix Name FullyQualifiedName Assembly Function Cmdlet Variable Alias Force PassThru AsCustomObject MinimumVersion MaximumVersion RequiredVersion ModuleInfo ArgumentList DisableNameChecking NoClobber NoOverwrite Scope PSSession CimSession CimResourceUri CimNamespace
        Import-PowerShellDataFile: Path LiteralPath PSPath
        Import-PSSession: Prefix DisableNameChecking CommandName Name ArgumentList CommandType Module FullyQualifiedModule FormatTypeName AllowClobber Session Certificate
        Install-Module: Name InputObject MinimumVersion MaximumVersion RequiredVersion Repository Credential Scope Proxy ProxyCredential AllowClobber SkipPublisherCheck Force
        Invoke-Command: Session ComputerName Credential Port UseSSL ConfigurationName ApplicationName ThrottleLimit ConnectionUri AsJob InDisconnectedSession SessionName HideComputerName JobName ScriptBlock FilePath AllowRedirection SessionOption Authentication EnableNetworkAccess RunAsAdministrator InputObject ArgumentList VMId VMName ContainerId CertificateThumbprint NoNewScope
        Invoke-RestMethod: {Web}
        Invoke-WebRequest: {Web}
        Join-Path: Path ChildPath Resolve Credential UseTransaction PSPath
        Measure-Object: InputObject Property Sum Average Maximum Minimum Line Word Character IgnoreWhiteSpace
        New-Item: Path Name ItemType Type Value Target Force Credential UseTransaction
        New-Object: TypeName ComObject ArgumentList Args Strict Property
        New-PSSession: ComputerName Cn Credential Name EnableNetworkAccess Port UseSSL ConfigurationName ApplicationName ConnectionUri ThrottleLimit AllowRedirection SessionOption Authentication CertificateThumbprint Session VMId VMName ContainerId RunAsAdministrator
        New-ScheduledTaskAction: Id Execute Argument WorkingDirectory CimSession ThrottleLimit AsJob
        New-ScheduledTaskPrincipal: Id RunLevel ProcessTokenSidType RequiredPrivilege UserId LogonType GroupId CimSession ThrottleLimit AsJob
        New-ScheduledTaskTrigger: RandomDelay At Once RepetitionDuration RepetitionInterval Daily DaysInterval Weekly DaysOfWeek WeeksInterval AtLogOn User AtStartup CimSession ThrottleLimit AsJob
        New-TimeSpan: Start LastWriteTime End Days Hours Minutes Seconds
        Out-File: FilePath LiteralPath PSPath Encoding Append Force NoClobber NoOverwrite Width NoNewline InputObject
        Out-Host: Paging InputObject
        Out-Null: InputObject
        Out-String: Stream Width InputObject
        Pop-Location: PassThru StackName UseTransaction
        Push-Location: Path LiteralPath PSPath PassThru StackName UseTransaction
        Read-Host: Prompt AsSecureString
        Receive-Job: Job ComputerName Session Location Keep NoRecurse Force Wait AutoRemoveJob WriteEvents WriteJobInResults Id Name InstanceId
        Register-ScheduledTask: TaskName TaskPath Action Trigger Settings Principal Description Force User Password RunLevel Xml InputObject CimSession ThrottleLimit AsJob
        Remove-Item: {Path} Recurse Stream
        Rename-Item: Path LiteralPath PSPath NewName Force PassThru Credential UseTransaction
        Resolve-Path: Path LiteralPath PSPath Relative Credential UseTransaction
        Select-Object: InputObject Property ExcludeProperty ExpandProperty Unique Last First Skip SkipLast Wait Index
        Select-String: InputObject Pattern Path LiteralPath PSPath SimpleMatch CaseSensitive Quiet List Include Exclude NotMatch AllMatches Encoding Context
        Set-Acl: Path InputObject LiteralPath PSPath AclObject CentralAccessPolicy ClearCentralAccessPolicy PassThru Filter Include Exclude UseTransaction
        Set-Content: {Path} Value PassThru NoNewline Encoding Stream
        Set-ExecutionPolicy: ExecutionPolicy Scope Force
        Set-Location: Path LiteralPath PSPath PassThru StackName UseTransaction
        Set-Variable: Name Value Include Exclude Description Option Force Visibility PassThru Scope
        Sort-Object: Descending Unique InputObject Property Culture CaseSensitive
        Split-Path: Path LiteralPath PSPath Qualifier NoQualifier Parent Leaf Resolve IsAbsolute Credential UseTransaction
        Start-Job: DefinitionName DefinitionPath Type Name ScriptBlock FilePath LiteralPath PSPath Credential Authentication InitializationScript RunAs32 PSVersion InputObject ArgumentList
        Start-Process: FilePath ArgumentList Args Credential WorkingDirectory LoadUserProfile Lup NoNewWindow nnw PassThru RedirectStandardError RSE RedirectStandardInput RSI RedirectStandardOutput RSO Verb WindowStyle Wait UseNewEnvironment
        Start-ScheduledTask: TaskName TaskPath InputObject CimSession ThrottleLimit AsJob
        Start-Sleep: Seconds Milliseconds
        Start-Transcript: Path LiteralPath PSPath OutputDirectory Append Force NoClobber NoOverwrite IncludeInvocationHeader
        Stop-Transcript:
        TabExpansion2: inputScript cursorColumn ast tokens positionOfCursor options
        Tee-Object: InputObject FilePath LiteralPath PSPath Append Variable
        Test-ADServiceAccount: AuthType Identity
        Test-Connection: AsJob Authentication DcomAuthentication WsmanAuthentication Protocol BufferSize Size BS ComputerName CN IPAddress __SERVER Server Destination Count Credential Source ThrottleLimit TimeToLive TTL Delay Quiet Impersonation
        Test-ModuleManifest: Path
        Test-Path: Path LiteralPath PSPath Filter Include Exclude PathType Type IsValid Credential UseTransaction OlderThan NewerThan
        Unblock-File: Path LiteralPath PSPath
        Where-Object: InputObject FilterScript Property Value EQ IEQ CEQ NE INE CNE GT IGT CGT LT ILT CLT GE IGE CGE LE ILE CLE Like ILike CLike NotLike INotLike CNotLike Match IMatch CMatch NotMatch INotMatch CNotMatch Contains IContains CContains NotContains INotContains CNotContains In IIn CIn NotIn INotIn CNotIn Is IsNot
        Write-Error: Exception Message Msg ErrorRecord Category ErrorId TargetObject RecommendedAction CategoryActivity Activity CategoryReason Reason CategoryTargetName TargetName CategoryTargetType TargetType
        Write-Host: Object Msg NoNewline Separator ForegroundColor BackgroundColor
        Write-Output: InputObject NoEnumerate
        Write-Verbose: Message Msg
        Write-Warning: Message Msg
        """;

    private const string Aliases = """
        % ForEach-Object foreach ForEach-Object ? Where-Object where Where-Object gc Get-Content cat Get-Content type Get-Content sc Set-Content gci Get-ChildItem dir Get-ChildItem
        ls Get-ChildItem gi Get-Item select Select-Object sort Sort-Object group Group-Object measure Measure-Object sls Select-String ipmo Import-Module iwr Invoke-WebRequest
        curl Invoke-WebRequest wget Invoke-WebRequest irm Invoke-RestMethod icm Invoke-Command fl Format-List ft Format-Table tee Tee-Object cd Set-Location sl Set-Location chdir Set-Location
        pushd Push-Location popd Pop-Location cp Copy-Item copy Copy-Item rm Remove-Item del Remove-Item ri Remove-Item ni New-Item rvpa Resolve-Path gv Get-Variable sv Set-Variable
        gps Get-Process ps Get-Process saps Start-Process start Start-Process echo Write-Output write Write-Output sleep Start-Sleep compare Compare-Object gm Get-Member
        """;

    /// <summary>Commands that no PowerShell brings: those of modules and programs that a script says it needs.</summary>
    private const string Others = """
        Describe Context It Should BeforeAll BeforeEach AfterAll AfterEach BeforeDiscovery Mock Invoke-Pester Set-ItResult New-PesterContainer New-PesterConfiguration
        Compress-PSResource Find-PSResource Save-PSResource Install-PSResource Register-PSResourceRepository Unregister-PSResourceRepository dotnet chmod icacls powershell
        Get-Mailbox Get-ExchangeServer Get-Group Get-WebServicesVirtualDirectory
        """;

    private static readonly Dictionary<string, HashSet<string>> Table = Rows.Split('\n')
        .Select(row => row.Split(':'))
        .ToDictionary(row => row[0].Trim(), row => Words(row[1]), StringComparer.OrdinalIgnoreCase);
    private static readonly Dictionary<string, string> Names = Aliases
        .Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries)
        .Chunk(2)
        .ToDictionary(pair => pair[0], pair => pair[1], StringComparer.OrdinalIgnoreCase);
    private static readonly HashSet<string> Known = Words(Others);
    private static readonly HashSet<string> Common = Words(CommonRow);

    /// <summary>The name behind an alias.</summary>
    public static string NameOf(string written) => Names.GetValueOrDefault(written, written);

    /// <summary>Whether there is such a command, or one whose parameters are not known here.</summary>
    public static bool Has(string name) => Table.ContainsKey(name) || Known.Contains(name);

    /// <summary>Whether a command takes a parameter, by its name or a beginning that no other has. Its own go before the common
    /// ones.</summary>
    public static bool Takes(string name, string parameter) =>
        !Table.TryGetValue(name, out var parameters)
        || parameters.Contains(parameter)
        || Common.Contains(parameter)
        || Beginning(parameters, parameter) switch
        {
            0 => Beginning(Common, parameter) == 1,
            var own => own == 1,
        };

    private static int Beginning(IEnumerable<string> parameters, string beginning) =>
        parameters.Count(one => one.StartsWith(beginning, StringComparison.OrdinalIgnoreCase));

    private static HashSet<string> Words(string text) =>
        new(text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}

using System.Management.Automation.Language;

namespace AllSolutionsExchange.ModuleTests.WindowsPowerShell;

/// <summary>Commands and parameters that came after Windows PowerShell 5.1.</summary>
internal static class NewerCommands
{
    private static readonly HashSet<string> Commands = Words("""
        Remove-Alias Test-Json ConvertFrom-Markdown Show-Markdown Get-MarkdownOption Set-MarkdownOption Join-String Get-Uptime Get-Error
        Get-ExperimentalFeature Enable-ExperimentalFeature Disable-ExperimentalFeature Switch-Process Get-PSSubsystem ConvertTo-CliXml ConvertFrom-CliXml
        """);

    private static readonly HashSet<string> CommonParameters = Words("ProgressAction");

    private static readonly Dictionary<string, HashSet<string>> Parameters = new(StringComparer.OrdinalIgnoreCase)
    {
        ["ForEach-Object"] = Words("Parallel ThrottleLimit TimeoutSeconds AsJob UseNewRunspace"),
        ["Join-Path"] = Words("AdditionalChildPath Extension"),
        ["Split-Path"] = Words("LeafBase Extension"),
        ["Resolve-Path"] = Words("RelativeBasePath"),
        ["ConvertFrom-Json"] = Words("AsHashtable NoEnumerate Depth DateKind"),
        ["ConvertTo-Json"] = Words("AsArray EnumsAsStrings EscapeHandling"),
        ["Get-Content"] = Words("AsByteStream"),
        ["Set-Content"] = Words("AsByteStream"),
        ["Add-Content"] = Words("AsByteStream"),
        ["Get-ChildItem"] = Words("FollowSymlink"),
        ["Select-Object"] = Words("SkipIndex CaseInsensitive"),
        ["Sort-Object"] = Words("Top Bottom Stable"),
        ["Where-Object"] = Words("Not"),
        ["Get-Unique"] = Words("CaseInsensitive"),
        ["Select-String"] = Words("Raw NoEmphasis Culture"),
        ["Export-Csv"] = Words("NoHeader UseQuotes QuoteFields IncludeTypeInformation"),
        ["ConvertTo-Csv"] = Words("NoHeader UseQuotes QuoteFields IncludeTypeInformation"),
        ["ConvertFrom-SecureString"] = Words("AsPlainText"),
        ["Read-Host"] = Words("MaskInput"),
        ["Get-Date"] = Words("UnixTimeSeconds AsUTC"),
        ["Get-Command"] = Words("UseFuzzyMatching UseAbbreviationExpansion FuzzyMinimumDistance ExcludeModule"),
        ["Import-Module"] = Words("SkipEditionCheck UseWindowsPowerShell"),
        ["Get-Module"] = Words("SkipEditionCheck"),
        ["Import-PowerShellDataFile"] = Words("SkipLimitCheck"),
        ["Start-Job"] = Words("WorkingDirectory"),
        ["Start-Process"] = Words("Environment"),
        ["Out-String"] = Words("NoNewline"),
        ["Format-Table"] = Words("RepeatHeader"),
        ["New-Guid"] = Words("Empty InputObject"),
        ["Get-Random"] = Words("Shuffle"),
        ["Invoke-WebRequest"] = WebParameters,
        ["Invoke-RestMethod"] = WebParameters,
    };

    private static readonly Dictionary<string, string> Aliases = new(StringComparer.OrdinalIgnoreCase)
    {
        ["%"] = "ForEach-Object",
        ["foreach"] = "ForEach-Object",
        ["?"] = "Where-Object",
        ["where"] = "Where-Object",
        ["gc"] = "Get-Content",
        ["sc"] = "Set-Content",
        ["gci"] = "Get-ChildItem",
        ["dir"] = "Get-ChildItem",
        ["ls"] = "Get-ChildItem",
        ["select"] = "Select-Object",
        ["sort"] = "Sort-Object",
        ["sls"] = "Select-String",
        ["ipmo"] = "Import-Module",
        ["iwr"] = "Invoke-WebRequest",
        ["irm"] = "Invoke-RestMethod",
    };

    private static HashSet<string> WebParameters => Words("""
        SkipCertificateCheck SkipHeaderValidation SkipHttpErrorCheck Authentication Token SslProtocol AllowUnencryptedAuthentication Form NoProxy Resume
        CustomMethod PreserveAuthorizationOnRedirect MaximumRetryCount RetryIntervalSec StatusCodeVariable ResponseHeadersVariable FollowRelLink HttpVersion
        """);

    public static string? Problem(CommandAst command)
    {
        var written = command.GetCommandName() ?? "";
        var name = Aliases.GetValueOrDefault(written, written);
        if (Commands.Contains(name)) return "a command that 5.1 lacks";
        var newer = Parameters.GetValueOrDefault(name) ?? [];
        foreach (var parameter in command.CommandElements.OfType<CommandParameterAst>())
        {
            if (newer.Any(one => IsShortFor(parameter.ParameterName, one)) || CommonParameters.Contains(parameter.ParameterName)) return $"-{parameter.ParameterName}, which 5.1 lacks";
        }

        if (string.Equals(name, "Join-Path", StringComparison.OrdinalIgnoreCase) && Values(command) > 2) return "several children";
        return command.CommandElements.OfType<StringConstantExpressionAst>().Any(value => value.Value.ToUpperInvariant() is "UTF8NOBOM" or "UTF8BOM") ? "an encoding that 5.1 lacks" : null;
    }

    /// <summary>PowerShell takes the beginning of a name; of one or two letters too many begin alike.</summary>
    private static bool IsShortFor(string written, string name) => written.Length >= Math.Min(3, name.Length) && name.StartsWith(written, StringComparison.OrdinalIgnoreCase);

    private static int Values(CommandAst command) =>
        command.CommandElements.Skip(1).Count(element => element is not CommandParameterAst { Argument: null });

    private static HashSet<string> Words(string text) => new(text.Split([' ', '\r', '\n'], StringSplitOptions.RemoveEmptyEntries), StringComparer.OrdinalIgnoreCase);
}

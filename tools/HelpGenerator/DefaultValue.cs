using System.Text.RegularExpressions;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>The default of a parameter, as its description says it: "default: 30" or "default for a new user: Both".</summary>
internal static partial class DefaultValue
{
    /// <summary>The default; null where there is none.</summary>
    public static string? Of(CmdletParameter parameter, IReadOnlyList<string> description) =>
        Said().Match(string.Join(' ', description)) is { Success: true } said ? said.Groups["value"].Value
        : parameter.IsSwitch ? "False"
        : null;

    // One word, or what there is up to the next sentence or semicolon.
    [GeneratedRegex(
        @"\b[Dd]efault(?: for a new user)?: (?<value>\$?\w+(?=[,.;)])|([^.;]|\.(?=\w))+)",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 1000
    )]
    private static partial Regex Said();
}

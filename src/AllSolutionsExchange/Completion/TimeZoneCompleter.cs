using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AllSolutionsExchange.Completion;

/// <summary>Completes the time zones that this computer knows: Windows names on Windows, those of the IANA elsewhere. Both are taken everywhere.</summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(string commandName, string parameterName, string wordToComplete, CommandAst commandAst, IDictionary fakeBoundParameters) =>
        TimeZoneInfo.GetSystemTimeZones()
            .Where(zone => zone.Id.StartsWith(wordToComplete.Trim('\'', '"'), StringComparison.OrdinalIgnoreCase))
            .OrderBy(zone => zone.Id, StringComparer.OrdinalIgnoreCase)
            .Select(zone => new CompletionResult(CompletionText.Quote(zone.Id), zone.Id, CompletionResultType.ParameterValue, zone.DisplayName));
}

using System.Collections;
using System.Management.Automation;
using System.Management.Automation.Language;

namespace AllSolutionsExchange.Completion;

/// <summary>
/// Completes the time zones that this computer knows: Windows names on Windows, those of the IANA elsewhere. Both are taken everywhere.
/// A city finds its zone too: the ids that begin with what was typed come first, then those that hold it in the id or the shown name.
/// </summary>
public sealed class TimeZoneCompleter : IArgumentCompleter
{
    /// <inheritdoc />
    public IEnumerable<CompletionResult> CompleteArgument(
        string commandName,
        string parameterName,
        string wordToComplete,
        CommandAst commandAst,
        IDictionary fakeBoundParameters
    )
    {
        var word = wordToComplete.Trim('\'', '"');
        return TimeZoneInfo
            .GetSystemTimeZones()
            .Where(zone => Holds(zone.Id, word) || Holds(zone.DisplayName, word))
            .OrderBy(zone => zone.Id.StartsWith(word, StringComparison.OrdinalIgnoreCase) ? 0 : 1)
            .ThenBy(zone => zone.Id, StringComparer.OrdinalIgnoreCase)
            .Select(zone => new CompletionResult(
                CompletionText.Quote(zone.Id),
                zone.Id,
                CompletionResultType.ParameterValue,
                zone.DisplayName
            ));
    }

    private static bool Holds(string text, string word) => text.IndexOf(word, StringComparison.OrdinalIgnoreCase) >= 0;
}

using System.Management.Automation.Language;

namespace AllSolutionsExchange.Completion;

/// <summary>Values as they are typed.</summary>
internal static class CompletionText
{
    /// <summary>The value, between quotes where it needs them.</summary>
    public static string Quote(string value) =>
        value.All(c => char.IsLetterOrDigit(c) || c is '-' or '_' or '/' or '.' or '@')
            ? value
            : $"'{CodeGeneration.EscapeSingleQuotedStringContent(value)}'";
}

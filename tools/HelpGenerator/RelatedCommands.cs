using System.Text.RegularExpressions;

namespace AllSolutionsExchange.HelpGenerator;

/// <summary>Which commands an admin may want to read of next: those of the same noun, and those that the help names.</summary>
internal sealed partial class RelatedCommands(XmlComments comments, IReadOnlyList<Cmdlet> cmdlets)
{
    private const string Topic = "about_AllSolutionsExchange";

    /// <summary>Their names, those of the same noun first, and the topic of the module.</summary>
    public IEnumerable<string> Of(Cmdlet cmdlet)
    {
        var named = Name().Matches(comments.Everything(cmdlet)).Select(match => match.Value).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return cmdlets
            .Where(other => other.Name != cmdlet.Name && (other.Noun == cmdlet.Noun || named.Contains(other.Name)))
            .OrderBy(other => other.Noun == cmdlet.Noun ? 0 : 1)
            .Select(other => other.Name)
            .Append(Topic);
    }

    [GeneratedRegex("[A-Z][a-z]+-As[A-Z][A-Za-z]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 1000)]
    private static partial Regex Name();
}

using System.Text;

namespace AllSolutionsExchange.Impersonation;

/// <summary>
/// Tells whether two OPATH filters are the same text but for what Exchange changes when it stores one: it sets parentheses
/// around every comparison and around the whole. Anything else counts as another filter.
/// </summary>
internal static class RecipientFilter
{
    private static readonly ISet<string> Logical = new HashSet<string>(StringComparer.OrdinalIgnoreCase) { "-and", "-or", "-not" };

    /// <summary>Whether the filters say the same.</summary>
    public static bool AreSame(string? left, string? right) =>
        string.Equals(Plain(left ?? ""), Plain(right ?? ""), StringComparison.OrdinalIgnoreCase);

    private static string Plain(string filter)
    {
        var tokens = Tokens(filter);
        for (var open = 0; open < tokens.Count; open++)
        {
            if (tokens[open] == "(" && Close(tokens, open) is { } close && IsNeedless(tokens, open, close))
            {
                tokens.RemoveAt(close);
                tokens.RemoveAt(open);
                open = -1;
            }
        }

        return string.Join(" ", tokens);
    }

    /// <summary>Parentheses around everything, around one comparison, or around a chain that goes on with the same operator.</summary>
    private static bool IsNeedless(List<string> tokens, int open, int close)
    {
        var inner = Operators(tokens, open + 1, close);
        var outer = new[] { open > 0 ? tokens[open - 1] : "", close < tokens.Count - 1 ? tokens[close + 1] : "" };
        if (inner.Count == 0 || (outer[0].Length == 0 && outer[1].Length == 0))
        {
            return !outer[0].Equals("-not", StringComparison.OrdinalIgnoreCase);
        }

        return inner.Count == 1 && outer.All(token => token.Length == 0 || token is "(" or ")" || inner.Contains(token));
    }

    private static HashSet<string> Operators(List<string> tokens, int from, int to) =>
        new(tokens.Skip(from).Take(to - from).Where(Logical.Contains), StringComparer.OrdinalIgnoreCase);

    private static int? Close(List<string> tokens, int open)
    {
        var depth = 0;
        for (var index = open; index < tokens.Count; index++)
        {
            depth += tokens[index] switch
            {
                "(" => 1,
                ")" => -1,
                _ => 0,
            };
            if (depth == 0)
            {
                return index;
            }
        }

        return null;
    }

    private static List<string> Tokens(string filter)
    {
        var tokens = new List<string>();
        var token = new StringBuilder();
        char? quote = null;
        foreach (var character in filter)
        {
            if (quote is null && (char.IsWhiteSpace(character) || character is '(' or ')'))
            {
                End(character is '(' or ')' ? character.ToString() : null);
                continue;
            }

            // A quote within quoted text is written twice: it ends and begins again.
            quote = quote is null ? (character is '\'' or '"' ? character : null) : (quote == character ? null : quote);
            token.Append(character);
        }

        End(null);
        return tokens;

        void End(string? parenthesis)
        {
            if (token.Length > 0)
            {
                tokens.Add(token.ToString());
                token.Clear();
            }

            if (parenthesis is not null)
            {
                tokens.Add(parenthesis);
            }
        }
    }
}

using System.Text;

namespace AllSolutionsExchange.AllSolutions;

/// <summary>PowerShell's wildcards * and ? as a pattern of SQL's LIKE, with a backslash as its escape.</summary>
internal static class LikePattern
{
    public static string From(string wildcard)
    {
        var pattern = new StringBuilder(wildcard.Length);
        foreach (var c in wildcard)
        {
            if (c == '*') pattern.Append('%');
            else if (c == '?') pattern.Append('_');
            else if (c is '%' or '_' or '\\') pattern.Append('\\').Append(c);
            else pattern.Append(c);
        }

        return pattern.ToString();
    }
}

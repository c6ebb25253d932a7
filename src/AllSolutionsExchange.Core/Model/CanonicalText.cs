using System.Text;

namespace AllSolutionsExchange.Model;

/// <summary>Takes away differences in text that a server makes by itself and that mean nothing.</summary>
internal static class CanonicalText
{
    /// <summary>One line: outer blanks gone, inner line ends and tabs to a blank, control and bidirectional characters gone.</summary>
    public static string Line(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var clean = NeedsCleaning(value!, forLine: true) ? Clean(value!, forLine: true) : value!;
        return clean.Trim();
    }

    /// <summary>One line, of which what is longer is cut off, but no half of a character is left.</summary>
    public static string LineUpTo(int maxLength, string? value)
    {
        var line = Line(value);
        if (line.Length <= maxLength)
        {
            return line;
        }

        var length = char.IsHighSurrogate(line[maxLength - 1]) ? maxLength - 1 : maxLength;
        return line.Substring(0, length).TrimEnd();
    }

    /// <summary>
    /// Text of many lines: line ends to a line feed, blanks at line ends and empty lines at both ends gone,
    /// non-breaking blanks to blanks (Exchange makes them of runs of blanks when it turns text into HTML).
    /// </summary>
    public static string Lines(string? value)
    {
        if (string.IsNullOrEmpty(value))
        {
            return "";
        }

        var clean = NeedsCleaning(value!, forLine: false) ? Clean(value!, forLine: false) : value!;
        return WithoutTrailingBlanks(clean).Trim('\n', ' ', '\t');
    }

    /// <summary>A set of names: trimmed, in ordinal order, and distinct without regard to case, as Exchange's categories are.</summary>
    public static IReadOnlyList<string> Set(IReadOnlyList<string> values)
    {
        if (values.Count == 0)
        {
            return values;
        }

        var names = values.Select(Line).Where(name => name.Length > 0).OrderBy(name => name, StringComparer.Ordinal);
        return [.. names.GroupBy(Caseless.Key, StringComparer.Ordinal).Select(alike => alike.First())];
    }

    private static bool NeedsCleaning(string value, bool forLine)
    {
        foreach (var c in value)
        {
            if (c == '\r' || c == '\u00A0' || IsLineEnd(c) || (forLine && (c == '\n' || c == '\t')) || IsIllegal(c) || char.IsSurrogate(c))
            {
                return true;
            }
        }

        return false;
    }

    private static string Clean(string value, bool forLine)
    {
        var text = new StringBuilder(value.Length);
        for (var i = 0; i < value.Length; i++)
        {
            var c = value[i];
            if (char.IsHighSurrogate(c) && i + 1 < value.Length && char.IsLowSurrogate(value[i + 1]))
            {
                text.Append(c).Append(value[++i]);
            }
            else if (c == '\r')
            {
                if (i + 1 >= value.Length || value[i + 1] != '\n')
                {
                    text.Append(forLine ? ' ' : '\n');
                }
            }
            else if (IsLineEnd(c))
            {
                text.Append(forLine ? ' ' : '\n');
            }
            else if (c == '\u00A0')
            {
                text.Append(' ');
            }
            else if (forLine && (c == '\n' || c == '\t'))
            {
                text.Append(' ');
            }
            else if (!IsIllegal(c) && !char.IsSurrogate(c))
            {
                text.Append(c);
            }
        }

        return text.ToString();
    }

    // What XML 1.0 cannot carry, and what steers a terminal or turns the direction of writing.
    private static bool IsIllegal(char c) =>
        (c < ' ' && c != '\n' && c != '\t' && c != '\r')
        || c is (>= '\u007F' and <= '\u009F') or '\uFFFE' or '\uFFFF'
        || ForeignText.IsBidirectional(c);

    private static bool IsLineEnd(char c) => c is '\u0085' or '\u2028' or '\u2029';

    private static string WithoutTrailingBlanks(string value)
    {
        if (value.IndexOf(" \n", StringComparison.Ordinal) < 0 && value.IndexOf("\t\n", StringComparison.Ordinal) < 0)
        {
            return value;
        }

        return string.Join("\n", value.Split('\n').Select(line => line.TrimEnd(' ', '\t')));
    }
}

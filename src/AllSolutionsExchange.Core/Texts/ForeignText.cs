using System.Globalization;
using System.Text;

namespace AllSolutionsExchange;

/// <summary>
/// Text that others wrote, as it may be shown: messages and headers of servers, names in certificates, addresses. What steers a
/// terminal or turns the direction of writing is taken out where the text enters an error, a result, a warning or a log.
/// </summary>
public static class ForeignText
{
    private const int MaxLength = 2000;

    /// <summary>The text on one line: line ends and tabs are blanks, control and format characters and halves of pairs are gone.</summary>
    /// <param name="text">The text as it came.</param>
    /// <returns>The text as it may be shown; what is longer than 2,000 characters is cut.</returns>
    public static string Shown(string text)
    {
        if (text.Length <= MaxLength && FirstToChange(text) < 0)
        {
            return text;
        }

        var shown = new StringBuilder(Math.Min(text.Length, MaxLength));
        for (var i = 0; i < text.Length && shown.Length < MaxLength; i++)
        {
            if (char.IsSurrogatePair(text, i) && !IsUnseen(text, i))
            {
                shown.Append(text[i]).Append(text[++i]);
            }
            else if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
            else if (IsLineEnd(text[i]))
            {
                AppendBlank(shown);
            }
            else if (!IsUnseen(text, i))
            {
                shown.Append(text[i]);
            }
        }
        return text.Length > MaxLength ? shown.Append('…').ToString() : shown.ToString().TrimEnd(' ');
    }

    /// <summary>An address without what a request must not show: user, password, query and fragment.</summary>
    /// <param name="url">An absolute address.</param>
    /// <returns>Scheme, host, port and path.</returns>
    public static string Shown(Uri url) =>
        Shown(url.GetComponents(UriComponents.SchemeAndServer | UriComponents.Path, UriFormat.UriEscaped));

    /// <summary>What may be shown of an address as it was typed, read or not: what comes before an at sign may be a password.</summary>
    /// <param name="typed">The address.</param>
    /// <returns>What comes behind the last at sign.</returns>
    public static string WithoutUser(string typed) => Shown(typed.Substring(typed.LastIndexOf('@') + 1));

    /// <summary>Whether a character turns the direction of writing (Bidi_Control, UAX #9).</summary>
    internal static bool IsBidirectional(char c) =>
        c is '\u061C' or '\u200E' or '\u200F' or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069');

    private static int FirstToChange(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (text[i] is < ' ' or > '~' && (IsLineEnd(text[i]) || IsUnseen(text, i)))
            {
                return i;
            }

            if (char.IsSurrogatePair(text, i))
            {
                i++;
            }
        }
        return -1;
    }

    private static bool IsLineEnd(char c) => c is '\t' or '\n' or '\v' or '\f' or '\r' or '\u0085' or '\u2028' or '\u2029';

    private static bool IsUnseen(string text, int index) =>
        CharUnicodeInfo.GetUnicodeCategory(text, index) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.Surrogate;

    private static void AppendBlank(StringBuilder shown)
    {
        if (shown.Length > 0 && shown[shown.Length - 1] != ' ')
        {
            shown.Append(' ');
        }
    }
}

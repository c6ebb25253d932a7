using System.Text;

namespace AllSolutionsExchange.Model;

/// <summary>
/// The one comparison without regard to upper and lower case, of any script, for codes, addresses and filters: in the
/// invariant culture and one Unicode form (NFC). The store compares its columns by it too; SQLite itself folds A to Z only.
/// </summary>
internal static class Caseless
{
    /// <summary>The form in which texts that differ in case alone are the same.</summary>
    public static string Key(string text)
    {
        if (IsAscii(text))
        {
            return text.ToLowerInvariant();
        }

        try
        {
            return Fold(text.Normalize(NormalizationForm.FormC));
        }
        catch (ArgumentException)
        {
            // Half of a surrogate pair has no form.
            return Fold(text);
        }
    }

    /// <summary>The order of two texts: 0 where they differ in case alone.</summary>
    public static int Compare(string one, string other) => string.CompareOrdinal(Key(one), Key(other));

    /// <summary>Whether two texts differ in case alone.</summary>
    public static bool AreEqual(string one, string other) => Compare(one, other) == 0;

    /// <summary>Whether a text fits a pattern with PowerShell's wildcards * and ?.</summary>
    public static bool Fits(string text, string pattern) => KeyFits(Key(text), Key(pattern));

    /// <summary>Whether a pattern has no wildcard and so names one text.</summary>
    public static bool IsExact(string pattern) => pattern.IndexOfAny(['*', '?']) < 0;

    // Of letters that share an upper case one remains; the final sigma, which not every runtime knows as one of them, by Unicode's rule
    // (CaseFolding.txt). In lower case A to Z stand as SQLite orders them.
    private static string Fold(string text) => text.ToUpperInvariant().ToLowerInvariant().Replace('\u03C2', '\u03C3');

    // Goes back to the last star only: it takes as long as both together, and at worst their product.
    private static bool KeyFits(string text, string pattern)
    {
        int at = 0,
            next = 0,
            star = -1,
            taken = 0;
        while (at < text.Length)
        {
            if (next < pattern.Length && pattern[next] == '*')
            {
                (star, taken) = (next++, at);
            }
            else if (next < pattern.Length && (pattern[next] == '?' || pattern[next] == text[at]))
            {
                next++;
                at += pattern[next - 1] == '?' && char.IsSurrogatePair(text, at) ? 2 : 1;
            }
            else if (star >= 0)
            {
                (next, at) = (star + 1, ++taken);
            }
            else
            {
                return false;
            }
        }

        while (next < pattern.Length && pattern[next] == '*')
        {
            next++;
        }

        return next == pattern.Length;
    }

    private static bool IsAscii(string text)
    {
        foreach (var c in text)
        {
            if (c > '~')
            {
                return false;
            }
        }

        return true;
    }
}

using System.Globalization;

namespace AllSolutionsExchange.Model;

/// <summary>
/// Characters that nobody sees and that make one name another: what comes along when a name or an address is copied from a page, a
/// dialog or a table. Unicode's categories, and the few letters and marks that show nothing (Default_Ignorable_Code_Point, UAX #44).
/// </summary>
public static class InvisibleCharacters
{
    /// <summary>The first one in a text.</summary>
    /// <param name="text">A name or an address.</param>
    /// <returns>Its code point, such as U+200B; null if there is none.</returns>
    public static string? FirstIn(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            var isPair = char.IsSurrogatePair(text, i);
            if (IsInvisible(CharUnicodeInfo.GetUnicodeCategory(text, i), isPair ? char.ConvertToUtf32(text, i) : text[i]))
            {
                return "U+" + (isPair ? char.ConvertToUtf32(text, i) : text[i]).ToString("X4", CultureInfo.InvariantCulture);
            }

            i += isPair ? 1 : 0;
        }

        return null;
    }

    private static bool IsInvisible(UnicodeCategory category, int codePoint) =>
        category
            is UnicodeCategory.Control
                or UnicodeCategory.Format
                or UnicodeCategory.LineSeparator
                or UnicodeCategory.ParagraphSeparator
                or UnicodeCategory.Surrogate
        || codePoint
            is 0x034F
                or 0x115F
                or 0x1160
                or 0x17B4
                or 0x17B5
                or (>= 0x180B and <= 0x180F)
                or 0x2800
                or 0x3164
                or 0xFFA0
                or (>= 0xFE00 and <= 0xFE0F)
                or (>= 0xE0000 and <= 0xE0FFF);
}

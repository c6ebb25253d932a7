using System.Text;
using System.Xml;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Text as XML 1.0 can carry it.</summary>
internal static class EwsText
{
    /// <summary>
    /// The text without the characters that XML 1.0 has no way to write (control characters, halves of surrogate pairs,
    /// U+FFFE, U+FFFF). One of them would make Exchange refuse the whole batch.
    /// </summary>
    public static string RemoveIllegal(string text)
    {
        var legal = LegalLength(text, 0);
        if (legal == text.Length)
        {
            return text;
        }

        var builder = new StringBuilder(text.Length);
        var start = 0;
        while (start < text.Length)
        {
            legal = LegalLength(text, start);
            builder.Append(text, start, legal);
            start += legal + 1;
        }
        return builder.ToString();
    }

    private static int LegalLength(string text, int start)
    {
        var i = start;
        while (i < text.Length)
        {
            if (XmlConvert.IsXmlChar(text[i]))
            {
                i++;
            }
            else if (i + 1 < text.Length && XmlConvert.IsXmlSurrogatePair(text[i + 1], text[i]))
            {
                i += 2;
            }
            else
            {
                break;
            }
        }
        return i - start;
    }
}

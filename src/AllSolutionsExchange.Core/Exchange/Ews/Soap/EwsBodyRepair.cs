using System.Text;
using System.Text.RegularExpressions;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Makes an answer readable that is not well-formed: blanks what is before and behind the envelope, and the bytes that are no
/// characters of XML. All in place, and only where the answer is in UTF-8.
/// </summary>
internal static class EwsBodyRepair
{
    private const int HeadLength = 64 * 1024;

    private static readonly byte[] EnvelopeEnd = Encoding.ASCII.GetBytes("Envelope>");

    // What may come before: byte order marks, white space, declarations, other instructions and comments. Nothing that a DTD is part of.
    private static readonly Regex Head = new(
        @"\A(?:\xEF\xBB\xBF|\s|<!--(?:(?!-->).)*-->|<\?(?:(?!\?>).)*\?>)*<(?:[\w.-]+:)?Envelope[\s>/]",
        RegexOptions.CultureInvariant | RegexOptions.Singleline,
        TimeSpan.FromSeconds(5)
    );

    private static readonly Regex OtherEncoding = new(
        @"\A(?:\xEF\xBB\xBF|\s)*<\?xml[^>]{0,100}?\sencoding\s*=\s*[""'](?!utf-?8[""']|us-ascii[""'])",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase,
        TimeSpan.FromSeconds(5)
    );

    /// <summary>Whether anything was changed, so that reading it again may go better.</summary>
    public static bool Repair(PooledStream body)
    {
        // Latin-1 keeps each byte one character.
        var head = Encoding.GetEncoding(28591).GetString(body.Peek(0, HeadLength));
        if (IsWide(head) || OtherEncoding.IsMatch(head))
        {
            return false;
        }

        var changed = BlankAround(body, head);
        return BlankIllegal(body) || changed;
    }

    /// <summary>Where the envelope ends; null when the answer breaks off before that.</summary>
    public static long? EndOfEnvelope(PooledStream body)
    {
        for (var start = body.Length - EnvelopeEnd.Length; start >= 0; start--)
        {
            var i = 0;
            while (i < EnvelopeEnd.Length && body[start + i] == EnvelopeEnd[i])
            {
                i++;
            }

            if (i == EnvelopeEnd.Length)
            {
                return start + i;
            }
        }
        return null;
    }

    // UTF-16 and UTF-32, with a byte order mark or without one.
    private static bool IsWide(string head) =>
        head.StartsWith("\xFF\xFE", StringComparison.Ordinal)
        || head.StartsWith("\xFE\xFF", StringComparison.Ordinal)
        || head.Take(4).Contains('\0');

    private static bool BlankAround(PooledStream body, string head)
    {
        if (Head.Match(head) is not { Success: true } match || EndOfEnvelope(body) is not { } end)
        {
            return false;
        }

        var changed = false;
        var start = head.LastIndexOf('<', match.Length - 1);
        for (var i = 0; i < start; i++)
        {
            changed |= Blank(body, i);
        }

        for (var i = end; i < body.Length; i++)
        {
            changed |= Blank(body, i);
        }

        return changed;
    }

    private static bool Blank(PooledStream body, long index)
    {
        if (body[index] is (byte)' ' or (byte)'\t' or (byte)'\n' or (byte)'\r')
        {
            return false;
        }

        body[index] = (byte)' ';
        return true;
    }

    private static bool BlankIllegal(PooledStream body)
    {
        var changed = false;
        long i = 0;
        while (i < body.Length)
        {
            var length = LegalLength(body, i);
            if (length == 0)
            {
                body[i] = (byte)' ';
                changed = true;
                length = 1;
            }
            i += length;
        }
        return changed;
    }

    /// <summary>How many bytes the character takes; 0 when the byte begins none, or one that XML 1.0 forbids.</summary>
    private static int LegalLength(PooledStream body, long i)
    {
        var first = body[i];
        switch (first)
        {
            case < 0x20:
                return first is (byte)'\t' or (byte)'\n' or (byte)'\r' ? 1 : 0;
            case < 0x80:
                return 1;
            case < 0xC2 or > 0xF4:
                return 0;
        }
        var length =
            first < 0xE0 ? 2
            : first < 0xF0 ? 3
            : 4;
        var code = first & (0xFF >> (length + 1));
        for (var k = 1; k < length; k++)
        {
            if (i + k >= body.Length || (body[i + k] & 0xC0) != 0x80)
            {
                return 0;
            }

            code = (code << 6) | (body[i + k] & 0x3F);
        }
        return IsLegal(code, length) ? length : 0;
    }

    // Overlong forms, halves of surrogate pairs, U+FFFE, U+FFFF, and what lies beyond Unicode.
    private static bool IsLegal(int code, int length) =>
        length switch
        {
            2 => true,
            3 => code >= 0x800 && code is not (>= 0xD800 and <= 0xDFFF or 0xFFFE or 0xFFFF),
            _ => code is >= 0x10000 and <= 0x10FFFF,
        };
}

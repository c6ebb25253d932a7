using System.Text;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>A file's bytes and the text that they are, with what is needed to change a part and leave every other byte.</summary>
internal sealed class ConfigText
{
    private static readonly Regex Declaration = new(
        @"^<\?xml[^>]*\sencoding\s*=\s*[""'](?<name>[^""']+)[""']",
        RegexOptions.ExplicitCapture,
        TimeSpan.FromSeconds(1)
    );

    private const int BigEndian = 1201; // its code page

    private readonly int _preamble;

    private ConfigText(byte[] bytes, Encoding encoding, int preamble)
    {
        Bytes = bytes;
        Encoding = encoding;
        _preamble = preamble;
        Text = encoding.GetString(bytes, preamble, bytes.Length - preamble);
        NewLine =
            Text.IndexOf('\n') is var end && end >= 0
                ? end > 0 && Text[end - 1] == '\r'
                    ? "\r\n"
                    : "\n"
                : "";
    }

    public byte[] Bytes { get; }

    public Encoding Encoding { get; }

    /// <summary>The text without the byte order mark.</summary>
    public string Text { get; }

    /// <summary>How the file's first line ends; empty where it has one line only.</summary>
    public string NewLine { get; }

    /// <summary>Finds out the encoding, by byte order mark or XML declaration (XML 1.0, appendix F).</summary>
    /// <exception cref="EwsProxyException">The bytes are not text in an encoding that is known here.</exception>
    public static ConfigText Decode(byte[] bytes, string path)
    {
        var (encoding, preamble) = Detect(bytes, path);
        try
        {
            var text = new ConfigText(bytes, encoding, preamble);
            return encoding.GetBytes(text.Text).SequenceEqual(bytes.Skip(preamble)) ? text : throw Unreadable(path, innerException: null);
        }
        catch (DecoderFallbackException exception)
        {
            throw Unreadable(path, exception);
        }
    }

    /// <summary>The bytes after a change; those outside of it are copied.</summary>
    public byte[] With(TextSplice splice)
    {
        var start = ByteOffset(splice.Start);
        var end = ByteOffset(splice.Start + splice.Length);
        return [.. Bytes.Take(start), .. Encoding.GetBytes(splice.Inserted), .. Bytes.Skip(end)];
    }

    /// <summary>Where a character is in the file.</summary>
    public int ByteOffset(int index) => _preamble + Encoding.GetByteCount(Text.Substring(0, index));

    private static (Encoding Encoding, int Preamble) Detect(byte[] bytes, string path)
    {
        var (found, name, preamble) = Look(bytes);

        // Any byte is a character of Latin-1, in which the declaration can be read before the encoding is known.
        var probe =
            found is UnicodeEncoding
                ? new UnicodeEncoding(found.CodePage == BigEndian, byteOrderMark: false)
                : Encoding.GetEncoding("iso-8859-1");
        var declared = Declaration
            .Match(probe.GetString(bytes, preamble, Math.Min(bytes.Length - preamble, 400) & ~1))
            .Groups["name"]
            .Value;
        return (Declared(declared.ToUpperInvariant(), found) ?? throw Contradicted(path, declared, name), preamble);
    }

    // What the first bytes say by themselves; null for an encoding of one byte a character, or UTF-8 without a mark.
    private static (Encoding? Found, string Name, int Preamble) Look(byte[] bytes) =>
        Begins(bytes, 0xEF, 0xBB, 0xBF) ? (Utf8(), "UTF-8", 3)
        : Begins(bytes, 0xFF, 0xFE) ? (Utf16(bigEndian: false), "UTF-16", 2)
        : Begins(bytes, 0xFE, 0xFF) ? (Utf16(bigEndian: true), "UTF-16, big-endian", 2)
        : Begins(bytes, (byte)'<', 0) ? (Utf16(bigEndian: false), "UTF-16", 0)
        : Begins(bytes, 0, (byte)'<') ? (Utf16(bigEndian: true), "UTF-16, big-endian", 0)
        : (null, "", 0);

    // The encoding that both the bytes and the declaration say, since readers differ in which of the two they believe.
    private static Encoding? Declared(string declared, Encoding? found) =>
        (declared, found) switch
        {
            ("", _) => found ?? Utf8(),
            ("UTF-8", null or UTF8Encoding) => Utf8(),
            ("US-ASCII", null or UTF8Encoding) => Strict("us-ascii"),
            ("ISO-8859-1", null) => Strict("iso-8859-1"),
            ("UTF-16" or "UCS-2" or "ISO-10646-UCS-2", UnicodeEncoding) => found,
            ("UTF-16LE", UnicodeEncoding { CodePage: not BigEndian }) or ("UTF-16BE", UnicodeEncoding { CodePage: BigEndian }) => found,
            _ => null,
        };

    private static EwsProxyException Contradicted(string path, string declared, string name) =>
        name.Length > 0
            ? new(
                ErrorIds.ConfigFileUnreadable,
                path,
                $"'{path}' declares the encoding '{declared}' and is {name}.",
                "Save it in the encoding that it declares and run the command again."
            )
            : new(
                ErrorIds.ConfigFileUnreadable,
                path,
                $"'{path}' declares the encoding '{declared}', which it is not in, or which is not known here.",
                "Save it as UTF-8 and run the command again."
            );

    // What the encoding has no character for becomes a question mark, which is noticed when the change is read back.
    private static Encoding Strict(string name) =>
        Encoding.GetEncoding(name, EncoderFallback.ReplacementFallback, DecoderFallback.ExceptionFallback);

    private static UTF8Encoding Utf8() => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static bool Begins(byte[] bytes, params byte[] start) =>
        bytes.Length >= start.Length && bytes.Take(start.Length).SequenceEqual(start);

    private static EwsProxyException Unreadable(string path, Exception? innerException) =>
        new(
            ErrorIds.ConfigFileUnreadable,
            path,
            $"'{path}' holds bytes that are not text in its encoding.",
            "Put back a copy that is whole, or repair it.",
            innerException
        );
}

/// <summary>A change at one place of a text.</summary>
/// <param name="Start">The index of the first character that goes.</param>
/// <param name="Length">How many characters go.</param>
/// <param name="Inserted">What comes in their place.</param>
internal sealed record TextSplice(int Start, int Length, string Inserted)
{
    /// <summary>The smallest change that makes one text of another.</summary>
    public static TextSplice Between(string before, string after)
    {
        var shorter = Math.Min(before.Length, after.Length);
        var start = 0;
        while (start < shorter && before[start] == after[start])
        {
            start++;
        }

        // Half of a surrogate pair is not a character.
        if (start > 0 && char.IsHighSurrogate(before[start - 1]))
        {
            start--;
        }

        var tail = 0;
        while (tail < shorter - start && before[before.Length - 1 - tail] == after[after.Length - 1 - tail])
        {
            tail++;
        }

        if (tail > 0 && char.IsLowSurrogate(before[before.Length - tail]))
        {
            tail--;
        }

        return new TextSplice(start, before.Length - start - tail, after.Substring(start, after.Length - start - tail));
    }
}

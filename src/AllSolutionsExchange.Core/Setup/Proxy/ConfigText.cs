using System.Text;
using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>A file's bytes and the text that they are, with what is needed to change a part and leave every other byte.</summary>
internal sealed class ConfigText
{
    private readonly int _preamble;

    private ConfigText(byte[] bytes, Encoding encoding, int preamble)
    {
        Bytes = bytes;
        Encoding = encoding;
        _preamble = preamble;
        Text = encoding.GetString(bytes, preamble, bytes.Length - preamble);
        NewLine = Text.IndexOf('\n') is var end && end >= 0
            ? end > 0 && Text[end - 1] == '\r' ? "\r\n" : "\n"
            : "";
    }

    public byte[] Bytes { get; }

    public Encoding Encoding { get; }

    /// <summary>The text without the byte order mark.</summary>
    public string Text { get; }

    /// <summary>How the file's first line ends; empty where it has one line only.</summary>
    public string NewLine { get; }

    /// <summary>Finds out the encoding, by byte order mark or XML declaration (XML 1.0, appendix F).</summary>
    /// <exception cref="EwsProxyException">The bytes are no text in an encoding that is known here.</exception>
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

    /// <summary>Where a character stands in the file.</summary>
    public int ByteOffset(int index) => _preamble + Encoding.GetByteCount(Text.Substring(0, index));

    private static (Encoding Encoding, int Preamble) Detect(byte[] bytes, string path)
    {
        if (Begins(bytes, 0xEF, 0xBB, 0xBF)) return (Utf8(), 3);
        if (Begins(bytes, 0xFF, 0xFE)) return (Utf16(bigEndian: false), 2);
        if (Begins(bytes, 0xFE, 0xFF)) return (Utf16(bigEndian: true), 2);
        if (Begins(bytes, (byte)'<', 0)) return (Utf16(bigEndian: false), 0);
        if (Begins(bytes, 0, (byte)'<')) return (Utf16(bigEndian: true), 0);
        var head = Encoding.ASCII.GetString(bytes, 0, Math.Min(bytes.Length, 200));
        var declared = Regex.Match(head, @"^<\?xml[^>]*\sencoding\s*=\s*[""'](?<name>[^""']+)[""']", RegexOptions.ExplicitCapture, TimeSpan.FromSeconds(1)).Groups["name"].Value;
        return declared.ToUpperInvariant() switch
        {
            "" or "UTF-8" or "US-ASCII" => (Utf8(), 0),
            "ISO-8859-1" => (Encoding.GetEncoding("iso-8859-1"), 0),
            _ => throw new EwsProxyException("ConfigFileUnreadable", path, $"'{path}' declares the encoding '{declared}', which is not known here. Save it as UTF-8 and run the command again."),
        };
    }

    private static UTF8Encoding Utf8() => new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    private static UnicodeEncoding Utf16(bool bigEndian) => new(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true);

    private static bool Begins(byte[] bytes, params byte[] start) => bytes.Length >= start.Length && bytes.Take(start.Length).SequenceEqual(start);

    private static EwsProxyException Unreadable(string path, Exception? innerException) => new(
        "ConfigFileUnreadable", path, $"'{path}' holds bytes that are no text in its encoding. Put back a copy that is whole, or repair it.", innerException);
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
        while (start < shorter && before[start] == after[start]) start++;

        // Half of a surrogate pair is no character.
        if (start > 0 && char.IsHighSurrogate(before[start - 1])) start--;
        var tail = 0;
        while (tail < shorter - start && before[before.Length - 1 - tail] == after[after.Length - 1 - tail]) tail++;
        if (tail > 0 && char.IsLowSurrogate(before[before.Length - tail])) tail--;
        return new TextSplice(start, before.Length - start - tail, after.Substring(start, after.Length - start - tail));
    }
}

using System.Text;

namespace AllSolutionsExchange.Tests.Fuzz;

/// <summary>Garbles an answer, the same way for the same seed.</summary>
internal sealed class Mutator(int seed)
{
    // What has broken a reader before, here or elsewhere.
    private static readonly string[] Tokens =
    [
        "",
        " ",
        "0",
        "-1",
        "2147483648",
        "99999999999999999999",
        "true",
        "maybe",
        "NaN",
        "\"\\ud800\"",
        "null",
        "[[[[[[",
        "{\"Url\":",
        "&#xFFFF;",
        "&#xD800;",
        "&#x1;",
        "&#0;",
        "&amp;",
        "&bogus;",
        "\u0001",
        "\0",
        "\uFFFF",
        "\u202E",
        "]]>",
        "<![CDATA[",
        "<![CDATA[x]]>",
        "<!-- x -->",
        "<!--",
        "<?x y?>",
        "<!DOCTYPE a [<!ENTITY b \"c\">]>",
        "<a>",
        "</a>",
        "<a/>",
        "<t:ItemId/>",
        "<t:ItemId Id=\"\"/>",
        "0001-01-01T00:00:00Z",
        "9999-12-31T23:59:59Z",
        "9999-12-31T23:59:59.9999999-14:00",
        "0001-01-01T00:00:00+14:00",
        "2026-02-30T10:00:00Z",
        "2026-06-01",
        "PT999999999H",
        "-P10675199DT2H48M5.4775808S",
        "P1Y",
        "-PT14H",
        "tzone://Microsoft/Utc",
        "tzone://Microsoft/Custom",
        "Nowhere Standard Time",
        "W. Europe Standard Time",
        "UTC",
        "Private",
        "RecurringMaster",
        "IPM.Task",
        "Error",
        "Warning",
        "NoError",
        "redirectAddr",
        "redirectUrl",
        "http://[",
        "https://user:secret@host/ews",
        "not a url",
        "xmlns=\"urn:x\"",
        "xmlns:t=\"urn:x\"",
        "\uFEFF",
        "<html>",
    ];

    private readonly Random _random = new(seed);

    public byte[] Garble(IReadOnlyList<string> corpus)
    {
        var bytes = Encoding.UTF8.GetBytes(corpus[_random.Next(corpus.Count)]);
        for (var times = 1 + _random.Next(4); times > 0; times--)
        {
            bytes = Once(bytes, corpus);
        }

        return bytes;
    }

    private byte[] Once(byte[] bytes, IReadOnlyList<string> corpus)
    {
        var (start, end) = Range(bytes.Length);
        switch (_random.Next(9))
        {
            case 0:
                return Replace(bytes, start, end, []);
            case 1:
                return Replace(bytes, start, start, bytes[start..end]);
            case 2:
                return bytes[..start];
            case 3:
                return Replace(bytes, start, Math.Min(start + 1, bytes.Length), [(byte)_random.Next(256)]);
            case 4:
                return Replace(bytes, start, start, Token());
            case 5:
                return Replace(bytes, start, start, [.. Enumerable.Repeat(Token(), 1 + _random.Next(200)).SelectMany(token => token)]);
            case 6:
                return ReplaceBetween(bytes, (byte)'>', (byte)'<');
            case 7:
                return ReplaceBetween(bytes, (byte)'"', (byte)'"');
            default:
                var other = Encoding.UTF8.GetBytes(corpus[_random.Next(corpus.Count)]);
                var (from, to) = Range(other.Length);
                return Replace(bytes, start, end, other[from..to]);
        }
    }

    private byte[] ReplaceBetween(byte[] bytes, byte open, byte close)
    {
        if (bytes.Length == 0)
        {
            return bytes;
        }

        var start = Array.IndexOf(bytes, open, _random.Next(bytes.Length)) + 1;
        var end = Array.IndexOf(bytes, close, start);
        return end < 0 ? bytes : Replace(bytes, start, end, Token());
    }

    private byte[] Token() => Encoding.UTF8.GetBytes(Tokens[_random.Next(Tokens.Length)]);

    private (int Start, int End) Range(int length)
    {
        var start = _random.Next(length + 1);
        return (start, start + _random.Next(Math.Min(length - start, 1 + _random.Next(300)) + 1));
    }

    private static byte[] Replace(byte[] bytes, int start, int end, byte[] with) => [.. bytes[..start], .. with, .. bytes[end..]];
}

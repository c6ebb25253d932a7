using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>A file's encoding is what its bytes and its declaration both say; readers differ in which of the two they believe.</summary>
public sealed class ConfigTextTests
{
    private static readonly Dictionary<string, (byte[] Mark, Encoding Encoding, string[] Names)> Forms = new(StringComparer.Ordinal)
    {
        ["UTF-8"] = ([], new UTF8Encoding(false), ["utf-8", "UTF-8", ""]),
        ["UTF-8 with a mark"] = ([0xEF, 0xBB, 0xBF], new UTF8Encoding(false), ["utf-8", ""]),
        ["UTF-16"] = ([], new UnicodeEncoding(false, false), ["utf-16", "ucs-2", "iso-10646-ucs-2", "utf-16le", ""]),
        ["UTF-16 with a mark"] = ([0xFF, 0xFE], new UnicodeEncoding(false, false), ["utf-16", "ucs-2", "iso-10646-ucs-2", "utf-16le", ""]),
        ["UTF-16, big-endian"] = ([], new UnicodeEncoding(true, false), ["utf-16", "ucs-2", "iso-10646-ucs-2", "utf-16be", ""]),
        ["UTF-16, big-endian, with a mark"] = (
            [0xFE, 0xFF],
            new UnicodeEncoding(true, false),
            ["utf-16", "ucs-2", "iso-10646-ucs-2", "utf-16be", ""]
        ),
        ["ISO-8859-1"] = ([], Encoding.Latin1, ["iso-8859-1"]),
    };

    public static TheoryData<string, string> Pairs()
    {
        var data = new TheoryData<string, string>();
        foreach (var form in Forms.Keys)
        {
            foreach (
                var name in Forms
                    .Values.SelectMany(form => form.Names)
                    .Concat(["us-ascii", "windows-1252", "utf-32", "x"])
                    .Distinct(StringComparer.OrdinalIgnoreCase)
            )
            {
                data.Add(form, name);
            }
        }

        return data;
    }

    [Theory]
    [MemberData(nameof(Pairs))]
    public void What_bytes_and_declaration_both_say_is_taken_and_nothing_else(string form, string declared)
    {
        var (mark, encoding, names) = Forms[form];
        var text =
            $"<?xml version=\"1.0\"{(declared.Length == 0 ? "" : $" encoding='{declared}'")}?>\n<configuration a=\"Größe\" "
            + $"b=\"{new string('ë', 500)}\"/>";
        byte[] bytes = [.. mark, .. encoding.GetBytes(text)];
        if (names.Contains(declared, StringComparer.OrdinalIgnoreCase))
        {
            Assert.Equal(text, ConfigText.Decode(bytes, "web.config").Text);
            return;
        }

        // All bytes are characters of Latin-1: UTF-8 that says so cannot be told from it.
        if (form == "UTF-8" && declared == "iso-8859-1")
        {
            return;
        }

        Assert.Equal("ConfigFileUnreadable", Assert.Throws<EwsProxyException>(() => ConfigText.Decode(bytes, "web.config")).ErrorId);
    }

    [Fact]
    public void The_contradiction_is_told()
    {
        byte[] bytes = [0xFF, 0xFE, .. Encoding.Unicode.GetBytes("<?xml version='1.0' encoding='utf-8'?><configuration/>")];
        var error = Assert.Throws<EwsProxyException>(() => ConfigText.Decode(bytes, "web.config"));
        Assert.Contains("declares the encoding 'utf-8' and is UTF-16", error.Message, StringComparison.Ordinal);
    }
}

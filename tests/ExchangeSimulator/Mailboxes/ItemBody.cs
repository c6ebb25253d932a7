using System.Net;
using System.Text.RegularExpressions;

namespace ExchangeSimulator.Mailboxes;

/// <summary>
/// A body. Exchange keeps HTML and converts: what came as text goes out as HTML with Exchange's own head,
/// and as text with CRLF line ends, no blanks at a line's end, and one more line end at the end.
/// </summary>
internal sealed partial record ItemBody(string Content, bool IsText)
{
    private const string Head =
        "<html>\r\n<head>\r\n<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\">\r\n"
        + "<meta name=\"Generator\" content=\"Microsoft Exchange Server\">\r\n<!-- converted from text -->\r\n"
        + "<style><!-- .EmailQuote { margin-left: 1pt; padding-left: 4pt; border-left: #800000 2px solid; } --></style></head>\r\n"
        + "<body>\r\n<font size=\"2\"><span style=\"font-size:11pt;\"><div class=\"PlainText\">";

    private const string Foot = "</div></span></font>\r\n</body>\r\n</html>\r\n";

    /// <summary>A body as Exchange keeps what a client or user gave.</summary>
    public static ItemBody FromText(string text) => new(TidyText(text), IsText: true);

    public static ItemBody FromHtml(string html) => new(html, IsText: false);

    public string ToHtml()
    {
        if (!IsText)
        {
            return Content;
        }

        var lines = Content
            .Split("\r\n", StringSplitOptions.None)
            .Select(line => WebUtility.HtmlEncode(line).Replace("  ", "&nbsp; ", StringComparison.Ordinal));
        return Head + string.Join("<br>\r\n", lines) + Foot;
    }

    public string ToText()
    {
        var text = IsText ? Content : TidyText(TextOf(Content));
        return text.Length == 0 ? "" : text + "\r\n";
    }

    private static string TextOf(string html)
    {
        var body = Invisible().Replace(html, "");
        body = Whitespace().Replace(body, " ");
        body = LineEnd().Replace(body, "\n");
        return WebUtility.HtmlDecode(Tag().Replace(body, "")).Replace('\u00A0', ' ');
    }

    private static string TidyText(string text) =>
        string.Join("\r\n", text.ReplaceLineEndings("\n").TrimEnd().Split('\n').Select(line => line.TrimEnd()));

    [GeneratedRegex(
        "<!--.*?-->|<(?<tag>head|style|script)\\b.*?</\\k<tag>\\s*>",
        RegexOptions.IgnoreCase | RegexOptions.Singleline | RegexOptions.ExplicitCapture,
        1000
    )]
    private static partial Regex Invisible();

    [GeneratedRegex("\\s+", RegexOptions.None, 1000)]
    private static partial Regex Whitespace();

    [GeneratedRegex(" ?<(br|/p|/div|/tr|/li)\\b[^>]*> ?", RegexOptions.IgnoreCase | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex LineEnd();

    [GeneratedRegex("<[^>]*>", RegexOptions.None, 1000)]
    private static partial Regex Tag();
}

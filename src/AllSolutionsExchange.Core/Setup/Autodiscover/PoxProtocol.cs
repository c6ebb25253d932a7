using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Xml;
using System.Xml.Linq;
using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>What a POX answer says: one of these is set.</summary>
/// <param name="EwsUrl">The address of EWS.</param>
/// <param name="RedirectUrl">Another address to ask.</param>
/// <param name="RedirectAddress">Another SMTP address to ask for.</param>
/// <param name="Error">Why it tells nothing.</param>
internal sealed record PoxAnswer(string? EwsUrl = null, string? RedirectUrl = null, string? RedirectAddress = null, string? Error = null);

/// <summary>Autodiscover as plain old XML (MS-OXDSCLI).</summary>
internal static class PoxProtocol
{
    public const string Path = "/autodiscover/autodiscover.xml";

    private const string ResponseSchema = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    // Settings for outside of the network come first: AllSolutions may be there.
    private static readonly string[] Protocols = ["EXPR", "EXHTTP", "EXCH"];
    private static readonly XNamespace Request = "http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006";

    public static HttpContent Content(string address)
    {
        var body = new XElement(
            Request + "Autodiscover",
            new XElement(
                Request + "Request",
                new XElement(Request + "EMailAddress", address),
                new XElement(Request + "AcceptableResponseSchema", ResponseSchema)
            )
        );
        var content = new ByteArrayContent(
            Encoding.UTF8.GetBytes("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + body.ToString(SaveOptions.DisableFormatting))
        );
        content.Headers.ContentType = new MediaTypeHeaderValue("text/xml") { CharSet = "utf-8" };
        return content;
    }

    public static PoxAnswer Read(string body)
    {
        XElement? response;
        try
        {
            using var reader = XmlReader.Create(new StringReader(body), EwsXmlReader.Settings(Math.Max(1, body.Length)));
            response = Child(XElement.Load(reader), "Response");
        }
        catch (XmlException)
        {
            return new PoxAnswer(Error: "it answers with something else than Autodiscover");
        }

        if (Child(response, "Error") is { } error)
        {
            return new PoxAnswer(Error: $"error {Text(error, "ErrorCode")}: {Text(error, "Message")}");
        }

        var account = Child(response, "Account");
        return Text(account, "Action") switch
        {
            "redirectUrl" => new PoxAnswer(RedirectUrl: Text(account, "RedirectUrl")),
            "redirectAddr" => new PoxAnswer(RedirectAddress: Text(account, "RedirectAddr")),
            _ when EwsUrlOf(account) is { } url => new PoxAnswer(EwsUrl: url),
            _ => new PoxAnswer(Error: "its answer names no EWS"),
        };
    }

    // "NotApplicable" means that a protocol has no address; a later one may have one.
    private static string? EwsUrlOf(XElement? account) =>
        UrlsOf(account).ToList() is { Count: > 0 } urls ? urls.Find(AutodiscoverTrail.IsHttps) ?? urls[0] : null;

    private static IEnumerable<string> UrlsOf(XElement? account) =>
        Protocols
            .SelectMany(type =>
                Children(account, "Protocol")
                    .Where(protocol => string.Equals(Text(protocol, "Type"), type, StringComparison.OrdinalIgnoreCase))
            )
            .SelectMany(protocol => new[] { Text(protocol, "EwsUrl"), Text(protocol, "ASUrl") })
            .OfType<string>();

    private static string? Text(XElement? parent, string name) => Child(parent, name)?.Value.Trim() is { Length: > 0 } text ? text : null;

    private static XElement? Child(XElement? parent, string name) => Children(parent, name).FirstOrDefault();

    private static IEnumerable<XElement> Children(XElement? parent, string name) =>
        parent?.Elements().Where(element => element.Name.LocalName == name) ?? [];
}

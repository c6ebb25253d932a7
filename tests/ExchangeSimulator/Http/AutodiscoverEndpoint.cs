using System.Text.Json;
using System.Xml;
using System.Xml.Linq;
using ExchangeSimulator.Mailboxes;

namespace ExchangeSimulator.Http;

/// <summary>Autodiscover: V2 (JSON), which asks nobody for a credential, and POX (MS-OXDSCLI) and SOAP, which ask everybody.</summary>
internal sealed class AutodiscoverEndpoint(
    SimulatorOptions options,
    ExchangeProduct product,
    Organization organization,
    Authenticator authenticator
)
{
    private const string JsonPath = "/autodiscover/autodiscover.json/v1.0/";
    private const string PoxPath = "/autodiscover/autodiscover.xml";
    private const string SoapPath = "/autodiscover/autodiscover.svc";

    private static readonly XNamespace Envelope = "http://schemas.microsoft.com/exchange/autodiscover/responseschema/2006";
    private static readonly XNamespace Outlook = "http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a";

    private readonly AutodiscoverSoap _soap = new(product, organization);

    private bool HasJson => options.Autodiscover == AutodiscoverMode.OfVersion && product.Build >= new Version(15, 1);

    /// <summary>Answers the addresses of Autodiscover; false for any other.</summary>
    public async Task<bool> TryServeAsync(HttpContext http)
    {
        var path = http.Request.Path.Value ?? "";
        if (HasJson && path.StartsWith(JsonPath, StringComparison.OrdinalIgnoreCase))
        {
            await AnswerJsonAsync(http, path[JsonPath.Length..]);
            return true;
        }
        var isSoap = options.Autodiscover == AutodiscoverMode.OfVersion && path.Equals(SoapPath, StringComparison.OrdinalIgnoreCase);
        if (options.Autodiscover == AutodiscoverMode.None || !isSoap && !path.Equals(PoxPath, StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        Announce(http);
        if (await authenticator.AdmitAsync(http))
        {
            await (isSoap ? AnswerSoapAsync(http) : AnswerPoxAsync(http));
        }

        return true;
    }

    // By these headers, on the 401 too, clients learn that there is a SOAP service.
    private void Announce(HttpContext http)
    {
        if (options.Autodiscover != AutodiscoverMode.OfVersion)
        {
            return;
        }

        http.Response.Headers["X-SOAP-Enabled"] = "True";
        http.Response.Headers["X-WSSecurity-Enabled"] = "False";
    }

    private async Task AnswerSoapAsync(HttpContext http)
    {
        http.Response.ContentType = "text/xml; charset=utf-8";
        var answer = _soap.Answer(await ReadAsync(http), EwsUrl(http), address => RedirectOf(address, http));
        await http.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + answer, http.RequestAborted);
    }

    private Task AnswerJsonAsync(HttpContext http, string address)
    {
        var target = RedirectOf(address, http);
        if (Uri.TryCreate(target, UriKind.Absolute, out var other))
        {
            http.Response.Redirect(new Uri(other, $"{JsonPath}{Uri.EscapeDataString(address)}{http.Request.QueryString}").AbsoluteUri);
            return Task.CompletedTask;
        }
        if (!"EWS".Equals(http.Request.Query["Protocol"], StringComparison.OrdinalIgnoreCase))
        {
            return WriteJsonAsync(
                http,
                StatusCodes.Status400BadRequest,
                new { ErrorCode = "InvalidProtocol", ErrorMessage = "The given protocol value is invalid." }
            );
        }

        return organization.Find(address) is null || target is not null
            ? WriteJsonAsync(
                http,
                StatusCodes.Status404NotFound,
                new { ErrorCode = "UserNotFound", ErrorMessage = "The given user is not found." }
            )
            : WriteJsonAsync(http, StatusCodes.Status200OK, new { Protocol = "EWS", Url = EwsUrl(http) });
    }

    private static Task WriteJsonAsync(HttpContext http, int status, object answer)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "application/json; charset=utf-8";
        return http.Response.WriteAsync(JsonSerializer.Serialize(answer), http.RequestAborted);
    }

    private async Task AnswerPoxAsync(HttpContext http)
    {
        http.Response.ContentType = "text/xml; charset=utf-8";
        var answer = new XElement(Envelope + "Autodiscover", await ResponseAsync(http));
        await http.Response.WriteAsync("<?xml version=\"1.0\" encoding=\"utf-8\"?>" + answer, http.RequestAborted);
    }

    private async Task<XElement> ResponseAsync(HttpContext http)
    {
        if (await ReadAddressAsync(http) is not { } address)
        {
            return Error(600, "Invalid Request");
        }

        if (RedirectOf(address, http) is { } target)
        {
            return Uri.TryCreate(target, UriKind.Absolute, out _)
                ? Account(Element("Action", "redirectUrl"), Element("RedirectUrl", target))
                : Account(Element("Action", "redirectAddr"), Element("RedirectAddr", target));
        }
        return organization.Find(address) is null
            ? Error(500, "The email address can't be found.")
            : Account(Element("AccountType", "email"), Element("Action", "settings"), Protocol("EXCH", http), Protocol("EXPR", http));
    }

    private static async Task<string?> ReadAddressAsync(HttpContext http) =>
        (await ReadAsync(http))?.Descendants().FirstOrDefault(element => element.Name.LocalName == "EMailAddress")?.Value.Trim();

    private static async Task<XElement?> ReadAsync(HttpContext http)
    {
        try
        {
            return await XElement.LoadAsync(http.Request.Body, LoadOptions.None, http.RequestAborted);
        }
        catch (XmlException)
        {
            return null;
        }
    }

    // Under the host that it sends others to, it answers by itself.
    private string? RedirectOf(string address, HttpContext http) =>
        options.AutodiscoverRedirects.GetValueOrDefault(address) is { } target
        && !(Uri.TryCreate(target, UriKind.Absolute, out var url) && url.Authority == http.Request.Host.Value)
            ? target
            : null;

    private static XElement Protocol(string type, HttpContext http) =>
        new(
            Outlook + "Protocol",
            Element("Type", type),
            Element("Server", http.Request.Host.Host),
            Element("ASUrl", EwsUrl(http)),
            Element("EwsUrl", EwsUrl(http))
        );

    private static XElement Account(params XElement[] content) => new(Outlook + "Response", new XElement(Outlook + "Account", content));

    private static XElement Error(int code, string message) =>
        new(
            Envelope + "Response",
            new XElement(Envelope + "Error", new XElement(Envelope + "ErrorCode", code), new XElement(Envelope + "Message", message))
        );

    private static XElement Element(string name, string value) => new(Outlook + name, value);

    private static string EwsUrl(HttpContext http) => $"https://{http.Request.Host}/EWS/Exchange.asmx";
}

using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using System.Xml.Linq;
using ExchangeSimulator;

namespace AllSolutionsExchange.Tests.Simulator;

/// <summary>Speaks raw EWS to a simulated Exchange. Every answer is validated against the schemas where they are at hand.</summary>
internal sealed class EwsWire : IDisposable
{
    public static readonly XNamespace Types = "http://schemas.microsoft.com/exchange/services/2006/types";
    public static readonly XNamespace Messages = "http://schemas.microsoft.com/exchange/services/2006/messages";
    public static readonly XNamespace Soap = "http://schemas.xmlsoap.org/soap/envelope/";

    private readonly SimulatedExchange _exchange;

    public EwsWire(SimulatedExchange exchange)
    {
        _exchange = exchange;
        Http = NewHttp(exchange);
        Http.DefaultRequestHeaders.Authorization = Basic(exchange.Account, exchange.Password);
        Mailbox = exchange.Mailboxes[0].Address;
    }

    public HttpClient Http { get; }

    /// <summary>Who is impersonated; null is nobody.</summary>
    public string? Mailbox { get; set; }

    public string ServerVersion { get; set; } = "Exchange2010_SP2";

    /// <summary>Windows id for TimeZoneContext; null sends none.</summary>
    public string? TimeZone { get; set; }

    public static AuthenticationHeaderValue Basic(string user, string password) =>
        new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"{user}:{password}")));

    /// <summary>A client without a credential that trusts the simulator's certificate alone and follows no redirect.</summary>
    public static HttpClient NewHttp(SimulatedExchange exchange) =>
        new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                SslOptions =
                {
                    CertificateChainPolicy = new X509ChainPolicy
                    {
                        TrustMode = X509ChainTrustMode.CustomRootTrust,
                        CustomTrustStore = { X509Certificate2.CreateFromPem(exchange.CertificatePem) },
                        RevocationMode = X509RevocationMode.NoCheck,
                    },
                },
            }
        );

    /// <summary>Calls an operation whose answer must be a response; returns the child of Body.</summary>
    public async Task<XElement> CallAsync(string body)
    {
        var (status, answer) = await TryCallAsync(body);
        return status == HttpStatusCode.OK ? answer : throw new InvalidOperationException($"{(int)status}: {answer}");
    }

    /// <summary>Calls an operation whose answer must be one message; returns that message.</summary>
    public async Task<XElement> MessageAsync(string body) =>
        (await CallAsync(body)).Element(Messages + "ResponseMessages")!.Elements().Single();

    /// <summary>Calls an operation whose answer must be a SOAP fault; returns its response code.</summary>
    public async Task<string> FaultAsync(string body)
    {
        var (status, answer) = await TryCallAsync(body);
        return status == HttpStatusCode.InternalServerError && answer.Name == Soap + "Fault"
            ? answer.Descendants().First(e => e.Name.LocalName == "ResponseCode").Value
            : throw new InvalidOperationException($"{(int)status}: {answer}");
    }

    public async Task<(HttpStatusCode Status, XElement Answer)> TryCallAsync(string body)
    {
        using var response = await PostAsync(Envelope(body));
        var text = await response.Content.ReadAsStringAsync();
        if (response.Content.Headers.ContentType?.ToString() != "text/xml; charset=utf-8")
        {
            throw new InvalidOperationException($"{(int)response.StatusCode} {response.Content.Headers.ContentType}: {text}");
        }

        var envelope = XDocument.Parse(text, LoadOptions.PreserveWhitespace).Root!;
        EwsSchema.Validate(envelope);
        return (response.StatusCode, envelope.Element(Soap + "Body")!.Elements().Single());
    }

    public Task<HttpResponseMessage> PostAsync(string envelope) =>
        Http.PostAsync(_exchange.Url, new StringContent(envelope, Encoding.UTF8, "text/xml"));

    public string Envelope(string body) =>
        $"""
            <s:Envelope xmlns:s="{Soap}" xmlns:t="{Types}" xmlns="{Messages}"><s:Header><t:RequestServerVersion Version="{ServerVersion}"/>
            {(
                Mailbox is null
                    ? ""
                    : $"<t:ExchangeImpersonation><t:ConnectingSID><t:PrimarySmtpAddress>{Mailbox}</t:PrimarySmtpAddress></t:ConnectingSID></t:ExchangeImpersonation>"
            )}
            {(TimeZone is null ? "" : $"<t:TimeZoneContext><t:TimeZoneDefinition Id=\"{TimeZone}\"/></t:TimeZoneContext>")}
            </s:Header><s:Body>{body}</s:Body></s:Envelope>
            """;

    public void Dispose() => Http.Dispose();
}

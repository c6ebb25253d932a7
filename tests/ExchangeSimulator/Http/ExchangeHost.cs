using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ExchangeSimulator.Http;

/// <summary>The web server: its listening, its addresses, and the headers that IIS and Exchange give.</summary>
internal sealed class ExchangeHost(
    SimulatorOptions options,
    ExchangeProduct product,
    Authenticator authenticator,
    EwsEndpoint endpoint,
    AutodiscoverEndpoint autodiscover,
    RequestLog requests
)
{
    private const string EwsPath = "/EWS/Exchange.asmx";
    private const string WsdlPath = "/EWS/Services.wsdl";
    private static readonly SimulatorRequest None = new(0, "", "", Changes: false);

    public async Task<WebApplication> StartAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder
            .WebHost.UseKestrelCore()
            .UseKestrelHttpsConfiguration()
            .ConfigureKestrel(kestrel =>
            {
                kestrel.AddServerHeader = false;
                kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
                kestrel.Listen(
                    new IPEndPoint(options.Address, options.Port),
                    listen =>
                    {
                        // EWS clients of the field speak HTTP/1.1.
                        listen.Protocols = HttpProtocols.Http1;
                        listen.UseHttps(certificate);
                    }
                );
            });
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private async Task HandleAsync(HttpContext http)
    {
        AddHeaders(http);
        var body = new MemoryStream();
        http.Response.RegisterForDispose(body);
        // A client that has its answer may look into the log: the request stands in it by then.
        var isCut = false;
        http.Response.OnStarting(() =>
        {
            if (!isCut)
            {
                Log(http, http.Response.StatusCode, body.Length);
            }

            return Task.CompletedTask;
        });
        if (!IsEws(http, EwsPath) && !IsEws(http, WsdlPath))
        {
            if (!await LogonPages.TryServeAsync(http, options, product) && !await autodiscover.TryServeAsync(http))
            {
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            }

            return;
        }
        if (options.Latency > TimeSpan.Zero)
        {
            await Task.Delay(options.Latency, http.RequestAborted);
        }

        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        if (await authenticator.AdmitAsync(http) && !await TryAnswerAsync(http, body))
        {
            isCut = true;
            Log(http, status: 0, body.Length);
            http.Abort();
        }
    }

    // False where the connection is to be cut.
    private async Task<bool> TryAnswerAsync(HttpContext http, MemoryStream body)
    {
        if (HttpMethods.IsGet(http.Request.Method))
        {
            if (IsEws(http, WsdlPath))
            {
                await WriteWsdlAsync(http);
            }
            else
            {
                http.Response.Redirect($"https://{http.Request.Host}{WsdlPath}");
            }
        }
        else if (!HttpMethods.IsPost(http.Request.Method) || IsEws(http, WsdlPath))
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
        }
        else if (http.Request.ContentType?.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase) != true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
        }
        else
        {
            return await endpoint.HandleAsync(http, body);
        }
        return true;
    }

    private static bool IsEws(HttpContext http, string path) => path.Equals(http.Request.Path.Value, StringComparison.OrdinalIgnoreCase);

    private void AddHeaders(HttpContext http)
    {
        var headers = http.Response.Headers;
        headers.Date = options.Clock().ToString("R", System.Globalization.CultureInfo.InvariantCulture);
        headers.Server = product.WebServer;
        headers["request-id"] = Guid.NewGuid().ToString();
        headers["X-FEServer"] = "SIMFE01";
        headers["X-DiagInfo"] = "SIMBE01";
        headers["X-Powered-By"] = "ASP.NET";
        if (http.Request.Headers["return-client-request-id"] == "true" && http.Request.Headers["client-request-id"] is [{ } id])
        {
            headers["client-request-id"] = id;
        }
    }

    private void Log(HttpContext http, int status, long requestBytes) =>
        requests.Add(
            new LoggedRequest(
                http.Features.Get<SimulatorRequest>() ?? None,
                http.Request.Method,
                status,
                requestBytes,
                http.Response.ContentLength ?? 0,
                http.Request.Headers.Authorization.Count > 0,
                http.Connection.Id,
                http.Request.Headers["client-request-id"]
            )
        );

    private static Task WriteWsdlAsync(HttpContext http)
    {
        http.Response.ContentType = "text/xml; charset=utf-8";
        return http.Response.WriteAsync(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" "
                + "targetNamespace=\"http://schemas.microsoft.com/exchange/services/2006/messages\" />",
            http.RequestAborted
        );
    }
}

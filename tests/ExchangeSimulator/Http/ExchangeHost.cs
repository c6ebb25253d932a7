using System.Net;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace ExchangeSimulator.Http;

/// <summary>The web server: its listening, its addresses, and the headers that IIS and Exchange give.</summary>
internal sealed class ExchangeHost(SimulatorOptions options, ExchangeProduct product, Authenticator authenticator, EwsEndpoint endpoint, RequestLog requests)
{
    private const string EwsPath = "/EWS/Exchange.asmx";
    private const string WsdlPath = "/EWS/Services.wsdl";

    public async Task<WebApplication> StartAsync(X509Certificate2 certificate, CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Limits.MaxRequestBodySize = 64 * 1024 * 1024;
            kestrel.Listen(new IPEndPoint(options.Address, options.Port), listen =>
            {
                // EWS clients of the field speak HTTP/1.1.
                listen.Protocols = HttpProtocols.Http1;
                listen.UseHttps(certificate);
            });
        });
        var app = builder.Build();
        app.Run(HandleAsync);
        await app.StartAsync(cancellationToken);
        return app;
    }

    private async Task HandleAsync(HttpContext http)
    {
        AddHeaders(http);
        var path = http.Request.Path.Value ?? "";
        var isEws = path.Equals(EwsPath, StringComparison.OrdinalIgnoreCase) || path.Equals(WsdlPath, StringComparison.OrdinalIgnoreCase);
        if (!isEws)
        {
            if (!await LogonPages.TryServeAsync(http, options, product))
                http.Response.StatusCode = StatusCodes.Status404NotFound;
            Log(http, new SimulatorRequest(0, "", "", Changes: false), http.Response.StatusCode, 0, http.Response.ContentLength ?? 0);
            return;
        }
        if (options.Latency > TimeSpan.Zero)
            await Task.Delay(options.Latency, http.RequestAborted);
        using var body = new MemoryStream();
        await http.Request.Body.CopyToAsync(body, http.RequestAborted);
        body.Position = 0;
        var answered = await authenticator.AdmitAsync(http) ? await AnswerAsync(http, body) : null;
        Log(http, answered?.Request ?? new SimulatorRequest(0, "", "", Changes: false), answered?.Status ?? http.Response.StatusCode, body.Length, answered?.Bytes ?? 0);
    }

    private async Task<Answered?> AnswerAsync(HttpContext http, MemoryStream body)
    {
        var isWsdl = (http.Request.Path.Value ?? "").Equals(WsdlPath, StringComparison.OrdinalIgnoreCase);
        if (HttpMethods.IsGet(http.Request.Method))
        {
            if (isWsdl)
                await WriteWsdlAsync(http);
            else
                http.Response.Redirect($"https://{http.Request.Host}{WsdlPath}");
            return null;
        }
        if (!HttpMethods.IsPost(http.Request.Method) || isWsdl)
        {
            http.Response.StatusCode = StatusCodes.Status405MethodNotAllowed;
            return null;
        }
        if (http.Request.ContentType?.StartsWith("text/xml", StringComparison.OrdinalIgnoreCase) != true)
        {
            http.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return null;
        }
        return await endpoint.HandleAsync(http, body);
    }

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
            headers["client-request-id"] = id;
    }

    private void Log(HttpContext http, SimulatorRequest request, int status, long requestBytes, long responseBytes) => requests.Add(new LoggedRequest(
        request, http.Request.Method, status, requestBytes, responseBytes, http.Request.Headers.Authorization.Count > 0, http.Connection.Id));

    private static Task WriteWsdlAsync(HttpContext http)
    {
        http.Response.ContentType = "text/xml; charset=utf-8";
        return http.Response.WriteAsync(
            "<?xml version=\"1.0\" encoding=\"utf-8\"?>\n<wsdl:definitions xmlns:wsdl=\"http://schemas.xmlsoap.org/wsdl/\" targetNamespace=\"http://schemas.microsoft.com/exchange/services/2006/messages\" />",
            http.RequestAborted);
    }
}

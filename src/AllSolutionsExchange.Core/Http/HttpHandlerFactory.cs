using System.Net;
using System.Net.Http;

namespace AllSolutionsExchange.Http;

/// <summary>The way that every request takes, of the synchronisation and of the tests before it.</summary>
internal static class HttpHandlerFactory
{
    /// <param name="certificate">Judges the server's certificate.</param>
    /// <param name="proxy">The HTTP proxy; null goes directly, whatever proxy the system has.</param>
    public static HttpClientHandler Create(CertificateCheck certificate, Uri? proxy)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        };
        TlsProtocols.Attach(handler, certificate);
        return handler;
    }
}

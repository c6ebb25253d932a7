using System.Net;
using System.Net.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>The way that every request takes, of the synchronisation and of the tests before it.</summary>
internal static class EwsHttpHandler
{
    /// <param name="certificate">Judges the server's certificate.</param>
    /// <param name="proxy">The HTTP proxy; null goes directly, whatever proxy the system has.</param>
    public static HttpClientHandler Create(EwsCertificateCheck certificate, Uri? proxy)
    {
        var handler = new HttpClientHandler
        {
            AllowAutoRedirect = false,
            UseCookies = false,
            UseProxy = proxy is not null,
            Proxy = proxy is null ? null : new WebProxy(proxy),
            AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        };
        EwsTls.Attach(handler, certificate);
        return handler;
    }
}

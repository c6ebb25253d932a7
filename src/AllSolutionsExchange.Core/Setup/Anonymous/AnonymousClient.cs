using System.Net.Http;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup.Http;

namespace AllSolutionsExchange.Setup.Anonymous;

/// <summary>Sends requests to one endpoint that carry no credential.</summary>
internal sealed class AnonymousClient(Uri url, EndpointProbeOptions options) : IDisposable
{
    private readonly SetupHttpClient _http = new(options.CertificateThumbprint, options.Proxy);

    /// <summary>GETs an address of the server; a relative one is taken from its root.</summary>
    /// <exception cref="EwsConnectionException">No answer came.</exception>
    public Task<HttpAnswer> GetAsync(string? path, CancellationToken cancellationToken) =>
        _http.SendAsync(HttpMethod.Get, path is null ? url : new Uri(url, path), content: null, authorization: null, cancellationToken);

    /// <summary>POSTs a harmless request to EWS: the calendar folder is asked for.</summary>
    /// <exception cref="EwsConnectionException">No answer came.</exception>
    public async Task<HttpAnswer> PostAsync(CancellationToken cancellationToken)
    {
        using var body = new PooledStream();
        EwsEnvelopeWriter.Write(body, new GetFolderOperation([EwsFolderId.Calendar]), impersonatedSmtpAddress: null, timeZoneId: null);
        using var content = new PooledContent(body);
        return await _http.SendAsync(HttpMethod.Post, url, content, authorization: null, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _http.Dispose();
}

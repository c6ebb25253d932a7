using System.Net;
using System.Net.Http;
using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Anonymous;

/// <summary>Sends requests that carry no credential, and follows no redirect.</summary>
internal sealed class AnonymousClient : IDisposable
{
    private readonly Uri _url;
    private readonly EwsCertificateCheck _certificate;
    private readonly HttpClient _client;

    public AnonymousClient(Uri url, EndpointProbeOptions options)
    {
        _url = url;
        _certificate = new EwsCertificateCheck(options.CertificateThumbprint);
        var handler = new HttpClientHandler { AllowAutoRedirect = false, UseCookies = false };
        if (options.Proxy is { } proxy)
            handler.Proxy = new WebProxy(proxy);
        _certificate.Attach(handler);
        _client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <summary>GETs an address of the server; a relative one is taken from its root.</summary>
    /// <exception cref="EwsConnectionException">No answer came.</exception>
    public Task<AnonymousAnswer> GetAsync(string? path, CancellationToken cancellationToken) =>
        SendAsync(HttpMethod.Get, path is null ? _url : new Uri(_url, path), content: null, cancellationToken);

    /// <summary>POSTs a harmless request to EWS: the calendar folder is asked for.</summary>
    /// <exception cref="EwsConnectionException">No answer came.</exception>
    public async Task<AnonymousAnswer> PostAsync(CancellationToken cancellationToken)
    {
        using var body = new PooledStream();
        EwsEnvelopeWriter.Write(body, new GetFolderOperation([EwsFolderId.Calendar]), impersonatedSmtpAddress: null, timeZoneId: null);
        using var content = new PooledContent(body);
        return await SendAsync(HttpMethod.Post, _url, content, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose() => _client.Dispose();

    private async Task<AnonymousAnswer> SendAsync(HttpMethod method, Uri url, HttpContent? content, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };

        // No browser's name: gateways show those a form, and let programs through to Basic.
        request.Headers.TryAddWithoutValidation("User-Agent", EwsConnectionOptions.DefaultUserAgent);
        request.Headers.ExpectContinue = false;
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);

            // On .NET Framework the stream does not answer to the token; disposing the response ends the reading there.
            using (cancellationToken.Register(response.Dispose))
                return await AnonymousAnswer.ReadAsync(url, response, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or ObjectDisposedException or WebException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw EwsNetworkFailure.Describe(e, url.Host, _certificate);
        }
    }
}

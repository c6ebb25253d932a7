using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup.Http;

/// <summary>Sends single requests, and follows no redirect.</summary>
internal sealed class SetupHttpClient : IDisposable
{
    private readonly CertificateCheck _certificate;
    private readonly HttpClient _client;
    private readonly Uri? _proxy;

    /// <param name="certificateThumbprint">The one certificate that is accepted; null accepts what the system trusts.</param>
    /// <param name="proxy">The HTTP proxy; null goes directly.</param>
    public SetupHttpClient(string? certificateThumbprint, Uri? proxy)
    {
        _proxy = proxy;
        _certificate = new CertificateCheck(certificateThumbprint);
        _client = new HttpClient(HttpHandlerFactory.Create(_certificate, proxy)) { Timeout = Timeout.InfiniteTimeSpan };
    }

    /// <param name="method">The method.</param>
    /// <param name="url">An absolute URL.</param>
    /// <param name="content">The body, or null.</param>
    /// <param name="authorization">The credential, or null for none. Whoever gives one has made sure that the URL is https and the host the
    /// right one.</param>
    /// <param name="cancellationToken">Answered at once, also while the answer is arriving.</param>
    /// <exception cref="EwsConnectionException">No answer came.</exception>
    public async Task<HttpAnswer> SendAsync(
        HttpMethod method,
        Uri url,
        HttpContent? content,
        AuthenticationHeaderValue? authorization,
        CancellationToken cancellationToken
    )
    {
        using var request = new HttpRequestMessage(method, url) { Content = content };

        // No browser's name: gateways show those a form, and let programs through to Basic.
        request.Headers.TryAddWithoutValidation("User-Agent", EwsConnectionOptions.DefaultUserAgent);
        request.Headers.ExpectContinue = false;
        request.Headers.Authorization = authorization;
        try
        {
            using var response = await _client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                .ConfigureAwait(false);

            // On .NET Framework the stream does not answer to the token; disposing the response ends the reading there.
            using (cancellationToken.Register(response.Dispose))
            {
                return await HttpAnswer.ReadAsync(url, response, cancellationToken).ConfigureAwait(false);
            }
        }
        catch (Exception exception)
            when (exception is HttpRequestException or IOException or InvalidDataException or ObjectDisposedException or WebException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw new EwsConnectionException(NetworkFailure.Of(exception, url.Host, _proxy, _certificate), exception);
        }
    }

    public void Dispose() => _client.Dispose();
}

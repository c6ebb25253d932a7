using System.Net.Http;
using System.Net.Http.Headers;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>One request, as the log and the headers name it.</summary>
/// <param name="Operation">For example <c>GetItem</c>.</param>
/// <param name="Mailbox">The SMTP address of the mailbox, by which Exchange routes the request; null for none.</param>
/// <param name="ClientRequestId">By which the request is found in the server's logs.</param>
internal sealed record EwsCall(string Operation, string? Mailbox, Guid ClientRequestId);

/// <summary>An HTTP answer that may be one of EWS, with its whole body.</summary>
internal sealed record EwsHttpAnswer(int StatusCode, PooledStream Body, DateTimeOffset? Date, string? ServerRequestId, string? FrontEnd)
    : IDisposable
{
    public void Dispose() => Body.Dispose();
}

/// <summary>
/// Posts requests over TLS with Basic authentication. The credential goes to the host of the URL only: no redirect to
/// another host is followed.
/// </summary>
internal sealed class EwsHttpClient : IDisposable
{
    // A network that cuts every connection must not pile them up.
    private const int MaxClients = 16;

    private readonly EwsConnectionOptions _options;
    private readonly CertificateCheck _certificate;
    private readonly AuthenticationHeaderValue _authorization;
    private readonly object _lock = new();
    private readonly List<HttpClient> _clients = [];
    private Uri _url;

    /// <exception cref="EwsConnectionException">The URL is not one that a credential may be sent to.</exception>
    public EwsHttpClient(EwsConnectionOptions options)
    {
        RequireHttps(options.Url);
        _options = options;
        _url = options.Url;
        _authorization = EwsBasicAuthentication.Header(options.Credential);
        _certificate = new CertificateCheck(options.CertificateThumbprint);
        _clients.Add(CreateClient());
    }

    /// <summary>The URL in use, as it may be logged.</summary>
    public string Url => ForeignText.Shown(_url);

    /// <param name="body">The request.</param>
    /// <param name="call">What it is.</param>
    /// <param name="onSending">Called before each HTTP request, to count it.</param>
    /// <param name="cancellationToken">Answered at once, also while the answer is arriving.</param>
    /// <exception cref="EwsConnectionException">No answer that may be one of EWS came.</exception>
    /// <exception cref="EwsAuthenticationException">HTTP 401.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<EwsHttpAnswer> PostAsync(PooledStream body, EwsCall call, Action onSending, CancellationToken cancellationToken)
    {
        var client = CurrentClient();
        var content = new PooledContent(body);
        try
        {
            for (var redirects = 0; redirects <= _options.MaxRedirects; redirects++)
            {
                onSending();
                content = new PooledContent(body);
                using var request = CreateRequest(content, call);
                using var response = await client
                    .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken)
                    .ConfigureAwait(false);
                if ((int)response.StatusCode is not (301 or 302 or 303 or 307 or 308))
                {
                    return await ReadAsync(response, cancellationToken).ConfigureAwait(false);
                }

                _url = RedirectTarget(response);
            }
            throw new EwsRedirectException(
                _url.Host,
                $"{_url.Host} redirects to {Url}; redirects are followed {_options.MaxRedirects} times at most.",
                "Check the URL."
            );
        }
        catch (Exception exception) when (exception is not EwsException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var failure = new EwsConnectionException(NetworkFailure.Of(exception, _url.Host, _options.Proxy, _certificate), exception);
            failure.WasSent = content.WasSent;
            if (failure.Failure == EwsConnectionFailure.ConnectionLost)
            {
                Leave(client);
            }

            throw failure;
        }
    }

    public EwsConnectionException TimedOut(OperationCanceledException e) =>
        new(EwsConnectionFailure.Timeout, $"{_url.Host} did not answer within {_options.Timeout.TotalSeconds:0} s.", advice: null, e);

    public void Dispose()
    {
        lock (_lock)
        {
            _clients.ForEach(client => client.Dispose());
        }
    }

    /// <summary>The server that answered, by its own name; null if it does not say it.</summary>
    public static string? FrontEnd(HttpResponseMessage response) => Header(response, "X-FEServer");

    private HttpClient CreateClient()
    {
        var handler = HttpHandlerFactory.Create(_certificate, _options.Proxy);
        handler.MaxConnectionsPerServer = _options.MaxConcurrency;
        return new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
    }

    private HttpClient CurrentClient()
    {
        lock (_lock)
        {
            return _clients[_clients.Count - 1];
        }
    }

    // Where one connection was cut, the others that were kept open are as likely dead, and each would cost a try. Requests that
    // are under way on them go on: what was left is closed at the end.
    private void Leave(HttpClient client)
    {
        lock (_lock)
        {
            if (_clients.Count < MaxClients && ReferenceEquals(client, _clients[_clients.Count - 1]))
            {
                _clients.Add(CreateClient());
            }
        }
    }

    private static void RequireHttps(Uri url)
    {
        if (!url.IsAbsoluteUri || !string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal))
        {
            throw new EwsConnectionException(
                EwsConnectionFailure.UrlNotAllowed,
                "The EWS URL must begin with https://, since the password goes with every request."
            );
        }

        if (url.UserInfo.Length > 0)
        {
            throw new EwsConnectionException(
                EwsConnectionFailure.UrlNotAllowed,
                "The EWS URL must not contain a user name or password.",
                "Give the credential apart."
            );
        }
    }

    private HttpRequestMessage CreateRequest(PooledContent content, EwsCall call)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, _url) { Content = content };
        request.Headers.Authorization = _authorization;
        request.Headers.ExpectContinue = false;
        request.Headers.TryAddWithoutValidation("User-Agent", _options.UserAgent);
        request.Headers.Add("client-request-id", call.ClientRequestId.ToString("D"));
        request.Headers.Add("return-client-request-id", "true");
        if (call.Mailbox is { } mailbox && mailbox.All(c => c is > ' ' and <= '~'))
        {
            request.Headers.TryAddWithoutValidation("X-AnchorMailbox", mailbox);
        }

        return request;
    }

    private Uri RedirectTarget(HttpResponseMessage response)
    {
        var location = response.Headers.Location is { } given && Uri.TryCreate(_url, given, out var target) ? target : _url;
        if (LogonPage.At(location) is { } page)
        {
            throw EwsHttpFailure.Forms(_url.Host, page);
        }

        if (
            !string.Equals(location.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal)
            || !string.Equals(location.Authority, _url.Authority, StringComparison.OrdinalIgnoreCase)
        )
        {
            throw new EwsRedirectException(
                location.Authority,
                $"{_url.Host} redirects to {location.Scheme}://{location.Authority}.",
                "The credential was not sent there. If that is the right server, give its EWS URL."
            );
        }

        // Whatever user it names: the account that signs in is ours.
        return location.UserInfo.Length == 0 ? location : new UriBuilder(location) { UserName = "", Password = "" }.Uri;
    }

    private async Task<EwsHttpAnswer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var body = new PooledStream();
        try
        {
            // On .NET Framework the stream does not answer to the token; disposing the response ends the reading there.
            using (cancellationToken.Register(response.Dispose))
            {
                await ReadBodyAsync(response.Content, body, cancellationToken).ConfigureAwait(false);
            }

            if (EwsHttpFailure.Of(response, body, _url.Host) is { } failure)
            {
                throw failure;
            }

            return new EwsHttpAnswer(
                (int)response.StatusCode,
                body,
                response.Headers.Date,
                Header(response, "request-id"),
                FrontEnd(response)
            );
        }
        catch
        {
            body.Dispose();
            throw;
        }
    }

    private async Task ReadBodyAsync(HttpContent content, PooledStream body, CancellationToken cancellationToken)
    {
        using var source = await content.ReadAsStreamAsync().ConfigureAwait(false);
        while (true)
        {
            var free = body.GetFreeSpace();
            var count = await source.ReadAsync(free.Array!, free.Offset, free.Count, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                return;
            }

            body.Advance(count);
            if (body.Length > _options.MaxResponseBytes)
            {
                throw new EwsConnectionException(
                    EwsConnectionFailure.ResponseTooLarge,
                    $"The answer of {_url.Host} is larger than {_options.MaxResponseBytes} bytes."
                );
            }
        }
    }

    private static string? Header(HttpResponseMessage response, string name) =>
        response.Headers.TryGetValues(name, out var values) && values.FirstOrDefault() is { } value ? ForeignText.Shown(value) : null;
}

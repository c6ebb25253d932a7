using System.Net.Http;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>How a REST server is reached in a run.</summary>
internal sealed class RestOptions
{
    public required RestServer Server { get; init; }

    /// <summary>The secret that the map names; null if it names none.</summary>
    public string? Secret { get; init; }

    /// <summary>The HTTP proxy; null goes directly.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How long one request may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    /// <summary>The largest answer that is taken, in bytes.</summary>
    public long MaxAnswerBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Told how long a rest is that the server asks for, where that is long; null tells nobody.</summary>
    public Action<TimeSpan>? OnRest { get; init; }

    /// <summary>This machine's clock.</summary>
    public required Func<DateTimeOffset> Clock { get; init; }

    /// <summary>Waits; a test that must not wait gives its own.</summary>
    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;
}

/// <summary>
/// Sends requests to one REST server, over TLS and to its address only: no redirect is followed. A read that fails in passing is sent
/// again; a write only where the server says that it did not take it.
/// </summary>
internal sealed class RestClient : IDisposable
{
    private const int Tries = 4;

    private readonly RestOptions _options;
    private readonly CertificateCheck _certificate;
    private readonly HttpClient _http;
    private readonly SignIn _signIn;
    private readonly RequestGate _gate;

    public RestClient(RestOptions options)
    {
        _options = options;
        _certificate = new CertificateCheck(options.Server.CertificateThumbprint);
        var handler = HttpHandlerFactory.Create(_certificate, options.Proxy);
        handler.MaxConnectionsPerServer = options.Server.Requests;
        _http = new HttpClient(handler) { Timeout = System.Threading.Timeout.InfiniteTimeSpan };
        _signIn = SignIn.Of(options);
        _gate = new RequestGate(options.Server.Requests, options.Delay, options.OnRest);
    }

    private string Host => _options.Server.Url.Host;

    /// <summary>The address of a path of the map, with its values.</summary>
    /// <exception cref="FormatException">A value would lead to another path.</exception>
    public Uri UrlOf(string path, params (string Place, string Value)[] values)
    {
        foreach (var (place, value) in values.Where(pair => path.Contains($"{{{pair.Place}}}")))
        {
            path =
                value.Trim('.').Length == 0
                    ? throw new FormatException($"the {place} cannot be part of an address")
                    : path.Replace($"{{{place}}}", Uri.EscapeDataString(value));
        }

        return new Uri(_options.Server.Url.AbsoluteUri + path);
    }

    /// <summary>What names a user's list.</summary>
    public string NameOf(KindMap map, string user) => $"{map.Source(_options.Server)}#{Caseless.Key(user)}";

    /// <summary>Whether an address is one of the server that the credential is for.</summary>
    public bool IsOwn(Uri url) =>
        url.IsAbsoluteUri
        && string.Equals(url.Scheme, _options.Server.Url.Scheme, StringComparison.Ordinal)
        && string.Equals(url.Authority, _options.Server.Url.Authority, StringComparison.OrdinalIgnoreCase)
        && url.UserInfo.Length == 0;

    /// <summary>Sends a request.</summary>
    /// <param name="call">The request.</param>
    /// <param name="onSending">Called before each HTTP request.</param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <returns>The answer: one that went well, or a refusal of what was asked for (4xx, 500).</returns>
    /// <exception cref="SideException">No answer came that could be one.</exception>
    public async Task<RestAnswer> SendAsync(RestCall call, Action onSending, CancellationToken cancellationToken)
    {
        var mayForget = true;
        for (var attempt = 1; ; attempt++)
        {
            var answer = await TryAsync(call, onSending, mayForget, attempt >= Tries, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: 401 } && mayForget && _signIn.Forget())
            {
                mayForget = false;
                answer.Dispose();
            }
            else if (answer is not null)
            {
                return Checked(answer);
            }
        }
    }

    public void Dispose()
    {
        _gate.Dispose();
        _signIn.Dispose();
        _http.Dispose();
    }

    /// <summary>One try; null if it is to be made again.</summary>
    private async Task<RestAnswer?> TryAsync(
        RestCall call,
        Action onSending,
        bool mayForget,
        bool isLast,
        CancellationToken cancellationToken
    )
    {
        await _gate.EnterAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            var answer = await OnceAsync(call, onSending, cancellationToken).ConfigureAwait(false);
            if (answer.Status is not (429 or 502 or 503 or 504))
            {
                // Closed before the next one is let in: a second try with a wrong password is one nearer to a lock.
                if (answer.Status != 401)
                {
                    _gate.Succeeded();
                }
                else if (!(mayForget && _signIn.CanForget))
                {
                    _gate.Close(Refusal);
                }

                return answer;
            }

            using (answer)
            {
                _gate.BackOff(answer.RetryAfter(_options.Clock()));
                return !isLast && (answer.Status == 429 || !call.IsWrite)
                    ? null
                    : throw new SideUnavailableException(
                        FormattableString.Invariant($"{Host} is too busy to answer (HTTP {answer.Status})."),
                        RestAdvice.With("Run the command again later.")
                    );
            }
        }
        catch (SideUnavailableException exception) when (exception.IsTransient && exception.IsUnreachable && !call.IsWrite && !isLast)
        {
            _gate.BackOff(null);
            return null;
        }
        finally
        {
            _gate.Leave();
        }
    }

    private async Task<RestAnswer> OnceAsync(RestCall call, Action onSending, CancellationToken cancellationToken)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        try
        {
            using var request = call.ToRequest(_options.Server.Headers);
            await _signIn.ApplyAsync(request, onSending, limit.Token).ConfigureAwait(false);
            onSending();
            using var response = await _http
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .OrCancelledAsync(limit.Token)
                .ConfigureAwait(false);
            using (limit.Token.Register(response.Dispose))
            {
                return await RestAnswer.ReadAsync(response, Host, _options.MaxAnswerBytes, limit.Token).ConfigureAwait(false);
            }
        }
        catch (Exception exception) when (exception is not CouplingException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            throw Unreachable(exception, isLate: limit.IsCancellationRequested);
        }
    }

    private SideUnavailableException Unreachable(Exception exception, bool isLate)
    {
        if (isLate)
        {
            return new SideUnavailableException(
                FormattableString.Invariant($"{Host} did not answer within {_options.Timeout.TotalSeconds:0} s."),
                RestAdvice.With()
            )
            {
                IsUnreachable = true,
            };
        }

        var failure = NetworkFailure.Of(exception, Host, _options.Proxy, _certificate);
        return new SideUnavailableException(failure.Fault, RestAdvice.With(failure.Advice))
        {
            IsTransient = failure.Kind is not (NetworkFault.Certificate or NetworkFault.Tls or NetworkFault.InvalidResponse),
            IsUnreachable = true,
        };
    }

    private RestAnswer Checked(RestAnswer answer)
    {
        var refusal = answer.Status switch
        {
            401 => Refusal(),
            >= 300 and < 400 => (SideException)
                new SideUnavailableException(
                    FormattableString.Invariant($"{Host} sends the request elsewhere (HTTP {answer.Status}). Nothing was sent there."),
                    RestAdvice.With("Write the address where the interface really is into the map.")
                )
                {
                    IsTransient = false,
                },
            _ => null,
        };
        if (refusal is null)
        {
            return answer;
        }

        answer.Dispose();
        throw refusal;
    }

    private AccountRefusedException Refusal() =>
        new(
            $"{Host} refuses the account (HTTP 401).",
            RestAdvice.With("Check who signs in by the map, and the secret that is kept for it.")
        )
        {
            Side = SideName.AllSolutions,
        };
}

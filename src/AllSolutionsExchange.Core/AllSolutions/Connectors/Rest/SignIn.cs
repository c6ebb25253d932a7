using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>Tells a server who asks.</summary>
internal abstract class SignIn : IDisposable
{
    public static SignIn Of(RestOptions options)
    {
        var secret = options.Secret;
        if (options.Server.SignIn.Secret is not null && string.IsNullOrEmpty(secret))
        {
            throw new ArgumentException("The secret that the map names is missing.", nameof(options));
        }

        return options.Server.SignIn switch
        {
            SignInMap.Basic basic => new Fixed("Authorization", $"Basic {Base64($"{basic.User}:{secret}")}"),
            SignInMap.Header header => new Fixed(header.Name, secret!),
            SignInMap.Bearer => new Fixed("Authorization", $"Bearer {secret}"),
            SignInMap.ClientCredentials client => new Client(client, options),
            _ => new Fixed(null, ""),
        };
    }

    /// <summary>Signs a request.</summary>
    public abstract Task ApplyAsync(HttpRequestMessage request, Action onSending, CancellationToken cancellationToken);

    /// <summary>Whether something else can be tried if the server refuses it: another token.</summary>
    public virtual bool CanForget => false;

    /// <summary>Forgets what the server refused; whether something else can be tried.</summary>
    public virtual bool Forget() => false;

    public virtual void Dispose() { }

    private static string Base64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));

    private sealed class Fixed(string? name, string value) : SignIn
    {
        public override Task ApplyAsync(HttpRequestMessage request, Action onSending, CancellationToken cancellationToken)
        {
            if (name is not null)
            {
                request.Headers.TryAddWithoutValidation(name, value);
            }

            return Task.CompletedTask;
        }
    }

    /// <summary>A token for the secret of a client (RFC 6749, 4.4), kept until it runs out.</summary>
    private sealed class Client : SignIn
    {
        private static readonly TimeSpan Margin = TimeSpan.FromMinutes(1);
        private static readonly TimeSpan Untold = TimeSpan.FromMinutes(5);

        private readonly SignInMap.ClientCredentials _map;
        private readonly RestOptions _options;
        private readonly CertificateCheck _certificate;
        private readonly HttpClient _http;
        private readonly SemaphoreSlim _one = new(1, 1);
        private string? _token;
        private DateTimeOffset _until;

        public Client(SignInMap.ClientCredentials map, RestOptions options)
        {
            _map = map;
            _options = options;

            // The pinned certificate is the interface's; another host has its own.
            var isSame = string.Equals(map.TokenUrl.Authority, options.Server.Url.Authority, StringComparison.OrdinalIgnoreCase);
            _certificate = new CertificateCheck(isSame ? options.Server.CertificateThumbprint : null);
            _http = new HttpClient(HttpHandlerFactory.Create(_certificate, options.Proxy))
            {
                Timeout = System.Threading.Timeout.InfiniteTimeSpan,
            };
        }

        public override async Task ApplyAsync(HttpRequestMessage request, Action onSending, CancellationToken cancellationToken)
        {
            await _one.WaitAsync(cancellationToken).ConfigureAwait(false);
            try
            {
                if (_token is null || _options.Clock() >= _until)
                {
                    await FetchAsync(onSending, cancellationToken).ConfigureAwait(false);
                }

                request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", _token);
            }
            finally
            {
                _one.Release();
            }
        }

        public override bool CanForget => true;

        public override bool Forget()
        {
            _token = null;
            return true;
        }

        public override void Dispose()
        {
            _http.Dispose();
            _one.Dispose();
        }

        private async Task FetchAsync(Action onSending, CancellationToken cancellationToken)
        {
            var form = new Dictionary<string, string> { ["grant_type"] = "client_credentials" };
            if (_map.Scope is { } scope)
            {
                form["scope"] = scope;
            }

            using var request = new HttpRequestMessage(HttpMethod.Post, _map.TokenUrl) { Content = new FormUrlEncodedContent(form) };
            var account = $"{Uri.EscapeDataString(_map.ClientId)}:{Uri.EscapeDataString(_options.Secret!)}";
            request.Headers.Authorization = new AuthenticationHeaderValue("Basic", Base64(account));
            onSending();
            using var answer = await SendAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer.Status is 400 or 401 or 403)
            {
                throw new AccountRefusedException(
                    FormattableString.Invariant($"{_map.TokenUrl.Host} gives the client no token (HTTP {answer.Status})."),
                    "Check clientId and scope in the map, and the secret that is kept for it."
                )
                {
                    Side = SideName.AllSolutions,
                };
            }

            Keep(answer);
        }

        private async Task<RestAnswer> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            try
            {
                using var response = await _http.SendAsync(request, cancellationToken).ConfigureAwait(false);
                return await RestAnswer.ReadAsync(response, _map.TokenUrl.Host, 1024 * 1024, cancellationToken).ConfigureAwait(false);
            }
            catch (Exception exception) when (exception is HttpRequestException or IOException)
            {
                var failure = NetworkFailure.Of(exception, _map.TokenUrl.Host, _options.Proxy, _certificate);
                throw new SideUnavailableException(failure.Fault, failure.Advice) { IsUnreachable = true };
            }
        }

        private void Keep(RestAnswer answer)
        {
            var json = answer.Json;
            if (
                !answer.IsDone
                || json.ValueKind != JsonValueKind.Object
                || !json.TryGetProperty("access_token", out var token)
                || token.ValueKind != JsonValueKind.String
            )
            {
                throw new SideUnavailableException(
                    FormattableString.Invariant($"{_map.TokenUrl.Host} answers without a token (HTTP {answer.Status})."),
                    "Check tokenUrl in the map."
                );
            }

            var lasts =
                json.TryGetProperty("expires_in", out var expires) && expires.TryGetInt32(out var seconds)
                    ? TimeSpan.FromSeconds(seconds)
                    : Untold;
            _token = token.GetString();
            _until = _options.Clock() + lasts - Margin;
        }
    }
}

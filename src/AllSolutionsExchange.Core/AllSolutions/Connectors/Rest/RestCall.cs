using System.Globalization;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.AllSolutions.Connectors;

/// <summary>A request.</summary>
/// <param name="Method">The HTTP method.</param>
/// <param name="Url">The address.</param>
internal sealed record RestCall(string Method, Uri Url)
{
    public JsonNode? Body { get; init; }

    /// <summary>The version that the row must still have; null for any.</summary>
    public string? IfMatch { get; init; }

    /// <summary>A header that names the request; null for none.</summary>
    public (string Name, string Value)? Key { get; init; }

    public bool IsWrite => Method != "GET";

    public static RestCall Get(Uri url) => new("GET", url);

    /// <summary>The request as it is sent. It is made anew for each try.</summary>
    public HttpRequestMessage ToRequest(IReadOnlyList<(string Name, string Value)> headers)
    {
        var request = new HttpRequestMessage(new HttpMethod(Method), Url);
        request.Headers.TryAddWithoutValidation("Accept", "application/json");
        request.Headers.TryAddWithoutValidation("User-Agent", "AllSolutionsExchange");
        request.Headers.ExpectContinue = false;
        foreach (var (name, value) in headers)
        {
            request.Headers.Remove(name);
            request.Headers.TryAddWithoutValidation(name, value);
        }

        if (IfMatch is { } version)
        {
            request.Headers.TryAddWithoutValidation("If-Match", version);
        }

        if (Key is { } key)
        {
            request.Headers.TryAddWithoutValidation(key.Name, key.Value);
        }

        if (Body is not null)
        {
            request.Content = new ByteArrayContent(Encoding.UTF8.GetBytes(Body.ToJsonString()));
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        return request;
    }
}

/// <summary>An answer, with its body where that is JSON.</summary>
internal sealed class RestAnswer : IDisposable
{
    private readonly string _host;
    private readonly JsonDocument? _json;
    private readonly RetryConditionHeaderValue? _retryAfter;

    private RestAnswer(HttpResponseMessage response, string host, JsonDocument? json, bool isPage)
    {
        _host = host;
        _json = json;
        _retryAfter = response.Headers.RetryAfter;
        IsPage = isPage;
        Status = (int)response.StatusCode;
        Date = response.Headers.Date;
        Location = response.Headers.Location;
        Links = response.Headers.TryGetValues("Link", out var links) ? string.Join(",", links) : "";
    }

    public int Status { get; }

    public DateTimeOffset? Date { get; }

    /// <summary>Where what was made is.</summary>
    public Uri? Location { get; }

    /// <summary>The header Link (RFC 8288).</summary>
    public string Links { get; }

    /// <summary>Whether a web page answered.</summary>
    public bool IsPage { get; }

    public bool IsDone => Status is >= 200 and < 300;

    public bool IsGone => Status is 404 or 410;

    /// <summary>The body; null if there is none.</summary>
    public JsonElement? Body => _json?.RootElement;

    /// <summary>The body, which must be there.</summary>
    /// <exception cref="SideUnavailableException">It is something else than JSON.</exception>
    public JsonElement Json =>
        Body
        ?? throw new SideUnavailableException(
            IsPage ? $"{_host} answers with a web page instead of JSON." : $"The answer of {_host} is not JSON, or not all of it came.",
            RestAdvice.With("Check the address in the map. Nothing of that answer was taken.")
        )
        {
            IsTransient = !IsPage,
        };

    public TimeSpan? RetryAfter(DateTimeOffset now) =>
        _retryAfter?.Delta ?? (_retryAfter?.Date is { } date ? TimeSpan.FromTicks(Math.Max(0, (date - now).Ticks)) : null);

    public void Dispose() => _json?.Dispose();

    /// <summary>Reads an answer to its end.</summary>
    public static async Task<RestAnswer> ReadAsync(
        HttpResponseMessage response,
        string host,
        long most,
        CancellationToken cancellationToken
    )
    {
        using var body = new PooledStream();
        using var source = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
        while (true)
        {
            var free = body.GetFreeSpace();
            var count = await source.ReadAsync(free.Array!, free.Offset, free.Count, cancellationToken).ConfigureAwait(false);
            if (count == 0)
            {
                break;
            }

            body.Advance(count);
            if (body.Length > most)
            {
                throw new SideUnavailableException(
                    string.Format(CultureInfo.InvariantCulture, "The answer of {0} is larger than {1} bytes.", host, most),
                    "Let the map ask for smaller pages."
                )
                {
                    IsTransient = false,
                };
            }
        }

        body.Position = 0;
        return new RestAnswer(response, host, Parse(body), IsWebPage(body));
    }

    private static JsonDocument? Parse(PooledStream body)
    {
        try
        {
            return body.Length == 0 ? null : JsonDocument.Parse(body);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static bool IsWebPage(PooledStream body)
    {
        var begin = Encoding.UTF8.GetString(body.Peek(0, 64)).TrimStart('\uFEFF', ' ', '\r', '\n', '\t');
        return begin.StartsWith("<", StringComparison.Ordinal);
    }
}

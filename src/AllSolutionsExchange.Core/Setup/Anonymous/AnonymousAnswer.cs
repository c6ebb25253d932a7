using System.Net.Http;
using System.Text;

namespace AllSolutionsExchange.Setup.Anonymous;

/// <summary>The answer to a request without credentials.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where it redirects to; null when it does not.</param>
/// <param name="Schemes">The authentication schemes that it offers, each once.</param>
/// <param name="MediaType">The type of the body, in lower case; empty when none is given.</param>
/// <param name="OwaVersion">The header X-OWA-Version; null when absent.</param>
/// <param name="Body">The beginning of the body, as far as it is ASCII.</param>
internal sealed record AnonymousAnswer(int Status, Uri? Location, IReadOnlyList<string> Schemes, string MediaType, string? OwaVersion, string Body)
{
    private const int MaxBody = 64 * 1024;

    public static async Task<AnonymousAnswer> ReadAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers;
        return new AnonymousAnswer(
            (int)response.StatusCode,
            (int)response.StatusCode is >= 300 and < 400 && headers.Location is { } location ? new Uri(url, location) : null,
            [.. headers.WwwAuthenticate.Select(challenge => challenge.Scheme).Distinct(StringComparer.OrdinalIgnoreCase)],
            response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? string.Empty,
            headers.TryGetValues("X-OWA-Version", out var versions) ? versions.FirstOrDefault() : null,
            await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false));
    }

    private static async Task<string> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var source = await content.ReadAsStreamAsync().ConfigureAwait(false);
        var body = new byte[MaxBody];
        var length = 0;
        int count;
        do
        {
            count = await source.ReadAsync(body, length, body.Length - length, cancellationToken).ConfigureAwait(false);
            length += count;
        }
        while (count > 0 && length < body.Length);
        return Encoding.ASCII.GetString(body, 0, length);
    }
}

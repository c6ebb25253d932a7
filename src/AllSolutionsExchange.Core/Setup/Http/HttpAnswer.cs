using System.Net.Http;
using System.Text;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup.Http;

/// <summary>The answer to one request.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Location">Where it redirects to; null when it does not.</param>
/// <param name="Schemes">The authentication schemes that it offers, each once.</param>
/// <param name="MediaType">The type of the body, in lower case; empty when none is given.</param>
/// <param name="OwaVersion">The header X-OWA-Version; null when absent.</param>
/// <param name="Body">The body, as far as it is read as UTF-8; of a large one the first 256 KB.</param>
internal sealed record HttpAnswer(
    int Status,
    Uri? Location,
    IReadOnlyList<string> Schemes,
    string MediaType,
    string? OwaVersion,
    string Body
)
{
    private const int MaxBody = 256 * 1024;

    public bool OffersBasic => Schemes.Contains("Basic", StringComparer.OrdinalIgnoreCase);

    public static async Task<HttpAnswer> ReadAsync(Uri url, HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var headers = response.Headers;
        return new HttpAnswer(
            (int)response.StatusCode,
            (int)response.StatusCode is >= 300 and < 400 && headers.Location is { } location && Uri.TryCreate(url, location, out var target)
                ? target
                : null,
            Challenges.Schemes(headers),
            response.Content.Headers.ContentType?.MediaType?.ToLowerInvariant() ?? string.Empty,
            headers.TryGetValues("X-OWA-Version", out var versions) ? versions.FirstOrDefault() : null,
            await ReadBodyAsync(response.Content, cancellationToken).ConfigureAwait(false)
        );
    }

    private static async Task<string> ReadBodyAsync(HttpContent content, CancellationToken cancellationToken)
    {
        using var source = await content.ReadAsStreamAsync().ConfigureAwait(false);
        using var body = new MemoryStream();
        var part = new byte[16 * 1024];
        int count;
        do
        {
            count = await source.ReadAsync(part, 0, part.Length, cancellationToken).ConfigureAwait(false);
            body.Write(part, 0, count);
        } while (count > 0 && body.Length < MaxBody);
        return Encoding.UTF8.GetString(body.ToArray()).TrimStart('\uFEFF');
    }
}

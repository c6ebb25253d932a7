using System.Net.Http.Headers;

namespace AllSolutionsExchange.Http;

/// <summary>What a server asks for before it answers.</summary>
internal static class Challenges
{
    /// <summary>The authentication schemes of the WWW-Authenticate headers, each once.</summary>
    public static IReadOnlyList<string> Schemes(HttpResponseHeaders headers) =>
        [.. headers.WwwAuthenticate.Select(challenge => challenge.Scheme).Distinct(StringComparer.OrdinalIgnoreCase)];
}

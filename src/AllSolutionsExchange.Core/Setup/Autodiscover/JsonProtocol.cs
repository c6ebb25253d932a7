using System.Text.Json;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>Autodiscover V2: one GET without a sign-in (learn.microsoft.com, Autodiscover V2 for Exchange).</summary>
internal static class JsonProtocol
{
    public static Uri UrlAt(string host, string address) =>
        new($"https://{host}/autodiscover/autodiscover.json/v1.0/{Uri.EscapeDataString(address)}?Protocol=EWS");

    /// <summary>The address of EWS; null where the answer names none.</summary>
    public static string? Read(string body)
    {
        try
        {
            using var document = JsonDocument.Parse(body);
            return
                document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty("Url", out var url)
                && url.ValueKind == JsonValueKind.String
                ? url.GetString()
                : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // No JSON; or a text that is none: half of a surrogate pair.
            return null;
        }
    }
}

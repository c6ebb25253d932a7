namespace AllSolutionsExchange.Exchange;

/// <summary>The address of Exchange Web Services, from whatever an admin has at hand.</summary>
public sealed class EwsUrl
{
    private const string ServicePath = "/EWS/Exchange.asmx";
    private static readonly string[] ServiceEndings = ["/ews/exchange.asmx", "/ews/services.wsdl", "/ews"];

    private EwsUrl(Uri uri)
    {
        Uri = uri;
        Warning = ExchangeOnline.WarningFor(uri.Host.ToLowerInvariant());
    }

    /// <summary>The address: https, ending in /EWS/Exchange.asmx, without query.</summary>
    public Uri Uri { get; }

    /// <summary>What the admin should know of this host, or null.</summary>
    public string? Warning { get; }

    /// <summary>Reads an address: a host name, https://host, or one that ends in /ews, /EWS/Exchange.asmx or /EWS/Services.wsdl.</summary>
    /// <param name="text">The address as given.</param>
    /// <returns>The address in its full form.</returns>
    /// <exception cref="ParameterException">It is http, holds a password, or is not an address of Exchange Web Services.</exception>
    public static EwsUrl Parse(string text)
    {
        var trimmed = (text ?? "").Trim();
        var full = trimmed.Contains("://") ? trimmed : "https://" + trimmed;
        if (!Uri.TryCreate(full, UriKind.Absolute, out var uri) || uri.Host.Length == 0)
        {
            throw Refused(
                (trimmed.Contains('@') ? "That" : $"'{trimmed}'") + " is not an address.",
                "Give it as https://mail.contoso.nl/EWS/Exchange.asmx, without a user name or password."
            );
        }

        if (uri.UserInfo.Length > 0)
        {
            throw Refused("The address holds a user name or a password.", "Give those with -Credential and the address without them.");
        }

        if (uri.Scheme == Uri.UriSchemeHttp)
        {
            throw Refused($"'{uri}' is http: the password would travel in clear.", "Give the https address.");
        }

        if (uri.Scheme != Uri.UriSchemeHttps)
        {
            throw Refused($"'{uri}' is not https.", "Give it as https://mail.contoso.nl/EWS/Exchange.asmx.");
        }

        return new EwsUrl(
            new UriBuilder(uri)
            {
                Path = PathBefore(uri) + ServicePath,
                Query = "",
                Fragment = "",
            }.Uri
        );
    }

    /// <inheritdoc/>
    public override string ToString() => Uri.AbsoluteUri;

    private static string PathBefore(Uri uri)
    {
        var path = uri.AbsolutePath.TrimEnd('/');
        if (path.Length == 0)
        {
            return "";
        }

        foreach (var ending in ServiceEndings)
        {
            if (path.EndsWith(ending, StringComparison.OrdinalIgnoreCase))
            {
                return path.Substring(0, path.Length - ending.Length);
            }
        }

        throw Refused(
            $"'{uri}' is not the address of Exchange Web Services.",
            $"It ends in /EWS/Exchange.asmx, such as {uri.GetLeftPart(UriPartial.Authority)}{ServicePath}."
        );
    }

    private static ParameterException Refused(string fault, string advice) => new(ErrorIds.UrlRefused, fault, advice);
}

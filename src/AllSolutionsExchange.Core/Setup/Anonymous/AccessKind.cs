using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup.Http;

namespace AllSolutionsExchange.Setup.Anonymous;

/// <summary>How an endpoint receives a request without credentials.</summary>
internal enum AccessKind
{
    /// <summary>401 that offers Basic: as it should be.</summary>
    Basic,

    /// <summary>401 that offers other schemes, or none.</summary>
    NoBasic,

    /// <summary>The logon page of Outlook on the web.</summary>
    OwaForm,

    /// <summary>The logon page of ISA or TMG.</summary>
    TmgForm,

    /// <summary>The sign-in page of a gateway on the same host.</summary>
    GatewayForm,

    /// <summary>A redirect to another host: a gateway that signs in by itself, as ADFS or Entra application proxy.</summary>
    Gateway,

    /// <summary>A redirect within the host.</summary>
    Redirect,

    /// <summary>EWS let the request in.</summary>
    Anonymous,

    /// <summary>A web page that is not a logon page.</summary>
    WebPage,

    /// <summary>403 of the server.</summary>
    Forbidden,

    /// <summary>403 of a publishing rule of ISA or TMG.</summary>
    NotPublished,

    /// <summary>404.</summary>
    NotFound,

    /// <summary>500.</summary>
    ServerError,

    /// <summary>502, 503 or 504.</summary>
    Unavailable,

    /// <summary>Any other status.</summary>
    Unexpected,
}

/// <summary>Tells from an answer how the endpoint receives a request without credentials.</summary>
internal static class AccessKinds
{
    public static AccessKind Of(HttpAnswer answer, Uri url) =>
        answer.Status switch
        {
            401 when answer.Schemes.Contains("Basic", StringComparer.OrdinalIgnoreCase) => AccessKind.Basic,
            401 => AccessKind.NoBasic,
            440 => AccessKind.OwaForm,
            >= 300 and < 400 => OfRedirect(answer, url),
            403 => Has(answer.Body, "denied the specified Uniform Resource Locator") ? AccessKind.NotPublished : AccessKind.Forbidden,
            404 => AccessKind.NotFound,
            502 or 503 or 504 => AccessKind.Unavailable,
            200 or 500 when IsOfEws(answer) => AccessKind.Anonymous,
            500 => AccessKind.ServerError,
            200 => LogonPage.In(answer.Body) is { } page ? OfForm(page) : AccessKind.WebPage,
            _ => AccessKind.Unexpected,
        };

    private static AccessKind OfRedirect(HttpAnswer answer, Uri url)
    {
        if (answer.Location is not { } location)
        {
            return AccessKind.Unexpected;
        }

        if (LogonPage.At(location) is { } page)
        {
            return OfForm(page);
        }

        if (!string.Equals(location.Host, url.Host, StringComparison.OrdinalIgnoreCase))
        {
            return AccessKind.Gateway;
        }

        // Where EWS itself sends a browser that it has let in.
        return location.AbsolutePath.EndsWith("/Services.wsdl", StringComparison.OrdinalIgnoreCase)
            ? AccessKind.Anonymous
            : AccessKind.Redirect;
    }

    private static AccessKind OfForm(LogonPage page) =>
        page.IsOfGateway ? AccessKind.GatewayForm
        : page == LogonPage.Tmg ? AccessKind.TmgForm
        : AccessKind.OwaForm;

    private static bool IsOfEws(HttpAnswer answer) =>
        (Has(answer.MediaType, "xml") && (Has(answer.Body, "/soap/envelope/") || Has(answer.Body, "/wsdl/")))
        || (Has(answer.MediaType, "html") && Has(answer.Body, "Services.wsdl"));

    private static bool Has(string text, string mark) => text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0;
}

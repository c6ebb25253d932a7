using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup.Http;

namespace AllSolutionsExchange.Setup.Anonymous;

/// <summary>Says what an answer without credentials means, and what to do if it is not as it should be.</summary>
internal static class AccessFindings
{
    private const string TurnBasicOn =
        "Turn Basic on, in the Exchange Management Shell or a session with its cmdlets: Get-WebServicesVirtualDirectory | "
        + "Set-AsEwsAuthentication -BasicAuthentication $true.";
    private const string LookAtTheServer =
        "On the server, look at the Application log, and at the application pool: Get-WebAppPoolState MSExchangeServicesAppPool.";

    public static string Detail(AccessKind kind, HttpAnswer answer, Uri url) =>
        kind switch
        {
            AccessKind.Basic => $"{url.Host} asks for a sign-in and offers {string.Join(", ", answer.Schemes)}.",
            AccessKind.NoBasic when answer.Schemes is [var only] && string.Equals(only, "Bearer", StringComparison.OrdinalIgnoreCase) =>
                $"{url.Host} takes tokens of modern authentication alone (only Bearer), as Exchange Online does.",
            AccessKind.NoBasic => $"{url.Host} does not offer Basic authentication "
                + $"({(answer.Schemes.Count == 0 ? "it offers none" : "only " + string.Join(", ", answer.Schemes))}).",
            AccessKind.OwaForm when answer.Status == 440 =>
                "The forms-based authentication of Outlook on the web answers instead of EWS: 440 Login Timeout (HTTP 440).",
            AccessKind.OwaForm =>
                $"The logon form of Outlook on the web answers instead of EWS (HTTP {answer.Status}): forms-based authentication.",
            AccessKind.TmgForm =>
                $"The logon form of ISA or TMG answers instead of EWS (HTTP {answer.Status}): forms-based authentication.",
            AccessKind.GatewayForm => $"The sign-in page of {GatewayOf(answer)} answers instead of EWS (HTTP {answer.Status}).",
            AccessKind.Gateway =>
                $"A gateway redirects to {answer.Location!.Host} for its own sign-in (HTTP {answer.Status}). The redirect was not "
                    + "followed.",
            AccessKind.Redirect =>
                $"{url.Host} redirects to {ForeignText.Shown(answer.Location!)} (HTTP {answer.Status}). The redirect was not followed.",
            AccessKind.Anonymous => $"EWS lets in a request without a user name and password (HTTP {answer.Status}).",
            AccessKind.WebPage => $"A web page answers instead of EWS (HTTP {answer.Status}).",
            AccessKind.Forbidden => $"{url.Host} forbids the request (HTTP 403).",
            AccessKind.NotPublished => "A publishing rule of ISA or TMG denies this URL (HTTP 403).",
            AccessKind.NotFound => $"There is no EWS at {url.AbsolutePath} (HTTP 404).",
            AccessKind.ServerError => "The web server fails on the request before EWS can answer (HTTP 500).",
            AccessKind.Unavailable => $"EWS is down or too busy (HTTP {answer.Status}).",
            _ => $"{url.Host} answers with HTTP {answer.Status}, which EWS does not.",
        };

    public static string Advice(AccessKind kind, HttpAnswer answer) =>
        kind switch
        {
            AccessKind.NoBasic when answer.Schemes.Contains("Bearer", StringComparer.OrdinalIgnoreCase) && answer.Schemes.Count == 1 =>
                "If it is Exchange Online: "
                    + ExchangeOnline.Truth
                    + " If it is your own server, it takes modern authentication only, and the coupling signs in by Basic. "
                    + TurnBasicOn,
            AccessKind.NoBasic => TurnBasicOn,
            AccessKind.OwaForm =>
                "Forms belong to /owa and /ecp, not to /EWS. Whatever publishes Exchange must pass /EWS/* on without a form. "
                    + TurnBasicOn,
            AccessKind.TmgForm =>
                "In ISA or TMG, publish /EWS/* by a rule of its own, with a listener that has HTTP authentication Basic and no form. "
                    + TurnBasicOn,
            AccessKind.GatewayForm =>
                $"In {GatewayOf(answer)}, let /EWS/* pass to Exchange without a sign-in of its own: the coupling signs in by Basic at "
                    + "Exchange itself. Or give the URL inside the network: Get-WebServicesVirtualDirectory -ADPropertiesOnly | "
                    + "Format-List InternalUrl.",
            AccessKind.Gateway => "Publish /EWS/* as pass-through, without pre-authentication (Web Application Proxy: "
                + "Set-WebApplicationProxyApplication, ExternalPreauthentication PassThrough), or give the URL inside the "
                + "network: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List InternalUrl.",
            AccessKind.Redirect =>
                "Give the URL that it redirects to, if that is your EWS; or take the redirect away (IIS: HTTP Redirect of the site "
                    + "must not be inherited by /EWS).",
            AccessKind.Anonymous =>
                "Look for a proxy that signs in by itself. Else compare with the defaults, IIS Manager: Default Web Site, EWS, "
                    + "Authentication; and turn Basic on: Get-WebServicesVirtualDirectory | Set-AsEwsAuthentication "
                    + "-BasicAuthentication $true.",
            AccessKind.WebPage or AccessKind.NotFound or AccessKind.Unexpected =>
                "Check the URL; it usually ends in /EWS/Exchange.asmx. Exchange knows it: Get-WebServicesVirtualDirectory "
                    + "-ADPropertiesOnly | Format-List InternalUrl,ExternalUrl. Then look for a gateway that answers in the place of "
                    + "Exchange.",
            AccessKind.Forbidden =>
                "Check that nothing before Exchange blocks /EWS, and in IIS (Default Web Site, EWS) the IP restrictions and that SSL "
                    + "Settings ask for no client certificate.",
            AccessKind.NotPublished =>
                "In ISA or TMG, add /EWS/* to the paths of the publishing rule, and this host name to its public names.",
            AccessKind.ServerError =>
                "A broken web.config does this, for example a section before configSections, or one left by an update. " + LookAtTheServer,
            AccessKind.Unavailable => LookAtTheServer
                + " Start it: Start-WebAppPool MSExchangeServicesAppPool. Behind a load balancer, look at its health checks.",
            _ => string.Empty,
        };

    /// <summary>What the endpoint offers, as the result names it.</summary>
    public static IReadOnlyList<string> Methods(AccessKind kind, HttpAnswer answer) =>
        kind switch
        {
            AccessKind.OwaForm or AccessKind.TmgForm or AccessKind.GatewayForm => ["Forms"],
            AccessKind.Anonymous => ["Anonymous"],
            _ => answer.Schemes,
        };

    private static string GatewayOf(HttpAnswer answer) =>
        (answer.Location is { } location ? LogonPage.At(location) : LogonPage.In(answer.Body))?.Owner ?? "a gateway";
}

namespace ExchangeSimulator.Http;

/// <summary>Forms-based logon as Outlook on the web and as ISA or TMG do it: redirects, pages and what their forms post to.</summary>
internal static class LogonPages
{
    private const string OwaLogon = "/owa/auth/logon.aspx";
    private const string TmgLogon = "/CookieAuth.dll";

    /// <summary>What forms answer on the EWS address: a redirect; 2010 answers 440 to what is no GET.</summary>
    public static async Task ChallengeOwaAsync(HttpContext http, ExchangeProduct product)
    {
        if (product.IsForms2010 && !HttpMethods.IsGet(http.Request.Method))
        {
            await WriteTimeoutAsync(http);
            return;
        }
        http.Response.Redirect(OwaLogonUrl(http));
    }

    /// <summary>What forms answer to a program.</summary>
    public static Task WriteTimeoutAsync(HttpContext http)
    {
        http.Response.StatusCode = 440;
        return WriteHtmlAsync(http, "<HTML><HEAD><TITLE>440 Login Timeout</TITLE></HEAD><BODY>440 Login Timeout</BODY></HTML>");
    }

    /// <summary>The logon page of Outlook on the web.</summary>
    public static Task WriteOwaPageAsync(HttpContext http, ExchangeProduct product)
    {
        var build = product.Build;
        var action = product.IsForms2010 ? "/owa/auth/owaauth.dll" : "/owa/auth.owa";
        return WriteHtmlAsync(http, Page(action, $"/owa/auth/{build.Major}.{build.Minor}.{build.Build}/themes/resources/logon.css"));
    }

    public static void ChallengeTmg(HttpContext http)
    {
        var path = http.Request.Path.Value!.Replace("/", "Z2F", StringComparison.Ordinal);
        http.Response.Redirect($"{TmgLogon}?GetLogon?curl={path}&reason=0&formdir=1");
    }

    /// <summary>Answers the addresses beside EWS; false where there is nothing.</summary>
    public static async Task<bool> TryServeAsync(HttpContext http, SimulatorOptions options, ExchangeProduct product)
    {
        var path = http.Request.Path.Value ?? "";
        if (path.Equals(TmgLogon, StringComparison.OrdinalIgnoreCase) && options.Authentication == AuthenticationMode.TmgForms)
        {
            await WriteHtmlAsync(http, Page("/CookieAuth.dll?Logon", "/CookieAuth.dll?GetPic?formdir=1&image=logon_style.css"));
            return true;
        }
        if (!path.StartsWith("/owa", StringComparison.OrdinalIgnoreCase))
        {
            return false;
        }

        http.Response.Headers["X-OWA-Version"] = product.Build.ToString();
        if (!path.Equals(OwaLogon, StringComparison.OrdinalIgnoreCase))
        {
            http.Response.Redirect(OwaLogonUrl(http));
            return true;
        }
        await WriteOwaPageAsync(http, product);
        return true;
    }

    private static string OwaLogonUrl(HttpContext http)
    {
        var origin = $"https://{http.Request.Host}";
        var replaces = http.Request.Path.StartsWithSegments("/owa", StringComparison.OrdinalIgnoreCase) ? "" : "replaceCurrent=1&";
        return $"{origin}{OwaLogon}?{replaces}url={Uri.EscapeDataString(origin + http.Request.Path)}";
    }

    private static string Page(string action, string styleSheet) =>
        $"<!DOCTYPE html>\r\n<html><head><title>Outlook</title><link rel=\"stylesheet\" href=\"{styleSheet}\"></head><body>"
        + $"<form action=\"{action}\" method=\"POST\" name=\"logonForm\" autocomplete=\"off\"><input type=\"hidden\" name=\"destination\">"
        + "<input name=\"username\"><input type=\"password\" name=\"password\"><input type=\"submit\"></form></body></html>\r\n";

    private static Task WriteHtmlAsync(HttpContext http, string html)
    {
        http.Response.ContentType = "text/html; charset=utf-8";
        return http.Response.WriteAsync(html, http.RequestAborted);
    }
}

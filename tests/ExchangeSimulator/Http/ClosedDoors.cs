namespace ExchangeSimulator.Http;

/// <summary>What answers in the place of EWS where nobody is asked for a credential.</summary>
internal static class ClosedDoors
{
    public static Task AnswerAsync(HttpContext http, SimulatorOptions options, ExchangeProduct product)
    {
        switch (options.Authentication)
        {
            case AuthenticationMode.OwaForms:
                return LogonPages.ChallengeOwaAsync(http, product);
            case AuthenticationMode.TmgForms:
                LogonPages.ChallengeTmg(http);
                return Task.CompletedTask;
            case AuthenticationMode.GatewayRedirect:
                http.Response.Redirect(options.GatewayUrl.AbsoluteUri);
                return Task.CompletedTask;
            case AuthenticationMode.LoginTimeout:
                return LogonPages.WriteTimeoutAsync(http);
            case AuthenticationMode.LogonPage:
                return LogonPages.WriteOwaPageAsync(http, product);
            case AuthenticationMode.Forbidden:
                return WriteAsync(http, StatusCodes.Status403Forbidden, "The server denied the specified Uniform Resource Locator (URL).");
            case AuthenticationMode.NotFound:
                return WriteAsync(http, StatusCodes.Status404NotFound, "HTTP Error 404.0 - Not Found");
            case AuthenticationMode.ServerError:
                return WriteAsync(http, StatusCodes.Status500InternalServerError, "HTTP Error 500.19 - Internal Server Error");
            case AuthenticationMode.Unavailable:
                return WriteAsync(http, StatusCodes.Status503ServiceUnavailable, "HTTP Error 503. The service is unavailable.");
            default:
                throw new ArgumentOutOfRangeException(nameof(options), options.Authentication, "This mode asks for a credential.");
        }
    }

    private static Task WriteAsync(HttpContext http, int status, string text)
    {
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=us-ascii";
        return http.Response.WriteAsync($"<!DOCTYPE HTML><HTML><BODY><h2>{text}</h2></BODY></HTML>\r\n", http.RequestAborted);
    }
}

using ExchangeSimulator.Soap;

namespace ExchangeSimulator.Http;

/// <summary>The answers of faults.</summary>
internal static class FaultAnswer
{
    /// <summary>Lets a fault happen that comes before the work. False where the request goes on.</summary>
    public static async Task<bool> TryAnswerAsync(HttpContext http, FaultAction? fault, Authenticator authenticator)
    {
        switch (fault?.Kind)
        {
            case FaultKind.Unauthorized:
                authenticator.Challenge(http);
                return true;
            case FaultKind.BasicNotOffered:
                http.Response.StatusCode = StatusCodes.Status401Unauthorized;
                http.Response.Headers.WWWAuthenticate = "Negotiate";
                return true;
            case FaultKind.ServiceUnavailable:
                http.Response.StatusCode = StatusCodes.Status503ServiceUnavailable;
                http.Response.ContentType = "text/html; charset=us-ascii";
                await http.Response.WriteAsync(
                    "<!DOCTYPE HTML><HTML><HEAD><TITLE>Service Unavailable</TITLE></HEAD><BODY><h2>Service "
                        + "Unavailable</h2><hr><p>HTTP Error 503. The service is unavailable.</p></BODY></HTML>\r\n",
                    http.RequestAborted
                );
                return true;
            case FaultKind.Slow:
                await Task.Delay(fault.Delay, http.RequestAborted);
                return false;
            default:
                return false;
        }
    }

    public static EwsFaultException ServerBusy(FaultAction fault) =>
        new("ErrorServerBusy", "The server cannot service this request right now. Try again later.")
        {
            Values = fault.BackOffMilliseconds is { } milliseconds
                ? [new("BackOffMilliseconds", milliseconds.ToString(System.Globalization.CultureInfo.InvariantCulture))]
                : [],
        };
}

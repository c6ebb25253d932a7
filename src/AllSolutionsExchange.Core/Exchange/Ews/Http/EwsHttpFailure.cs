using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Tells from an HTTP answer why it cannot be the answer of EWS.</summary>
internal static class EwsHttpFailure
{
    /// <summary>The exception for an answer that is no SOAP; null when it may be one.</summary>
    public static EwsException? Of(HttpResponseMessage response, PooledStream body, string host)
    {
        var status = (int)response.StatusCode;
        EwsException? failure = status switch
        {
            401 when Challenges.Schemes(response.Headers) is var schemes => EwsBasicAuthentication.Refusal(
                host,
                EwsHttpClient.FrontEnd(response),
                schemes
            ),
            403 => Failure(
                EwsConnectionFailure.Forbidden,
                $"{host} forbids the request (HTTP 403).",
                "Check that EWS is published to this machine, and that no EWS access policy blocks it (Get-OrganizationConfig, "
                    + "Get-CASMailbox: EwsEnabled, EwsApplicationAccessPolicy)."
            ),
            404 => Failure(
                EwsConnectionFailure.NotEws,
                $"{host} has no EWS at this URL (HTTP 404).",
                "It usually ends in /EWS/Exchange.asmx."
            ),
            407 => Failure(
                EwsConnectionFailure.Forbidden,
                "The HTTP proxy asks for a sign-in (HTTP 407).",
                "Let it pass this host without one."
            ),
            413 => Failure(
                EwsConnectionFailure.RequestTooLarge,
                $"{host} refuses a request of this size (HTTP 413).",
                "Raise the limit of the proxy or of IIS before EWS (nginx: client_max_body_size; IIS: maxAllowedContentLength, "
                    + "uploadReadAheadSize)."
            ),
            440 => Forms(host, LogonPage.Owa),
            429 or 502 or 503 or 504 => Failure(
                EwsConnectionFailure.ServiceUnavailable,
                $"{host} is too busy or its EWS is down (HTTP {status}).",
                "Try again later; on the server, look at the application pool MSExchangeServicesAppPool."
            ),
            _ when LogonIn(response, body) is { } page => Forms(host, page),
            _ when IsHtml(response) && status >= 500 => ServerError(host, status),
            _ when IsHtml(response) => Failure(
                EwsConnectionFailure.NotEws,
                $"{host} answered with a web page instead of EWS (HTTP {status}).",
                "Check the URL, and that no gateway answers in its place."
            ),
            _ => null,
        };
        if (failure is EwsConnectionException connection)
        {
            connection.StatusCode = status;
            connection.RetryAfter = RetryAfterOf(response.Headers);
        }
        return failure;
    }

    /// <summary>A sign-in page answered instead of EWS.</summary>
    public static EwsConnectionException Forms(string host, LogonPage page) =>
        Failure(
            EwsConnectionFailure.FormsAuthentication,
            page.IsOfGateway
                ? $"The sign-in page of {page.Owner} answered instead of EWS at {host}."
                : $"A logon form answered instead of EWS at {host}, that of {page.Owner}.",
            page.IsOfGateway
                ? "Let it pass /EWS/* on to Exchange without a sign-in of its own, or give the URL inside the network."
                : "Publish /EWS without forms-based authentication (in ISA or TMG: a listener with HTTP Basic), and turn Basic on for "
                    + "the EWS "
                    + "virtual directory."
        );

    public static EwsConnectionException ServerError(string host, int status) =>
        Failure(
            EwsConnectionFailure.ServerError,
            $"{host} failed over the request (HTTP {status}) and did not say why.",
            "Try again later. If it keeps failing, look at the event log of the server and at the health of its EWS "
                + "(Test-WebServicesConnectivity)."
        );

    private static EwsConnectionException Failure(EwsConnectionFailure failure, string fault, string advice) => new(failure, fault, advice);

    private static bool IsHtml(HttpResponseMessage response) =>
        response.Content.Headers.ContentType?.MediaType?.IndexOf("html", StringComparison.OrdinalIgnoreCase) >= 0;

    private static LogonPage? LogonIn(HttpResponseMessage response, PooledStream body) =>
        IsHtml(response) ? LogonPage.In(Encoding.ASCII.GetString(body.Peek(0, 64 * 1024))) : null;

    // A date is taken against the server's own clock, so that this machine's does not matter.
    private static TimeSpan? RetryAfterOf(HttpResponseHeaders headers)
    {
        var wait = headers.RetryAfter?.Delta ?? headers.RetryAfter?.Date - headers.Date;
        return wait > TimeSpan.Zero ? wait : null;
    }
}

using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Why no usable answer came from the EWS endpoint.</summary>
public enum EwsConnectionFailure
{
    /// <summary>The URL is not an absolute https URL, or it carries a user name.</summary>
    UrlNotAllowed,

    /// <summary>The host name is unknown to DNS.</summary>
    NameResolution,

    /// <summary>No TCP connection: refused, filtered or unreachable.</summary>
    Connect,

    /// <summary>The server's certificate is not trusted, is for another name, is expired, or is not the pinned one.</summary>
    Certificate,

    /// <summary>The TLS handshake failed for another reason than the certificate.</summary>
    Tls,

    /// <summary>The answer did not arrive within the time-out.</summary>
    Timeout,

    /// <summary>The connection was cut, or the answer ended before its end.</summary>
    ConnectionLost,

    /// <summary>The server, or a proxy before it, is too busy or down: HTTP 429, 502, 503 or 504.</summary>
    ServiceUnavailable,

    /// <summary>The server failed over the request: HTTP 500 or another 5xx, and no SOAP.</summary>
    ServerError,

    /// <summary>The server, or a proxy before it, takes no request of this size: HTTP 413.</summary>
    RequestTooLarge,

    /// <summary>HTTP 401 without an offer of Basic authentication: this server did not look at the account.</summary>
    BasicNotOffered,

    /// <summary>HTTP 403: blocked by the server, a publishing rule or an EWS access policy.</summary>
    Forbidden,

    /// <summary>The URL does not lead to EWS: HTTP 404, or any other status without a SOAP answer.</summary>
    NotEws,

    /// <summary>A logon form answered instead of EWS (forms-based authentication of OWA, ISA or TMG).</summary>
    FormsAuthentication,

    /// <summary>The server redirects to another host, or in a circle; the credential was not sent there.</summary>
    Redirected,

    /// <summary>The answer is not well-formed XML, or not the SOAP answer of the operation asked for.</summary>
    InvalidResponse,

    /// <summary>The answer is larger than the limit that is set for one answer.</summary>
    ResponseTooLarge,
}

/// <summary>
/// No usable answer came: the name did not resolve, TLS failed, the connection was cut, the time-out passed, or
/// something else than EWS answered.
/// </summary>
public class EwsConnectionException : EwsException
{
    internal EwsConnectionException(EwsConnectionFailure failure, string fault, string? advice = null, Exception? innerException = null)
        : base(ErrorIds.SideUnavailable, fault, advice, innerException: innerException) => Failure = failure;

    /// <summary>No answer came, as the network tells it.</summary>
    internal EwsConnectionException(NetworkFailure failure, Exception cause)
        : this(Of(failure.Kind), failure.Fault, failure.Advice, cause) { }

    /// <summary>Why no usable answer came.</summary>
    public EwsConnectionFailure Failure { get; }

    /// <summary>The HTTP status code; null when no HTTP answer came.</summary>
    public int? StatusCode { get; internal set; }

    /// <summary>The time that the server asked to wait (HTTP header Retry-After); null when it asked nothing.</summary>
    public TimeSpan? RetryAfter { get; internal set; }

    /// <summary>
    /// True when the request was one that changes something and may have reached Exchange: whether it was applied
    /// has to be looked up before it is sent again.
    /// </summary>
    public bool MayHaveBeenApplied { get; internal set; }

    /// <inheritdoc/>
    public override bool IsTransient =>
        Failure
            is EwsConnectionFailure.Connect
                or EwsConnectionFailure.Timeout
                or EwsConnectionFailure.ConnectionLost
                or EwsConnectionFailure.ServiceUnavailable
                or EwsConnectionFailure.ServerError
                or EwsConnectionFailure.BasicNotOffered;

    /// <summary>
    /// Whether the same request may succeed within seconds. Where servers behind one name are set up differently, one without
    /// Basic is left to the next run: whoever asks again sends the password again.
    /// </summary>
    internal bool MayPassSoon => IsTransient && Failure != EwsConnectionFailure.BasicNotOffered;

    /// <summary>
    /// Whether the request was turned down for what it is, and by its status before it came to EWS (404.13 is IIS's own limit).
    /// </summary>
    internal bool IsRefusal => StatusCode is 400 or 404 or 413;

    private static EwsConnectionFailure Of(NetworkFault fault) =>
        fault switch
        {
            NetworkFault.NameResolution => EwsConnectionFailure.NameResolution,
            NetworkFault.Connect => EwsConnectionFailure.Connect,
            NetworkFault.Certificate => EwsConnectionFailure.Certificate,
            NetworkFault.Tls => EwsConnectionFailure.Tls,
            NetworkFault.InvalidResponse => EwsConnectionFailure.InvalidResponse,
            _ => EwsConnectionFailure.ConnectionLost,
        };

    internal override bool ProvesNothingDone => !WasSent || IsRefusal || Failure == EwsConnectionFailure.BasicNotOffered;
}

/// <summary>The server redirects to a place where the credential must not be sent.</summary>
public sealed class EwsRedirectException : EwsConnectionException
{
    internal EwsRedirectException(string host, string fault, string advice)
        : base(EwsConnectionFailure.Redirected, fault, advice) => Host = host;

    /// <summary>The host (and port, if it is not the default one) that the redirect names.</summary>
    public string Host { get; }
}

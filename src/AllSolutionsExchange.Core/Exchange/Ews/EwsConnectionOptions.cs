using System.Net;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>How to reach Exchange Web Services with one account.</summary>
internal sealed class EwsConnectionOptions
{
    public const string DefaultUserAgent = "AllSolutionsExchange";

    /// <summary>The endpoint, for example <c>https://webmail.contoso.com/EWS/Exchange.asmx</c>. Only https is taken.</summary>
    public required Uri Url { get; init; }

    /// <summary>The service account, as user principal name or with its domain.</summary>
    public required NetworkCredential Credential { get; init; }

    /// <summary>
    /// The SHA-1 or SHA-256 thumbprint, in hexadecimal, of the one certificate that is accepted, trusted or not. Null
    /// accepts what the system trusts.
    /// </summary>
    public string? CertificateThumbprint { get; init; }

    /// <summary>How long one request may take, from sending to the end of the answer.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(100);

    public string UserAgent { get; init; } = DefaultUserAgent;

    /// <summary>The HTTP proxy that requests go through; null connects directly, whatever proxy the system has.</summary>
    public Uri? Proxy { get; init; }

    /// <summary>How many redirects of one request are followed, within the host of the URL.</summary>
    public int MaxRedirects { get; init; } = 3;

    /// <summary>Requests at the same time. Below the default limits of the server: 10 in 2010, 27 from 2013.</summary>
    public int MaxConcurrency { get; init; } = 10;

    /// <summary>The largest answer that is taken, in bytes.</summary>
    public long MaxResponseBytes { get; init; } = 64 * 1024 * 1024;

    /// <summary>Items in the first batches: the size that worked in an earlier run.</summary>
    public int InitialBatchSize { get; init; } = BatchSize.Maximum;

    /// <summary>Receives the lines of the protocol log; it is called from several threads. Null logs nothing.</summary>
    public Action<string>? ProtocolLog { get; init; }

    /// <summary>Whether the log also holds the requests and answers, with everything private left out.</summary>
    public bool LogBodies { get; init; }

    /// <summary>
    /// Told how long a rest is that the server asks for, once for each that is longer than a minute; from several threads. Null tells
    /// nobody.
    /// </summary>
    public Action<TimeSpan>? OnRest { get; init; }

    /// <summary>Waits; a test that must not wait gives its own.</summary>
    public Func<TimeSpan, CancellationToken, Task> Delay { get; init; } = Task.Delay;

    /// <summary>Ends a request when <see cref="Timeout"/> is over; a test that must not wait gives its own.</summary>
    public Action<CancellationTokenSource, TimeSpan> EndAfter { get; init; } = (request, time) => request.CancelAfter(time);
}

using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Http;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>
/// Finds the EWS endpoint of a mailbox by Autodiscover: V2 (JSON, without a sign-in), then POX, at the service connection points of Active
/// Directory, at the mailbox's domain, at its autodiscover host, where that redirects to without TLS, and at the hosts of SRV records. The
/// credential goes over https only, to hosts that are trusted only, and only where Basic was asked for.
/// </summary>
public sealed class AutodiscoverSearch : IDisposable
{
    private readonly AutodiscoverOptions _options;
    private readonly Func<string, AutodiscoverEndpoints> _endpointsOf;
    private readonly SetupHttpClient _http;

    /// <summary>Sends nothing yet.</summary>
    /// <param name="options">How to ask.</param>
    public AutodiscoverSearch(AutodiscoverOptions options)
        : this(options, address => AutodiscoverEndpoints.Of(address, options.Server)) { }

    internal AutodiscoverSearch(AutodiscoverOptions options, Func<string, AutodiscoverEndpoints> endpointsOf)
    {
        _options = options;
        _endpointsOf = endpointsOf;
        _http = new SetupHttpClient(options.CertificateThumbprint, options.Proxy);
    }

    /// <summary>Finds the endpoint of one mailbox.</summary>
    /// <param name="mailbox">The SMTP address.</param>
    /// <param name="onAnswer">Told of each answer, in a sentence without anything secret; may be null.</param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <exception cref="AutodiscoverException">Nobody told one.</exception>
    /// <exception cref="EwsAuthenticationException">The account was refused. Nobody else is asked, so that it is not locked
    /// out.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task<AutodiscoverResult> FindAsync(string mailbox, Action<string>? onAnswer, CancellationToken cancellationToken)
    {
        var trail = new AutodiscoverTrail(mailbox, onAnswer);
        var walk = new AutodiscoverWalk(_options, _endpointsOf, _http, trail, new AutodiscoverTrust(_options, _endpointsOf(mailbox)));
        return await walk.AskAllAsync(mailbox, cancellationToken).ConfigureAwait(false)
            ?? throw trail.NotFound(_options.Credential is not null);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();
}

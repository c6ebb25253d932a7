using System.Net.Http;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup.Http;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>
/// Finds the EWS endpoint of a mailbox by Autodiscover: V2 (JSON, without a sign-in), then POX, at the service connection points of Active
/// Directory, at the mailbox's domain, at its autodiscover host, where that redirects to without TLS, and at the hosts of SRV records. The
/// credential goes over https only, to hosts that are trusted only, and only where Basic was asked for.
/// </summary>
public sealed class AutodiscoverSearch : IDisposable
{
    // RFC 5321 4.5.3.1: 64 before the at sign, 255 behind it.
    private const int MaxAddressLength = 320;

    private readonly AutodiscoverOptions _options;
    private readonly Func<string, AutodiscoverEndpoints> _placesOf;
    private readonly SetupHttpClient _http;

    /// <summary>Sends nothing yet.</summary>
    /// <param name="options">How to ask.</param>
    public AutodiscoverSearch(AutodiscoverOptions options)
        : this(options, address => AutodiscoverEndpoints.Of(address, options.Server)) { }

    internal AutodiscoverSearch(AutodiscoverOptions options, Func<string, AutodiscoverEndpoints> placesOf)
    {
        _options = options;
        _placesOf = placesOf;
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
        var trusted = new AutodiscoverTrust(_options, _placesOf(mailbox));
        return await AskAllAsync(mailbox, trail, trusted, cancellationToken).ConfigureAwait(false)
            ?? throw trail.NotFound(_options.Credential is not null);
    }

    /// <summary>Closes the connections.</summary>
    public void Dispose() => _http.Dispose();

    private async Task<AutodiscoverResult?> AskAllAsync(
        string address,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    )
    {
        var places = _placesOf(address);
        var points = await ConnectionPointsAsync(places.Domain, trail, trusted, cancellationToken).ConfigureAwait(false);
        foreach (var host in points.Select(point => point.Authority).Concat(places.Hosts))
        {
            if (await AskJsonAsync(JsonProtocol.UrlAt(host, address), address, trail, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        if (_options.Credential is null)
        {
            return null;
        }

        foreach (var url in points.Concat(places.Hosts.Select(host => new Uri($"https://{host}{PoxProtocol.Path}"))))
        {
            if (await AskPoxAsync(url, address, trail, trusted, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        if (
            places.Redirector is { } redirector
            && await AskRedirectorAsync(redirector, address, trail, trusted, cancellationToken).ConfigureAwait(false) is { } redirected
        )
        {
            return redirected;
        }

        return places.ServiceRecord is { } record
            ? await AskServicesAsync(record, address, trail, trusted, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// The service connection points that may be asked. They are in the caller's own directory, so the credential may go to them.
    /// </summary>
    private async Task<IReadOnlyList<Uri>> ConnectionPointsAsync(
        string? domain,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    )
    {
        if (domain is null || _options.LookUpConnectionPoints is not { } lookUp)
        {
            return [];
        }

        var points = (await lookUp(domain, cancellationToken).ConfigureAwait(false)).Where(IsHttps).ToList();
        points.ForEach(trusted.Add);
        return points;
    }

    private async Task<AutodiscoverResult?> AskJsonAsync(
        Uri url,
        string address,
        AutodiscoverTrail trail,
        CancellationToken cancellationToken
    )
    {
        if (
            !trail.Enter(url, address)
            || await SendAsync(HttpMethod.Get, url, address: null, withCredential: false, trail, cancellationToken).ConfigureAwait(false)
                is not { } answer
        )
        {
            return null;
        }

        if (IsLogon(answer, url, trail))
        {
            return null;
        }

        // No credential goes along here: any https address may be asked.
        if (answer.Location is { } location)
        {
            return trail.Follow(Shown(url), location, address, isTrusted: true)
                ? await AskJsonAsync(location, address, trail, cancellationToken).ConfigureAwait(false)
                : null;
        }

        if (answer.Status == 200 && JsonProtocol.Read(answer.Body) is { } ews)
        {
            return trail.Found(ews, "Autodiscover V2 (JSON)", url);
        }

        trail.Note(Shown(url), $"no EWS address (HTTP {answer.Status})");
        return null;
    }

    private async Task<AutodiscoverResult?> AskPoxAsync(
        Uri url,
        string address,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    )
    {
        if (
            !trail.Enter(url, address)
            || await SendAsync(HttpMethod.Post, url, address, withCredential: false, trail, cancellationToken).ConfigureAwait(false)
                is not { } answer
        )
        {
            return null;
        }

        if (answer is { Status: 401, OffersBasic: true } && trusted.Has(url))
        {
            answer = await SendAsync(HttpMethod.Post, url, address, withCredential: true, trail, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: 401, OffersBasic: true })
            {
                throw new EwsAuthenticationException(url.Host, answer.Schemes);
            }

            if (answer is null)
            {
                return null;
            }
        }

        if (IsLogon(answer, url, trail))
        {
            return null;
        }

        if (answer.Location is { } location)
        {
            return await FollowAsync(url, location, address, trail, trusted, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Status == 200)
        {
            return await AnsweredAsync(PoxProtocol.Read(answer.Body), url, address, trail, trusted, cancellationToken)
                .ConfigureAwait(false);
        }

        trail.Note(
            Shown(url),
            answer.Status == 401
                ? $"offers no Basic authentication ({string.Join(", ", answer.Schemes)})"
                : $"no Autodiscover (HTTP {answer.Status})"
        );
        return null;
    }

    private async Task<AutodiscoverResult?> AnsweredAsync(
        PoxAnswer answer,
        Uri url,
        string address,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    )
    {
        switch (answer)
        {
            case { EwsUrl: { } ews }:
                return trail.Found(ews, "Autodiscover POX (XML)", url);
            case { RedirectUrl: { } redirect } when Uri.TryCreate(redirect, UriKind.Absolute, out var location):
                return await FollowAsync(url, location, address, trail, trusted, cancellationToken).ConfigureAwait(false);
            case { RedirectAddress: { Length: <= MaxAddressLength } told } when SmtpAddress.Parse(told) is { } other:
                return trail.Follow(Shown(url), other)
                    ? await AskAllAsync(other, trail, trusted, cancellationToken).ConfigureAwait(false)
                    : null;
            default:
                trail.Note(Shown(url), answer.Error ?? "redirects to nowhere");
                return null;
        }
    }

    private async Task<AutodiscoverResult?> FollowAsync(
        Uri from,
        Uri to,
        string address,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    ) =>
        trail.Follow(Shown(from), to, address, trusted.Has(to))
            ? await AskPoxAsync(to, address, trail, trusted, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<AutodiscoverResult?> AskRedirectorAsync(
        Uri url,
        string address,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    )
    {
        if (
            await SendAsync(HttpMethod.Get, url, address: null, withCredential: false, trail, cancellationToken).ConfigureAwait(false)
            is not { } answer
        )
        {
            return null;
        }

        if (answer.Location is { } location)
        {
            return await FollowAsync(url, location, address, trail, trusted, cancellationToken).ConfigureAwait(false);
        }

        trail.Note(Shown(url), $"no redirect (HTTP {answer.Status})");
        return null;
    }

    /// <summary>DNS may be forged: a host that it names is trusted no more than one that an answer without TLS redirects to.</summary>
    private async Task<AutodiscoverResult?> AskServicesAsync(
        string record,
        string address,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted,
        CancellationToken cancellationToken
    )
    {
        if (_options.LookUpServices is not { } lookUp)
        {
            return null;
        }

        var hosts = await lookUp(record, cancellationToken).ConfigureAwait(false);
        if (hosts.Count == 0)
        {
            trail.Note(record, "no SRV record");
        }

        foreach (var host in hosts)
        {
            var url = new Uri($"https://{host}{PoxProtocol.Path}");
            if (
                trail.Follow(record, url, address, trusted.Has(url))
                && await AskPoxAsync(url, address, trail, trusted, cancellationToken).ConfigureAwait(false) is { } found
            )
            {
                return found;
            }
        }

        return null;
    }

    /// <summary>The answer; null where none came, which is noted.</summary>
    private async Task<HttpAnswer?> SendAsync(
        HttpMethod method,
        Uri url,
        string? address,
        bool withCredential,
        AutodiscoverTrail trail,
        CancellationToken cancellationToken
    )
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(_options.Timeout);
        using var content = address is null ? null : PoxProtocol.Content(address);
        try
        {
            var authorization = withCredential ? EwsBasicAuthentication.Header(_options.Credential!) : null;
            return await _http.SendAsync(method, url, content, authorization, limit.Token).ConfigureAwait(false);
        }
        catch (EwsConnectionException exception)
        {
            trail.Note(Shown(url), exception.Fault.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            trail.Note(Shown(url), $"no answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        return null;
    }

    /// <summary>Whether a sign-in page answers in the place of Autodiscover, which is then noted.</summary>
    private static bool IsLogon(HttpAnswer answer, Uri url, AutodiscoverTrail trail)
    {
        var page =
            answer.Location is { } location ? LogonPage.At(location)
            : answer.Status == 200 && answer.MediaType.IndexOf("html", StringComparison.Ordinal) >= 0 ? LogonPage.In(answer.Body)
            : null;
        if (page is not null)
        {
            trail.Note(Shown(url), $"the sign-in page of {page.Owner} answers instead of Autodiscover");
        }

        return page is not null;
    }

    private static bool IsHttps(Uri url) =>
        string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && url.UserInfo.Length == 0;

    private static string Shown(Uri url) => AutodiscoverTrail.Shown(url);
}

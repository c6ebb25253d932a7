using System.Net.Http;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup.Http;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>One search: who is asked for the endpoint of a mailbox, in their order, and where each answer leads.</summary>
internal sealed class AutodiscoverWalk
{
    // RFC 5321 4.5.3.1: 64 before the at sign, 255 behind it.
    private const int MaxAddressLength = 320;

    private readonly AutodiscoverOptions _options;
    private readonly Func<string, AutodiscoverEndpoints> _endpointsOf;
    private readonly SetupHttpClient _http;
    private readonly AutodiscoverTrail _trail;
    private readonly AutodiscoverTrust _trusted;

    /// <param name="options">How to ask.</param>
    /// <param name="endpointsOf">Who is asked for an address.</param>
    /// <param name="http">Sends the requests.</param>
    /// <param name="trail">Keeps who was asked, and what the answers were.</param>
    /// <param name="trusted">The hosts to which the credential may go.</param>
    public AutodiscoverWalk(
        AutodiscoverOptions options,
        Func<string, AutodiscoverEndpoints> endpointsOf,
        SetupHttpClient http,
        AutodiscoverTrail trail,
        AutodiscoverTrust trusted
    )
    {
        _options = options;
        _endpointsOf = endpointsOf;
        _http = http;
        _trail = trail;
        _trusted = trusted;
    }

    /// <summary>Asks all that may know the endpoint of an address; null if nobody does.</summary>
    /// <exception cref="EwsAuthenticationException">The account was refused.</exception>
    public async Task<AutodiscoverResult?> AskAllAsync(string address, CancellationToken cancellationToken)
    {
        var endpoints = _endpointsOf(address);
        var points = await ConnectionPointsAsync(endpoints.Domain, cancellationToken).ConfigureAwait(false);
        foreach (var host in points.Select(point => point.Authority).Concat(endpoints.Hosts))
        {
            if (await AskJsonAsync(JsonProtocol.UrlAt(host, address), address, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        if (_options.Credential is null)
        {
            return null;
        }

        foreach (var url in points.Concat(endpoints.Hosts.Select(host => new Uri($"https://{host}{PoxProtocol.Path}"))))
        {
            if (await AskPoxAsync(url, address, cancellationToken).ConfigureAwait(false) is { } found)
            {
                return found;
            }
        }

        if (
            endpoints.Redirector is { } redirector
            && await AskRedirectorAsync(redirector, address, cancellationToken).ConfigureAwait(false) is { } redirected
        )
        {
            return redirected;
        }

        return endpoints.ServiceRecord is { } record
            ? await AskServicesAsync(record, address, cancellationToken).ConfigureAwait(false)
            : null;
    }

    /// <summary>
    /// The service connection points that may be asked. They are in the caller's own directory, so the credential may go to them.
    /// </summary>
    private async Task<IReadOnlyList<Uri>> ConnectionPointsAsync(string? domain, CancellationToken cancellationToken)
    {
        if (domain is null || _options.LookUpConnectionPoints is not { } lookUp)
        {
            return [];
        }

        var points = (await lookUp(domain, cancellationToken).ConfigureAwait(false)).Where(IsHttps).ToList();
        points.ForEach(_trusted.Add);
        return points;
    }

    private async Task<AutodiscoverResult?> AskJsonAsync(Uri url, string address, CancellationToken cancellationToken)
    {
        if (
            !_trail.Enter(url, address)
            || await SendAsync(HttpMethod.Get, url, address: null, withCredential: false, cancellationToken).ConfigureAwait(false)
                is not { } answer
        )
        {
            return null;
        }

        if (IsLogon(answer, url))
        {
            return null;
        }

        // No credential goes along here: any https address may be asked.
        if (answer.Location is { } location)
        {
            return _trail.Follow(Shown(url), location, address, isTrusted: true)
                ? await AskJsonAsync(location, address, cancellationToken).ConfigureAwait(false)
                : null;
        }

        if (answer.Status == 200 && JsonProtocol.Read(answer.Body) is { } ews)
        {
            return _trail.Found(ews, "Autodiscover V2 (JSON)", url);
        }

        _trail.Note(Shown(url), $"no EWS address (HTTP {answer.Status})");
        return null;
    }

    private async Task<AutodiscoverResult?> AskPoxAsync(Uri url, string address, CancellationToken cancellationToken)
    {
        if (
            !_trail.Enter(url, address)
            || await SendAsync(HttpMethod.Post, url, address, withCredential: false, cancellationToken).ConfigureAwait(false)
                is not { } answer
        )
        {
            return null;
        }

        if (answer is { Status: 401, OffersBasic: true } && _trusted.Has(url))
        {
            answer = await SendAsync(HttpMethod.Post, url, address, withCredential: true, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: 401, OffersBasic: true })
            {
                throw new EwsAuthenticationException(url.Host, answer.Schemes);
            }

            if (answer is null)
            {
                return null;
            }
        }

        if (IsLogon(answer, url))
        {
            return null;
        }

        if (answer.Location is { } location)
        {
            return await FollowAsync(url, location, address, cancellationToken).ConfigureAwait(false);
        }

        if (answer.Status == 200)
        {
            return await AnsweredAsync(PoxProtocol.Read(answer.Body), url, address, cancellationToken).ConfigureAwait(false);
        }

        _trail.Note(
            Shown(url),
            answer.Status == 401
                ? $"offers no Basic authentication ({string.Join(", ", answer.Schemes)})"
                : $"no Autodiscover (HTTP {answer.Status})"
        );
        return null;
    }

    private async Task<AutodiscoverResult?> AnsweredAsync(PoxAnswer answer, Uri url, string address, CancellationToken cancellationToken)
    {
        switch (answer)
        {
            case { EwsUrl: { } ews }:
                return _trail.Found(ews, "Autodiscover POX (XML)", url);
            case { RedirectUrl: { } redirect } when Uri.TryCreate(redirect, UriKind.Absolute, out var location):
                return await FollowAsync(url, location, address, cancellationToken).ConfigureAwait(false);
            case { RedirectAddress: { Length: <= MaxAddressLength } told } when SmtpAddress.Parse(told) is { } other:
                return _trail.Follow(Shown(url), other) ? await AskAllAsync(other, cancellationToken).ConfigureAwait(false) : null;
            default:
                _trail.Note(Shown(url), answer.Error ?? "redirects to nowhere");
                return null;
        }
    }

    private async Task<AutodiscoverResult?> FollowAsync(Uri from, Uri to, string address, CancellationToken cancellationToken) =>
        _trail.Follow(Shown(from), to, address, _trusted.Has(to))
            ? await AskPoxAsync(to, address, cancellationToken).ConfigureAwait(false)
            : null;

    private async Task<AutodiscoverResult?> AskRedirectorAsync(Uri url, string address, CancellationToken cancellationToken)
    {
        if (
            await SendAsync(HttpMethod.Get, url, address: null, withCredential: false, cancellationToken).ConfigureAwait(false)
            is not { } answer
        )
        {
            return null;
        }

        if (answer.Location is { } location)
        {
            return await FollowAsync(url, location, address, cancellationToken).ConfigureAwait(false);
        }

        _trail.Note(Shown(url), $"no redirect (HTTP {answer.Status})");
        return null;
    }

    /// <summary>DNS may be forged: a host that it names is trusted no more than one that an answer without TLS redirects to.</summary>
    private async Task<AutodiscoverResult?> AskServicesAsync(string record, string address, CancellationToken cancellationToken)
    {
        if (_options.LookUpServices is not { } lookUp)
        {
            return null;
        }

        var hosts = await lookUp(record, cancellationToken).ConfigureAwait(false);
        if (hosts.Count == 0)
        {
            _trail.Note(record, "no SRV record");
        }

        foreach (var host in hosts)
        {
            var url = new Uri($"https://{host}{PoxProtocol.Path}");
            if (
                _trail.Follow(record, url, address, _trusted.Has(url))
                && await AskPoxAsync(url, address, cancellationToken).ConfigureAwait(false) is { } found
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
            _trail.Note(Shown(url), exception.Fault.TrimEnd('.'));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            _trail.Note(Shown(url), $"no answer within {_options.Timeout.TotalSeconds:0.#} s");
        }
        return null;
    }

    /// <summary>Whether a sign-in page answers in the place of Autodiscover, which is then noted.</summary>
    private bool IsLogon(HttpAnswer answer, Uri url)
    {
        var page =
            answer.Location is { } location ? LogonPage.At(location)
            : answer.Status == 200 && answer.MediaType.IndexOf("html", StringComparison.Ordinal) >= 0 ? LogonPage.In(answer.Body)
            : null;
        if (page is not null)
        {
            _trail.Note(Shown(url), $"the sign-in page of {page.Owner} answers instead of Autodiscover");
        }

        return page is not null;
    }

    private static bool IsHttps(Uri url) =>
        string.Equals(url.Scheme, Uri.UriSchemeHttps, StringComparison.Ordinal) && url.UserInfo.Length == 0;

    private static string Shown(Uri url) => AutodiscoverTrail.Shown(url);
}

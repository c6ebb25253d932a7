using System.Globalization;
using System.Net;
using System.Net.Http;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>Whether the address that AllSolutions is notified at answers to this computer.</summary>
/// <param name="IsReached">Whether it did: any HTTP answer counts.</param>
/// <param name="Detail">What was found.</param>
public sealed record CallbackAnswer(bool IsReached, string Detail)
{
    /// <summary>What was found.</summary>
    public override string ToString() => Detail;
}

/// <summary>Asks the callback address directly and through the proxy. No credential is sent, and no redirect followed.</summary>
internal static class CallbackProbe
{
    /// <summary>Calls without any proxy.</summary>
    public static Task<CallbackAnswer> DirectAsync(Uri url, TimeSpan timeout, CancellationToken cancellationToken) =>
        AskAsync(url, new HttpClientHandler { UseProxy = false }, isThroughProxy: false, "directly", timeout, cancellationToken);

    /// <summary>Calls the way that these settings make .NET take.</summary>
    public static Task<CallbackAnswer> ConfiguredAsync(
        Uri url,
        EwsProxySettings? settings,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        if (settings is { Enabled: false })
        {
            return AskAsync(
                url,
                new HttpClientHandler { UseProxy = false },
                isThroughProxy: false,
                "directly, since the file switches the proxy off",
                timeout,
                cancellationToken
            );
        }

        if (settings?.ProxyAddress is not { } address)
        {
            return AskAsync(
                url,
                new HttpClientHandler(),
                isThroughProxy: false,
                "through the system's proxy of the account that runs this test, not of the application pool's",
                timeout,
                cancellationToken
            );
        }

        var proxy = new WebProxy(address, settings.BypassOnLocal ?? false, [.. settings.BypassList]);
        var isBypassed = proxy.IsBypassed(url);
        var way = isBypassed ? $"directly, since the settings bypass {address.Authority} for it" : $"through the proxy {address.Authority}";
        return AskAsync(url, new HttpClientHandler { Proxy = proxy }, !isBypassed, way, timeout, cancellationToken);
    }

    private static async Task<CallbackAnswer> AskAsync(
        Uri url,
        HttpClientHandler handler,
        bool isThroughProxy,
        string way,
        TimeSpan timeout,
        CancellationToken cancellationToken
    )
    {
        handler.AllowAutoRedirect = false;
        handler.UseCookies = false;
        handler.SslProtocols = TlsProtocols.Protocols;
        using var client = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limit.CancelAfter(timeout);
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, url);
            using var response = await client
                .SendAsync(request, HttpCompletionOption.ResponseHeadersRead, limit.Token)
                .OrCancelledAsync(limit.Token)
                .ConfigureAwait(false);
            var status = ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture);
            return isThroughProxy && IsProxysOwn(response.StatusCode)
                ? new CallbackAnswer(IsReached: false, $"{url.Host} was called {way}, which answered {status}: it let nothing through.")
                : new CallbackAnswer(IsReached: true, $"{url.Host} answered {status} when called {way}.");
        }
        catch (OperationCanceledException)
        {
            cancellationToken.ThrowIfCancellationRequested();
            return new CallbackAnswer(
                IsReached: false,
                $"{url.Host} gave no answer within {timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture)} seconds when called {way}."
            );
        }
        catch (Exception exception) when (exception is HttpRequestException or IOException or WebException)
        {
            return new CallbackAnswer(
                IsReached: false,
                $"{url.Host} could not be called {way}: {ForeignText.Shown(exception.GetBaseException().Message)}"
            );
        }
    }

    // What a proxy says itself when it wants a sign-in or cannot reach the address.
    private static bool IsProxysOwn(HttpStatusCode status) =>
        status
            is HttpStatusCode.ProxyAuthenticationRequired
                or HttpStatusCode.BadGateway
                or HttpStatusCode.ServiceUnavailable
                or HttpStatusCode.GatewayTimeout;
}

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>What <see cref="EwsProxyTest"/> is to look at.</summary>
public sealed record EwsProxyTestOptions
{
    /// <summary>The file.</summary>
    public required EwsConfigFile File { get; init; }

    /// <summary>The proxy that should be there; null for what this module last wrote.</summary>
    public EwsProxySettings? Expected { get; init; }

    /// <summary>The address that AllSolutions is notified at; null to compare the file only.</summary>
    public Uri? CallbackUrl { get; init; }

    /// <summary>How long each call may take.</summary>
    public TimeSpan Timeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The name of this computer.</summary>
    public required string ThisComputer { get; init; }
}

/// <summary>Compares a file with what it should be, and calls the callback address from this computer.</summary>
public static class EwsProxyTest
{
    /// <summary>Runs the test; it changes nothing.</summary>
    /// <param name="configuration">Reads the file and its records.</param>
    /// <param name="options">What to look at.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="EwsProxyException">The file cannot be read.</exception>
    public static async Task<EwsProxyTestResult> RunAsync(
        EwsProxyConfiguration configuration,
        EwsProxyTestOptions options,
        CancellationToken cancellationToken
    )
    {
        var (proxy, settings, drift) = await configuration
            .CompareAsync(options.File, options.Expected, cancellationToken)
            .ConfigureAwait(false);
        CallbackAnswer? direct = null,
            configured = null;
        if (options.CallbackUrl is { } url)
        {
            direct = await CallbackProbe.DirectAsync(url, options.Timeout, cancellationToken).ConfigureAwait(false);
            configured = await CallbackProbe.ConfiguredAsync(url, settings, options.Timeout, cancellationToken).ConfigureAwait(false);
        }

        return new EwsProxyTestResult
        {
            // A test that had nothing to look at has proved nothing.
            Succeeded =
                drift is not { Count: > 0 } && configured is not { IsReached: false } && (drift is not null || configured is not null),
            Server = options.File.Server,
            Path = options.File.Path,
            Proxy = proxy,
            Drift = drift ?? [],
            IsCompared = drift is not null,
            TestedFrom = options.ThisComputer,
            CallbackDirect = direct,
            CallbackConfigured = configured,
            Advice = Advice(drift, direct, configured),
        };
    }

    /// <summary>Refuses an address that cannot be called.</summary>
    /// <param name="url">The address; null for none.</param>
    /// <exception cref="EwsProxyException">It is not an absolute http or https address.</exception>
    public static void CheckCallback(Uri? url)
    {
        if (url is not null && !(url.IsAbsoluteUri && (url.Scheme == Uri.UriSchemeHttp || url.Scheme == Uri.UriSchemeHttps)))
        {
            throw new EwsProxyException(
                ErrorIds.CallbackUrlRefused,
                ForeignText.WithoutUser(url.OriginalString),
                $"'{ForeignText.WithoutUser(url.OriginalString)}' is not an http or https address.",
                "Give the whole address at which AllSolutions is notified, such as https://allsolutions.contoso.nl/notify."
            );
        }
    }

    private static string? Advice(IReadOnlyList<string>? drift, CallbackAnswer? direct, CallbackAnswer? configured) =>
        (drift, direct, configured) switch
        {
            ({ Count: > 0 }, _, _) => "Set the proxy again with Set-AsEwsProxy, and run this test after every update of Exchange.",
            (_, { IsReached: true }, { IsReached: false }) =>
                "The address can be reached without the proxy: add it to -BypassList of Set-AsEwsProxy, or take the proxy out with "
                    + "Remove-AsEwsProxy.",
            (_, { IsReached: false }, { IsReached: false }) =>
                "Neither way reaches the address. Check that its service runs and that the firewall lets this server out, or give "
                    + "Set-AsEwsProxy the proxy that reaches it.",
            (null, _, _) =>
                "There is no record of a proxy that was set and no value was given, so the file was compared with nothing. Give the "
                    + "values that it should have.",
            _ => null,
        };
}

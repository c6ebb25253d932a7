using System.Text.RegularExpressions;

namespace AllSolutionsExchange.Setup.Proxy;

/// <summary>What a <c>defaultProxy</c> element means (.NET Framework, network settings schema).</summary>
public sealed record EwsProxySettings
{
    /// <summary>Whether the settings of the Windows account are the base; also true where the file does not say it.</summary>
    public bool UseSystemDefault { get; init; }

    /// <summary>The proxy; null for the one that the Windows account has.</summary>
    public Uri? ProxyAddress { get; init; }

    /// <summary>Whether names without a dot are called directly; null where the file leaves it to the Windows account.</summary>
    public bool? BypassOnLocal { get; init; }

    /// <summary>Regular expressions; an address (scheme://host:port) that one of them matches is called directly.</summary>
    public IReadOnlyList<string> BypassList { get; init; } = [];

    /// <summary>
    /// Whether the account of the application pool, which is the computer's, is used if the proxy requires authentication.
    /// </summary>
    public bool UseDefaultCredentials { get; init; }

    /// <summary>Whether a proxy is used at all.</summary>
    public bool Enabled { get; init; } = true;

    /// <summary>What else the element says that this module does not write, or cannot understand.</summary>
    public IReadOnlyList<string> Others { get; init; } = [];

    /// <summary>Settings as an admin gives them.</summary>
    /// <param name="proxyAddress">An absolute http address; null with <paramref name="useSystemDefault"/>.</param>
    /// <param name="useSystemDefault">The settings of the Windows account.</param>
    /// <param name="bypassOnLocal">Names without a dot are called directly.</param>
    /// <param name="bypassList">Regular expressions; null for none.</param>
    /// <param name="useDefaultCredentials">The proxy may know the computer account.</param>
    /// <exception cref="EwsProxyException">The address or an expression cannot be taken.</exception>
    public static EwsProxySettings Create(
        string? proxyAddress,
        bool useSystemDefault,
        bool bypassOnLocal,
        IReadOnlyList<string>? bypassList,
        bool useDefaultCredentials
    )
    {
        if (proxyAddress is null == !useSystemDefault)
        {
            throw Refused(
                ErrorIds.ProxyAddressRefused,
                Hidden(proxyAddress ?? ""),
                "A proxy is either an address or the system's.",
                "Give one of -ProxyAddress and -UseSystemDefault."
            );
        }

        return new()
        {
            ProxyAddress = proxyAddress is null ? null : Address(proxyAddress),
            UseSystemDefault = useSystemDefault,
            BypassOnLocal =
                bypassOnLocal ? true
                : useSystemDefault ? null
                : false,
            BypassList = [.. (bypassList ?? []).Select(Expression)],
            UseDefaultCredentials = useDefaultCredentials,
        };
    }

    /// <summary>Whether .NET takes both for the same, however they are written.</summary>
    /// <param name="other">The other settings.</param>
    public bool IsSameAs(EwsProxySettings? other) => other is not null && Differences(other).Count == 0;

    /// <summary>In what these settings differ from others, one sentence each.</summary>
    /// <param name="expected">The settings that should be.</param>
    internal IReadOnlyList<string> Differences(EwsProxySettings expected)
    {
        var found = new List<string>();
        Compare(nameof(ProxyAddress), ProxyAddress, expected.ProxyAddress);
        Compare(nameof(UseSystemDefault), UseSystemDefault, expected.UseSystemDefault);
        Compare(nameof(BypassOnLocal), Local(this), Local(expected));
        Compare(nameof(BypassList), Text(BypassList), Text(expected.BypassList));
        Compare(nameof(UseDefaultCredentials), UseDefaultCredentials, expected.UseDefaultCredentials);
        Compare(nameof(Enabled), Enabled, expected.Enabled);
        found.AddRange(Others.Select(other => $"It also says {other}."));
        found.AddRange(expected.Others.Except(Others, StringComparer.Ordinal).Select(other => $"It no longer says {other}."));
        return found;

        void Compare(string name, object? actual, object? wanted)
        {
            if (Equals(actual, wanted))
            {
                return;
            }

            found.Add(
                wanted is null ? $"{name} is {actual} and should not be set." : $"{name} is {actual ?? "not set"} instead of {wanted}."
            );
        }

        // Without the system's settings as the base, unspecified is false (.NET reference source, DefaultProxySectionInternal).
        static bool? Local(EwsProxySettings settings) => settings.BypassOnLocal ?? (settings.UseSystemDefault ? null : false);

        static string Text(IReadOnlyList<string> list) => list.Count == 0 ? "empty" : string.Join(", ", list);
    }

    private static Uri Address(string text)
    {
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme != Uri.UriSchemeHttp || address.Host.Length == 0)
        {
            throw Refused(
                ErrorIds.ProxyAddressRefused,
                Hidden(text),
                $"'{Hidden(text)}' is not an absolute http address.",
                "Give the proxy as http://proxy:8080; .NET Framework calls a proxy over http only."
            );
        }

        if (address.UserInfo.Length > 0)
        {
            throw Refused(
                ErrorIds.ProxyAddressRefused,
                address.Host,
                $"The proxy address of {address.Host} holds a user or a password, which web.config has no place for.",
                "Let the proxy admit the server's computer account and use -UseDefaultCredentials."
            );
        }

        if (address.PathAndQuery != "/" || address.Fragment.Length > 0)
        {
            throw Refused(
                ErrorIds.ProxyAddressRefused,
                text,
                $"'{text}' is more than the address of a proxy.",
                "Give only scheme, host and port, such as http://proxy:8080."
            );
        }

        return address;
    }

    // What is before an @ may be a password.
    private static string Hidden(string text) => text.Contains("@") ? "…" + text.Substring(text.LastIndexOf('@')) : text;

    private static string Expression(string pattern)
    {
        if (string.IsNullOrWhiteSpace(pattern))
        {
            throw Refused(
                ErrorIds.BypassListRefused,
                pattern,
                "An entry of -BypassList is empty, which would match every address.",
                "Leave it out."
            );
        }

        try
        {
            _ = new Regex(pattern, RegexOptions.None, TimeSpan.FromSeconds(1));
            return pattern;
        }
        catch (ArgumentException exception)
        {
            throw Refused(
                ErrorIds.BypassListRefused,
                pattern,
                $"-BypassList takes regular expressions, not wildcards, and '{pattern}' is none ({exception.Reason()}).",
                "Write *.contoso.nl as [a-z0-9-]+\\.contoso\\.nl.",
                exception
            );
        }
    }

    private static EwsProxyException Refused(
        ErrorDescriptor error,
        string value,
        string fault,
        string advice,
        Exception? innerException = null
    ) => new(error, value, fault, advice, innerException);
}

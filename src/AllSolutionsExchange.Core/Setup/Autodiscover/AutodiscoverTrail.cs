using AllSolutionsExchange.Exchange;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>What one search has seen: whom it asked, what was answered, where it was redirected to. It ends loops.</summary>
/// <param name="mailbox">The SMTP address that is asked for.</param>
/// <param name="onAnswer">Told of each answer; may be null.</param>
internal sealed class AutodiscoverTrail(string mailbox, Action<string>? onAnswer)
{
    // Documented for POX: a client stops after ten.
    private const int MaxRedirects = 10;

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly HashSet<string> _addresses = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _answers = [];
    private readonly List<AutodiscoverRedirect> _redirects = [];

    public string Mailbox => mailbox;

    /// <summary>Notes an answer.</summary>
    /// <param name="place">Who gave it.</param>
    /// <param name="answer">Half a sentence, without a full stop.</param>
    public void Note(string place, string answer)
    {
        var shown = ForeignText.Shown($"{place}: {answer}");
        _answers.Add(shown);
        onAnswer?.Invoke(shown + ".");
    }

    /// <summary>Whether a place is new to this search: asking one twice for the same address is a loop.</summary>
    public bool Enter(Uri place, string address)
    {
        _addresses.Add(address);
        return _asked.Add(Key(place, address));
    }

    /// <summary>Whether a text is an absolute address with TLS.</summary>
    public static bool IsHttps(string url) =>
        url.StartsWith("https://", StringComparison.OrdinalIgnoreCase) && Uri.TryCreate(url, UriKind.Absolute, out _);

    /// <summary>What may be shown of an address: no user, and no query.</summary>
    public static string Shown(Uri url) => ForeignText.Shown(url);

    /// <summary>Whether a redirect to a place may be followed. It is noted either way, with the reason.</summary>
    /// <param name="from">Who redirects.</param>
    /// <param name="to">Where to.</param>
    /// <param name="address">The address that is asked for.</param>
    /// <param name="isTrusted">Whether the place may be asked, as far as trust goes.</param>
    public bool Follow(string from, Uri to, string address, bool isTrusted) =>
        Follow(
            from,
            Shown(to),
            _asked.Contains(Key(to, address)) || Shown(to) == from ? "it leads back to where it was asked"
                : !IsHttps(to.OriginalString) || to.UserInfo.Length > 0 ? "it leads out of TLS, or names a user"
                : null,
            isTrusted
        );

    /// <summary>Whether a redirect to another address may be followed. It is noted either way, with the reason.</summary>
    public bool Follow(string from, string toAddress) =>
        Follow(
            from,
            ForeignText.Shown(toAddress),
            _addresses.Contains(toAddress) ? "it leads back to an address that was asked for" : null,
            isTrusted: true
        );

    private bool Follow(string from, string to, string? bar, bool isTrusted)
    {
        var needsTrust = bar is null && !isTrusted;
        var reason =
            bar
            ?? (needsTrust ? "its host is not trusted" : null)
            ?? (_redirects.Count(redirect => redirect.Followed) < MaxRedirects ? null : $"{MaxRedirects} redirects are enough");
        _redirects.Add(new AutodiscoverRedirect(from, to, Followed: reason is null) { Reason = reason, NeedsTrust = needsTrust });
        Note(from, $"redirects to {to}{(reason is null ? string.Empty : $", which was not followed: {reason}")}");
        return reason is null;
    }

    /// <summary>The result, where the address is one that EWS may be spoken at; else null, and noted.</summary>
    public AutodiscoverResult? Found(string url, string protocol, Uri place)
    {
        try
        {
            if (!url.Contains("://"))
            {
                Note(Shown(place), "names no address of EWS");
                return null;
            }
            return new AutodiscoverResult(mailbox, EwsUrl.Parse(url).Uri, $"{protocol} at {Shown(place)}", [.. _redirects]);
        }
        catch (ParameterException exception)
        {
            Note(Shown(place), $"names an address that cannot be used ({exception.Fault.TrimEnd('.')})");
            return null;
        }
    }

    public AutodiscoverException NotFound(bool hasCredential)
    {
        var refused = _redirects.Find(redirect => redirect.NeedsTrust);
        var advice =
            refused is not null ? $"If {HostOf(refused.To)} is yours, let the search go on there: -TrustedHost {HostOf(refused.To)}."
            : hasCredential
                ? "Check the address. If it is right, ask a server of yours by its name with -Server, or take the address from "
                    + "Exchange: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl."
            : "Check the address. If it is right, give -Credential, so that Exchange 2013 and older are asked too; or take the "
                + "address from Exchange: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl.";
        var asked = _answers.Count == 0 ? "nobody, because its domain is not a host name" : string.Join("; ", _answers);
        return new AutodiscoverException($"Autodiscover returned no EWS address for {mailbox}. Asked: {asked}.", advice);
    }

    private static string Key(Uri place, string address) => $"{place} {address}";

    private static string HostOf(string to) => Uri.TryCreate(to, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Authority : to;
}

using AllSolutionsExchange.AllSolutions;

namespace AllSolutionsExchange.Setup.Autodiscover;

/// <summary>What one search has seen: whom it asked, what was answered, where it was redirected to. It ends loops.</summary>
/// <param name="mailbox">The SMTP address that is asked for.</param>
/// <param name="onAnswer">Told of each answer; null tells nobody.</param>
internal sealed class AutodiscoverTrail(string mailbox, Action<string>? onAnswer)
{
    // Documented for POX: a client stops after ten.
    private const int MaxRedirects = 10;

    private readonly HashSet<string> _asked = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _answers = [];
    private readonly List<AutodiscoverRedirect> _redirects = [];

    public string Mailbox => mailbox;

    /// <summary>Notes an answer.</summary>
    /// <param name="place">Who gave it.</param>
    /// <param name="answer">Half a sentence, without a full stop.</param>
    public void Note(string place, string answer)
    {
        _answers.Add($"{place}: {answer}");
        onAnswer?.Invoke($"{place}: {answer}.");
    }

    /// <summary>Whether a place is new to this search: asking one twice for the same address is a loop.</summary>
    public bool Enter(Uri place, string address) => _asked.Add($"{place} {address}");

    /// <summary>Whether a redirect may be followed as far as the trail goes. It is noted either way.</summary>
    public bool Follow(string from, string to, bool isAllowed)
    {
        var follows = isAllowed && _redirects.Count(redirect => redirect.Followed) < MaxRedirects;
        _redirects.Add(new AutodiscoverRedirect(from, to, follows));
        Note(from, $"redirects to {to}{(follows ? string.Empty : ", which was not followed")}");
        return follows;
    }

    /// <summary>The result, where the address is one that EWS may be spoken at; else null, and noted.</summary>
    public AutodiscoverResult? Found(string url, string protocol, Uri place)
    {
        try
        {
            return new AutodiscoverResult(mailbox, EwsUrl.Parse(url).Uri, $"{protocol} at {place.GetLeftPart(UriPartial.Path)}", [.. _redirects]);
        }
        catch (ParameterException e)
        {
            Note(place.GetLeftPart(UriPartial.Path), $"names an address that cannot be used ({e.Message.TrimEnd('.')})");
            return null;
        }
    }

    public AutodiscoverException NotFound(bool hasCredential)
    {
        var refused = _redirects.Find(redirect => !redirect.Followed);
        var advice = refused is not null
            ? $"If {HostOf(refused.To)} is yours, let the search go on there: -TrustedHost {HostOf(refused.To)}."
            : hasCredential
                ? "Ask a server of yours: -Server HOST, or take the address from Exchange: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl."
                : "Give -Credential, so that Exchange 2013 and older are asked too; or take the address from Exchange: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl.";
        var asked = _answers.Count == 0 ? "nobody, since its domain is no host name" : string.Join("; ", _answers);
        return new AutodiscoverException($"Autodiscover tells no EWS address for {mailbox}. {advice} Asked: {asked}.");
    }

    private static string HostOf(string to) => Uri.TryCreate(to, UriKind.Absolute, out var url) && url.Host.Length > 0 ? url.Authority : to;
}

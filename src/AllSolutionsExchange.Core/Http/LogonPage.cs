namespace AllSolutionsExchange.Http;

/// <summary>A sign-in page that answers in the place of Exchange: of Outlook on the web, or of a gateway before it.</summary>
/// <param name="Owner">Whose it is, as a sentence names it.</param>
/// <param name="Marks">What its address or its text holds, in any case.</param>
internal sealed record LogonPage(string Owner, IReadOnlyList<string> Marks)
{
    /// <summary>ISA and TMG.</summary>
    public static readonly LogonPage Tmg = new("ISA or TMG", ["CookieAuth.dll"]);

    /// <summary>Outlook on the web: of 2013 and later it posts to auth.owa, of 2007 and 2010 to owaauth.dll.</summary>
    public static readonly LogonPage Owa = new(
        "Outlook on the web",
        ["/owa/auth/logon.aspx", "logon.aspx", "auth.owa", "owaauth.dll", "logonForm"]
    );

    // Gateways on the same host: the addresses of their own pages, which a redirect names and the page links to.
    private static readonly IReadOnlyList<LogonPage> Gateways =
    [
        new("F5 BIG-IP APM", ["/my.policy", "/my.logon.php3", "/my.logout.php3", "/vdesk/"]),
        new(
            "Citrix NetScaler (ADC)",
            ["/logon/LogonPoint", "/vpn/index.html", "/vpn/tmindex.html", "/vpn/js/", "/cgi/login", "/cgi/tm", "/nf/auth/"]
        ),
        new("Pulse or Ivanti Connect Secure", ["/dana-na/"]),
    ];

    private static readonly IReadOnlyList<LogonPage> All = [Tmg, Owa, .. Gateways];

    /// <summary>Whether a gateway of its own make signs in here, not Microsoft's.</summary>
    public bool IsOfGateway => Gateways.Contains(this);

    /// <summary>The page that a redirect leads to; null for none.</summary>
    public static LogonPage? At(Uri location) => In(location.AbsolutePath) ?? In(location.PathAndQuery, [Tmg, Owa]);

    /// <summary>The page that a text of HTML is; null for none.</summary>
    public static LogonPage? In(string text) => In(text, All);

    private static LogonPage? In(string text, IReadOnlyList<LogonPage> pages) =>
        pages.FirstOrDefault(page => page.Marks.Any(mark => text.IndexOf(mark, StringComparison.OrdinalIgnoreCase) >= 0));
}

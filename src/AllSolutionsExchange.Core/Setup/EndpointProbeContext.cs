using System.Net;
using System.Net.Sockets;
using AllSolutionsExchange.Exchange;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Anonymous;
using AllSolutionsExchange.Setup.Versions;

namespace AllSolutionsExchange.Setup;

/// <summary>What the steps of one test find and hand on to later ones.</summary>
internal sealed class EndpointProbeContext(EndpointProbeOptions options) : IDisposable
{
    private EwsUrl? _url;
    private AnonymousClient? _anonymous;
    private EwsConnection? _account;

    public EndpointProbeOptions Options => options;

    /// <summary>The address; the step Url sets it.</summary>
    public EwsUrl Url
    {
        get => _url ?? throw new InvalidOperationException("The URL was not read.");
        set => _url = value;
    }

    /// <summary>The machine that is connected to: the server, or the proxy before it.</summary>
    public Uri NextHop => Proxy ?? Url.Uri;

    /// <summary>The proxy that requests go through; null for none.</summary>
    public Uri? Proxy => options.Proxy;

    /// <summary>Whether the system has a proxy for this host, which is not used unless it is named.</summary>
    public bool HasUnusedProxy
    {
        get
        {
            var system = WebRequest.DefaultWebProxy;
            return Proxy is null
                && system is not null
                && !system.IsBypassed(Url.Uri)
                && system.GetProxy(Url.Uri) is { } address
                && address != Url.Uri;
        }
    }

    /// <summary>The addresses of <see cref="NextHop"/>.</summary>
    public IReadOnlyList<IPAddress> Addresses { get; set; } = [];

    /// <summary>The connection that the step Tcp made.</summary>
    public TcpClient? Connection { get; set; }

    /// <summary>The certificate that the step Tls was shown.</summary>
    public ShownCertificate? Certificate { get; set; }

    public IReadOnlyList<string> AuthenticationMethods { get; set; } = [];

    /// <summary>Whether the sign-in was refused (HTTP 401).</summary>
    public bool IsAccountRefused { get; set; }

    /// <summary>What the step Version makes of the build.</summary>
    public ExchangeBuild? Server { get; set; }

    /// <summary>The build that EWS gave with its answer to the account; null before that, and when it gave none.</summary>
    public Version? AnsweredBuild => _account?.Server?.Build is { Build: >= 0 } build ? build : null;

    /// <summary>The account as an admin writes it in a command; empty without a credential.</summary>
    public string AccountName => options.Credential is { } credential ? EwsBasicAuthentication.AccountOf(credential) : string.Empty;

    /// <summary>Sends what carries no credential.</summary>
    public AnonymousClient Anonymous => _anonymous ??= new AnonymousClient(Url.Uri, options);

    /// <summary>Sends as the account. The time is limited by the step, not by the connection.</summary>
    public EwsConnection Account =>
        _account ??= new EwsConnection(
            new EwsConnectionOptions
            {
                Url = Url.Uri,
                Credential = options.Credential ?? throw new InvalidOperationException("No credential was given."),
                CertificateThumbprint = options.CertificateThumbprint,
                Proxy = options.Proxy,
                MaxRedirects = 0,
                MaxConcurrency = options.ThrottleLimit,
                Timeout = Timeout.InfiniteTimeSpan,
            }
        );

    public EndpointTestResult ToResult(IReadOnlyList<EndpointTestStep> steps, string? mailbox) =>
        new()
        {
            Succeeded = steps.All(step => step.Outcome != EndpointStepOutcome.Failed),
            Url = _url?.ToString() ?? ForeignText.WithoutUser(options.Url),
            Mailbox = mailbox,
            ServerProduct = Server?.Product,
            ServerBuild = Server?.Version,
            AuthenticationMethods = AuthenticationMethods,
            Certificate = Certificate?.Certificate,
            Steps = steps,
        };

    public void Dispose()
    {
        Connection?.Dispose();
        _anonymous?.Dispose();
        _account?.Dispose();
    }
}

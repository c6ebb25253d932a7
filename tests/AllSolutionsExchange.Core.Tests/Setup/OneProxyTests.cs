using System.Net;
using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Autodiscover;
using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>Test, search and synchronisation go the same way: through the proxy that is named, and never through the one of the
/// system.</summary>
public sealed class OneProxyTests
{
    private const string Host = "mail.contoso.invalid";

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task All_go_through_the_proxy_that_is_named_and_none_through_the_one_of_the_system(bool isNamed)
    {
        await using var server = new ScriptedServer(Answer.Http(401, null, "", "WWW-Authenticate: Basic realm=\"x\""));
        await using var proxy = new TunnelProxy(server.Port);
        using var system = new SystemProxy(Host, proxy.Url);
        foreach (var ask in new[] { TestAsync, FindAsync, SynchroniseAsync })
        {
            proxy.Targets.Clear();
            server.Requests.Clear();
            await ask($"{Host}:{server.Port}", server.Thumbprint, isNamed ? proxy.Url : null);
            Assert.Equal((isNamed, isNamed), (!proxy.Targets.IsEmpty, !server.Requests.IsEmpty));
        }
    }

    [Fact]
    public async Task The_proxy_that_the_system_has_and_that_is_not_used_is_told()
    {
        using var system = new SystemProxy(Host, new Uri("http://svc:p4ss@127.0.0.1:9"));
        var advice = (await Probe.RunAsync(Probe.Options($"https://{Host}/EWS/Exchange.asmx"))).OnlyFailed("Dns").Advice!;
        Assert.Contains("-Proxy", advice, StringComparison.Ordinal);
        Assert.DoesNotContain("p4ss", advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_proxy_that_is_not_there_is_named_and_not_the_server_behind_it()
    {
        using var mailbox = new EwsConnection(Options(Host, thumbprint: "", new Uri("http://127.0.0.1:9")));
        var e = await Assert.ThrowsAsync<EwsConnectionException>(() =>
            mailbox.OpenMailbox("a@contoso.test").SendAsync(Ask.Calendar, default)
        );
        Assert.Equal(EwsConnectionFailure.Connect, e.Failure);
        Assert.StartsWith("No connection to the proxy 127.0.0.1:9.", e.Message, StringComparison.Ordinal);
    }

    private static async Task TestAsync(string host, string thumbprint, Uri? proxy)
    {
        var result = await Probe.RunAsync(Probe.Options($"https://{host}/EWS/Exchange.asmx", thumbprint) with { Proxy = proxy });
        Assert.Equal(proxy is not null, result.Succeeded);
    }

    private static async Task FindAsync(string host, string thumbprint, Uri? proxy)
    {
        using var search = new AutodiscoverSearch(
            new AutodiscoverOptions
            {
                Server = host,
                CertificateThumbprint = thumbprint,
                Proxy = proxy,
            }
        );
        await Assert.ThrowsAsync<AutodiscoverException>(() => search.FindAsync("a@contoso.test", onAnswer: null, default));
    }

    private static async Task SynchroniseAsync(string host, string thumbprint, Uri? proxy)
    {
        using var connection = new EwsConnection(Options(host, thumbprint, proxy));
        await Assert.ThrowsAnyAsync<EwsException>(() => connection.OpenMailbox("a@contoso.test").SendAsync(Ask.Calendar, default));
    }

    private static EwsConnectionOptions Options(string host, string thumbprint, Uri? proxy) =>
        new()
        {
            Url = new Uri($"https://{host}/EWS/Exchange.asmx"),
            Credential = Probe.Credential,
            CertificateThumbprint = thumbprint,
            Proxy = proxy,
            Delay = new FakeDelay().WaitAsync,
        };

    /// <summary>The proxy that the system has for one host, as long as this lives.</summary>
    private sealed class SystemProxy : IWebProxy, IDisposable
    {
        private readonly IWebProxy _before = HttpClient.DefaultProxy;
        private readonly IWebProxy? _requestsBefore = WebRequest.DefaultWebProxy;
        private readonly string _host;
        private readonly Uri _address;

        public SystemProxy(string host, Uri address)
        {
            _host = host;
            _address = address;
            HttpClient.DefaultProxy = this;
            WebRequest.DefaultWebProxy = this;
        }

        public ICredentials? Credentials { get; set; }

        public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? destination : _address;

        public bool IsBypassed(Uri host) => host.Host != _host;

        public void Dispose()
        {
            HttpClient.DefaultProxy = _before;
            WebRequest.DefaultWebProxy = _requestsBefore;
        }
    }
}

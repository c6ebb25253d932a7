using System.Net;
using System.Net.Sockets;
using System.Text;
using AllSolutionsExchange.Http;
using AllSolutionsExchange.Setup;
using AllSolutionsExchange.Tests.Ews;
using ExchangeSimulator;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup;

/// <summary>The way to the server: address, DNS, TCP, TLS, proxy; and giving up on the way.</summary>
public sealed class EndpointWayTests
{
    private static readonly string[] AfterUrl =
    [
        "Dns",
        "Tcp",
        "Tls",
        "CertificateTrust",
        "CertificateName",
        "CertificateDates",
        "Authentication",
        "SignIn",
        "Version",
    ];

    [Theory]
    [InlineData("http://mail.contoso.test/EWS/Exchange.asmx", "in clear")]
    [InlineData("https://mail.contoso.test/owa", "/EWS/Exchange.asmx")]
    [InlineData("https://", "not an address")]
    [InlineData("https://svc:" + Probe.Password + "@mail.contoso.test/ews", "user name or a password")]
    [InlineData("https://svc:" + Probe.Password + "#1@mail.contoso.test", "user name or a password")]
    public async Task A_URL_that_no_credential_may_go_to_is_refused_at_once(string url, string reason)
    {
        var result = await Probe.RunAsync(Probe.Options(url) with { Credential = Probe.Credential });
        Assert.Contains(reason, result.OnlyFailed("Url").Detail, StringComparison.Ordinal);
        result.SkippedBecauseOf("Url", AfterUrl);
    }

    [Theory]
    [InlineData("outlook.office365.com")]
    [InlineData("https://pod51014.outlook.com/EWS/Exchange.asmx")]
    public async Task Exchange_Online_is_told_the_truth_about_and_not_called(string url)
    {
        var result = await Probe.RunAsync(Probe.Options(url) with { Credential = Probe.Credential });
        var failed = result.OnlyFailed("Url");
        foreach (
            var truth in new[]
            {
                "switched off in Exchange Online in October 2022",
                "tenant by tenant, since October 2026",
                "ends it on 1 April 2027",
            }
        )
        {
            Assert.Contains(truth, failed.Detail, StringComparison.Ordinal);
        }

        Assert.Equal(url.Contains("pod", StringComparison.Ordinal), failed.Detail.Contains("obsolete", StringComparison.Ordinal));
        result.SkippedBecauseOf("Url", AfterUrl);
    }

    [Fact]
    public async Task An_unknown_host_fails_at_DNS()
    {
        var result = await Probe.RunAsync(Probe.Options("https://mail.contoso.invalid/EWS/Exchange.asmx"));
        Assert.Contains("Resolve-DnsName mail.contoso.invalid", result.OnlyFailed("Dns").Advice, StringComparison.Ordinal);
        result.SkippedBecauseOf("Dns", [.. AfterUrl[1..]]);
    }

    [Fact]
    public async Task A_closed_port_fails_at_TCP_and_the_addresses_are_shown()
    {
        int port;
        using (var listener = Listen())
        {
            port = PortOf(listener);
        }

        var result = await Probe.RunAsync(Probe.Options($"https://127.0.0.1:{port}/EWS/Exchange.asmx"));
        Assert.Contains("127.0.0.1", result.Step("Dns").Detail, StringComparison.Ordinal);
        var failed = result.OnlyFailed("Tcp");
        Assert.Contains("ConnectionRefused", failed.Detail, StringComparison.Ordinal);
        Assert.Contains($"Test-NetConnection 127.0.0.1 -Port {port}", failed.Advice, StringComparison.Ordinal);
        result.SkippedBecauseOf("Tcp", [.. AfterUrl[2..]]);
    }

    [Fact]
    public async Task A_port_without_TLS_fails_at_TLS()
    {
        using var listener = Listen();
        var server = AnswerAsync(listener, "HTTP/1.1 400 Bad Request\r\nContent-Length: 0\r\n\r\n");
        var result = await Probe.RunAsync(Probe.Options($"https://localhost:{PortOf(listener)}/EWS/Exchange.asmx"));
        Assert.Contains("TLS handshake failed", result.OnlyFailed("Tls").Detail, StringComparison.Ordinal);
        Assert.Null(result.Certificate);
        await server;
    }

    [Fact]
    public async Task A_certificate_for_another_name_says_so()
    {
        await using var server = new ScriptedServer(Answer.Http(404, null, ""));
        var url = $"https://127.0.0.1:{server.Port}/EWS/Exchange.asmx";
        var failed = (await Probe.RunAsync(Probe.Options(url))).Step("CertificateName");
        Assert.Equal(EndpointStepOutcome.Failed, failed.Outcome);
        Assert.Contains("It is not for 127.0.0.1", failed.Detail, StringComparison.Ordinal);
        Assert.Contains("localhost", failed.Detail, StringComparison.Ordinal);

        // The thumbprint decides; what other clients will say of the name is told all the same.
        var pinned = (await Probe.RunAsync(Probe.Options(url, server.Thumbprint))).Step("CertificateName");
        Assert.Equal(EndpointStepOutcome.Warning, pinned.Outcome);
    }

    [Fact]
    public async Task A_certificate_that_expires_is_a_warning_by_the_clock_that_is_given()
    {
        await using var server = new ScriptedServer(Answer.Http(401, null, "", "WWW-Authenticate: Basic realm=\"x\""));
        var options = Probe.Options(server.Url.AbsoluteUri, server.Thumbprint);
        async Task<EndpointTestStep> AtAsync(string day) =>
            (
                await Probe.RunAsync(
                    options with
                    {
                        Clock = () => DateTimeOffset.Parse(day, System.Globalization.CultureInfo.InvariantCulture),
                    }
                )
            ).Step("CertificateDates");

        Assert.Equal(EndpointStepOutcome.Passed, (await AtAsync("2059-11-01Z")).Outcome);
        var soon = await AtAsync("2059-12-15Z");
        Assert.Equal(EndpointStepOutcome.Warning, soon.Outcome);
        Assert.Contains("expires within 30 days", soon.Detail, StringComparison.Ordinal);
        Assert.Contains("It has expired.", (await AtAsync("2060-02-01Z")).Detail, StringComparison.Ordinal);
        Assert.Contains("It is not valid yet.", (await AtAsync("2019-12-31Z")).Detail, StringComparison.Ordinal);

        // Without the thumbprint an expired certificate is refused, whatever else is wrong with it.
        options = Probe.Options(server.Url.AbsoluteUri);
        Assert.Equal(EndpointStepOutcome.Failed, (await AtAsync("2060-02-01Z")).Outcome);
    }

    [Fact]
    public async Task Private_addresses_do_not_prove_access_from_outside()
    {
        await using var server = new ScriptedServer(Answer.Http(404, null, ""));
        var step = (await Probe.RunAsync(Probe.Options($"https://127.0.0.1:{server.Port}/EWS/Exchange.asmx"))).Step("Dns");
        Assert.Equal(EndpointStepOutcome.Warning, step.Outcome);
        Assert.Contains("does not prove access from outside", step.Detail, StringComparison.Ordinal);
        Assert.Contains("127.0.0.1", step.Detail, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("10.1.2.3", true)]
    [InlineData("172.16.0.1", true)]
    [InlineData("172.31.255.255", true)]
    [InlineData("192.168.1.1", true)]
    [InlineData("169.254.1.1", true)]
    [InlineData("127.0.0.2", true)]
    [InlineData("::1", true)]
    [InlineData("fd00::1", true)]
    [InlineData("fe80::1", true)]
    [InlineData("::ffff:10.0.0.1", true)]
    [InlineData("172.32.0.1", false)]
    [InlineData("172.15.0.1", false)]
    [InlineData("192.169.0.1", false)]
    [InlineData("11.0.0.1", false)]
    [InlineData("2001:db8::1", false)]
    [InlineData("::ffff:8.8.8.8", false)]
    public void An_address_is_private_by_the_RFCs(string address, bool isPrivate) =>
        Assert.Equal(isPrivate, AllSolutionsExchange.Setup.Steps.PrivateAddress.Is(IPAddress.Parse(address)));

    [Theory]
    [InlineData(".NET Framework 4.8.9300.0", System.Security.Authentication.SslProtocols.Tls12)]
    [InlineData(".NET 10.0.0", System.Security.Authentication.SslProtocols.None)]
    public void Only_the_old_runtime_is_told_which_TLS_to_speak(string framework, System.Security.Authentication.SslProtocols expected) =>
        Assert.Equal(expected, TlsProtocols.ProtocolsOf(framework));

    [Fact]
    public async Task The_way_may_lead_through_a_proxy()
    {
        await using var server = new ScriptedServer(Answer.Http(401, null, "", "WWW-Authenticate: Basic realm=\"x\""));
        await using var proxy = new TunnelProxy(server.Port);
        var result = await Probe.RunAsync(
            Probe.Options($"https://mail.contoso.invalid:{server.Port}/EWS/Exchange.asmx", server.Thumbprint) with
            {
                Proxy = proxy.Url,
            }
        );
        Assert.True(result.Succeeded);
        Assert.Contains("The proxy ", result.Step("Tcp").Detail, StringComparison.Ordinal);
        Assert.All(proxy.Targets, target => Assert.Equal($"mail.contoso.invalid:{server.Port}", target));
        Assert.True(proxy.Targets.Count > 1);
    }

    [Theory]
    [InlineData("HTTP/1.1 407 Proxy Authentication Required\r\n\r\n", "asks for a sign-in")]
    [InlineData("HTTP/1.1 403 Forbidden\r\n\r\n", "HTTP 403")]
    [InlineData("220 mail.contoso.test ESMTP\r\n\r\n", "does not answer as a proxy")]
    public async Task A_proxy_that_does_not_let_through_fails_at_TCP(string answer, string told)
    {
        using var listener = Listen();
        var server = AnswerAsync(listener, answer);
        var options = Probe.Options("https://mail.contoso.invalid/EWS/Exchange.asmx") with
        {
            Proxy = new Uri($"http://localhost:{PortOf(listener)}"),
        };
        Assert.Contains(told, (await Probe.RunAsync(options)).OnlyFailed("Tcp").Detail, StringComparison.Ordinal);
        await server;
    }

    [Fact]
    public async Task A_server_that_never_answers_fails_when_the_time_is_over()
    {
        await using var server = new ScriptedServer(Answer.Never());
        var result = await Probe.RunAsync(
            Probe.Options(server.Url.AbsoluteUri, server.Thumbprint) with
            {
                Timeout = TimeSpan.FromMilliseconds(1),
            }
        );
        Assert.Contains(result.Steps, step => step.Detail.StartsWith("No answer within 0", StringComparison.Ordinal));
        Assert.False(result.Succeeded);
    }

    [Fact]
    public async Task A_cancellation_is_answered_while_an_HTTP_answer_is_waited_for()
    {
        using var stop = new CancellationTokenSource();
        await using var server = new ScriptedServer(
            async (_, _, token) =>
            {
                await stop.CancelAsync();
                await Task.Delay(Timeout.Infinite, token);
            }
        );
        await CancelledAsync(Probe.RunAsync(Endless(server.Url.AbsoluteUri, server.Thumbprint), stop.Token));
    }

    [Fact]
    public async Task A_cancellation_is_answered_during_the_handshake()
    {
        using var stop = new CancellationTokenSource();
        using var listener = Listen();
        var probe = Probe.RunAsync(Endless($"https://localhost:{PortOf(listener)}/EWS/Exchange.asmx"), stop.Token);
        using var client = await listener.AcceptTcpClientAsync();
        await stop.CancelAsync();
        await CancelledAsync(probe);
    }

    [Fact]
    public async Task A_cancelled_probe_does_not_begin()
    {
        await using var server = new ScriptedServer(Answer.Never());
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            Probe.RunAsync(Probe.Options(server.Url.AbsoluteUri), new CancellationToken(canceled: true))
        );
        Assert.Equal(0, server.ConnectionCount);
    }

    private static EndpointProbeOptions Endless(string url, string? thumbprint = null) =>
        Probe.Options(url, thumbprint) with
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    // The limit is reached only where the cancellation is not answered.
    private static Task CancelledAsync(Task probe) =>
        Assert.ThrowsAnyAsync<OperationCanceledException>(() => probe.WaitAsync(TimeSpan.FromMinutes(1)));

    private static TcpListener Listen()
    {
        var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return listener;
    }

    private static int PortOf(TcpListener listener) => ((IPEndPoint)listener.LocalEndpoint).Port;

    private static async Task AnswerAsync(TcpListener listener, string answer)
    {
        using var client = await listener.AcceptTcpClientAsync();
        var buffer = new byte[4096];
        _ = await client.GetStream().ReadAsync(buffer);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(answer));
    }
}

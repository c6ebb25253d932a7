using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;
using AllSolutionsExchange.Setup.Proxy;
using Xunit;

namespace AllSolutionsExchange.Tests.Setup.Proxy;

/// <summary>The callback address is called directly and the way that the file says, over real connections.</summary>
public sealed class CallbackProbeTests
{
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("200 OK")]
    [InlineData("302 Found\r\nLocation: http://127.0.0.1:1/")]
    [InlineData("401 Unauthorized\r\nWWW-Authenticate: Negotiate")]
    [InlineData("500 Internal Server Error")]
    public async Task Any_answer_counts_and_no_redirect_or_credential_follows(string answer)
    {
        await using var service = new AnsweringServer(answer);
        var found = await CallbackProbe.DirectAsync(service.Url, Limit, default);
        Assert.True(found.IsReached, found.Detail);
        Assert.DoesNotContain("Authorization", Assert.Single(service.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task The_configured_way_goes_through_the_proxy()
    {
        await using var service = new AnsweringServer("200 OK");
        await using var proxy = new AnsweringServer("204 No Content");
        var found = await CallbackProbe.ConfiguredAsync(new Uri("http://callback.contoso.test/notify"), Through(proxy), Limit, default);
        Assert.True(found.IsReached, found.Detail);
        Assert.Contains("through the proxy", found.Detail, StringComparison.Ordinal);
        Assert.StartsWith("GET http://callback.contoso.test/notify HTTP/1.1", Assert.Single(proxy.Requests), StringComparison.Ordinal);
        Assert.Empty(service.Requests);
    }

    [Theory]
    [InlineData("407 Proxy Authentication Required\r\nProxy-Authenticate: Negotiate")]
    [InlineData("502 Bad Gateway")]
    [InlineData("504 Gateway Timeout")]
    public async Task What_the_proxy_says_itself_is_no_answer_of_the_callback(string answer)
    {
        await using var proxy = new AnsweringServer(answer);
        var found = await CallbackProbe.ConfiguredAsync(new Uri("http://callback.contoso.test/"), Through(proxy), Limit, default);
        Assert.False(found.IsReached);
        Assert.Contains(answer[..3], found.Detail, StringComparison.Ordinal);
        Assert.DoesNotContain("Proxy-Authorization", Assert.Single(proxy.Requests), StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task What_the_bypass_list_names_is_called_directly()
    {
        await using var service = new AnsweringServer("200 OK");
        await using var proxy = new AnsweringServer("200 OK");
        var found = await CallbackProbe.ConfiguredAsync(
            service.Url,
            Through(proxy) with
            {
                BypassList = [@"127\.0\.0\.1"],
            },
            Limit,
            default
        );
        Assert.True(found.IsReached);
        Assert.Contains("bypass", found.Detail, StringComparison.Ordinal);
        Assert.Single(service.Requests);
        Assert.Empty(proxy.Requests);
    }

    [Fact]
    public async Task No_answer_ends_at_the_limit_and_a_closed_port_at_once()
    {
        await using var silent = new AnsweringServer(answer: null);
        var late = await CallbackProbe.DirectAsync(silent.Url, TimeSpan.FromMilliseconds(200), default);
        Assert.False(late.IsReached);
        Assert.Contains("0.2 seconds", late.Detail, StringComparison.Ordinal);
        Assert.False((await CallbackProbe.DirectAsync(new Uri("http://127.0.0.1:1/"), Limit, default)).IsReached);
    }

    [Fact]
    public async Task The_test_says_which_way_works_and_what_to_do()
    {
        await using var service = new AnsweringServer("200 OK");
        await using var proxy = new AnsweringServer("502 Bad Gateway");
        using var file = new WebConfig(WebConfig.BackEnd);
        await file.SetAsync(
            EwsProxySettings.Create(
                proxy.Url.AbsoluteUri,
                useSystemDefault: false,
                bypassOnLocal: false,
                bypassList: null,
                useDefaultCredentials: false
            )
        );
        var result = await EwsProxyTest.RunAsync(
            file.Configuration(),
            new EwsProxyTestOptions
            {
                File = file.File,
                CallbackUrl = service.Url,
                ThisComputer = "MBX01",
            },
            default
        );
        Assert.False(result.Succeeded);
        Assert.Empty(result.Drift);
        Assert.True(result.CallbackDirect!.IsReached);
        Assert.False(result.CallbackConfigured!.IsReached);
        Assert.Contains("-BypassList", result.Advice, StringComparison.Ordinal);
        Assert.Equal("MBX01", result.TestedFrom);
    }

    /// <summary>A test that had nothing to look at has proved nothing.</summary>
    [Theory]
    [InlineData(WebConfig.BackEnd)]
    [InlineData(
        "<configuration><system.net><defaultProxy><proxy proxyaddress=\"http://theirs:80\" /></defaultProxy></system.net></configuration>"
    )]
    public async Task A_test_with_nothing_to_compare_with_and_no_address_to_call_has_not_succeeded(string content)
    {
        using var file = new WebConfig(content);
        var options = new EwsProxyTestOptions { File = file.File, ThisComputer = "MBX01" };
        var result = await EwsProxyTest.RunAsync(file.Configuration(), options, default);
        Assert.False(result.Succeeded);
        Assert.False(result.IsCompared);
        Assert.Empty(result.Drift);
        Assert.Contains("compared with nothing", result.Advice, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_address_that_answers_or_a_value_that_is_there_is_enough_for_a_test_to_succeed()
    {
        await using var service = new AnsweringServer("200 OK");
        using var file = new WebConfig("<configuration><system.net><defaultProxy enabled=\"false\" /></system.net></configuration>");
        var options = new EwsProxyTestOptions { File = file.File, ThisComputer = "MBX01" };
        var called = await EwsProxyTest.RunAsync(file.Configuration(), options with { CallbackUrl = service.Url }, default);
        Assert.True(called.Succeeded);
        Assert.False(called.IsCompared);

        Assert.False((await EwsProxyTest.RunAsync(file.Configuration(), options with { Expected = WebConfig.Proxy }, default)).Succeeded);
        await file.SetAsync(WebConfig.Proxy, force: true);
        Assert.True((await EwsProxyTest.RunAsync(file.Configuration(), options with { Expected = WebConfig.Proxy }, default)).Succeeded);
        Assert.True((await EwsProxyTest.RunAsync(file.Configuration(), options, default)).Succeeded);
    }

    private static EwsProxySettings Through(AnsweringServer proxy) => new() { ProxyAddress = proxy.Url, BypassOnLocal = false };

    /// <summary>Answers every request the same; a null answer never comes.</summary>
    private sealed class AnsweringServer : IAsyncDisposable
    {
        private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
        private readonly CancellationTokenSource _stop = new();
        private readonly string? _answer;
        private readonly Task _serving;

        public AnsweringServer(string? answer)
        {
            _answer = answer;
            _listener.Start();
            _serving = ServeAsync();
        }

        public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}/");

        public ConcurrentQueue<string> Requests { get; } = new();

        public async ValueTask DisposeAsync()
        {
            await _stop.CancelAsync();
            await _serving;
            _listener.Stop();
            _stop.Dispose();
        }

        private async Task ServeAsync()
        {
            try
            {
                while (true)
                {
                    using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                    var stream = client.GetStream();
                    var head = new byte[8192];
                    var length = 0;
                    while (!Encoding.ASCII.GetString(head, 0, length).Contains("\r\n\r\n", StringComparison.Ordinal))
                    {
                        length += await stream.ReadAsync(head.AsMemory(length), _stop.Token);
                    }

                    Requests.Enqueue(Encoding.ASCII.GetString(head, 0, length));
                    if (_answer is null)
                    {
                        await Task.Delay(Timeout.Infinite, _stop.Token);
                    }

                    await stream.WriteAsync(
                        Encoding.ASCII.GetBytes($"HTTP/1.1 {_answer}\r\nContent-Length: 0\r\nConnection: close\r\n\r\n"),
                        _stop.Token
                    );
                }
            }
            catch (OperationCanceledException)
            {
                // Stopped.
            }
        }
    }
}

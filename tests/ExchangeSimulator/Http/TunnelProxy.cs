using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace ExchangeSimulator;

/// <summary>An HTTP proxy that leads every CONNECT to one local port.</summary>
public sealed class TunnelProxy : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<Task> _tasks = [];
    private readonly int _port;

    /// <summary>Starts one.</summary>
    /// <param name="port">The port of the server that is to answer, whatever name was asked for.</param>
    public TunnelProxy(int port)
    {
        _port = port;
        _listener.Start();
        _tasks.Add(AcceptAsync());
    }

    /// <summary>The address of the proxy itself.</summary>
    public Uri Url => new($"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}");

    /// <summary>Where the CONNECTs wanted to go.</summary>
    public ConcurrentQueue<string> Targets { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await Task.WhenAll(_tasks);
        _stop.Dispose();
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                _tasks.Add(ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token)));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client)
    {
        using var _ = client;
        using var target = new TcpClient();
        try
        {
            var here = client.GetStream();
            var head = new StringBuilder();
            var one = new byte[1];
            while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
            {
                await here.ReadExactlyAsync(one, _stop.Token);
                head.Append((char)one[0]);
            }
            Targets.Enqueue(head.ToString().Split(' ')[1]);
            await target.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
            await here.WriteAsync("HTTP/1.1 200 Connection established\r\n\r\n"u8.ToArray(), _stop.Token);
            await Task.WhenAny(here.CopyToAsync(target.GetStream(), _stop.Token), target.GetStream().CopyToAsync(here, _stop.Token));
        }
        catch (Exception exception) when (exception is OperationCanceledException or IOException)
        {
            // Stopped, or one end went away.
        }
    }
}

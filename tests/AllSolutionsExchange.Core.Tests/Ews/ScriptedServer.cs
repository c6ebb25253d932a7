using System.Collections.Concurrent;
using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Tests.Ews;

/// <summary>A request as it arrived.</summary>
/// <param name="Head">Its first line and headers.</param>
/// <param name="Body">Its body.</param>
/// <param name="Connection">Which connection it came over; the first is 1.</param>
internal sealed record SeenRequest(string Head, string Body, int Connection)
{
    public string? Header(string name) =>
        Head.Split("\r\n")
            .FirstOrDefault(line => line.StartsWith(name + ":", StringComparison.OrdinalIgnoreCase))
            ?[(name.Length + 1)..].Trim();
}

/// <summary>
/// A TLS server that answers request after request as a script says, byte for byte; its last line repeats. A line that
/// throws <see cref="CutException"/> cuts the connection.
/// </summary>
internal sealed class ScriptedServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly X509Certificate2 _certificate = CreateCertificate();
    private readonly Func<SeenRequest, Stream, CancellationToken, Task>[] _script;
    private readonly ConcurrentBag<Task> _connections = [];
    private readonly Task _accepting;
    private int _next = -1;

    public ScriptedServer(params Func<SeenRequest, Stream, CancellationToken, Task>[] script)
    {
        _script = script;
        _listener.Start();
        _accepting = AcceptAsync();
    }

    public sealed class CutException : Exception;

    public ConcurrentQueue<SeenRequest> Requests { get; } = new();

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    public Uri Url => new($"https://localhost:{Port}/EWS/Exchange.asmx");

    public string Thumbprint => _certificate.Thumbprint;

    public string Sha256Thumbprint => _certificate.GetCertHashString(HashAlgorithmName.SHA256);

    public int ConnectionCount { get; private set; }

    public EwsConnectionOptions Options(
        FakeDelay? delay = null,
        Action<string>? log = null,
        bool logBodies = false,
        long maxResponseBytes = 1_000_000,
        TimeSpan? timeout = null,
        Action<TimeSpan>? onRest = null,
        Action<CancellationTokenSource>? onStart = null
    ) =>
        new()
        {
            Url = Url,
            Credential = new NetworkCredential("svc", "p4ss-w0rd", "CONTOSO"),
            CertificateThumbprint = Thumbprint,
            OnRest = onRest,
            ProtocolLog = log,
            LogBodies = logBodies,
            MaxResponseBytes = maxResponseBytes,
            Timeout = timeout ?? TimeSpan.FromSeconds(30),
            Delay = (delay ?? new FakeDelay()).WaitAsync,
            EndAfter = (request, time) =>
            {
                if (onStart is null)
                {
                    request.CancelAfter(time);
                }
                else
                {
                    onStart(request);
                }
            },
        };

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        await _accepting;
        _listener.Stop();
        await Task.WhenAll(_connections);
        _certificate.Dispose();
        _stop.Dispose();
    }

    private static X509Certificate2 CreateCertificate()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("localhost");
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.CreateSelfSigned(
            new DateTimeOffset(2020, 1, 1, 0, 0, 0, TimeSpan.Zero),
            new DateTimeOffset(2060, 1, 1, 0, 0, 0, TimeSpan.Zero)
        );
        return X509CertificateLoader.LoadPkcs12(certificate.Export(X509ContentType.Pfx), password: null);
    }

    private async Task AcceptAsync()
    {
        try
        {
            while (true)
            {
                var client = await _listener.AcceptTcpClientAsync(_stop.Token);

                // An answer is written in parts: without this, each would wait for the acknowledgement of the one before it.
                client.NoDelay = true;
                _connections.Add(ServeAsync(client, ++ConnectionCount));
            }
        }
        catch (OperationCanceledException)
        {
            // Stopped.
        }
    }

    private async Task ServeAsync(TcpClient client, int number)
    {
        using var _ = client;
        try
        {
            await using var stream = new SslStream(client.GetStream());
            await stream.AuthenticateAsServerAsync(_certificate);
            while (await ReadRequestAsync(stream, number) is { } request)
            {
                Requests.Enqueue(request);
                var step = _script[Math.Min(Interlocked.Increment(ref _next), _script.Length - 1)];
                await step(request, stream, _stop.Token);
                await stream.FlushAsync(_stop.Token);
            }
        }
        catch (Exception exception)
            when (exception
                    is IOException
                        or SocketException
                        or ObjectDisposedException
                        or CutException
                        or OperationCanceledException
                        or System.Security.Authentication.AuthenticationException
            )
        {
            // The client went away, refused the certificate, or the script cut the connection.
        }
    }

    private async Task<SeenRequest?> ReadRequestAsync(Stream stream, int number)
    {
        var head = new StringBuilder();
        var one = new byte[1];
        while (!head.ToString().EndsWith("\r\n\r\n", StringComparison.Ordinal))
        {
            if (await stream.ReadAsync(one, _stop.Token) == 0)
            {
                return null;
            }

            head.Append((char)one[0]);
        }
        var request = new SeenRequest(head.ToString(), string.Empty, number);
        var body = new byte[int.Parse(request.Header("Content-Length") ?? "0", System.Globalization.CultureInfo.InvariantCulture)];
        await stream.ReadExactlyAsync(body, _stop.Token);
        return request with { Body = Encoding.UTF8.GetString(body) };
    }
}

/// <summary>Lines of a script.</summary>
internal static class Answer
{
    public static Func<SeenRequest, Stream, CancellationToken, Task> Soap(string xml, int status = 200) =>
        Http(status, "text/xml; charset=utf-8", xml);

    public static Func<SeenRequest, Stream, CancellationToken, Task> Http(
        int status,
        string? contentType,
        string body,
        params string[] headers
    ) => (_, stream, token) => WriteAsync(stream, status, contentType, Encoding.UTF8.GetBytes(body), headers, token);

    public static Func<SeenRequest, Stream, CancellationToken, Task> Bytes(byte[] body, params string[] headers) =>
        (_, stream, token) => WriteAsync(stream, 200, "text/xml; charset=utf-8", body, headers, token);

    /// <summary>An answer, after which the server closes the connection without having said so.</summary>
    public static Func<SeenRequest, Stream, CancellationToken, Task> ThenClose(string xml, SemaphoreSlim closed) =>
        async (request, stream, token) =>
        {
            await Soap(xml)(request, stream, token);
            await stream.FlushAsync(token);
            await stream.DisposeAsync();
            closed.Release();
        };

    /// <summary>Nothing, until the server stops.</summary>
    public static Func<SeenRequest, Stream, CancellationToken, Task> Never() => (_, _, token) => Task.Delay(Timeout.Infinite, token);

    public static Func<SeenRequest, Stream, CancellationToken, Task> Cut() => (_, _, _) => throw new ScriptedServer.CutException();

    /// <summary>The head, half of the body, and then <paramref name="then"/>.</summary>
    public static Func<SeenRequest, Stream, CancellationToken, Task> Half(string xml, Func<CancellationToken, Task> then) =>
        async (_, stream, token) =>
        {
            var bytes = Encoding.UTF8.GetBytes(xml);
            await stream.WriteAsync(
                Encoding.ASCII.GetBytes(
                    $"HTTP/1.1 200 OK\r\nContent-Type: text/xml; charset=utf-8\r\nContent-Length: {bytes.Length}\r\n\r\n"
                ),
                token
            );
            await stream.WriteAsync(bytes.AsMemory(0, bytes.Length / 2), token);
            await stream.FlushAsync(token);
            await then(token);
        };

    private static async Task WriteAsync(
        Stream stream,
        int status,
        string? contentType,
        byte[] body,
        string[] headers,
        CancellationToken token
    )
    {
        var head = new StringBuilder($"HTTP/1.1 {status} Status\r\nContent-Length: {body.Length}\r\n");
        if (contentType is not null)
        {
            head.Append($"Content-Type: {contentType}\r\n");
        }

        foreach (var header in headers)
        {
            head.Append(header).Append("\r\n");
        }

        await stream.WriteAsync(Encoding.ASCII.GetBytes(head.Append("\r\n").ToString()), token);
        await stream.WriteAsync(body, token);
    }
}

/// <summary>Waits for nothing: it notes how long it should have waited. Or, held, it waits until it is let go.</summary>
internal sealed class FakeDelay(bool held = false)
{
    private readonly TaskCompletionSource _release = new(TaskCreationOptions.RunContinuationsAsynchronously);

    public ConcurrentQueue<TimeSpan> Waits { get; } = new();

    public Task WaitAsync(TimeSpan time, CancellationToken cancellationToken)
    {
        Waits.Enqueue(time);
        return held ? _release.Task : Task.CompletedTask;
    }

    public void Release() => _release.SetResult();
}

using System.Globalization;
using System.Text;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup;

/// <summary>The way through an HTTP proxy (RFC 9110, 9.3.6, CONNECT).</summary>
internal static class ProxyTunnel
{
    private const int MaxAnswer = 16 * 1024;

    /// <summary>Asks the proxy for a tunnel, without credentials.</summary>
    /// <param name="proxy">The connection to the proxy; after status 200, it is one to the target.</param>
    /// <param name="target">The host and port to reach.</param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <returns>The HTTP status; null when the answer is none of a proxy.</returns>
    public static async Task<int?> OpenAsync(Stream proxy, Uri target, CancellationToken cancellationToken)
    {
        var authority = $"{target.IdnHost}:{target.Port.ToString(CultureInfo.InvariantCulture)}";
        var request = Encoding.ASCII.GetBytes($"CONNECT {authority} HTTP/1.1\r\nHost: {authority}\r\n\r\n");
        await proxy.WriteAsync(request, 0, request.Length, cancellationToken).OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        var head = new StringBuilder();
        var one = new byte[1];

        // What follows the head belongs to TLS: not a byte more is read.
        while (head.Length < MaxAnswer && !EndsHead(head))
        {
            if (await proxy.ReadAsync(one, 0, 1, cancellationToken).OrCancelledAsync(cancellationToken).ConfigureAwait(false) == 0)
            {
                break;
            }

            head.Append((char)one[0]);
        }
        return Status(head.ToString());
    }

    private static bool EndsHead(StringBuilder head) => head.Length >= 4 && head[head.Length - 1] == '\n' && head[head.Length - 3] == '\n';

    private static int? Status(string head)
    {
        var parts = head.Split(' ', '\r');
        return
            parts.Length > 1
            && parts[0].StartsWith("HTTP/1.", StringComparison.Ordinal)
            && int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out var status)
            ? status
            : null;
    }
}

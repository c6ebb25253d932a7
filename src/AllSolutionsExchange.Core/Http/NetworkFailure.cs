using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;

namespace AllSolutionsExchange.Http;

/// <summary>Where the way to a server ended.</summary>
internal enum NetworkFault
{
    /// <summary>The host name is unknown to DNS.</summary>
    NameResolution,

    /// <summary>No TCP connection: refused, filtered or unreachable.</summary>
    Connect,

    /// <summary>The server's certificate was not accepted.</summary>
    Certificate,

    /// <summary>The TLS handshake failed for another reason than the certificate.</summary>
    Tls,

    /// <summary>The connection was cut.</summary>
    ConnectionLost,

    /// <summary>An answer came that cannot be unpacked.</summary>
    InvalidResponse,
}

/// <summary>Tells from the exceptions of the network what went wrong. They differ between .NET and .NET Framework.</summary>
/// <param name="Kind">Where the way ended.</param>
/// <param name="Fault">What is wrong.</param>
/// <param name="Advice">What to do, where more is known than that.</param>
internal sealed record NetworkFailure(NetworkFault Kind, string Fault, string? Advice)
{
    /// <param name="exception">What the network threw.</param>
    /// <param name="host">The host that was called.</param>
    /// <param name="proxy">The proxy on the way, or null.</param>
    /// <param name="certificate">What judged the certificate of the host.</param>
    public static NetworkFailure Of(Exception exception, string host, Uri? proxy, CertificateCheck certificate)
    {
        var failure = Classify(exception);
        if (failure == NetworkFault.Tls && certificate.Problem is not null)
        {
            failure = NetworkFault.Certificate;
        }

        var (fault, advice) = Text(failure, host, proxy, certificate);
        return new NetworkFailure(failure, fault, advice);
    }

    private static (string Fault, string? Advice) Text(NetworkFault failure, string host, Uri? proxy, CertificateCheck certificate) =>
        failure switch
        {
            // Behind a proxy, it is the proxy that looks for the host.
            NetworkFault.NameResolution when proxy is not null => (
                $"The host name {proxy.Host} of the proxy is not known to DNS.",
                "Check the proxy's address."
            ),
            NetworkFault.Connect when proxy is not null => (
                $"No connection to the proxy {proxy.Authority}.",
                "Check its address and port, and that no firewall is in between."
            ),
            NetworkFault.ConnectionLost when proxy is not null => (
                $"The connection to {host} through the proxy {proxy.Authority} was cut, or the proxy does not let through to it.",
                "See what Test-AsExchangeEndpoint finds."
            ),
            NetworkFault.NameResolution => ($"The host name {host} is not known to DNS.", "Check the URL."),
            NetworkFault.Connect => (
                $"No connection to {host}.",
                "Check that the server is up, that the port is right, and that no firewall is in between."
            ),
            NetworkFault.Certificate => (
                $"The identity of {host} could not be verified. {certificate.Problem}",
                "Install a trusted certificate, or set the thumbprint if this is the server you mean."
            ),
            NetworkFault.Tls => ($"No TLS connection to {host}.", "Check that the server speaks TLS 1.2 or later on this port."),
            NetworkFault.InvalidResponse => (
                $"The answer of {host} cannot be unpacked.",
                "Check that no proxy changes the answers of the server."
            ),
            _ => ($"The connection to {host} was cut.", null),
        };

    private static NetworkFault Classify(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException!)
        {
            switch (e)
            {
                case AuthenticationException:
                    return NetworkFault.Tls;
                case InvalidDataException:
                    return NetworkFault.InvalidResponse;
                case SocketException socket:
                    return OfSocket(socket.SocketErrorCode);
                case WebException web when OfWeb(web.Status) is { } failure:
                    return failure;
            }
        }
        return NetworkFault.ConnectionLost;
    }

    private static NetworkFault OfSocket(SocketError error) =>
        error switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery => NetworkFault.NameResolution,
            SocketError.ConnectionRefused
            or SocketError.HostUnreachable
            or SocketError.HostDown
            or SocketError.NetworkUnreachable
            or SocketError.NetworkDown
            or SocketError.TimedOut
            or SocketError.AddressNotAvailable => NetworkFault.Connect,
            _ => NetworkFault.ConnectionLost,
        };

    private static NetworkFault? OfWeb(WebExceptionStatus status) =>
        status switch
        {
            WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure => NetworkFault.NameResolution,
            WebExceptionStatus.ConnectFailure => NetworkFault.Connect,
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => NetworkFault.Tls,
            _ => null,
        };
}

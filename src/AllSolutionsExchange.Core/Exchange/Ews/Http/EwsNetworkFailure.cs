using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Tells from the exceptions of the network what went wrong. They differ between .NET and .NET Framework.</summary>
internal static class EwsNetworkFailure
{
    public static EwsConnectionException Describe(Exception exception, string host, Uri? proxy, CertificateCheck certificate)
    {
        var failure = Classify(exception);
        if (failure == EwsConnectionFailure.Tls && certificate.Problem is not null)
        {
            failure = EwsConnectionFailure.Certificate;
        }

        var (fault, advice) = Text(failure, host, proxy, certificate);
        return new EwsConnectionException(failure, fault, advice, exception);
    }

    private static (string Fault, string? Advice) Text(
        EwsConnectionFailure failure,
        string host,
        Uri? proxy,
        CertificateCheck certificate
    ) =>
        failure switch
        {
            // Behind a proxy, it is the proxy that looks for the host.
            EwsConnectionFailure.NameResolution when proxy is not null => (
                $"The host name {proxy.Host} of the proxy is not known to DNS.",
                "Check the proxy's address."
            ),
            EwsConnectionFailure.Connect when proxy is not null => (
                $"No connection to the proxy {proxy.Authority}.",
                "Check its address and port, and that no firewall is in between."
            ),
            EwsConnectionFailure.ConnectionLost when proxy is not null => (
                $"The connection to {host} through the proxy {proxy.Authority} was cut, or the proxy does not let through to it.",
                "See what Test-AsExchangeEndpoint finds."
            ),
            EwsConnectionFailure.NameResolution => ($"The host name {host} is not known to DNS.", "Check the URL."),
            EwsConnectionFailure.Connect => (
                $"No connection to {host}.",
                "Check that the server is up, that the port is right, and that no firewall is in between."
            ),
            EwsConnectionFailure.Certificate => (
                $"The identity of {host} could not be verified. {certificate.Problem}",
                "Install a trusted certificate, or set the thumbprint if this is the server you mean."
            ),
            EwsConnectionFailure.Tls => ($"No TLS connection to {host}.", "Check that the server speaks TLS 1.2 or later on this port."),
            EwsConnectionFailure.InvalidResponse => (
                $"The answer of {host} cannot be unpacked.",
                "Check that no proxy changes the answers of the server."
            ),
            _ => ($"The connection to {host} was cut.", null),
        };

    private static EwsConnectionFailure Classify(Exception exception)
    {
        for (var e = exception; e is not null; e = e.InnerException!)
        {
            switch (e)
            {
                case AuthenticationException:
                    return EwsConnectionFailure.Tls;
                case InvalidDataException:
                    return EwsConnectionFailure.InvalidResponse;
                case SocketException socket:
                    return OfSocket(socket.SocketErrorCode);
                case WebException web when OfWeb(web.Status) is { } failure:
                    return failure;
            }
        }
        return EwsConnectionFailure.ConnectionLost;
    }

    private static EwsConnectionFailure OfSocket(SocketError error) =>
        error switch
        {
            SocketError.HostNotFound or SocketError.NoData or SocketError.TryAgain or SocketError.NoRecovery =>
                EwsConnectionFailure.NameResolution,
            SocketError.ConnectionRefused
            or SocketError.HostUnreachable
            or SocketError.HostDown
            or SocketError.NetworkUnreachable
            or SocketError.NetworkDown
            or SocketError.TimedOut
            or SocketError.AddressNotAvailable => EwsConnectionFailure.Connect,
            _ => EwsConnectionFailure.ConnectionLost,
        };

    private static EwsConnectionFailure? OfWeb(WebExceptionStatus status) =>
        status switch
        {
            WebExceptionStatus.NameResolutionFailure or WebExceptionStatus.ProxyNameResolutionFailure =>
                EwsConnectionFailure.NameResolution,
            WebExceptionStatus.ConnectFailure => EwsConnectionFailure.Connect,
            WebExceptionStatus.TrustFailure or WebExceptionStatus.SecureChannelFailure => EwsConnectionFailure.Tls,
            _ => null,
        };
}

using System.Net.Http;
using System.Runtime.InteropServices;
using System.Security.Authentication;

namespace AllSolutionsExchange.Http;

/// <summary>Which versions of TLS are spoken. They are set on each connection, never process-wide: the process is the admin's.</summary>
internal static class TlsProtocols
{
    /// <summary>What this runtime is told.</summary>
    public static SslProtocols Protocols { get; } = ProtocolsOf(RuntimeInformation.FrameworkDescription);

    /// <summary>
    /// .NET leaves the choice to the system. .NET Framework leaves it to whoever set the process up, and Windows PowerShell 5.1
    /// may have settled on versions that servers do not speak any more: it is told TLS 1.2.
    /// </summary>
    /// <param name="framework">As <see cref="RuntimeInformation.FrameworkDescription"/> has it.</param>
    public static SslProtocols ProtocolsOf(string framework) =>
        framework.StartsWith(".NET Framework", StringComparison.Ordinal) ? SslProtocols.Tls12 : SslProtocols.None;

    /// <summary>Tells a handler which versions to speak and which certificate to accept.</summary>
    public static void Attach(HttpClientHandler handler, CertificateCheck certificate)
    {
        handler.SslProtocols = Protocols;
        certificate.Attach(handler);
    }
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AllSolutionsExchange.Http;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>
/// The port speaks TLS, in a version that is safe. The certificate is judged by the steps that follow; one that the EWS client does not
/// accept ends the handshake.
/// </summary>
internal sealed class TlsStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "Tls";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [TcpStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var check = new CertificateCheck(context.Options.CertificateThumbprint);
        using var tls = new SslStream(
            context.Connection!.GetStream(),
            leaveInnerStreamOpen: false,
            (_, certificate, chain, errors) =>
            {
                var accepted = check.Accept(certificate as X509Certificate2, chain, errors);
                context.Certificate = ShownCertificate.Read(certificate, chain, errors, accepted);
                return accepted;
            }
        );
        try
        {
            await tls.AuthenticateAsClientAsync(
                    context.Url.Uri.IdnHost,
                    clientCertificates: null,
                    TlsProtocols.Protocols,
                    checkCertificateRevocation: false
                )
                .OrCancelledAsync(cancellationToken)
                .ConfigureAwait(false);
        }
        catch (AuthenticationException) when (context.Certificate is { IsAccepted: false } refused)
        {
            return Finding.Passed(
                "The server speaks TLS, and shows a certificate that is not accepted; its version of TLS is shown once the "
                    + $"certificate is accepted. {refused.Description}"
            );
        }
        catch (Exception exception) when (exception is AuthenticationException or IOException)
        {
            return Finding.Failed(
                $"The port answers, but the TLS handshake failed ({exception.Message.TrimEnd('.')}).",
                "Check that https is bound to this port (on the server: Get-WebBinding), and that the server and this machine have "
                    + "TLS 1.2 on."
            );
        }

        var detail = $"The server speaks {NameOf(tls.SslProtocol)}. {context.Certificate!.Description}";
        return IsModern(tls.SslProtocol)
            ? Finding.Passed(detail)
            : Finding.Warning(
                detail,
                "This version of TLS is no longer safe. Turn TLS 1.2 on at the server and at whatever is in front of it."
            );
    }

    // Compared by value: the older names are marked as obsolete.
    private static bool IsModern(SslProtocols protocol) => protocol >= SslProtocols.Tls12;

    private static string NameOf(SslProtocols protocol) =>
        (int)protocol switch
        {
            192 => "TLS 1.0",
            768 => "TLS 1.1",
            3072 => "TLS 1.2",
            12288 => "TLS 1.3",
            _ => protocol.ToString(),
        };
}

using System.Net.Security;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>TLS, and the certificate: chain, name and dates. Accepted is what the EWS client accepts.</summary>
internal sealed class TlsStep : EndpointStep
{
    public const string StepName = "Tls";

    public override string Name => StepName;

    public override string DependsOn => TcpStep.StepName;

    public override async Task<Finding> RunAsync(EndpointProbeContext context, CancellationToken cancellationToken)
    {
        var check = new EwsCertificateCheck(context.Options.CertificateThumbprint);
        ShownCertificate? shown = null;
        var accepted = false;
        using var tls = new SslStream(context.Connection!.GetStream(), leaveInnerStreamOpen: false, (_, certificate, chain, errors) =>
        {
            shown = ShownCertificate.Read(certificate, chain, errors);
            context.Certificate = shown?.Certificate;
            return accepted = check.Accept(certificate as X509Certificate2, chain, errors);
        });
        try
        {
            await tls.AuthenticateAsClientAsync(context.Url.Uri.IdnHost, clientCertificates: null, SslProtocols.None, checkCertificateRevocation: false)
                .OrCancelledAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AuthenticationException) when (shown is not null && !accepted)
        {
            return CertificateFindings.Refused(shown, context);
        }
        catch (Exception e) when (e is AuthenticationException or IOException)
        {
            return Finding.Failed(
                $"The port answers, but there is no TLS to be had ({e.Message.TrimEnd('.')}).",
                "Check that https is bound to this port (on the server: Get-WebBinding), and that the server and this machine have TLS 1.2 on.");
        }
        return CertificateFindings.Accepted(shown!, tls.SslProtocol, context);
    }
}

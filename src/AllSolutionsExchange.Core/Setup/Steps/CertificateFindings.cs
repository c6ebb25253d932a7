using System.Security.Authentication;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>Says what is to be said of a server's certificate.</summary>
internal static class CertificateFindings
{
    private const string Renew = "Renew it on the server: New-ExchangeCertificate, then Enable-ExchangeCertificate -Services IIS.";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public static Finding Accepted(ShownCertificate shown, SslProtocols protocol, EndpointProbeContext context)
    {
        var isPinned = context.Options.CertificateThumbprint is not null;
        var detail = $"{NameOf(protocol)}. {Describe(shown)} {(isPinned ? "It is the one whose thumbprint is set." : "It is trusted.")}";
        var until = shown.Certificate.NotAfter;
        if (until < context.Options.Clock())
            return Finding.Warning($"{detail} It is expired.", Renew);
        if (until - context.Options.Clock() < Soon)
            return Finding.Warning($"{detail} It expires within {Soon.TotalDays:0} days.", isPinned ? Renew + " Then set the thumbprint of the new one." : Renew);
        return IsModern(protocol)
            ? Finding.Passed(detail)
            : Finding.Warning(detail, "This version of TLS is not safe any more. Turn TLS 1.2 on at the server and at whatever stands before it.");
    }

    public static Finding Refused(ShownCertificate shown, EndpointProbeContext context)
    {
        var detail = Describe(shown);
        if (context.Options.CertificateThumbprint is not null)
        {
            return Finding.Failed(
                $"It is not the certificate whose thumbprint is set. {detail}",
                "On the server, run: Get-ExchangeCertificate | Format-List Thumbprint,Subject,NotAfter. Is it among those, then the certificate was renewed: set its thumbprint. Is it not, then another machine answers in the server's place.");
        }
        var problems = Problems(shown, context).ToList();
        return Finding.Failed(
            $"The certificate is not accepted: {string.Join(", ", problems.ConvertAll(problem => problem.Detail))}. {detail}",
            string.Join(" ", problems.ConvertAll(problem => problem.Advice)));
    }

    private static IEnumerable<(string Detail, string Advice)> Problems(ShownCertificate shown, EndpointProbeContext context)
    {
        var host = context.Url.Uri.IdnHost;
        if (shown.IsForAnotherName)
            yield return ($"it is not for {host}", $"Use a name in the URL that the certificate is for, or give the server a certificate with the name {host}.");
        if (shown.Certificate.NotAfter < context.Options.Clock())
            yield return ("it is expired", Renew);
        if (shown.NotBefore > context.Options.Clock())
            yield return ("it is not valid yet", "Check the clock of this machine: Get-Date. Else wait, or put the old certificate back.");
        if (shown.ChainProblems.Count > 0 || (!shown.IsForAnotherName && IsInTime(shown, context)))
        {
            yield return (
                $"this machine does not trust it ({string.Join(", ", shown.ChainProblems)})",
                "Give the server a certificate of an issuer that this machine trusts, with its intermediate certificates; or import your own issuer's: Import-Certificate -CertStoreLocation Cert:\\LocalMachine\\Root. Is it your server's own self-signed one, then compare the thumbprint with Get-ExchangeCertificate there, and give it: -CertificateThumbprint.");
        }
    }

    private static bool IsInTime(ShownCertificate shown, EndpointProbeContext context) =>
        shown.NotBefore <= context.Options.Clock() && context.Options.Clock() <= shown.Certificate.NotAfter;

    private static string Describe(ShownCertificate shown)
    {
        var certificate = shown.Certificate;
        var names = shown.Names.Length == 0 ? "no host name" : shown.Names;
        return FormattableString.Invariant($"Certificate {certificate.Subject} for {names}, issued by {certificate.Issuer}, valid from {shown.NotBefore:yyyy-MM-dd} to {certificate.NotAfter:yyyy-MM-dd}, thumbprint {certificate.Thumbprint}.");
    }

    // Compared by value: the older names are marked as obsolete.
    private static bool IsModern(SslProtocols protocol) => protocol >= SslProtocols.Tls12;

    private static string NameOf(SslProtocols protocol) => (int)protocol switch
    {
        192 => "TLS 1.0",
        768 => "TLS 1.1",
        3072 => "TLS 1.2",
        12288 => "TLS 1.3",
        _ => protocol.ToString(),
    };
}

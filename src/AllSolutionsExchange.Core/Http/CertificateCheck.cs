using System.Globalization;
using System.Net.Http;
using System.Net.Security;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace AllSolutionsExchange.Http;

/// <summary>
/// Decides whether the server's certificate is accepted: when the system trusts it or, where a thumbprint is pinned,
/// when it is that very certificate. It remembers why one was not, for the message to the admin.
/// </summary>
internal sealed class CertificateCheck(string? pinnedThumbprint)
{
    private readonly string? _pin = CertificateThumbprint.Parse(pinnedThumbprint);
    private volatile string? _problem;

    /// <summary>Why the last certificate was not accepted; null when none was refused.</summary>
    public string? Problem => _problem;

    public void Attach(HttpClientHandler handler) =>
        // The callback is no weaker than the default: it trusts what the system trusts, or the one certificate that the admin pinned.
#pragma warning disable MA0039
        handler.ServerCertificateCustomValidationCallback = (_, certificate, chain, errors) => Accept(certificate, chain, errors);
#pragma warning restore MA0039

    public bool Accept(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        var accepted = certificate is not null && (_pin is null ? errors == SslPolicyErrors.None : IsPinned(certificate));
        if (!accepted)
        {
            _problem = Describe(certificate, chain, errors);
        }

        return accepted;
    }

    private bool IsPinned(X509Certificate2 certificate) =>
        string.Equals(_pin, certificate.Thumbprint, StringComparison.OrdinalIgnoreCase)
        || string.Equals(_pin, Sha256Of(certificate), StringComparison.OrdinalIgnoreCase);

    private static string Sha256Of(X509Certificate2 certificate)
    {
        using var sha256 = SHA256.Create();
        return BitConverter.ToString(sha256.ComputeHash(certificate.RawData)).Replace("-", string.Empty);
    }

    private string Describe(X509Certificate2? certificate, X509Chain? chain, SslPolicyErrors errors)
    {
        if (certificate is null)
        {
            return "The server showed no certificate.";
        }

        var until = certificate.NotAfter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var shown = $"Its certificate is for {certificate.Subject}, valid until {until}, with thumbprint {certificate.Thumbprint}.";
        if (_pin is not null)
        {
            return $"It is not the certificate whose thumbprint is set. {shown}";
        }

        var reasons = new List<string>();
        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch))
        {
            reasons.Add("it is for another host name");
        }

        if (errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors))
        {
            reasons.AddRange(
                chain?.ChainStatus.Select(status => status.Status.ToString()).Distinct(StringComparer.Ordinal) ?? ["it is not trusted"]
            );
        }

        return $"The certificate is not accepted ({string.Join(", ", reasons)}). {shown}";
    }
}

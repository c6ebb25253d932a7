using System.Net.Security;
using System.Security.Cryptography.X509Certificates;

namespace AllSolutionsExchange.Setup;

/// <summary>The certificate of a handshake, and what the system holds against it.</summary>
/// <param name="Certificate">The certificate.</param>
/// <param name="NotBefore">The first moment at which it is valid, in UTC.</param>
/// <param name="Names">The names that it is for (RFC 5280, 4.2.1.6), as the system writes them; empty when it has none.</param>
/// <param name="IsForAnotherName">Whether the host is not among those.</param>
/// <param name="ChainProblems">What is wrong with the chain, its dates left out; empty when it is trusted.</param>
/// <param name="IsAccepted">Whether the EWS client accepts it.</param>
internal sealed record ShownCertificate(
    EndpointCertificate Certificate,
    DateTimeOffset NotBefore,
    string Names,
    bool IsForAnotherName,
    IReadOnlyList<string> ChainProblems,
    bool IsAccepted
)
{
    private const string SubjectAlternativeName = "2.5.29.17";

    /// <summary>A sentence that shows it.</summary>
    public string Description => $"Certificate {Certificate.Subject}, issued by {Certificate.Issuer}, thumbprint {Certificate.Thumbprint}.";

    public bool IsValidAt(DateTimeOffset time) => NotBefore <= time && time <= Certificate.NotAfter;

    /// <summary>Reads what the handshake gives; null when the server showed no certificate.</summary>
    public static ShownCertificate? Read(X509Certificate? certificate, X509Chain? chain, SslPolicyErrors errors, bool isAccepted)
    {
        if (certificate is not X509Certificate2 shown)
        {
            return null;
        }

        var names = shown.Extensions[SubjectAlternativeName]?.Format(multiLine: false) ?? string.Empty;
        return new ShownCertificate(
            new EndpointCertificate(
                ForeignText.Shown(shown.Subject),
                ForeignText.Shown(shown.Issuer),
                shown.Thumbprint,
                new DateTimeOffset(shown.NotAfter).ToUniversalTime()
            ),
            new DateTimeOffset(shown.NotBefore).ToUniversalTime(),
            ForeignText.Shown(names),
            errors.HasFlag(SslPolicyErrors.RemoteCertificateNameMismatch),
            errors.HasFlag(SslPolicyErrors.RemoteCertificateChainErrors) ? ProblemsOf(chain) : [],
            isAccepted
        );
    }

    private static List<string> ProblemsOf(X509Chain? chain) =>
        [
            .. (chain?.ChainStatus ?? [])
                .Select(status => status.Status)
                .Where(status => status is not (X509ChainStatusFlags.NotTimeValid or X509ChainStatusFlags.NoError))
                .Distinct()
                .Select(status => status.ToString()),
        ];
}

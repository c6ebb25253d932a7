namespace AllSolutionsExchange.Setup.Steps;

/// <summary>
/// The chain of the certificate leads to an issuer that this machine trusts; or it is the certificate whose thumbprint is set.
/// </summary>
internal sealed class CertificateTrustStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "CertificateTrust";

    private const string Compare =
        "compare the thumbprint with the one on the server: Get-ExchangeCertificate | Format-List Thumbprint,Subject,NotAfter";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [TlsStep.StepName];

    public override Task<Finding> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Find(context.Certificate!));

    private Finding Find(ShownCertificate shown)
    {
        var thumbprint = shown.Certificate.Thumbprint;
        if (context.Options.CertificateThumbprint is not null)
        {
            return shown.IsAccepted
                ? Finding.Passed($"It is the certificate whose thumbprint is set ({thumbprint}); its chain does not matter then.")
                : Finding.Failed(
                    $"It is not the certificate whose thumbprint is set, but {thumbprint}.",
                    $"First {Compare}. If it is among those, the certificate was renewed: set its thumbprint. If not, another machine "
                        + "answers in the server's place."
                );
        }

        // What is wrong with name and dates has steps of its own. A chain is also not trusted by dates of other certificates in it.
        var isTrusted =
            shown.ChainProblems.Count == 0 && (shown.IsAccepted || shown.IsForAnotherName || !shown.IsValidAt(context.Options.Clock()));
        return isTrusted
            ? Finding.Passed($"This machine trusts its issuer, {shown.Certificate.Issuer}.")
            : Finding.Failed(
                $"This machine does not trust the certificate {thumbprint} of {shown.Certificate.Issuer} "
                    + $"({(shown.ChainProblems.Count == 0 ? "NotTimeValid in its chain" : string.Join(", ", shown.ChainProblems))}).",
                "Give the server a certificate of an issuer that this machine trusts, with its intermediate certificates; or import "
                    + "your own issuer's: Import-Certificate -CertStoreLocation Cert:\\LocalMachine\\Root. If it is your server's "
                    + $"own self-signed one, {Compare}, and give it: -CertificateThumbprint {thumbprint}."
            );
    }
}

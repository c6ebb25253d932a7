namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The certificate is for the host of the URL.</summary>
internal sealed class CertificateNameStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "CertificateName";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [TlsStep.StepName];

    public override Task<Finding> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Find(context.Certificate!));

    private Finding Find(ShownCertificate shown)
    {
        var host = context.Url.Uri.IdnHost;
        var names = shown.Names.Length == 0 ? "no host name" : shown.Names;
        if (!shown.IsForAnotherName)
        {
            return Finding.Passed($"It is for {host} (its names: {names}).");
        }

        var detail = $"It is not for {host}, but for {names}.";
        var advice =
            $"Use a name in the URL that the certificate is for, or give the server a certificate with the name {host}: "
            + "New-ExchangeCertificate -DomainName, then Enable-ExchangeCertificate -Services IIS.";
        return context.Options.CertificateThumbprint is null
            ? Finding.Failed(detail, advice)
            : Finding.Warning(
                detail + " The thumbprint that is set decides here; other clients, AllSolutions among them, may refuse it.",
                advice
            );
    }
}

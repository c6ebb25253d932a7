namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The certificate is valid now, and for a while.</summary>
internal sealed class CertificateDatesStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "CertificateDates";

    private const string Renew = "Renew it on the server: New-ExchangeCertificate, then Enable-ExchangeCertificate -Services IIS.";

    private static readonly TimeSpan Soon = TimeSpan.FromDays(30);

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [TlsStep.StepName];

    public override Task<Finding> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Find(context.Certificate!));

    private Finding Find(ShownCertificate shown)
    {
        var now = context.Options.Clock();
        var isPinned = context.Options.CertificateThumbprint is not null;
        var dates = FormattableString.Invariant(
            $"It is valid from {shown.NotBefore:yyyy-MM-dd} to {shown.Certificate.NotAfter:yyyy-MM-dd}."
        );
        var renew = isPinned ? Renew + " Then set the thumbprint of the new one: -CertificateThumbprint." : Renew;
        if (now > shown.Certificate.NotAfter)
        {
            return Invalid($"{dates} It has expired.", renew, isPinned);
        }

        if (now < shown.NotBefore)
        {
            return Invalid(
                $"{dates} It is not valid yet.",
                "Check the clock of this machine: Get-Date. Else wait, or put the old certificate back.",
                isPinned
            );
        }

        return shown.Certificate.NotAfter - now < Soon
            ? Finding.Warning($"{dates} It expires within {Soon.TotalDays:0} days.", renew)
            : Finding.Passed(dates);
    }

    // The certificate whose thumbprint is set is accepted whatever its dates.
    private static Finding Invalid(string detail, string advice, bool isPinned) =>
        isPinned ? Finding.Warning(detail, advice) : Finding.Failed(detail, advice);
}

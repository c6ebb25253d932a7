using AllSolutionsExchange.Setup.Anonymous;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>
/// A request without credentials is asked for Basic. GET and POST are both tried, since gateways treat them differently;
/// EWS is spoken by POST.
/// </summary>
internal sealed class AuthenticationStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "Authentication";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn =>
        [CertificateTrustStep.StepName, CertificateNameStep.StepName, CertificateDatesStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var url = context.Url.Uri;
        var get = await context.Anonymous.GetAsync(path: null, cancellationToken).ConfigureAwait(false);
        var post = await context.Anonymous.PostAsync(cancellationToken).ConfigureAwait(false);
        var (getKind, postKind) = (AccessKinds.Of(get, url), AccessKinds.Of(post, url));
        context.AuthenticationMethods = AccessFindings.Methods(postKind, post);

        var detail = AccessFindings.Detail(postKind, post, url);
        if (getKind != postKind)
        {
            detail += $" That is for POST; for GET: {AccessFindings.Detail(getKind, get, url)}";
        }

        if (postKind != AccessKind.Basic)
        {
            return Finding.Failed(detail, AccessFindings.Advice(postKind, post));
        }

        return getKind == AccessKind.Basic ? Finding.Passed(detail) : Finding.Warning(detail, AccessFindings.Advice(getKind, get));
    }
}

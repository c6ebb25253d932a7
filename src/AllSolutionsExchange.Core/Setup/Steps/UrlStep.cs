using AllSolutionsExchange.Exchange;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The address is https, leads to EWS by its looks, and not to Exchange Online.</summary>
internal sealed class UrlStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "Url";

    public override string Name => StepName;

    public override Task<Finding> RunAsync(CancellationToken cancellationToken) => Task.FromResult(Find());

    private Finding Find()
    {
        const string Advice =
            "Ask Exchange for its address: Get-WebServicesVirtualDirectory -ADPropertiesOnly | Format-List Server,InternalUrl,ExternalUrl.";

        // The reader of URLs shows what it cannot read; a password must not be in that.
        if (context.Options.Url.IndexOf('@') >= 0)
        {
            return Finding.Failed(
                "The address holds a user name or a password.",
                "Give those with -Credential, and the address without them."
            );
        }

        try
        {
            context.Url = EwsUrl.Parse(context.Options.Url);
        }
        catch (ParameterException exception)
        {
            return Finding.Failed(exception.Message, Advice);
        }
        return context.Url.Warning is { } online
            ? Finding.Failed(online, "For mailboxes on your own servers, give the address of those. " + Advice)
            : Finding.Passed($"{context.Url} is https.");
    }
}

using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The credential signs in. One request, so that a wrong password counts once towards a lock-out.</summary>
internal sealed class SignInStep : EndpointStep
{
    public const string StepName = "SignIn";

    private static readonly EwsFolderId[] Calendar = [EwsFolderId.Calendar];

    public override string Name => StepName;

    public override string DependsOn => AuthenticationStep.StepName;

    public override async Task<Finding> RunAsync(EndpointProbeContext context, CancellationToken cancellationToken)
    {
        if (context.Options.Credential is null)
            return Finding.Skipped("No credential was given.");
        var account = AccountName.Of(context.Options.Credential);
        try
        {
            var own = context.Account.OpenMailbox(smtpAddress: null);
            var answers = await context.Account.SendAsync(own, new GetFolderOperation(Calendar), cancellationToken).ConfigureAwait(false);
            return answers is [{ Error: { } error }] ? Answered(error, account) : Finding.Passed($"{account} signs in. It has a mailbox of its own.");
        }
        catch (EwsResponseException e)
        {
            return Answered(e.Error, account);
        }
        catch (EwsAuthenticationException e)
        {
            return Refused(e, account);
        }
        catch (EwsConnectionException e) when (e.Failure == EwsConnectionFailure.Forbidden)
        {
            return Finding.Failed(
                $"{account} signs in, but may not use EWS (HTTP {e.StatusCode}).",
                $"Run: Get-CASMailbox '{account}' | Format-List Ews*; Get-OrganizationConfig | Format-List Ews*. EwsEnabled must not be False, and an EwsApplicationAccessPolicy must allow AllSolutionsExchange.");
        }
    }

    // Exchange answers as itself only to whom it has let in.
    private static Finding Answered(EwsError error, string account) => error.ResponseCode switch
    {
        "ErrorMissingEmailAddress" or EwsResponseCodes.NonExistentMailbox =>
            Finding.Passed($"{account} signs in. It has no mailbox of its own, and needs none."),
        _ => Finding.Failed($"{account} signs in, but {EwsResponseCodes.Said(error)}", EwsAdvice.Of(error, "Look up that code for EWS, and the server's Application log.")),
    };

    private static Finding Refused(EwsAuthenticationException refused, string account) => refused.IsBasicOffered
        ? Finding.Failed(
            $"{refused.Host} refuses the user name or password of {account} (HTTP 401).",
            $"Check both; write the name as DOMAIN\\user or as user principal name. Check that the account is not locked, disabled or expired: Get-User '{account}' | Format-List UserAccountControl; Search-ADAccount -LockedOut. On Exchange 2019 and later an authentication policy may block Basic: Get-User '{account}' | Format-List AuthenticationPolicy.")
        : Finding.Failed(
            $"{refused.Host} offers Basic to a request without credentials, and takes it back for {account} (HTTP 401).",
            "Look for a gateway or load balancer that leads to servers that are set up differently: Get-WebServicesVirtualDirectory | Format-List Server,BasicAuthentication.");
}

using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The credential signs in. One request, so that a wrong password counts once towards a lock-out.</summary>
internal sealed class SignInStep(EndpointProbeContext context) : EndpointStep
{
    public const string StepName = "SignIn";

    private readonly string _account = context.AccountName;

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [AuthenticationStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        if (context.Options.Credential is null)
        {
            return Finding.Skipped("No credential was given.");
        }

        if (context.Options.RefusedBy is { } other)
        {
            return Finding.Failed(
                $"{_account} was refused by {other} in this run, and is not tried again here.",
                "Correct the account or its password first: every further try brings a lock-out nearer."
            );
        }

        try
        {
            var own = context.Account.OpenMailbox(smtpAddress: null);
            var answers = await context
                .Account.SendAsync(own, new GetFolderOperation([EwsFolderId.Calendar]), cancellationToken)
                .ConfigureAwait(false);
            return answers is [{ Error: { } error }]
                ? Answered(error)
                : Finding.Passed($"{_account} signs in. It has a mailbox of its own; it needs none.");
        }
        catch (EwsResponseException exception)
        {
            return Answered(exception.Error);
        }
        catch (EwsAuthenticationException exception)
        {
            context.IsAccountRefused = true;
            return Finding.Failed(
                $"{exception.Host} refuses the user name or password of {_account} (HTTP 401).",
                SignInAdvice.WhenRefused(_account)
            );
        }
        catch (EwsConnectionException exception) when (exception.Failure == EwsConnectionFailure.BasicNotOffered)
        {
            return Finding.Failed(
                $"Basic was offered to a request without credentials, and is not to {_account}: {exception.Fault}",
                "Look for a gateway or load balancer that leads to servers that are set up differently: Get-AsEwsAuthentication."
            );
        }
        catch (EwsConnectionException exception) when (exception.Failure == EwsConnectionFailure.Forbidden)
        {
            return Finding.Failed(
                $"{_account} signs in, but may not use EWS (HTTP {exception.StatusCode}).",
                $"Run: Get-CASMailbox '{_account}' | Format-List Ews*; Get-OrganizationConfig | Format-List Ews*. EwsEnabled must not "
                    + "be False, and an EwsApplicationAccessPolicy must allow AllSolutionsExchange."
            );
        }
    }

    // Exchange answers as itself only to whom it has let in.
    private Finding Answered(EwsError error) =>
        error.ResponseCode switch
        {
            "ErrorMissingEmailAddress" or EwsResponseCodes.NonExistentMailbox => Finding.Passed(
                $"{_account} signs in. It has no mailbox of its own, and needs none."
            ),
            _ => Finding.Failed(
                $"{_account} signs in, but {EwsResponseCodes.Said(error)}.",
                EwsAdvice.Of(error, "Look up that code for EWS, and the server's Application log.")
            ),
        };
}

using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Steps;

/// <summary>The account reads the calendar folder of the mailbox as its user.</summary>
internal sealed class ImpersonationStep : EndpointStep
{
    public override string Name => "Impersonation";

    public override string DependsOn => SignInStep.StepName;

    public override async Task<Finding> RunAsync(EndpointProbeContext context, CancellationToken cancellationToken)
    {
        if (context.Options.Mailbox is not { } mailbox)
            return Finding.Skipped("No mailbox was given.");
        var account = AccountName.Of(context.Options.Credential!);
        try
        {
            var opened = context.Account.OpenMailbox(mailbox);
            var answers = await context.Account.SendAsync(opened, new GetFolderOperation([EwsFolderId.Calendar]), cancellationToken).ConfigureAwait(false);
            return answers switch
            {
                [{ Value: { } calendar }] => Finding.Passed($"{account} may act as {mailbox}: its calendar folder is readable and holds {calendar.TotalCount?.ToString(System.Globalization.CultureInfo.InvariantCulture) ?? "an unknown number of"} items."),
                [{ Error: { } error }] => Refused(error, account, mailbox),
                _ => throw new EwsConnectionException(EwsConnectionFailure.InvalidResponse, "The answer to GetFolder does not hold one folder."),
            };
        }
        catch (EwsResponseException e)
        {
            return Refused(e.Error, account, mailbox);
        }
        catch (EwsAuthenticationException e)
        {
            return Finding.Failed($"{e.Host} let {account} sign in, and refuses it for {mailbox} (HTTP 401).", "Look for servers behind the same name that are set up differently: Get-WebServicesVirtualDirectory | Format-List Server,BasicAuthentication.");
        }
    }

    private static Finding Refused(EwsError error, string account, string mailbox) => error.ResponseCode switch
    {
        "ErrorImpersonateUserDenied" or "ErrorImpersonationDenied" or "ErrorImpersonationFailed" => Finding.Failed(
            $"{account} may not act as {mailbox} ({EwsResponseCodes.Said(error)}).",
            $"In the Exchange Management Shell, see who may: Get-ManagementRoleAssignment -Role ApplicationImpersonation -WritableRecipient {mailbox} -GetEffectiveUsers. Give the right: New-ManagementRoleAssignment -Name 'AllSolutions-Impersonation' -Role ApplicationImpersonation -User '{account}' -CustomRecipientWriteScope 'SCOPE' (a scope of the mailboxes to be coupled: New-ManagementScope). It may take an hour until EWS knows."),
        EwsResponseCodes.NonExistentMailbox or "ErrorInvalidSmtpAddress" => Finding.Failed(
            $"There is no mailbox {mailbox} here ({EwsResponseCodes.Said(error)}).",
            $"Check the address: Get-Recipient {mailbox} | Format-List RecipientType,PrimarySmtpAddress. A mailbox that was moved to Exchange Online is not reached."),
        _ => Finding.Failed($"The calendar folder of {mailbox} is not readable ({EwsResponseCodes.Said(error)}).", EwsAdvice.Of(error, $"Check the mailbox: Get-Mailbox {mailbox}; Get-MailboxFolderStatistics {mailbox} -FolderScope Calendar.")),
    };
}

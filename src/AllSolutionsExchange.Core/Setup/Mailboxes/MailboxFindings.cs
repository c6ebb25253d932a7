using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>What several steps of a mailbox have to say.</summary>
internal static class MailboxFindings
{
    /// <summary>Without a credential there is no sign-in to depend on: then the step itself says that nothing is proved.</summary>
    public static IReadOnlyList<string> DependsOnSignIn(this MailboxContext context) =>
        [context.Options.Credential is null ? AuthenticationStep.StepName : SignInStep.StepName];

    public static Finding NoCredential(MailboxContext context) =>
        Finding.Failed(
            $"No credential was given: nothing is known of the way to {context.Address}.",
            "Give the service account: -Credential (Get-Credential)."
        );

    /// <summary>The finding for an address without a mailbox; null for any other error.</summary>
    public static Finding? NoMailbox(EwsError error, MailboxContext context) =>
        error.ResponseCode is EwsResponseCodes.NonExistentMailbox or "ErrorInvalidSmtpAddress"
            ? Finding.Failed(
                $"There is no mailbox {context.Address} here ({EwsResponseCodes.Said(error)}).",
                $"Check the address: Get-Recipient {context.Address} | Format-List RecipientType,PrimarySmtpAddress. A mailbox that "
                    + "was moved to Exchange Online is not reached."
            )
            : null;
}

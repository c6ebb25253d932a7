using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>The account may act as the user of the mailbox: the folder is readable so.</summary>
internal sealed class ImpersonationStep(MailboxContext context) : EndpointStep
{
    public const string StepName = "Impersonation";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => context.DependsOnSignIn();

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        if (context.Options.Credential is null)
        {
            return MailboxFindings.NoCredential(context);
        }

        var answer = await context.SendAsync(new GetFolderOperation([context.FolderId]), cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            return Refused(error);
        }

        context.Folder = answer.Value;
        return Finding.Passed($"{context.Account} may act as {context.Address}: the folder {context.Options.Folder} is readable.");
    }

    private Finding Refused(EwsError error) =>
        error.ResponseCode switch
        {
            EwsResponseCodes.ImpersonateUserDenied or "ErrorImpersonationDenied" or "ErrorImpersonationFailed" => Finding.Failed(
                $"{context.Account} may not act as {context.Address} ({EwsResponseCodes.Said(error)}).",
                $"See who may: Get-AsImpersonation -Mailbox {context.Address}. Give the right, in the Exchange Management Shell or a "
                    + $"session with its cmdlets: Grant-AsImpersonation -User '{context.Account}' -MemberOfGroup 'GROUP' (the group "
                    + "of the mailboxes to be coupled). It may take an hour until EWS knows."
            ),
            _ => MailboxFindings.NoMailbox(error, context)
                ?? Finding.Failed(
                    $"The folder {context.Options.Folder} of {context.Address} is not readable ({EwsResponseCodes.Said(error)}).",
                    EwsAdvice.Of(
                        error,
                        $"Check the mailbox: Get-Mailbox {context.Address}; Get-MailboxFolderStatistics {context.Address} "
                            + $"-FolderScope {context.Options.Folder}.",
                        context.Address
                    )
                ),
        };
}

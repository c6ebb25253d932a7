using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>
/// The account may not act as the user of a mailbox outside its scope. Any other failure than that refusal proves nothing.
/// </summary>
internal sealed class NotAllowedStep(MailboxContext context) : EndpointStep
{
    public override string Name => "NotAllowed";

    public override IReadOnlyList<string> DependsOn => context.DependsOnSignIn();

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        if (context.Options.Credential is null)
        {
            return MailboxFindings.NoCredential(context);
        }

        var answer = await context.SendAsync(new GetFolderOperation([context.FolderId]), cancellationToken).ConfigureAwait(false);
        if (answer.Error is not { } error)
        {
            return Finding.Failed(
                $"{context.Account} may act as {context.Address}, which is outside of what it should reach.",
                $"See by which assignment and scope: Get-AsImpersonation -User '{context.Account}' -Mailbox {context.Address}. Take "
                    + $"back what is too wide: Get-AsImpersonation -User '{context.Account}' | Revoke-AsImpersonation; and give the "
                    + $"right with a scope: Grant-AsImpersonation -User '{context.Account}' -MemberOfGroup 'GROUP'."
            );
        }

        if (string.Equals(error.ResponseCode, EwsResponseCodes.ImpersonateUserDenied, StringComparison.Ordinal))
        {
            return Finding.Passed($"{context.Account} may not act as {context.Address}, as it should be ({error.ResponseCode}).");
        }

        return MailboxFindings.NoMailbox(error, context)
            ?? Finding.Failed(
                $"Whether {context.Account} may act as {context.Address} is not known: {EwsResponseCodes.Said(error)}. Only "
                    + $"{EwsResponseCodes.ImpersonateUserDenied} proves that it may not.",
                EwsAdvice.Of(
                    error,
                    $"Ask Exchange instead: Get-AsImpersonation -User '{context.Account}' -Mailbox {context.Address}.",
                    context.Address
                )
            );
    }
}

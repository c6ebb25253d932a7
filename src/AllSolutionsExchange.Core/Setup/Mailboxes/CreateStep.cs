using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>
/// A message is saved in the folder. It has no recipients and is not sent, not even in the Outbox (disposition SaveOnly).
/// </summary>
internal sealed class CreateStep(MailboxContext context) : EndpointStep
{
    public const string StepName = "Create";

    private const string Body =
        "Made by Test-AsExchangeEndpoint, which removes it again within seconds. If it is still here, it may be deleted.";

    public override string Name => StepName;

    public override IReadOnlyList<string> DependsOn => [FolderStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var message = context.Message;
        message.MayExist = true;
        try
        {
            var answer = await context
                .SendAsync(new CreateMessageOperation(context.FolderId, message.Subject, Body), cancellationToken)
                .ConfigureAwait(false);

            // An answer that cannot be read is not a refusal.
            message.MayExist = answer.Error?.ResponseCode is null or EwsResponseCodes.UnreadableItem;
            message.Id = answer.Value;
            return answer.Error is { } error
                ? Refused(error)
                : Finding.Passed($"A message was saved in {context.Options.Folder}, without recipients: '{message.Subject}'.");
        }
        catch (EwsConnectionException exception)
        {
            message.MayExist = exception.MayHaveBeenApplied;
            throw;
        }
        catch (EwsAuthenticationException)
        {
            message.MayExist = false;
            throw;
        }
    }

    private Finding Refused(EwsError error) =>
        Finding.Failed(
            $"No message can be made in {context.Options.Folder} of {context.Address} ({EwsResponseCodes.Said(error)}).",
            EwsAdvice.Of(
                error,
                $"Check the mailbox: Get-Mailbox {context.Address} | Format-List *Quota*; Get-MailboxFolderPermission "
                    + $"{context.Address}:\\{context.Options.Folder}.",
                context.Address
            )
        );
}

using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>The message is read back, and is the one that was made.</summary>
internal sealed class ReadStep(MailboxContext context) : EndpointStep
{
    public override string Name => "Read";

    public override IReadOnlyList<string> DependsOn => [CreateStep.StepName];

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var read = new GetItemOperation<EwsItem>(EwsAnyItem.Fields, [context.Message.Id!], EwsItemShape.Subject);
        var answer = await context.SendAsync(read, cancellationToken).ConfigureAwait(false);
        if (answer.Error is { } error)
        {
            return Finding.Failed(
                $"The message is not readable ({EwsResponseCodes.Said(error)}).",
                EwsAdvice.Of(
                    error,
                    "Look for a rule, a retention policy or a virus scanner on the server that takes new items away: "
                        + "Get-TransportAgent; Get-InboxRule -Mailbox "
                        + context.Address
                        + ".",
                    context.Address
                )
            );
        }

        return string.Equals(answer.Value!.Subject, context.Message.Subject, StringComparison.Ordinal)
            ? Finding.Passed("The message was read back as it was made.")
            : Finding.Failed(
                "Another subject was read back than was made.",
                "Look for a gateway or a virus scanner that changes what passes."
            );
    }
}

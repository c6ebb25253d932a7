using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Setup.Steps;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>
/// The message is removed for good, and is gone. Where its id never came, it is looked for by its subject, which no other item has.
/// What is left behind is named, so that the admin can remove it.
/// </summary>
internal sealed class DeleteStep(MailboxContext context) : EndpointStep
{
    public override string Name => "Delete";

    public override async Task<Finding> RunAsync(CancellationToken cancellationToken)
    {
        var message = context.Message;
        if (!message.MayExist)
        {
            return Finding.Skipped("Nothing was made.");
        }

        try
        {
            if (message.Id is null && !await LookUpAsync(message, cancellationToken).ConfigureAwait(false))
            {
                return Finding.Passed("Nothing stayed behind: the folder holds no message with the subject of the test.");
            }

            var refusal = await DeleteAsync(message.Id!, cancellationToken).ConfigureAwait(false);
            return await IsThereAsync(message.Id!, cancellationToken).ConfigureAwait(false)
                ? Left(refusal ?? "it is still there after its removal")
                : Finding.Passed("The message was removed for good, and is gone.");
        }
        catch (Exception exception) when (exception is EwsException or OperationCanceledException)
        {
            return Left(exception is EwsException failure ? failure.Fault : "no answer came in time");
        }
    }

    /// <summary>Whether the message is in the folder; then its id is known from here on.</summary>
    private async Task<bool> LookUpAsync(TestMessage message, CancellationToken cancellationToken)
    {
        var lookup = new EwsItemLookup(LinkId: null, CleanGlobalObjectId: null, message.Subject);
        var found = await context
            .Mailbox.FindItemsAsync(EwsAnyItem.Fields, context.FolderId, [lookup], EwsItemShape.Subject, cancellationToken)
            .ConfigureAwait(false);
        message.Id = found.FirstOrDefault(item => string.Equals(item.Subject, message.Subject, StringComparison.Ordinal))?.ItemId;
        return message.Id is not null;
    }

    /// <summary>Why the message was not removed, as far as that was told; null otherwise. A busy server is asked again.</summary>
    private async Task<string?> DeleteAsync(EwsItemId id, CancellationToken cancellationToken)
    {
        try
        {
            await context
                .Mailbox.SendAsync(new DeleteItemOperation([id], EwsDeleteType.HardDelete), cancellationToken)
                .ConfigureAwait(false);
            return null;
        }
        catch (EwsResponseException exception)
        {
            return EwsResponseCodes.Said(exception.Error);
        }
        catch (EwsConnectionException exception)
        {
            return exception.Fault.TrimEnd('.');
        }
    }

    private async Task<bool> IsThereAsync(EwsItemId id, CancellationToken cancellationToken)
    {
        try
        {
            var read = new GetItemOperation<EwsItem>(EwsAnyItem.Fields, [id], EwsItemShape.IdOnly);
            await context.Mailbox.SendAsync(read, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (EwsResponseException exception)
            when (string.Equals(exception.ResponseCode, EwsResponseCodes.ItemNotFound, StringComparison.Ordinal))
        {
            return false;
        }
    }

    private Finding Left(string why) =>
        Finding.Failed(
            $"The test message was not removed ({why.TrimEnd('.')}). Subject '{context.Message.Subject}' in {context.Options.Folder} "
                + $"of {context.Address}, item id {context.Message.Id?.Id ?? "not known"}.",
            $"Remove it in Outlook, or by an account that may: Search-Mailbox {context.Address} -SearchQuery "
                + $"'subject:\"{context.Message.Subject}\"' -DeleteContent. It has no recipients and is never sent."
        );
}

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>
/// The steps of one mailbox, and the promise that the message does not stay behind: also after a failure, and after Ctrl+C.
/// </summary>
internal sealed class MailboxTest(MailboxContext context, StepSequence sequence)
{
    /// <exception cref="OperationCanceledException">The token was cancelled.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        await sequence.RunStepAsync(new ImpersonationStep(context), cancellationToken).ConfigureAwait(false);
        await sequence.RunStepAsync(new FolderStep(context), cancellationToken).ConfigureAwait(false);

        // From here on a cancellation waits a little: an answer that is not waited for tells no id.
        using var unhurried = new CancellationTokenSource();
        using (cancellationToken.Register(() => unhurried.CancelAfter(context.Options.CleanUpLimit)))
        {
            try
            {
                cancellationToken.ThrowIfCancellationRequested();
                await sequence.RunStepAsync(new CreateStep(context), unhurried.Token).ConfigureAwait(false);
                await sequence.RunStepAsync(new ReadStep(context), cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                await sequence.RunStepAsync(new DeleteStep(context), unhurried.Token).ConfigureAwait(false);
            }
        }

        cancellationToken.ThrowIfCancellationRequested();
    }
}

using AllSolutionsExchange.Exchange.Ews;

namespace AllSolutionsExchange.Setup.Mailboxes;

/// <summary>One mailbox under test, and the message that is made in it.</summary>
/// <param name="endpoint">The endpoint, tested before.</param>
/// <param name="address">The SMTP address of the mailbox.</param>
internal sealed class MailboxContext(EndpointProbeContext endpoint, string address)
{
    private const int MaxTries = 3;

    private EwsMailbox? _mailbox;

    public string Address => address;

    public EndpointProbeOptions Options => endpoint.Options;

    /// <summary>The service account as an admin writes it in a command.</summary>
    public string Account => endpoint.AccountName;

    public EwsFolderId FolderId { get; } = EwsFolderId.FromName(endpoint.Options.Folder.ToLowerInvariant());

    /// <summary>The folder as Exchange described it; null before that.</summary>
    public EwsFolder? Folder { get; set; }

    public TestMessage Message { get; } = new();

    /// <summary>The mailbox, as its user.</summary>
    public EwsMailbox Mailbox => _mailbox ??= endpoint.Account.OpenMailbox(address);

    /// <summary>
    /// Asks for one thing; what Exchange says no to comes back as an error. A server that is busy is asked again when it wants.
    /// </summary>
    /// <exception cref="EwsConnectionException">No usable answer came.</exception>
    /// <exception cref="EwsAuthenticationException">The account was refused.</exception>
    public async Task<EwsItemResult<T>> SendAsync<T>(EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class
    {
        EwsError? busy = null;
        for (var tries = 1; ; tries++)
        {
            try
            {
                var answer = await SendOnceAsync(operation, cancellationToken).ConfigureAwait(false);
                if (answer.Error is not { IsServerBusy: true } || tries == MaxTries)
                {
                    return answer;
                }

                busy = answer.Error;
            }
            catch (OperationCanceledException) when (busy is not null && !operation.IsWrite)
            {
                // The time was over while the server wanted rest: that is what the admin must hear.
                return EwsItemResult<T>.Failure(busy);
            }
        }
    }

    private async Task<EwsItemResult<T>> SendOnceAsync<T>(EwsOperation<T> operation, CancellationToken cancellationToken)
        where T : class
    {
        try
        {
            var answers = await endpoint.Account.SendAsync(Mailbox, operation, cancellationToken).ConfigureAwait(false);
            return answers is [{ } answer]
                ? answer
                : throw new EwsConnectionException(
                    EwsConnectionFailure.InvalidResponse,
                    $"The answer to {operation.Name} holds {answers.Count} response messages instead of one."
                )
                {
                    MayHaveBeenApplied = operation.IsWrite,
                };
        }
        catch (EwsResponseException exception)
        {
            return EwsItemResult<T>.Failure(exception.Error);
        }
    }
}

/// <summary>The message that a test makes.</summary>
internal sealed class TestMessage
{
    /// <summary>No other item has it: by it the message is known again where its id never came.</summary>
    public string Subject { get; } = $"AllSolutionsExchange test {Guid.NewGuid():N}";

    /// <summary>Its id; null if it was not told.</summary>
    public EwsItemId? Id { get; set; }

    /// <summary>Whether it may be in the mailbox.</summary>
    public bool MayExist { get; set; }
}

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>Whether the server answers for a mailbox at all: if it does not, a failure is not of an item.</summary>
internal static class EwsProbe
{
    /// <exception cref="EwsException">The failure, where the server answers nothing else.</exception>
    public static async Task RequireAnswerAsync(
        EwsConnection connection,
        EwsMailbox mailbox,
        EwsException failure,
        CancellationToken cancellationToken
    )
    {
        try
        {
            var probe = new GetFolderOperation([EwsFolderId.Calendar]);
            var answers = await connection.SendAsync(mailbox, probe, cancellationToken).ConfigureAwait(false);
            if (answers.All(answer => answer.Error is null || !EwsResponseCodes.IsOfMailbox(answer.Error.ResponseCode)))
            {
                return;
            }
        }
        catch (EwsException)
        {
            // Told below: what failed first says more than what the probe met.
        }
        throw failure;
    }
}

using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>Turns what went wrong with EWS into what it means for a synchronisation.</summary>
internal static class EwsFailures
{
    /// <summary>Runs a call; its failure comes out as a <see cref="SideException"/>.</summary>
    /// <param name="mailbox">The mailbox that is called for.</param>
    /// <param name="call">The call.</param>
    public static async Task<T> TranslateAsync<T>(string mailbox, Func<Task<T>> call)
    {
        try
        {
            return await call().ConfigureAwait(false);
        }
        catch (EwsSpoiltPageException exception)
        {
            throw new PageSpoiltException(Item(EwsError.Of(exception.Failure)), exception);
        }
        catch (EwsAuthenticationException exception)
        {
            throw new AccountRefusedException(exception);
        }
        catch (EwsConnectionException exception)
        {
            throw new SideUnavailableException(exception)
            {
                IsTransient = exception.IsTransient,
                IsUnreachable = IsUnreachable(exception.Failure),
            };
        }
        catch (EwsResponseException exception) when (exception.IsTransient)
        {
            throw new SideUnavailableException(exception);
        }
        catch (EwsResponseException exception)
        {
            throw exception.ResponseCode switch
            {
                EwsResponseCodes.InvalidSyncStateData => new CursorInvalidException(exception),
                EwsResponseCodes.FolderNotFound
                or EwsResponseCodes.SyncFolderNotFound
                or EwsResponseCodes.ItemNotFound
                or "ErrorInvalidFolderId"
                or "ErrorInvalidId"
                or "ErrorInvalidIdMalformed" => new FolderGoneException(exception),
                _ => (SideException)
                    new MailboxRefusedException(
                        exception.ResponseCode,
                        exception.Fault,
                        EwsResponseCodes.Advice(exception.ResponseCode, mailbox),
                        exception
                    ),
            };
        }
    }

    /// <summary>What an item's error means for the write of it.</summary>
    public static WriteOutcome Outcome(EwsError error) =>
        error.ResponseCode switch
        {
            EwsResponseCodes.IrresolvableConflict or EwsResponseCodes.StaleObject => new WriteOutcome(WriteStatus.Conflict),
            EwsResponseCodes.ItemNotFound => new WriteOutcome(WriteStatus.NotFound),
            _ => new WriteOutcome(WriteStatus.Failed, Error: Item(error)),
        };

    private static bool IsUnreachable(EwsConnectionFailure failure) =>
        failure
            is EwsConnectionFailure.NameResolution
                or EwsConnectionFailure.Connect
                or EwsConnectionFailure.Certificate
                or EwsConnectionFailure.Tls
                or EwsConnectionFailure.Timeout;

    public static ItemError Item(EwsError error) =>
        new(error.ResponseCode, EwsResponseCodes.Said(error) + ".", EwsResponseCodes.Advice(error.ResponseCode));
}

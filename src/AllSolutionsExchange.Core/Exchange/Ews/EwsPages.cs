namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Asks for the pages of one search or one folder. A page that is spoilt by one of its items is asked for again with half as many,
/// so that what comes before that item arrives; if it is alone, that is told apart from a server that is down.
/// </summary>
/// <remarks>
/// The size grows again with each page that comes. After <see cref="MaxFailures"/> failures it is not halved any more: one item takes
/// some fifty requests at most.
/// </remarks>
internal sealed class EwsPages(EwsConnection connection, EwsMailbox mailbox, int size)
{
    private const int MaxFailures = 50;

    private readonly int _whole = size;
    private int _size = size;
    private int _failures;
    private bool _isSpoilt;

    /// <summary>The next page.</summary>
    /// <param name="create">Makes the request for a number of items.</param>
    /// <param name="cancellationToken">Answered at once.</param>
    /// <exception cref="EwsSpoiltPageException">One item alone spoils the page; the server answers otherwise.</exception>
    /// <exception cref="EwsException">No page came.</exception>
    public async Task<T> SendAsync<T>(Func<int, EwsOperation<T>> create, CancellationToken cancellationToken)
        where T : class
    {
        while (true)
        {
            try
            {
                // What comes again and again is not repeated at each size: the halving repeats it.
                var page = _isSpoilt
                    ? await mailbox.SendOnceAsync(create(_size), cancellationToken).ConfigureAwait(false)
                    : await mailbox.SendAsync(create(_size), cancellationToken).ConfigureAwait(false);
                _size = Math.Min(_whole, _size * 2);
                return page;
            }
            catch (EwsException failure) when (_failures < MaxFailures && connection.Server is not null && IsSpoiltByOne(failure))
            {
                _failures++;
                if (!_isSpoilt || _size == 1)
                {
                    await EwsProbe.RequireAnswerAsync(connection, mailbox, failure, cancellationToken).ConfigureAwait(false);
                }

                _isSpoilt = true;
                if (_size == 1)
                {
                    throw new EwsSpoiltPageException(failure);
                }

                _size /= 2;
            }
        }
    }

    /// <summary>The item that spoils the page is passed over: what it cost does not count against the next one.</summary>
    public void PassOver() => _failures = 0;

    // A cursor, a folder or a mailbox that is not there is refused whatever the size of the page.
    private static bool IsSpoiltByOne(EwsException failure) =>
        failure switch
        {
            EwsResponseException response => response.ResponseCode
                is EwsResponseCodes.InternalServerError
                    or EwsResponseCodes.InternalServerTransientError
                    or EwsResponseCodes.TimeoutExpired
                    or "ErrorCorruptData"
                    or "ErrorItemCorrupt"
                    or "ErrorContentConversionFailed",
            EwsConnectionException connection => connection.Failure
                is EwsConnectionFailure.InvalidResponse
                    or EwsConnectionFailure.ResponseTooLarge
                    or EwsConnectionFailure.ServerError
                    or EwsConnectionFailure.ConnectionLost
                    or EwsConnectionFailure.Timeout,
            _ => false,
        };
}

namespace AllSolutionsExchange.Exchange.Ews;

/// <summary>
/// Watches over the pages of one search. A server that says of each page that more is to come would be asked for ever: a page that
/// is not the last has to bring something new, and there is an end to the pages.
/// </summary>
internal sealed class EwsPageGuard(string operation)
{
    private const int MaxPages = 200;

    private readonly HashSet<string> _seen = new(StringComparer.Ordinal);
    private bool _hasNews;
    private int _pages;

    /// <summary>Where the next page begins.</summary>
    public int Offset { get; private set; }

    /// <summary>Whether an id was not in this page or one before.</summary>
    public bool IsNew(string id)
    {
        var isNew = _seen.Add(id);
        _hasNews |= isNew;
        return isNew;
    }

    /// <summary>Goes on behind an item that cannot be read.</summary>
    public void PassOver() => Offset++;

    /// <summary>Ends a page that is not the last.</summary>
    /// <exception cref="EwsConnectionException">It brought nothing new, or there were too many.</exception>
    public void RequireNews(int count)
    {
        if (!_hasNews || ++_pages >= MaxPages)
        {
            throw new EwsConnectionException(
                EwsConnectionFailure.InvalidResponse,
                _hasNews
                    ? FormattableString.Invariant($"The pages of {operation} do not end: {_pages} came.")
                    : $"The server says that more is to come of {operation}, and sends nothing new.",
                "Check that no proxy answers from its cache, and check the health of EWS on the server."
            )
            {
                Operation = operation,
            };
        }
        _hasNews = false;
        Offset += count;
    }
}

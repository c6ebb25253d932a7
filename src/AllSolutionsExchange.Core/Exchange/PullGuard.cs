using AllSolutionsExchange.Exchange.Ews;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Exchange;

/// <summary>
/// Watches over the pages of changes in one run. A server that always says that more is waiting, or that refuses the states that it
/// gives, would be asked for ever.
/// </summary>
internal sealed class PullGuard
{
    // Exchange gives pages without changes too, where it leaves out what it looked at.
    private const int MaxPagesWithoutNews = 20;

    // A state of an earlier run may be refused, and after a failover one of this run.
    private const int MaxRefusals = 2;

    // A million items and more, in full pages. What is left then goes on from the last cursor.
    private const int MaxPages = 4000;

    private readonly HashSet<long> _seen = [];
    private int _pages;
    private int _pagesWithoutNews;
    private int _refusals;

    /// <summary>Observes a page.</summary>
    /// <exception cref="SideUnavailableException">There is no end to the pages.</exception>
    public void Observe(EwsSyncPage page, bool isFirst)
    {
        if (isFirst)
        {
            _seen.Clear();
        }

        if (page.IncludesLastItemInRange)
        {
            return;
        }

        var hasNews = page.Changes.Count > 0 && _seen.Add(Sum(page.Changes));
        _pagesWithoutNews = hasNews ? 0 : _pagesWithoutNews + 1;
        if (_pagesWithoutNews >= MaxPagesWithoutNews)
        {
            throw new SideUnavailableException(
                FormattableString.Invariant($"The server says of {_pagesWithoutNews} pages in a row that more changes are waiting, ")
                    + "and none of them brings anything new.",
                "Run the synchronisation with -FullResync; if it happens again, repair the mailbox: New-MailboxRepairRequest "
                    + "-CorruptionType FolderView."
            )
            {
                IsTransient = false,
            };
        }

        if (++_pages >= MaxPages)
        {
            throw new SideUnavailableException(
                FormattableString.Invariant($"After {_pages} pages of changes more are waiting."),
                "The next run goes on from there."
            );
        }
    }

    /// <summary>Takes a refusal of a sync state; what follows is a listing from the beginning.</summary>
    /// <exception cref="MailboxRefusedException">The server refuses again and again.</exception>
    public void TakeRefusal(CursorInvalidException refusal)
    {
        if (++_refusals > MaxRefusals)
        {
            throw new MailboxRefusedException(
                EwsResponseCodes.InvalidSyncStateData,
                FormattableString.Invariant($"The server refused {_refusals} sync states in one run, ")
                    + "those that it had just given among them. Nothing was counted as deleted.",
                "Run again later; if it happens again, check whether a load balancer sends this account to "
                    + "servers of different versions.",
                refusal
            );
        }
    }

    private static long Sum(IReadOnlyList<EwsItemChange> changes)
    {
        var sum = 17L;
        foreach (var change in changes)
        {
            sum =
                (((sum * 31) + StringComparer.Ordinal.GetHashCode(change.ItemId.Id)) * 31)
                + StringComparer.Ordinal.GetHashCode(change.ItemId.ChangeKey ?? "")
                + (int)change.Type;
        }

        return sum;
    }
}

namespace AllSolutionsExchange.Sync;

/// <summary>Which item of a link that is held the reason lies with.</summary>
internal static class HeldLink
{
    public static SideName Side(Link link) =>
        link.Hold switch
        {
            HoldReason.Quarantined or HoldReason.NotKept when link.Trouble is { } trouble => Live(link, trouble.Side),
            HoldReason.Series or HoldReason.Private or HoldReason.OtherKind => link.Exchange.IsHeld
                ? SideName.Exchange
                : SideName.AllSolutions,
            HoldReason.ReadOnly => Live(link, Unwritten(link)),
            _ => link.AllSolutions.IsLive ? SideName.AllSolutions : SideName.Exchange,
        };

    /// <summary>Why the trouble of a link counts: what it is held for now is that it failed, and no other reason that came later.</summary>
    public static Trouble? Trouble(Link link) => link.Hold is HoldReason.Quarantined or HoldReason.NotKept ? link.Trouble : null;

    /// <summary>Whether a read-only item is so as a meeting, which only its organizer makes and changes in Exchange.</summary>
    public static bool IsMeeting(Link link) =>
        Unwritten(link) == SideName.Exchange && (link.Exchange.IsRestricted || link.AllSolutions.IsRestricted);

    /// <summary>A side on which there is an item: an item that is nowhere else is not the other side's.</summary>
    private static SideName Live(Link link, SideName side) => link[side].IsLive || !link[side.Other()].IsLive ? side : side.Other();

    /// <summary>The side that would have to be written to: the one that may only be read, or whose counterpart changed.</summary>
    public static SideName Unwritten(Link link)
    {
        if (!link.AllSolutions.IsLive)
        {
            return SideName.AllSolutions;
        }

        if (!link.Exchange.IsLive || link.Exchange.IsRestricted)
        {
            return SideName.Exchange;
        }

        return link.AllSolutions.Changes.IsEmpty ? SideName.AllSolutions : SideName.Exchange;
    }
}

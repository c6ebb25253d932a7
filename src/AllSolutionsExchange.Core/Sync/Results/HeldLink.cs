namespace AllSolutionsExchange.Sync;

/// <summary>Which item of a link that is held the reason lies with.</summary>
internal static class HeldLink
{
    public static SideName Side(Link link) =>
        link.Hold switch
        {
            HoldReason.Quarantined or HoldReason.NotKept when link.Trouble is { } trouble => trouble.Side,
            HoldReason.Series or HoldReason.Private or HoldReason.OtherKind => link.Exchange.IsHeld
                ? SideName.Exchange
                : SideName.AllSolutions,
            HoldReason.ReadOnly => ReadOnly(link),
            _ => link.AllSolutions.IsLive ? SideName.AllSolutions : SideName.Exchange,
        };

    /// <summary>The side that would have to be written to: the one that may only be read, or whose counterpart changed.</summary>
    private static SideName ReadOnly(Link link)
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

namespace AllSolutionsExchange.Sync;

/// <summary>The two sides that are kept the same.</summary>
public enum SideName
{
    /// <summary>AllSolutions.</summary>
    AllSolutions = 0,

    /// <summary>Microsoft Exchange.</summary>
    Exchange = 1,
}

/// <summary>What follows from there being two sides.</summary>
internal static class SideNames
{
    public static readonly IReadOnlyList<SideName> Both = [SideName.AllSolutions, SideName.Exchange];

    public static SideName Other(this SideName side) => side == SideName.Exchange ? SideName.AllSolutions : SideName.Exchange;
}

using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The names of the columns of a link's two ends.</summary>
internal static class SideColumns
{
    public static string Column(this SideName side, string name) => (side == SideName.Exchange ? "exchange_" : "allsolutions_") + name;
}

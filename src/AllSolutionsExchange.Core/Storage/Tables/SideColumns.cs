using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>The names of the columns of a link's two ends, and of the indexes on them.</summary>
internal static class SideColumns
{
    public static string Column(this SideName side, string name) => $"{side.Prefix()}_{name}";

    public static string Prefix(this SideName side) => side == SideName.Exchange ? "exchange" : "allsolutions";
}

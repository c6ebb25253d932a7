namespace AllSolutionsExchange.Commands;

/// <summary>Names in a message: the first few, and how many more there are. Forty of them would hide what to do.</summary>
internal static class ShortList
{
    /// <summary>As many are named.</summary>
    public const int MostNamed = 5;

    /// <summary>The names, with commas between them.</summary>
    /// <param name="names">All names.</param>
    /// <param name="more">Says how many more there are.</param>
    public static string Of(IReadOnlyList<string> names, Func<int, string> more)
    {
        var named = string.Join(", ", names.Take(MostNamed));
        return names.Count <= MostNamed ? named : $"{named} and {more(names.Count - MostNamed)}";
    }
}

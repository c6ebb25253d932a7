namespace AllSolutionsExchange.Sync;

/// <summary>Commands in messages, as an admin can copy them.</summary>
internal static class CommandText
{
    /// <summary>A value between quotes.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "''")}'";

    /// <summary>What makes a run one of a collection alone: the other kinds of the user may need another decision.</summary>
    public static string Only(Collection collection) => $"-User {Quote(collection.User)} -Kind {collection.Kind}";
}

namespace AllSolutionsExchange.Sync;

/// <summary>Commands in messages, as an admin can copy them.</summary>
internal static class CommandText
{
    /// <summary>A value between quotes.</summary>
    public static string Quote(string value) => $"'{value.Replace("'", "''")}'";
}

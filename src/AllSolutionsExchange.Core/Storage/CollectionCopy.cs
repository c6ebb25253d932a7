using AllSolutionsExchange.Storage.Tables;
using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage;

/// <summary>Copies all that is known of one collection into an empty store: a plan of one mailbox reads that mailbox and no
/// other.</summary>
internal static class CollectionCopy
{
    // What refers to a collection comes after it.
    internal static readonly IReadOnlyList<string> Tables =
    [
        "identity",
        "folder",
        "link",
        "unread",
        "journal",
        "plan",
        "conflict",
        "content",
    ];

    public static void Run(SqlSession from, SqlSession to, Collection collection)
    {
        Copy(from, to, "user_mailbox", "user = ?", statement => statement.Bind(collection.User));
        Copy(from, to, "initial_mode", "user = ? AND kind = ?", statement => statement.Bind(collection.User).Bind((long)collection.Kind));
        if (CollectionTable.Find(from, collection) is not { } found)
        {
            return;
        }

        Copy(from, to, "collection", "id = ?", statement => statement.Bind(found.Collection));
        foreach (var table in Tables)
        {
            Copy(from, to, table, "collection = ?", statement => statement.Bind(found.Collection));
        }

        var (first, last) = InboxTable.Numbers(found.Collection);
        Copy(from, to, "inbox", "number BETWEEN ? AND ?", statement => statement.Bind(first).Bind(last));
    }

    private static void Copy(SqlSession from, SqlSession to, string table, string condition, Func<SqlStatement, SqlStatement> bind)
    {
        var rows = bind(from.Prepare($"SELECT * FROM {table} WHERE {condition}"));
        SqlStatement? insert = null;
        while (rows.Read())
        {
            insert ??= to.Prepare($"INSERT INTO {table} VALUES (?{string.Concat(Enumerable.Repeat(", ?", rows.Columns - 1))})");
            insert.BindRow(rows).Run();
        }
    }
}

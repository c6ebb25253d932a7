using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Sync;
using Xunit;

namespace AllSolutionsExchange.Tests.Storage;

/// <summary>A copy of one collection holds all that is known of it, and nothing of another.</summary>
public sealed class CollectionCopyTests
{
    /// <summary>How earlier runs ended: a plan asks for none of them.</summary>
    private const string LeftOut = "run";

    [Fact]
    public async Task Every_table_with_rows_of_a_collection_is_copied()
    {
        using var database = SqliteDatabase.CreateInMemory();
        const string Sql =
            "SELECT m.name FROM sqlite_master m JOIN pragma_table_info(m.name) c ON c.name = 'collection' WHERE m.type = 'table'";
        var tables = await database.ReadAsync(session => session.Prepare(Sql).All(static row => row.Text(0)), default);
        Assert.Equal(
            tables.Where(name => name != LeftOut).Order(StringComparer.Ordinal),
            CollectionCopy.Tables.Order(StringComparer.Ordinal)
        );
    }

    [Fact]
    public async Task The_rows_are_the_same_and_those_of_another_user_stay_behind()
    {
        using var database = SqliteDatabase.CreateInMemory();
        using var store = new SqliteSyncStore(database, () => DateTimeOffset.UnixEpoch);
        foreach (var user in new[] { "JAN", "PIET" })
        {
            var lease = (await store.ClaimAsync(Collections.Of(user), "test", TimeSpan.FromMinutes(3), default)).Lease!;
            var changes = new StoreChanges();
            changes.Identities.Add((SideName.Exchange, new SideIdentity(user, "folder of " + user)));
            changes.InboxAdded.Add((SideName.AllSolutions, "item of " + user));
            changes.Unread.Add(new UnreadItem("unread " + user, new Trouble(SideName.Exchange, 7, 1, new ItemError("Code", "Text")), null));
            changes.Links.Add(
                new Link
                {
                    Id = LinkId.New(DateTimeOffset.UnixEpoch),
                    Exchange = new LinkEnd
                    {
                        State = EndState.Present,
                        Id = user,
                        Folder = "folder of " + user,
                    },
                }
            );
            await store.CommitAsync(lease, changes, default);
        }

        using var copy = await database.CopyAsync((from, to) => CollectionCopy.Run(from, to, Collections.Of("PIET")), default);
        foreach (var table in CollectionCopy.Tables.Append("inbox").Append("collection"))
        {
            var rows = await RowsAsync(database, table);
            var copied = await RowsAsync(copy, table);
            Assert.Equal(rows.Count / 2, copied.Count);
            Assert.All(copied, row => Assert.Contains(row, rows));
            Assert.DoesNotContain(copied, row => row.Contains("JAN", StringComparison.Ordinal));
        }
    }

    private static Task<List<string>> RowsAsync(SqliteDatabase database, string table) =>
        database.ReadAsync(
            session =>
                session
                    .Prepare($"SELECT * FROM {table}")
                    .All(row =>
                        string.Join("|", Enumerable.Range(0, row.Columns).Select(column => row.IsNull(column) ? "null" : row.Text(column)))
                    ),
            default
        );
}

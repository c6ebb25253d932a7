using AllSolutionsExchange.Sync;

namespace AllSolutionsExchange.Storage.Tables;

/// <summary>
/// Ids of one collection that wait to be read. An entry's number in the table is made of the collection, the side and its place in the
/// order: one key, by which SQLite finds, orders and keeps together what belongs together. There is no index by id, which would
/// cost a first pull more than reading an id twice costs the few that several pages name.
/// </summary>
internal static class InboxTable
{
    private const int PlaceBits = 40;

    public static List<InboxEntry> Read(SqlSession session, long collection, SideName side, long after, int limit) =>
        session
            .Prepare("SELECT number, item FROM inbox WHERE number BETWEEN ? AND ? ORDER BY number LIMIT ?")
            .Bind(Number(collection, side, after + 1))
            .Bind(Last(collection, side))
            .Bind(limit)
            .All(static row => new InboxEntry(Place(row.Long(0)), row.Text(1)));

    /// <summary>Puts ids in, in their order.</summary>
    public static void Add(SqlSession session, long collection, IReadOnlyList<(SideName Side, string Id)> items)
    {
        if (items.Count == 0)
        {
            return;
        }

        var given = session.Prepare("SELECT inbox_numbers FROM collection WHERE id = ?").Bind(collection).First(static row => row.Long(0));
        var insert = session.Prepare("INSERT INTO inbox (number, item) VALUES (?, ?)");
        foreach (var (side, id) in items)
        {
            insert.Bind(Number(collection, side, ++given)).Bind(id).Run();
        }

        session.Prepare("UPDATE collection SET inbox_numbers = ? WHERE id = ?").Bind(given).Bind(collection).Run();
    }

    /// <summary>Takes entries out.</summary>
    public static void Remove(SqlSession session, long collection, IReadOnlyList<(SideName Side, long Number)> entries)
    {
        var delete = session.Prepare("DELETE FROM inbox WHERE number = ?");
        foreach (var (side, place) in entries)
        {
            delete.Bind(Number(collection, side, place)).Run();
        }
    }

    public static void Clear(SqlSession session, long collection) =>
        session
            .Prepare("DELETE FROM inbox WHERE number BETWEEN ? AND ?")
            .Bind(Numbers(collection).First)
            .Bind(Numbers(collection).Last)
            .Run();

    public static void Clear(SqlSession session, long collection, SideName side) =>
        session
            .Prepare("DELETE FROM inbox WHERE number BETWEEN ? AND ?")
            .Bind(Number(collection, side, 0))
            .Bind(Last(collection, side))
            .Run();

    /// <summary>The first and the last number that entries of a collection can have.</summary>
    public static (long First, long Last) Numbers(long collection) =>
        (Number(collection, SideName.AllSolutions, 0), Last(collection, SideName.Exchange));

    private static long Number(long collection, SideName side, long place) => (((collection * 2) + (long)side) << PlaceBits) + place;

    private static long Last(long collection, SideName side) => Number(collection, side, (1L << PlaceBits) - 1);

    private static long Place(long number) => number & ((1L << PlaceBits) - 1);
}

using AllSolutionsExchange.Storage;

namespace AllSolutionsExchange.Tests.Storage;

/// <summary>A real store in memory.</summary>
internal static class TestStore
{
    public static SqliteSyncStore Create(Func<DateTimeOffset> clock) => new(SqliteDatabase.CreateInMemory(), clock);
}

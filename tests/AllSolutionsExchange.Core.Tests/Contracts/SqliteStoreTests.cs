using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Tests.Storage;

namespace AllSolutionsExchange.Tests.Contracts;

/// <summary>SQLite: links.</summary>
public sealed class SqliteLinkTests() : LinkContract(TestStore.Create);

/// <summary>SQLite: pulled pages.</summary>
public sealed class SqlitePullTests() : PullContract(TestStore.Create);

/// <summary>SQLite: plan, contents, journal.</summary>
public sealed class SqliteSpoolTests() : SpoolContract(TestStore.Create);

/// <summary>SQLite: leases of two that have one file open.</summary>
public sealed class SqliteLeaseTests : LeaseContract
{
    private readonly TemporaryFolder _folder;

    public SqliteLeaseTests()
        : this(new TemporaryFolder()) { }

    private SqliteLeaseTests(TemporaryFolder folder)
        : base(clock => new SqliteSyncStore(SqliteDatabase.Create(folder["store.db"]), clock)) => _folder = folder;

    private protected override void Dispose(bool isDisposing)
    {
        base.Dispose(isDisposing);
        _folder.Dispose();
    }
}

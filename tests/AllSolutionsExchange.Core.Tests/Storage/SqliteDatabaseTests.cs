using System.Security.Cryptography;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Migrations;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AllSolutionsExchange.Tests.Storage;

public sealed class SqliteDatabaseTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task WhatWasCommittedIsThereAfterReopening()
    {
        using (var database = SqliteDatabase.Create(Store))
        {
            await SetAsync(database, "url", "https://mail.example");
        }

        using var again = SqliteDatabase.Open(Store);
        Assert.Equal("https://mail.example", await GetAsync(again, "url"));
    }

    [Fact]
    public async Task AClosedStoreCanBeDeletedAndLeavesNothingBeside()
    {
        using (var database = SqliteDatabase.Create(Store))
        {
            await SetAsync(database, "url", "x");
        }

        Assert.Equal([Store], Directory.GetFiles(_folder.Path));
        File.Delete(Store);
    }

    [Fact]
    public void AStoreThatIsNotThereIsNotMadeByOpening()
    {
        var exception = Assert.Throws<StoreException>(() => SqliteDatabase.Open(Store));
        Assert.Contains("Set-AsExchangeParameter", exception.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(_folder.Path));
    }

    [Theory]
    [InlineData(@"\\server\share\store.db")]
    [InlineData("//server/share/store.db")]
    [InlineData(@"\\?\UNC\server\share\store.db")]
    public void ANetworkShareIsRefused(string path)
    {
        var exception = Assert.Throws<StoreException>(() => SqliteDatabase.Create(path));
        Assert.Contains("local disk", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AFolderIsRefused() => Assert.Throws<StoreException>(() => SqliteDatabase.Create(_folder.Path));

    [Fact]
    public void AMissingFolderIsRefused() =>
        Assert.Contains(
            "folder exists",
            Assert.Throws<StoreException>(() => SqliteDatabase.Create(_folder["no/store.db"])).Message,
            StringComparison.Ordinal
        );

    [Fact]
    public void AFileThatIsNoDatabaseIsRefusedAndLeftAsItIs()
    {
        File.WriteAllText(Store, "This is an agenda, and a long one, since SQLite looks at the first sixteen bytes.");
        var before = File.ReadAllBytes(Store);
        Assert.Contains("not a store", Assert.Throws<StoreException>(() => SqliteDatabase.Create(Store)).Message, StringComparison.Ordinal);
        Assert.Equal(before, File.ReadAllBytes(Store));
    }

    [Fact]
    public void ADatabaseOfAnotherProgramIsRefusedAndLeftAsItIs()
    {
        Execute("CREATE TABLE parameter (name TEXT)");
        var before = Hash();
        Assert.Contains("not a store", Assert.Throws<StoreException>(() => SqliteDatabase.Create(Store)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash());
    }

    [Fact]
    public void AFileOfAnotherSchemaIsRefusedAndLeftAsItIs()
    {
        SqliteDatabase.Open(Store, SqliteOpenMode.ReadWriteCreate, RegisterSchema.Schema).Dispose();
        var before = Hash();
        Assert.Contains("not a store", Assert.Throws<StoreException>(() => SqliteDatabase.Open(Store)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash());
    }

    /// <summary>Of either file; the other one may have been made anew already.</summary>
    [Theory]
    [InlineData(false, "The store '", "the first run links what matches")]
    [InlineData(true, "The register '", "the first run brings what is in Exchange")]
    public void AFileOfABuildBeforeTheFirstReleaseIsRefusedAndLeftAsItIs(bool isRegister, string fault, string wayOut)
    {
        var schema = isRegister ? RegisterSchema.Schema : Schema.Store;
        SqliteDatabase.Open(Store, SqliteOpenMode.ReadWriteCreate, schema).Dispose();
        Execute("PRAGMA user_version = 1");
        var before = Hash();
        foreach (var mode in new[] { SqliteOpenMode.ReadOnly, SqliteOpenMode.ReadWrite, SqliteOpenMode.ReadWriteCreate })
        {
            var message = Assert.Throws<StoreException>(() => SqliteDatabase.Open(Store, mode, schema)).Message;
            Assert.StartsWith(fault, message, StringComparison.Ordinal);
            Assert.Contains(wayOut, message, StringComparison.Ordinal);
        }

        Assert.Equal(before, Hash());
    }

    [Fact]
    public void ANewerSchemaIsRefusedAndLeftAsItIs()
    {
        using (SqliteDatabase.Create(Store)) { }

        Execute("PRAGMA user_version = 99");
        var before = Hash();
        Assert.Contains("newer version", Assert.Throws<StoreException>(() => SqliteDatabase.Open(Store)).Message, StringComparison.Ordinal);
        Assert.Equal(before, Hash());
    }

    /// <summary>A version that is not released changes its tables without a number of its own.</summary>
    [Fact]
    public async Task AStoreOfAnEarlierBuildOfTheSameVersionIsRefusedWithWhatToDo()
    {
        using (SqliteDatabase.Create(Store)) { }

        Execute("DROP TABLE parameter; CREATE TABLE parameter (name TEXT PRIMARY KEY)");
        using var database = SqliteDatabase.Open(Store);
        var exception = await Assert.ThrowsAsync<StoreException>(() => GetAsync(database, "url"));
        Assert.Contains("earlier build", exception.Message, StringComparison.Ordinal);
        Assert.Contains("set the parameters and the users again", exception.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task AnOlderSchemaIsBroughtToTheNewestWithItsRows()
    {
        using (var old = SqliteDatabase.Open(Store, SqliteOpenMode.ReadWriteCreate, Schema.Store))
        {
            await SetAsync(old, "url", "kept");
        }

        var newer = Schema.Store with
        {
            Migrations =
            [
                .. Schema.Store.Migrations,
                new(Newest + 1, "ALTER TABLE parameter ADD COLUMN note TEXT; CREATE TABLE extra (x INTEGER);"),
            ],
        };
        using (var database = SqliteDatabase.Open(Store, SqliteOpenMode.ReadWrite, newer))
        {
            Assert.Equal("kept", await GetAsync(database, "url"));
            Assert.Equal(Newest + 1, await database.ReadAsync(session => session.UserVersion, default));
            await database.WriteAsync(session => session.Run("UPDATE parameter SET note = 'new'; INSERT INTO extra VALUES (1)"), default);
        }

        Assert.Throws<StoreException>(() => SqliteDatabase.Open(Store));
    }

    [Fact]
    public async Task AMigrationThatFailsLeavesTheOlderSchema()
    {
        using (var old = SqliteDatabase.Create(Store))
        {
            await SetAsync(old, "url", "kept");
        }

        var broken = Schema.Store with
        {
            Migrations = [.. Schema.Store.Migrations, new(Newest + 1, "CREATE TABLE extra (x INTEGER); INSERT INTO nowhere VALUES (1);")],
        };
        Assert.Throws<StoreException>(() => SqliteDatabase.Open(Store, SqliteOpenMode.ReadWrite, broken));
        using var database = SqliteDatabase.Open(Store);
        Assert.Equal("kept", await GetAsync(database, "url"));
        Assert.Equal(
            0,
            await database.ReadAsync(
                session => session.Prepare("SELECT count(*) FROM sqlite_master WHERE name = 'extra'").First(row => row.Long(0)),
                default
            )
        );
    }

    [Fact]
    public async Task WorkThatThrowsLeavesNothing()
    {
        using var database = SqliteDatabase.Create(Store);
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.WriteAsync(
                session =>
                {
                    session.Prepare("INSERT INTO parameter VALUES (?, ?)").Bind("url").Bind("x").Run();
                    throw new InvalidOperationException();
                },
                default
            )
        );
        Assert.Null(await GetAsync(database, "url"));
        await SetAsync(database, "url", "y");
        Assert.Equal("y", await GetAsync(database, "url"));
    }

    [Fact]
    public async Task TextGoesInAndOutUnchanged()
    {
        using var database = SqliteDatabase.CreateInMemory();
        var texts = new[] { "", "é€😀", new string('x', 70_000), "a'b\"c" };
        foreach (var text in texts)
        {
            await SetAsync(database, "text", text);
            Assert.Equal(text, await GetAsync(database, "text"));
        }
    }

    [Fact]
    public async Task AWriterWaitsForAnotherAndAnswersAStopMeanwhile()
    {
        using var one = SqliteDatabase.Create(Store);
        using var other = SqliteDatabase.Open(Store);
        using var inside = new SemaphoreSlim(0);
        using var goOn = new ManualResetEventSlim();
        var slow = Task.Run(() =>
            one.WriteAsync(
                session =>
                {
                    session.Prepare("INSERT INTO parameter VALUES ('one', 1)").Run();
                    inside.Release();
                    goOn.Wait();
                },
                default
            )
        );
        await inside.WaitAsync();

        using var stop = new CancellationTokenSource(100);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Task.Run(() => SetAsync(other, "other", "x", stop.Token)));
        var waiting = Task.Run(() => SetAsync(other, "other", "y"));
        goOn.Set();
        await slow;
        await waiting;
        Assert.Equal("y", await GetAsync(one, "other"));
    }

    private static void Parameters(SqlSession from, SqlSession to)
    {
        var rows = from.Prepare("SELECT * FROM parameter");
        while (rows.Read())
        {
            to.Prepare("INSERT INTO parameter VALUES (?, ?)").BindRow(rows).Run();
        }
    }

    [Fact]
    public async Task ACopyLeavesNoTraceOnDisk()
    {
        using (var database = SqliteDatabase.Create(Store))
        {
            await SetAsync(database, "url", "before");
        }

        var before = Hash();
        using (var database = SqliteDatabase.OpenReadOnly(Store))
        {
            using var copy = await database.CopyAsync(Parameters, default);
            await SetAsync(copy, "url", "after");
            Assert.Equal("after", await GetAsync(copy, "url"));
            Assert.Equal("before", await GetAsync(database, "url"));
        }

        Assert.Equal(before, Hash());
    }

    [Fact]
    public async Task ACopyHoldsWhatAKilledProcessLeftInTheLogAndDoesNotMoveItIntoTheFile()
    {
        var killed = _folder["killed.db"];
        using (var database = SqliteDatabase.Create(Store))
        {
            await SetAsync(database, "url", "committed");
            foreach (var file in Directory.GetFiles(_folder.Path, "store.db*"))
            {
                File.Copy(file, file.Replace("store.db", "killed.db", StringComparison.Ordinal));
            }
        }

        var before = Hash(killed);
        using (var database = SqliteDatabase.OpenReadOnly(killed))
        {
            using var copy = await database.CopyAsync(Parameters, default);
            Assert.Equal("committed", await GetAsync(copy, "url"));
        }

        Assert.Equal(before, Hash(killed));
        using var again = SqliteDatabase.Open(killed);
        Assert.Equal("committed", await GetAsync(again, "url"));
    }

    [Fact]
    public async Task AStoreOpenedReadOnlyRefusesToWrite()
    {
        using (SqliteDatabase.Create(Store)) { }

        using var database = SqliteDatabase.OpenReadOnly(Store);
        await Assert.ThrowsAsync<StoreException>(() => SetAsync(database, "url", "x"));
    }

    private static int Newest => Schema.Store.Version;

    private static Task SetAsync(SqliteDatabase database, string name, string value, CancellationToken cancellationToken = default) =>
        database.WriteAsync(
            session =>
                session
                    .Prepare("INSERT INTO parameter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                    .Bind(name)
                    .Bind(value)
                    .Run(),
            cancellationToken
        );

    private static Task<string?> GetAsync(SqliteDatabase database, string name) =>
        database.ReadAsync(
            session => session.Prepare("SELECT value FROM parameter WHERE name = ?").Bind(name).First(row => row.TextOrNull(0)),
            default
        );

    private void Execute(string sql)
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = Store, Pooling = false }.ConnectionString
        );
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }

    private string Hash(string? file = null) => Convert.ToHexString(SHA256.HashData(File.ReadAllBytes(file ?? Store)));
}

using System.Text;
using AllSolutionsExchange.AllSolutions;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Migrations;
using AllSolutionsExchange.Sync;
using Microsoft.Data.Sqlite;
using Xunit;

namespace AllSolutionsExchange.Tests.Storage;

/// <summary>A file and the log beside it (-wal): who closes it leaves one whole file, and what does not belong together is
/// refused.</summary>
public sealed class LogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    private string Store => _folder["store.db"];

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Who_closes_leaves_all_in_the_file_also_while_another_reads()
    {
        SqliteDatabase.Create(Store).Dispose();
        using var reader = SqliteDatabase.OpenReadOnly(Store);
        Assert.Null(await GetAsync(reader, "one"));
        using (var writer = SqliteDatabase.Open(Store))
        {
            await SetAsync(writer, "one", "1");
        }

        Assert.False(Generation.HasLog(Store));
        File.Copy(Store, _folder["copy.db"]);
        using var copy = SqliteDatabase.OpenReadOnly(_folder["copy.db"]);
        Assert.Equal("1", await GetAsync(copy, "one"));
        Assert.Equal("1", await GetAsync(reader, "one"));
    }

    [Fact]
    public async Task Of_two_who_write_either_leaves_all_in_the_file()
    {
        using var one = SqliteDatabase.Create(Store);
        using (var two = SqliteDatabase.Open(Store))
        {
            await SetAsync(one, "one", "1");
            await SetAsync(two, "two", "2");
        }

        Assert.False(Generation.HasLog(Store));
        await SetAsync(one, "one", "3");
        using var third = SqliteDatabase.Open(Store);
        Assert.Equal(("3", "2"), (await GetAsync(third, "one"), await GetAsync(third, "two")));
    }

    [Fact]
    public async Task A_log_stays_short_however_much_is_written()
    {
        using var database = SqliteDatabase.Create(Store);
        for (var i = 0; i < 300; i++)
        {
            await SetAsync(database, "big", new string((char)('a' + (i % 26)), 100_000));
            Assert.InRange(Generation.LogLength(Store), 0, 9_500_000);
        }
    }

    /// <summary>
    /// Every file of three ends beside every log of three kills, each log after its first change and after its second. Only what was one
    /// moment is opened, and a file beside the whole log that is in it already. Nothing else is touched.
    /// </summary>
    [Fact]
    public async Task A_file_and_a_log_of_different_moments_are_refused_and_left_as_they_are()
    {
        var (files, logs) = (new List<byte[]>(), new List<byte[]>());
        for (var moment = 0; moment < 3; moment++)
        {
            using var database = moment == 0 ? SqliteDatabase.Create(Store) : SqliteDatabase.Open(Store);
            files.Add(Read(Store));
            foreach (var half in new[] { "half", "whole" })
            {
                await SetAsync(database, "moment", $"{moment} {half}");
                logs.Add(Read(Store + "-wal"));
            }
        }

        for (var file = 0; file < files.Count; file++)
        {
            for (var log = 0; log < logs.Count; log++)
            {
                var (moment, isWhole, path) = (log / 2, log % 2 == 1, _folder[$"{file}{log}.db"]);
                File.WriteAllBytes(path, files[file]);
                File.WriteAllBytes(path + "-wal", logs[log]);
                if (file == moment || (file == moment + 1 && isWhole))
                {
                    using var opened = SqliteDatabase.Open(path);
                    Assert.Equal($"{moment} {(isWhole ? "whole" : "half")}", await GetAsync(opened, "moment"));
                    continue;
                }

                foreach (
                    var open in new Func<string, SqliteDatabase>[]
                    {
                        SqliteDatabase.Open,
                        SqliteDatabase.OpenReadOnly,
                        SqliteDatabase.Create,
                    }
                )
                {
                    Assert.Contains(
                        "do not belong together",
                        Assert.Throws<StoreException>(() => open(path)).Message,
                        StringComparison.Ordinal
                    );
                }

                Assert.Equal(files[file], Read(path));
                Assert.Equal(logs[log], Read(path + "-wal"));
                File.Delete(path + "-wal");
                File.Delete(path + "-shm");
                using var alone = SqliteDatabase.Open(path);
                Assert.Equal(file == 0 ? null : $"{file - 1} whole", await GetAsync(alone, "moment"));
            }
        }
    }

    /// <summary>Files and logs of several stores and a register that were begun and changed alike, each beside each: only its own log is
    /// taken into a file.</summary>
    [Fact]
    public async Task A_log_of_another_store_or_register_is_refused_and_left_as_it_is()
    {
        var kinds = new[] { Schema.Store, Schema.Store, RegisterSchema.Schema, RegisterSchema.Schema };
        var (files, logs) = (new List<byte[]>(), new List<byte[]>());
        foreach (var (schema, number) in kinds.Select((schema, number) => (schema, number)))
        {
            var path = _folder[$"own{number}.db"];
            SqliteDatabase.Open(path, SqliteOpenMode.ReadWriteCreate, schema).Dispose();
            files.Add(Read(path));
            using var database = SqliteDatabase.Open(path, SqliteOpenMode.ReadWrite, schema);
            await database.WriteAsync(
                session => session.TryRun("CREATE TABLE probe (value INTEGER); INSERT INTO probe VALUES (1)"),
                default
            );
            logs.Add(Read(path + "-wal"));
        }

        for (var file = 0; file < files.Count; file++)
        {
            for (var log = 0; log < logs.Count; log++)
            {
                if (file == log)
                {
                    continue;
                }

                var path = _folder[$"{file}-{log}.db"];
                File.WriteAllBytes(path, files[file]);
                File.WriteAllBytes(path + "-wal", logs[log]);
                foreach (var mode in new[] { SqliteOpenMode.ReadWrite, SqliteOpenMode.ReadOnly })
                {
                    Assert.Throws<StoreException>(() =>
                    {
                        SqliteDatabase.Open(path, mode, kinds[file]).Dispose();
                    });
                }

                Assert.Equal(files[file], Read(path));
                Assert.Equal(logs[log], Read(path + "-wal"));
            }
        }
    }

    /// <summary>A killed process may have moved none, some or all of its log into the file.</summary>
    [Fact]
    public async Task A_log_that_was_moved_into_the_file_already_belongs_to_it()
    {
        SqliteDatabase.Create(Store).Dispose();
        using var database = SqliteDatabase.Open(Store);
        await SetAsync(database, "one", "1");
        await database.ReadAsync(session => session.TryRun("PRAGMA wal_checkpoint(PASSIVE)"), default);
        foreach (var file in Directory.GetFiles(_folder.Path, "store.db*"))
        {
            File.Copy(file, file.Replace("store.db", "killed.db", StringComparison.Ordinal));
        }

        using var killed = SqliteDatabase.Open(_folder["killed.db"]);
        Assert.Equal("1", await GetAsync(killed, "one"));
    }

    [Fact]
    public async Task A_file_that_is_damaged_after_a_kill_is_refused_with_what_to_do()
    {
        using (var database = SqliteDatabase.Create(Store))
        {
            for (var i = 0; i < 200; i++)
            {
                await SetAsync(database, $"name {i}", new string('x', 2000));
            }
        }

        using (var database = SqliteDatabase.Open(Store))
        {
            await SetAsync(database, "last", "1");
            foreach (var file in Directory.GetFiles(_folder.Path, "store.db*"))
            {
                File.Copy(file, file.Replace("store.db", "killed.db", StringComparison.Ordinal));
            }
        }

        var killed = _folder["killed.db"];
        using (var stream = File.OpenWrite(killed))
        {
            stream.Position = 30 * 8192;
            stream.Write(Enumerable.Repeat((byte)0xAA, 8192).ToArray());
        }

        var before = Read(killed);
        var refused = Assert.Throws<StoreException>(() => SqliteDatabase.Open(killed));
        Assert.Contains("is damaged", refused.Message, StringComparison.Ordinal);
        Assert.Contains("-wal", refused.Message, StringComparison.Ordinal);
        Assert.Equal(before, Read(killed));
    }

    [Theory]
    [InlineData(40)]
    [InlineData(60_000)]
    public async Task What_is_deleted_is_in_no_byte_of_the_file(int length)
    {
        const string Secret = "geheim-onderwerp";
        using (var database = SqliteDatabase.Create(Store))
        {
            for (var i = 0; i < 50; i++)
            {
                await SetAsync(database, $"name {i}", Secret + new string('y', length) + Secret);
            }

            await SetAsync(database, "kept", "kept");
        }

        Assert.True(Holds(Secret));
        using (var database = SqliteDatabase.Open(Store))
        {
            await database.WriteAsync(
                session =>
                    session.Run(
                        "UPDATE parameter SET value = 'short' WHERE name = 'name 7'; DELETE FROM parameter WHERE name LIKE 'name %'"
                    ),
                default
            );
        }

        Assert.True(Holds("kept"));
        Assert.False(Holds(Secret));
    }

    /// <summary>Contents that a plan is about to write stand in the store until they are written, and no longer: small ones in a page with
    /// others, large ones in pages of their own.</summary>
    [Theory]
    [InlineData(10)]
    [InlineData(60_000)]
    public async Task No_content_stays_in_the_file_once_the_spool_is_cleared(int length)
    {
        const string Secret = "geheim-onderwerp";
        using (var store = new SqliteSyncStore(SqliteDatabase.Create(Store), () => DateTimeOffset.UnixEpoch))
        {
            var lease = (await store.ClaimAsync(Collections.Of("JAN"), "test", TimeSpan.FromMinutes(5), default)).Lease!;
            var changes = new StoreChanges();
            for (var i = 0; i < 40; i++)
            {
                changes.Contents.Add(
                    (
                        LinkId.New(DateTimeOffset.UnixEpoch),
                        SideName.Exchange,
                        new Appointment { Subject = $"{Secret} {i}", Body = new string('y', length) + Secret }
                    )
                );
            }

            await store.CommitAsync(lease, changes, default);
            Assert.True(Holds(Secret));
            await store.CommitAsync(lease, new StoreChanges { ClearsSpool = true }, default);
        }

        Assert.Equal([Store], Directory.GetFiles(_folder.Path));
        Assert.False(Holds(Secret));
    }

    /// <summary>One that only reads changes no byte, and so cannot take away what it lays beside the file: an empty log.</summary>
    [Fact]
    public async Task Who_only_reads_leaves_a_log_with_nothing_in_it()
    {
        using (var database = SqliteDatabase.Create(Store))
        {
            await SetAsync(database, "one", "1");
        }

        var before = Read(Store);
        using (var reader = SqliteDatabase.OpenReadOnly(Store))
        {
            Assert.Equal("1", await GetAsync(reader, "one"));
        }

        Assert.False(Generation.HasLog(Store));
        Assert.Equal(before, Read(Store));
        using (var writer = SqliteDatabase.Open(Store))
        {
            await SetAsync(writer, "one", "2");
        }

        Assert.Equal([Store], Directory.GetFiles(_folder.Path));
    }

    private bool Holds(string text) =>
        Directory.GetFiles(_folder.Path).Any(file => Read(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0);

    private static byte[] Read(string path)
    {
        using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        var bytes = new byte[stream.Length];
        stream.ReadExactly(bytes);
        return bytes;
    }

    private static Task SetAsync(SqliteDatabase database, string name, string value) =>
        database.WriteAsync(
            session =>
                session
                    .Prepare("INSERT INTO parameter VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value")
                    .Bind(name)
                    .Bind(value)
                    .Run(),
            default
        );

    private static Task<string?> GetAsync(SqliteDatabase database, string name) =>
        database.ReadAsync(
            session => session.Prepare("SELECT value FROM parameter WHERE name = ?").Bind(name).First(row => row.TextOrNull(0)),
            default
        );
}

using AllSolutionsExchange.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Storage;

/// <summary>
/// The store's file, open. One connection serves all who use it, one piece of work at a time: SQLite has one writer anyway, and
/// prepared statements belong to a connection. Another process is waited for, and Ctrl+C is answered meanwhile.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    /// <summary>What SQLite takes for long enough too: a thousand pages.</summary>
    private const long MaxLog = 1000 * 8192;

    private readonly SqliteConnection _connection;
    private readonly Schema _schema;
    private readonly SqlSession _session;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private bool _hasLog;
    private long _emptyAbove = MaxLog;

    private SqliteDatabase(string path, SqliteConnection connection, Schema schema)
    {
        Path = path;
        _schema = schema;
        _connection = connection;
        _session = new SqlSession(connection.Handle!);
    }

    /// <summary>The file's full path, also of a copy of it in memory; <c>:memory:</c> for a store that was made there.</summary>
    public string Path { get; }

    /// <summary>Opens a store that exists, and brings it to this version's schema.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be used.</exception>
    public static SqliteDatabase Open(string path) => Open(path, SqliteOpenMode.ReadWrite, Schema.Store);

    /// <summary>Opens a store, and makes it if there is none. The folder must exist.</summary>
    /// <exception cref="StoreException">It cannot be made or used.</exception>
    public static SqliteDatabase Create(string path) => Open(path, SqliteOpenMode.ReadWriteCreate, Schema.Store);

    /// <summary>
    /// Opens a store that exists without ever changing its file (SQLite may make -wal and -shm beside it), to be copied by
    /// <see cref="CopyAsync"/>. It is not brought to this version's schema; the copy is.
    /// </summary>
    /// <exception cref="StoreException">There is none, or it cannot be used.</exception>
    public static SqliteDatabase OpenReadOnly(string path) => Open(path, SqliteOpenMode.ReadOnly, Schema.Store);

    /// <summary>A store in memory, which is gone when it is closed.</summary>
    public static SqliteDatabase CreateInMemory() => Open(SqliteFile.InMemory, SqliteOpenMode.Memory, Schema.Store);

    internal static SqliteDatabase Open(string path, SqliteOpenMode mode, Schema schema)
    {
        var full = SqliteFile.Check(path, mode);
        if (mode != SqliteOpenMode.Memory)
        {
            CheckLog(full, mode, schema);
        }

        var database = new SqliteDatabase(full, SqliteFile.Connect(full, mode), schema);
        try
        {
            SqliteFile.Prepare(database._session, full, mode, schema);
            database._hasLog = mode is SqliteOpenMode.ReadWrite or SqliteOpenMode.ReadWriteCreate;
            return database;
        }
        catch (SqliteException exception)
        {
            database.Dispose();
            throw StoreException.From(full, exception);
        }
        catch
        {
            database.Dispose();
            throw;
        }
    }

    /// <summary>Reads; all that is read is of one moment.</summary>
    public Task<T> ReadAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        AloneAsync(open => open.InRead(work), cancellationToken);

    /// <summary>Changes in one transaction (<c>BEGIN IMMEDIATE</c>): whole, or where the work throws not at all.</summary>
    public Task<T> WriteAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken) =>
        AloneAsync(
            open =>
            {
                var result = open.InWrite(session => InGeneration(session, work), cancellationToken);
                if (_hasLog)
                {
                    KeepLogShort();
                }

                return result;
            },
            cancellationToken
        );

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqlSession> work, CancellationToken cancellationToken) =>
        WriteAsync(
            open =>
            {
                work(open);
                return true;
            },
            cancellationToken
        );

    /// <summary>
    /// A database in memory in this version's schema, with some of this one's rows; what is done to it leaves no trace on disk.
    /// </summary>
    /// <param name="fill">Copies rows from the first to the second, which is in the schema of the first.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    public Task<SqliteDatabase> CopyAsync(Action<SqlSession, SqlSession> fill, CancellationToken cancellationToken) =>
        AloneAsync(
            open =>
                open.InRead(from =>
                {
                    var copy = new SqliteDatabase(Path, SqliteFile.Connect(SqliteFile.InMemory, SqliteOpenMode.Memory), _schema);
                    try
                    {
                        var version = from.UserVersion;
                        SqliteFile.Prepare(copy._session, Path, SqliteOpenMode.Memory, _schema.UpTo(version));
                        copy._session.InWrite(
                            to =>
                            {
                                fill(from, to);
                                return true;
                            },
                            cancellationToken
                        );
                        _schema.Apply(copy._session, version);
                        return copy;
                    }
                    catch
                    {
                        copy.Dispose();
                        throw;
                    }
                }),
            cancellationToken
        );

    /// <summary>Closes the file, and leaves all of it in the file itself, whoever else still has it open.</summary>
    public void Dispose()
    {
        if (_hasLog)
        {
            SqliteFile.EmptyLog(_session);
        }

        _hasLog = false;
        _session.Dispose();
        _connection.Dispose();
        _gate.Dispose();
    }

    private T InGeneration<T>(SqlSession session, Func<SqlSession, T> work)
    {
        if (!_hasLog)
        {
            return work(session);
        }

        var (isFirst, before) = (!Generation.HasLog(Path), session.TotalChanges);
        var result = work(session);
        if (session.TotalChanges != before)
        {
            Generation.Count(session, isFirst);
        }

        return result;
    }

    private static void CheckLog(string path, SqliteOpenMode mode, Schema schema)
    {
        try
        {
            Generation.Check(path, schema, isToBeChanged: mode != SqliteOpenMode.ReadOnly);
        }
        catch (SqliteException exception)
        {
            throw StoreException.From(path, exception);
        }
    }

    /// <summary>Where another process reads for long, the log grows; it is not waited for again with every change.</summary>
    private void KeepLogShort()
    {
        var length = Generation.LogLength(Path);
        if (length <= _emptyAbove)
        {
            return;
        }

        SqliteFile.EmptyLog(_session);
        _emptyAbove = Generation.HasLog(Path) ? 2 * length : MaxLog;
    }

    private async Task<T> AloneAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return work(_session);
        }
        catch (SqliteException exception)
        {
            _session.Reset();
            throw StoreException.From(Path, exception);
        }
        catch
        {
            _session.Reset();
            throw;
        }
        finally
        {
            _gate.Release();
        }
    }
}

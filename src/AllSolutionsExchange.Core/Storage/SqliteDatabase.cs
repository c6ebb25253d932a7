using AllSolutionsExchange.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Storage;

/// <summary>
/// The store's file, open. One connection serves all who use it, one piece of work at a time: SQLite has one writer anyway, and
/// prepared statements belong to a connection. Another process is waited for, and Ctrl+C is answered meanwhile.
/// </summary>
internal sealed class SqliteDatabase : IDisposable
{
    private readonly SqliteConnection _connection;
    private readonly Schema _schema;
    private readonly SqlSession _session;
    private readonly SemaphoreSlim _gate = new(1, 1);

    private SqliteDatabase(string path, SqliteConnection connection, Schema schema)
    {
        Path = path;
        _schema = schema;
        _connection = connection;
        _session = new SqlSession(connection.Handle!);
    }

    /// <summary>The file's full path; <c>:memory:</c> for a copy in memory.</summary>
    public string Path { get; }

    /// <summary>Opens a store that exists, and brings it to this version's schema.</summary>
    /// <exception cref="StoreException">There is none, or it cannot be used.</exception>
    public static SqliteDatabase Open(string path) => Open(path, SqliteOpenMode.ReadWrite, Schema.Store);

    /// <summary>Opens a store, and makes it where there is none. The folder must exist.</summary>
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
        var database = new SqliteDatabase(full, SqliteFile.Connect(full, mode), schema);
        try
        {
            SqliteFile.Prepare(database._session, full, mode, schema);
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
        AloneAsync(open => open.InWrite(work, cancellationToken), cancellationToken);

    /// <inheritdoc cref="WriteAsync{T}"/>
    public Task WriteAsync(Action<SqlSession> work, CancellationToken cancellationToken) =>
        WriteAsync(
            open =>
            {
                work(open);
                return true;
            },
            cancellationToken);

    /// <summary>A copy in memory in this version's schema; what is done to it leaves no trace on disk.</summary>
    public Task<SqliteDatabase> CopyAsync(CancellationToken cancellationToken) => AloneAsync(
        _ =>
        {
            var memory = SqliteFile.Connect(SqliteFile.InMemory, SqliteOpenMode.Memory);
            var copy = new SqliteDatabase(SqliteFile.InMemory, memory, _schema);
            try
            {
                _connection.BackupDatabase(memory);
                SqliteFile.Prepare(copy._session, Path, SqliteOpenMode.Memory, _schema);
                return copy;
            }
            catch
            {
                copy.Dispose();
                throw;
            }
        },
        cancellationToken);

    public void Dispose()
    {
        _session.Dispose();
        _connection.Dispose();
        _gate.Dispose();
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

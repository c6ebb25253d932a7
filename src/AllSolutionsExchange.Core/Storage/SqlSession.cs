using System.Diagnostics;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AllSolutionsExchange.Storage;

/// <summary>The connection as one piece of work has it, for as long as that lasts. Statements are prepared once and kept.</summary>
internal sealed class SqlSession : IDisposable
{
    /// <summary>How long another process may keep the file; its transactions take milliseconds.</summary>
    private static readonly TimeSpan BusyLimit = TimeSpan.FromSeconds(30);

    private readonly sqlite3 _database;
    private readonly Dictionary<string, SqlStatement> _statements = new(StringComparer.Ordinal);

    public SqlSession(sqlite3 database) => _database = database;

    /// <summary>The rows that were changed since the connection was opened.</summary>
    public long TotalChanges => raw.sqlite3_total_changes(_database);

    /// <summary>The number that the last insert gave.</summary>
    public long LastInserted => raw.sqlite3_last_insert_rowid(_database);

    /// <summary>The rows that the last statement changed.</summary>
    public int Changes => raw.sqlite3_changes(_database);

    /// <summary>The version of the schema, as it is in the file's header.</summary>
    public long UserVersion => Prepare("PRAGMA user_version").First(static row => row.Long(0));

    /// <summary>The statement, ready to be bound.</summary>
    public SqlStatement Prepare(string sql)
    {
        if (_statements.TryGetValue(sql, out var known))
        {
            known.Reset();
            return known;
        }

        var statement = new SqlStatement(_database, sql);
        _statements.Add(sql, statement);
        return statement;
    }

    /// <summary>Carries out statements without parameters, separated by semicolons.</summary>
    public void Run(string sql) => Check(TryRun(sql));

    /// <summary>Reads in one transaction: all of one moment, and the file is locked once and not for every statement.</summary>
    public T InRead<T>(Func<SqlSession, T> work)
    {
        Run("BEGIN");
        return ToEnd(work);
    }

    /// <summary>Works in one transaction that writes: whole, or where the work throws not at all.</summary>
    public T InWrite<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        Begin(cancellationToken);
        return ToEnd(work);
    }

    /// <summary>Carries out statements, and tells how it went instead of throwing.</summary>
    public int TryRun(string sql) => raw.sqlite3_exec(_database, sql);

    private T ToEnd<T>(Func<SqlSession, T> work)
    {
        try
        {
            var result = work(this);
            Run("COMMIT");
            return result;
        }
        catch
        {
            Reset();
            // After some failures, a full disk among them, SQLite has rolled back already; the first failure is the one to tell.
            TryRun("ROLLBACK");
            throw;
        }
    }

    /// <summary>Ends what an exception left half read, so that nothing goes on looking at an old state.</summary>
    public void Reset()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Reset();
        }
    }

    public void Dispose()
    {
        foreach (var statement in _statements.Values)
        {
            statement.Dispose();
        }

        _statements.Clear();
    }

    /// <summary>SQLite waits for another process for a second at a time (busy_timeout), and in between a stop is answered.</summary>
    private void Begin(CancellationToken cancellationToken)
    {
        var waiting = Stopwatch.StartNew();
        while (true)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var result = TryRun("BEGIN IMMEDIATE");
            if (result == raw.SQLITE_OK)
            {
                return;
            }

            if ((result & 0xFF) != raw.SQLITE_BUSY || waiting.Elapsed > BusyLimit)
            {
                Check(result);
            }
        }
    }

    private void Check(int result)
    {
        if (result != raw.SQLITE_OK)
        {
            throw new SqliteException(raw.sqlite3_errmsg(_database).utf8_to_string(), result & 0xFF, result);
        }
    }
}

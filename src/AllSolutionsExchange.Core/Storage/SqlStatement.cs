using System.Text;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AllSolutionsExchange.Storage;

/// <summary>
/// A prepared statement that is used again and again. Parameters are bound in their order; columns are read by their place from 0.
/// SQLite is called without a command object in between, since that costs more than the insert of a link itself.
/// </summary>
internal sealed class SqlStatement : IDisposable
{
    private readonly sqlite3 _database;
    private readonly sqlite3_stmt _statement;
    private byte[] _text = new byte[1024];
    private int _bound;

    public SqlStatement(sqlite3 database, string sql)
    {
        _database = database;
        Check(raw.sqlite3_prepare_v2(database, sql, out _statement));
    }

    /// <summary>Binds the next parameter.</summary>
    public SqlStatement Bind(long value)
    {
        Check(raw.sqlite3_bind_int64(_statement, ++_bound, value));
        return this;
    }

    /// <inheritdoc cref="Bind(long)"/>
    public SqlStatement Bind(bool value) => Bind(value ? 1L : 0L);

    /// <inheritdoc cref="Bind(long)"/>
    public SqlStatement Bind(long? value) => value is { } number ? Bind(number) : BindNull();

    /// <inheritdoc cref="Bind(long)"/>
    public SqlStatement Bind(string? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        var needed = Encoding.UTF8.GetMaxByteCount(value.Length);
        if (_text.Length < needed)
        {
            _text = new byte[needed];
        }

        var length = Encoding.UTF8.GetBytes(value, 0, value.Length, _text, 0);
        Check(raw.sqlite3_bind_text(_statement, ++_bound, new ReadOnlySpan<byte>(_text, 0, length)));
        return this;
    }

    /// <inheritdoc cref="Bind(long)"/>
    public SqlStatement Bind(byte[]? value)
    {
        if (value is null)
        {
            return BindNull();
        }

        Check(raw.sqlite3_bind_blob(_statement, ++_bound, value));
        return this;
    }

    /// <summary>Binds the columns of another statement's row, each as it is.</summary>
    public SqlStatement BindRow(SqlStatement row)
    {
        for (var column = 0; column < row.Columns; column++)
        {
            _ = raw.sqlite3_column_type(row._statement, column) switch
            {
                raw.SQLITE_INTEGER => Bind(row.Long(column)),
                raw.SQLITE_TEXT => Bind(row.Text(column)),
                raw.SQLITE_BLOB => Bind(row.Blob(column)),
                raw.SQLITE_NULL => BindNull(),
                _ => throw new InvalidOperationException("The store has no columns of real numbers."),
            };
        }

        return this;
    }

    /// <summary>Carries the statement out and makes it ready for the next time.</summary>
    public void Run()
    {
        while (Read()) { }
    }

    /// <summary>Goes to the next row.</summary>
    /// <returns>False after the last; the statement is then ready for the next time.</returns>
    public bool Read()
    {
        var result = raw.sqlite3_step(_statement);
        if (result == raw.SQLITE_ROW)
        {
            return true;
        }

        if (result != raw.SQLITE_DONE)
        {
            Check(result);
        }

        Reset();
        return false;
    }

    /// <summary>The rows, each made into something.</summary>
    public List<T> All<T>(Func<SqlStatement, T> read)
    {
        var rows = new List<T>();
        try
        {
            while (Read())
            {
                rows.Add(read(this));
            }
        }
        catch
        {
            // A row that cannot be read leaves the statement ready for the next time, too.
            Reset();
            throw;
        }

        return rows;
    }

    /// <summary>The first row made into something, or the default if there is none.</summary>
    public T? First<T>(Func<SqlStatement, T> read)
    {
        if (!Read())
        {
            return default;
        }

        try
        {
            return read(this);
        }
        finally
        {
            Reset();
        }
    }

    /// <summary>Whether there is a row.</summary>
    public bool Any() => First(static _ => true);

    /// <summary>How many columns a row has.</summary>
    public int Columns => raw.sqlite3_column_count(_statement);

    public bool IsNull(int column) => raw.sqlite3_column_type(_statement, column) == raw.SQLITE_NULL;

    public long Long(int column) => raw.sqlite3_column_int64(_statement, column);

    public int Int(int column) => raw.sqlite3_column_int(_statement, column);

    public bool Bool(int column) => raw.sqlite3_column_int(_statement, column) != 0;

    public string Text(int column) => raw.sqlite3_column_text(_statement, column).utf8_to_string() ?? "";

    public string? TextOrNull(int column) => IsNull(column) ? null : Text(column);

    public byte[] Blob(int column) => raw.sqlite3_column_blob(_statement, column).ToArray();

    public byte[]? BlobOrNull(int column) => IsNull(column) ? null : Blob(column);

    /// <summary>Ends a read before its last row and makes the statement ready for the next time.</summary>
    public void Reset()
    {
        raw.sqlite3_reset(_statement);
        _bound = 0;
    }

    public void Dispose() => _statement.Dispose();

    private SqlStatement BindNull()
    {
        Check(raw.sqlite3_bind_null(_statement, ++_bound));
        return this;
    }

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK)
        {
            return;
        }

        var message = raw.sqlite3_errmsg(_database).utf8_to_string();
        if (_statement is { IsInvalid: false })
        {
            Reset();
        }

        throw new SqliteException(message, result & 0xFF, result);
    }
}

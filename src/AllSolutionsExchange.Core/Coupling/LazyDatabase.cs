using AllSolutionsExchange.Storage;
using AllSolutionsExchange.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange;

/// <summary>
/// A file of the coupling: checked and opened when it is first needed, made when something is first written. Until then it is open
/// for reading only, so that a -WhatIf does not even move a killed process's log into it.
/// </summary>
internal sealed class LazyDatabase : IDatabase, IDisposable
{
    private readonly string _path;
    private readonly Schema _schema;
    private readonly Action _check;
    private readonly Action _prepare;
    private readonly SemaphoreSlim _gate = new(1, 1);
    private SqliteDatabase? _reader;
    private SqliteDatabase? _writer;

    /// <summary>A file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="check">Refuses it where it is missing or its place is not safe.</param>
    /// <param name="prepare">Makes it where it is missing.</param>
    public LazyDatabase(string path, Schema schema, Action check, Action prepare)
    {
        _path = path;
        _schema = schema;
        _check = check;
        _prepare = prepare;
    }

    /// <summary>The file, open for changes; it stays this object's.</summary>
    public Task<SqliteDatabase> WriterAsync(CancellationToken cancellationToken) =>
        OpenAsync(() => _writer ??= Write(create: false), cancellationToken);

    /// <summary>The file, open for reading; it stays this object's.</summary>
    public Task<SqliteDatabase> ReaderAsync(CancellationToken cancellationToken) =>
        OpenAsync(() => _writer ?? (_reader ??= Read()), cancellationToken);

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        var database = await ReaderAsync(cancellationToken).ConfigureAwait(false);
        return await database.ReadAsync(work, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<SqlSession, T> work, bool create, CancellationToken cancellationToken)
    {
        var database = await OpenAsync(() => _writer ??= Write(create), cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(work, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Closes the writer last: a reader could not leave the file whole.</summary>
    public void Dispose()
    {
        _reader?.Dispose();
        _writer?.Dispose();
        _gate.Dispose();
    }

    private async Task<SqliteDatabase> OpenAsync(Func<SqliteDatabase> open, CancellationToken cancellationToken)
    {
        await _gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return open();
        }
        finally
        {
            _gate.Release();
        }
    }

    private SqliteDatabase Read()
    {
        _check();
        return SqliteDatabase.Open(_path, SqliteOpenMode.ReadOnly, _schema);
    }

    private SqliteDatabase Write(bool create)
    {
        if (create)
        {
            _prepare();
        }
        else
        {
            _check();
        }

        return SqliteDatabase.Open(_path, SqliteOpenMode.ReadWrite, _schema);
    }
}

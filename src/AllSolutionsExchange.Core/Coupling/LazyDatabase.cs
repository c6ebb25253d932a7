using AllSolutionsExchange.AllSolutions;
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
    private readonly string path;
    private readonly Schema schema;
    private readonly Action check;
    private readonly Action prepare;
    private readonly SemaphoreSlim gate = new(1, 1);
    private SqliteDatabase? reader;
    private SqliteDatabase? writer;

    /// <summary>A file.</summary>
    /// <param name="path">Its path.</param>
    /// <param name="schema">Its schema.</param>
    /// <param name="check">Refuses it where it is missing or its place is not safe.</param>
    /// <param name="prepare">Makes it where it is missing.</param>
    public LazyDatabase(string path, Schema schema, Action check, Action prepare)
    {
        this.path = path;
        this.schema = schema;
        this.check = check;
        this.prepare = prepare;
    }

    /// <inheritdoc/>
    public async Task<T> ReadAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken)
    {
        var database = await OpenAsync(() => writer ?? (reader ??= Read()), cancellationToken).ConfigureAwait(false);
        return await database.ReadAsync(work, cancellationToken).ConfigureAwait(false);
    }

    /// <inheritdoc/>
    public async Task<T> WriteAsync<T>(Func<SqlSession, T> work, bool create, CancellationToken cancellationToken)
    {
        var database = await OpenAsync(() => writer ??= Write(create), cancellationToken).ConfigureAwait(false);
        return await database.WriteAsync(work, cancellationToken).ConfigureAwait(false);
    }

    public void Dispose()
    {
        reader?.Dispose();
        writer?.Dispose();
        gate.Dispose();
    }

    private async Task<SqliteDatabase> OpenAsync(Func<SqliteDatabase> open, CancellationToken cancellationToken)
    {
        await gate.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            return open();
        }
        finally
        {
            gate.Release();
        }
    }

    private SqliteDatabase Read()
    {
        check();
        return SqliteDatabase.Open(path, SqliteOpenMode.ReadOnly, schema);
    }

    private SqliteDatabase Write(bool create)
    {
        if (create) prepare();
        else check();
        return SqliteDatabase.Open(path, SqliteOpenMode.ReadWrite, schema);
    }
}

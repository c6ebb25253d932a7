namespace AllSolutionsExchange.Storage;

/// <summary>A SQLite file that is opened when it is first needed, so that asking what would be done leaves no file.</summary>
internal interface IDatabase
{
    /// <summary>Reads.</summary>
    /// <exception cref="CouplingException">The file is missing or unsafe.</exception>
    /// <exception cref="StoreException">It cannot be read.</exception>
    Task<T> ReadAsync<T>(Func<SqlSession, T> work, CancellationToken cancellationToken);

    /// <summary>Reads and writes, in one transaction that is undone where the work throws.</summary>
    /// <param name="work">The work.</param>
    /// <param name="create">Whether the file is made if there is none.</param>
    /// <param name="cancellationToken">Stops the wait.</param>
    /// <exception cref="CouplingException">The file is missing or unsafe.</exception>
    /// <exception cref="StoreException">It cannot be written.</exception>
    Task<T> WriteAsync<T>(Func<SqlSession, T> work, bool create, CancellationToken cancellationToken);
}

using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Storage;

/// <summary>The store cannot be opened, read or written. The message says what to do; nothing was overwritten.</summary>
public sealed class StoreException : Exception
{
    private const int Error = 1;
    private const int Busy = 5;
    private const int Locked = 6;
    private const int ReadOnly = 8;
    private const int IoError = 10;
    private const int Corrupt = 11;
    private const int Full = 13;
    private const int CannotOpen = 14;
    private const int NotADatabase = 26;

    /// <summary>A failure of the store with what to do about it.</summary>
    /// <param name="path">The store's file.</param>
    /// <param name="message">What is wrong and what to do.</param>
    /// <param name="innerException">The cause, or null.</param>
    public StoreException(string path, string message, Exception? innerException = null)
        : base(message, innerException) => Path = path;

    /// <summary>The store's file.</summary>
    public string Path { get; }

    /// <summary>What SQLite's result codes mean for an admin (<c>sqlite.org/rescode.html</c>).</summary>
    internal static StoreException From(string path, SqliteException cause) => new(path, cause.SqliteErrorCode switch
    {
        Busy or Locked => $"The store '{path}' is in use by another process and did not become free. Run the command again when that process has ended.",
        ReadOnly => $"The store '{path}' cannot be written. Give this account the right to change the file and its folder, or run as the account that owns it.",
        IoError => $"The store '{path}' cannot be read or written: {cause.Reason()}. Check the disk and the rights on the folder.",
        Corrupt => DamagedText(path, cause.Reason()),
        Full => $"The disk of the store '{path}' is full. Make room and run the command again; nothing was half written.",
        CannotOpen => $"The store '{path}' cannot be opened. Check that its folder exists and that this account may read and change it.",
        NotADatabase => $"The file '{path}' is not a store: it is no SQLite database. Name the right file, or move this one away. It was left as it is.",
        Error => $"The store '{path}' does not fit this build: {cause.Reason()}. It was made by an earlier build of a version that is not released. Move it away, and set the parameters and the users again.",
        _ => $"The store '{path}' refused a change, and kept none of it: {cause.Reason()}.",
    }, cause);

    /// <summary>A check found something.</summary>
    internal static StoreException Damaged(string path, string finding) => new(path, DamagedText(path, finding));

    /// <summary>The file or its log was copied or put back without the other.</summary>
    internal static StoreException LogOfAnother(string path) => new(path,
        $"The store '{path}' and its log '{path}-wal' do not belong together: one of them was put back without the other. They were left as they are. "
        + $"If a backup of one moment holds both, put back both. Otherwise move '{path}-wal' and '{path}-shm' away: the store is then as it was when it was copied, and the next run finds out what happened since.");

    private static string DamagedText(string path, string finding) =>
        $"The store '{path}' is damaged: {finding}. Move it away, and '{path}-wal' and '{path}-shm' if they exist. Then put a backup of the file in its place, or register again.";
}

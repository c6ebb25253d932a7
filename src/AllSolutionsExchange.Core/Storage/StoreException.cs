using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Storage;

/// <summary>The store cannot be opened, read or written. The message says what to do; nothing was overwritten.</summary>
public sealed class StoreException : CouplingException
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
    /// <param name="fault">What is wrong.</param>
    /// <param name="advice">What to do; null if nothing more than <see cref="ErrorIds.StoreUnusable"/> advises.</param>
    /// <param name="innerException">The cause, or null.</param>
    public StoreException(string path, string fault, string? advice, Exception? innerException = null)
        : base(ErrorIds.StoreUnusable, fault, advice, path, innerException) => Path = path;

    /// <summary>The store's file.</summary>
    public string Path { get; }

    /// <inheritdoc/>
    public override bool EndsTheCommand => true;

    /// <summary>What SQLite's result codes mean for an admin (<c>sqlite.org/rescode.html</c>).</summary>
    internal static StoreException From(string path, SqliteException cause)
    {
        var (fault, advice) = Described(path, cause.SqliteErrorCode, cause.Reason());
        return new(path, fault, advice, cause);
    }

    /// <summary>A check found something.</summary>
    internal static StoreException Damaged(string path, string finding)
    {
        var (fault, advice) = Described(path, Corrupt, finding);
        return new(path, fault, advice);
    }

    /// <summary>The file or its log was copied or put back without the other.</summary>
    internal static StoreException LogOfAnother(string path) =>
        new(
            path,
            $"The store '{path}' and its log '{path}-wal' do not belong together: one of them was put back without the other.",
            $"They were left as they are. If a backup of one moment holds both, put back both. Otherwise move '{path}-wal' and "
                + $"'{path}-shm' "
                + "away: "
                + "the store is then as it was when it was copied, and the next run finds out what happened since."
        );

    private static (string Fault, string? Advice) Described(string path, int code, string reason) =>
        code switch
        {
            Busy or Locked => (
                $"The store '{path}' is in use by another process and did not become free.",
                "Run the command again when that process has ended."
            ),
            ReadOnly => (
                $"The store '{path}' cannot be written.",
                "Give this account the right to change the file and its folder, or run as the account that owns it."
            ),
            IoError => ($"The store '{path}' cannot be read or written: {reason}.", "Check the disk and the rights on the folder."),
            Corrupt => (
                $"The store '{path}' is damaged: {reason}.",
                $"Move it away, and '{path}-wal' and '{path}-shm' if they exist. Then put a backup of the file in its place, or register "
                    + "again."
            ),
            Full => ($"The disk of the store '{path}' is full.", "Make room and run the command again; nothing was half written."),
            CannotOpen => (
                $"The store '{path}' cannot be opened.",
                "Check that its folder exists and that this account may read and change it."
            ),
            NotADatabase => (
                $"The file '{path}' is not a store: it is not a SQLite database.",
                "Name the right file, or move this one away. It was left as it is."
            ),
            Error => (
                $"The store '{path}' does not fit this build: {reason}. It was made by an earlier build of a version that is not released.",
                "Move it away, and set the parameters and the users again."
            ),
            _ => ($"The store '{path}' rejected a change and rolled it back: {reason}.", null),
        };
}

using AllSolutionsExchange.Storage.Migrations;
using Microsoft.Data.Sqlite;

namespace AllSolutionsExchange.Storage;

/// <summary>
/// Tells whether a file and the log beside it (-wal) belong together. SQLite does not know: it takes a log into whatever file is
/// beside it. So the first change in an empty log gives the file a new random stamp and keeps the one before it, and every change is
/// counted: a log belongs to the file that it was begun for, and to one that has taken in no more than the log holds.
/// </summary>
internal static class Generation
{
    /// <summary>The table, in every schema. Before the first stamp is nothing: 0.</summary>
    public const string Table = """
        CREATE TABLE generation (
            previous_stamp INTEGER NOT NULL,
            previous_changes INTEGER NOT NULL,
            stamp INTEGER NOT NULL,
            changes INTEGER NOT NULL
        );
        INSERT INTO generation VALUES (0, 0, random(), 0);

        """;

    /// <summary>Whether something is in the log: its process was killed, or is still at work.</summary>
    public static bool HasLog(string path) => LogLength(path) > 0;

    /// <summary>How long the log is; 0 if there is none.</summary>
    public static long LogLength(string path) => new FileInfo(path + "-wal") is { Exists: true } log ? log.Length : 0;

    /// <summary>
    /// Counts a change, which is the first one in an empty log or not. Called under the lock of a change, so that nobody else does.
    /// </summary>
    public static void Count(SqlSession session, bool isFirst) =>
        session
            .Prepare(
                isFirst
                    ? "UPDATE generation SET previous_stamp = stamp, previous_changes = changes, stamp = random(), changes = 1"
                    : "UPDATE generation SET changes = changes + 1"
            )
            .Run();

    /// <summary>
    /// Checks a file that was not closed, or that another process has open. The connection is one that only reads: one that writes
    /// would take the log into the file when it is closed, also if they do not belong together.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="schema">What it should hold; anything else is left to who opens it.</param>
    /// <param name="isToBeChanged">Whether it is going to be changed, and so has to be whole.</param>
    /// <exception cref="StoreException">They do not belong together, or the file is damaged.</exception>
    public static void Check(string path, Schema schema, bool isToBeChanged)
    {
        if (!HasLog(path))
        {
            return;
        }

        using var connection = SqliteFile.Connect(path, SqliteOpenMode.ReadOnly);
        using var session = new SqlSession(connection.Handle!);
        session.Run("PRAGMA busy_timeout = 1000");

        // As long as this read lasts, nobody empties the log.
        session.InRead(open =>
        {
            var file = InFile(path, schema);
            if (!IsOurs(open, schema))
            {
                return file is null or (0, 0) ? true : throw StoreException.LogOfAnother(path);
            }

            if (file is { } known && !Belongs(open, known))
            {
                throw StoreException.LogOfAnother(path);
            }

            if (isToBeChanged)
            {
                CheckPages(open, path);
            }

            return true;
        });
    }

    private static bool Belongs(SqlSession session, (long Stamp, long Changes) file) =>
        session
            .Prepare("SELECT 1 FROM generation WHERE (previous_stamp = ?1 AND previous_changes = ?2) OR (stamp = ?1 AND changes >= ?2)")
            .Bind(file.Stamp)
            .Bind(file.Changes)
            .Any();

    private static void CheckPages(SqlSession session, string path)
    {
        var finding = session.Prepare("PRAGMA quick_check(1)").First(static row => row.Text(0))!;
        if (!string.Equals(finding, "ok", StringComparison.Ordinal))
        {
            throw StoreException.Damaged(path, finding);
        }
    }

    /// <summary>
    /// The stamp and the changes in the file itself: 0 where it holds nothing of ours yet and all of it is in its first log, null
    /// where a power failure left it unreadable without its log.
    /// </summary>
    private static (long Stamp, long Changes)? InFile(string path, Schema schema)
    {
        try
        {
            // An immutable file has no log as far as SQLite is concerned (sqlite.org/uri.html).
            using var connection = SqliteFile.Connect(new Uri(path).AbsoluteUri + "?immutable=1", SqliteOpenMode.ReadOnly);
            using var session = new SqlSession(connection.Handle!);
            return IsOurs(session, schema)
                ? session.Prepare("SELECT stamp, changes FROM generation").First(static row => (row.Long(0), row.Long(1)))
                : (0, 0);
        }
        catch (SqliteException)
        {
            return null;
        }
    }

    private static bool IsOurs(SqlSession session, Schema schema) =>
        session.Prepare("PRAGMA application_id").First(static row => row.Long(0)) == schema.ApplicationId;
}

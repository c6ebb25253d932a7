using AllSolutionsExchange.Files;
using AllSolutionsExchange.Model;
using AllSolutionsExchange.Storage.Migrations;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace AllSolutionsExchange.Storage;

/// <summary>What is checked and set when a store's file is opened.</summary>
internal static class SqliteFile
{
    public const string InMemory = ":memory:";

    /// <summary>The full path, if a store may be there.</summary>
    /// <exception cref="StoreException">It may not, or none is there.</exception>
    public static string Check(string path, SqliteOpenMode mode)
    {
        if (mode == SqliteOpenMode.Memory)
        {
            return InMemory;
        }

        if (StorePath.Refusal(path, Path.DirectorySeparatorChar == '\\') is { } refusal)
        {
            throw new StoreException(path, refusal.Fault, refusal.Advice);
        }

        var full = Path.GetFullPath(path);
        if (StorePath.DriveRefusal(full) is { } networkDrive)
        {
            throw new StoreException(full, networkDrive.Fault, networkDrive.Advice);
        }

        if (Directory.Exists(full))
        {
            throw new StoreException(full, $"'{full}' is a folder.", "Name the file of the store.");
        }

        if (mode != SqliteOpenMode.ReadWriteCreate && !Presence.Of(full))
        {
            throw new StoreException(
                full,
                $"There is no store '{full}'.",
                "Make one with Set-AsExchangeParameter, or name the right file with -Store."
            );
        }

        return full;
    }

    public static SqliteConnection Connect(string path, SqliteOpenMode mode)
    {
        // Process-wide in SQLitePCLRaw, which keeps one provider; setting the same kind again changes nothing.
        raw.SetProvider(new SQLite3Provider_e_sqlite3());

        // One thread at a time uses a connection here, so that SQLite need not lock for every call (sqlite.org/threadsafe.html).
        // Refused, and not needed, once SQLite is in use.
        _ = raw.sqlite3_config(raw.SQLITE_CONFIG_MULTITHREAD);
        var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder
            {
                DataSource = path,
                Mode = mode,
                Pooling = false,
            }.ConnectionString
        );
        try
        {
            connection.Open();

            // In the place of SQLite's own, by its name: another program still reads the file.
            connection.CreateCollation("NOCASE", Caseless.Compare);
            return connection;
        }
        catch (SqliteException exception)
        {
            connection.Dispose();
            throw StoreException.From(path, exception);
        }
    }

    /// <summary>
    /// Checks that the file is what it should be before anything is written to it, and brings it to the newest schema. In WAL mode with
    /// synchronous NORMAL no committed transaction is lost when the process is killed (it is in the operating system's
    /// cache); a power failure may lose the last ones, whole, and the next pass pulls them again.
    /// </summary>
    public static void Prepare(SqlSession session, string path, SqliteOpenMode mode, Schema schema)
    {
        session.Run("PRAGMA busy_timeout = 1000");
        var version = Version(session, path, mode, schema);
        if (mode == SqliteOpenMode.ReadOnly)
        {
            return;
        }

        if (version == 0)
        {
            session.Run("PRAGMA page_size = 8192");
        }

        if (
            mode != SqliteOpenMode.Memory
            && !string.Equals(
                session.Prepare("PRAGMA journal_mode = WAL").First(static row => row.Text(0)),
                "wal",
                StringComparison.Ordinal
            )
        )
        {
            throw new StoreException(
                path,
                $"The store '{path}' is on a file system without shared memory, which SQLite needs (sqlite.org/wal.html).",
                "Name a file on a local disk."
            );
        }
        // What is deleted is overwritten: contents of appointments are here until they are written, and no longer (decision 1). The log
        // is emptied by SqliteDatabase, which begins each anew.
        session.Run("PRAGMA synchronous = NORMAL; PRAGMA foreign_keys = ON; PRAGMA secure_delete = ON; PRAGMA wal_autocheckpoint = 0");
        schema.Apply(session, version);
        if (version != schema.Version)
        {
            EmptyLog(session);
        }
    }

    /// <summary>Moves the log into the file, as far as no other process is reading in it; the last one to close moves the rest.</summary>
    public static void EmptyLog(SqlSession session) => session.TryRun("PRAGMA wal_checkpoint(TRUNCATE)");

    private static long Version(SqlSession session, string path, SqliteOpenMode mode, Schema schema)
    {
        var version = session.UserVersion;
        var application = session.Prepare("PRAGMA application_id").First(static row => row.Long(0));
        if (application == schema.ApplicationId)
        {
            if (version < schema.FirstVersion)
            {
                throw new StoreException(
                    path,
                    $"The {schema.Name} '{path}' was made by a build of AllSolutionsExchange before its first release.",
                    $"{schema.WayOut} The file was left as it is."
                );
            }

            return version <= schema.Version
                ? version
                : throw new StoreException(
                    path,
                    $"The store '{path}' was made by a newer version of AllSolutionsExchange (schema {version}).",
                    "Update the module. The store was left as it is."
                );
        }

        if (application != 0 || version != 0 || session.Prepare("SELECT count(*) FROM sqlite_master").First(static row => row.Long(0)) != 0)
        {
            throw new StoreException(
                path,
                $"The file '{path}' is a SQLite database, but not a store of AllSolutionsExchange.",
                "Name the right file. It was left as it is."
            );
        }

        if (mode is SqliteOpenMode.ReadOnly or SqliteOpenMode.ReadWrite)
        {
            throw new StoreException(
                path,
                $"The store '{path}' is empty.",
                "Make it with Set-AsExchangeParameter, or name the right file with -Store."
            );
        }

        return 0;
    }
}
